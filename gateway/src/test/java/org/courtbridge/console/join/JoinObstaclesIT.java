package org.courtbridge.console.join;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Browsers that cannot make a call, or have no camera for the page: told at once, and where to go. */
class JoinObstaclesIT {

    private static final String NO_WEBRTC = "delete window.RTCPeerConnection; delete window.webkitRTCPeerConnection;";
    private static final String NO_DEVICES =
            "Object.defineProperty(Navigator.prototype, 'mediaDevices', { get: () => undefined });";

    /** What Android's web view calls itself. */
    private static final String WEB_VIEW = "Mozilla/5.0 (Linux; Android 15; Pixel 9 Build/AP4A; wv) AppleWebKit/537.36"
            + " (KHTML, like Gecko) Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36";

    private static final String IPHONE =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";

    private static final String SAFARI = IPHONE + " Version/18.5 Mobile/15E148 Safari/604.1";

    /** An application's view of a page on an iPhone. */
    private static final String APPLE_WEB_VIEW = IPHONE + " Mobile/15E148";

    private static JoinBrowser browser;

    private final JoinSite site = new JoinSite();
    private final Screens screens = new Screens();

    @BeforeAll
    static void start() {
        browser = new JoinBrowser();
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    @BeforeEach
    void patience() {
        PlaywrightAssertions.setDefaultAssertionTimeout(JoinBrowser.PATIENCE_MS);
    }

    @AfterEach
    void close() {
        browser.closePages();
        site.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                NO_WEBRTC,
                "delete window.WebSocket;",
                "window.RTCPeerConnection = class { constructor() { throw new Error('off'); } addTransceiver() {} };"
            })
    void whereNoCallCanBeMadeNoWordIsAskedFor(String lack) {
        Page page = open(JoinBrowser.phone(), lack);
        assertThat(page.getByTestId("obstacle")).containsText("В этом браузере видеосвязь не работает");
        assertThat(page.getByTestId("obstacle-advice")).containsText("Chrome, Firefox, Edge или Safari");
        assertThat(page.getByTestId("code-word")).isHidden();
        assertThat(page.locator("body")).hasAttribute("data-state", "unsupported");
        assertThat(browser.complaints).isEmpty();
        page.route(
                "**/api/v1/join/*/troubles",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody("{\"to\":[\"CLERK\"]}")));
        page.getByTestId("report").click();
        page.getByTestId("trouble-NO_CONNECTION").check();
        page.locator("#trouble-send").click();
        assertThat(page.locator("#trouble-told")).containsText("секретарю");
    }

    @Test
    void theLinkIsCopiedByOnePress() {
        Page page = open(JoinBrowser.phone().setPermissions(List.of("clipboard-read", "clipboard-write")), NO_WEBRTC);
        page.getByTestId("copy-link").click();
        assertThat(page.getByTestId("copied")).containsText("Ссылка скопирована");
        assertThat(page.evaluate("() => navigator.clipboard.readText()")).isEqualTo(site.link(KnownParticipants.CODE));
        screens.take(page, "no-calls");
        screens.expectNoFault();
    }

    @Test
    void theLinkIsCopiedWhereTheClipboardIsKeptFromPages() {
        Page page = open(
                JoinBrowser.phone(),
                NO_WEBRTC + "Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined });"
                        + "document.addEventListener('copy', () => { window.selected = String(getSelection()); });");
        page.getByTestId("copy-link").click();
        assertThat(page.getByTestId("copied")).containsText("Ссылка скопирована");
        assertThat(page.evaluate("() => window.selected")).isEqualTo(site.link(KnownParticipants.CODE));
        page.evaluate("() => { document.execCommand = () => false; }");
        page.getByTestId("copy-link").click();
        assertThat(page.getByTestId("copied")).containsText("Не скопировано");
    }

    @ParameterizedTest
    @ValueSource(strings = {WEB_VIEW, APPLE_WEB_VIEW})
    void insideAnotherApplicationThePersonIsSentToABrowser(String agent) {
        Page page = open(JoinBrowser.phone().setUserAgent(agent), NO_WEBRTC);
        assertThat(page.getByTestId("obstacle-advice")).containsText("«Открыть в браузере»");
    }

    @Test
    void onAnIphoneThePersonIsSentToSafari() {
        Page page = open(JoinBrowser.phone().setUserAgent(SAFARI), NO_WEBRTC);
        assertThat(page.getByTestId("obstacle-advice")).containsText("Lockdown Mode");
    }

    /** A camera that an application keeps for itself is not to be had by the browser's settings. */
    @Test
    void insideAnotherApplicationARefusedCameraIsLookedForInABrowser() {
        Page page = open(
                JoinBrowser.phone().setUserAgent(WEB_VIEW),
                "navigator.permissions.query = async () => ({ state: 'prompt', addEventListener() {} });"
                        + "navigator.mediaDevices.getUserMedia ="
                        + " async () => { throw new DOMException('no', 'NotAllowedError'); };");
        page.getByTestId("check-devices").click();
        assertThat(page.getByTestId("device-problem")).containsText("Откройте ссылку в браузере");
    }

    /** As where a browser knows the constructor, but not what is asked of it. */
    @Test
    void aCallThatCannotBeMadeAfterAllDoesNotHang() {
        Page page = open(
                JoinBrowser.phone(),
                "RTCPeerConnection.prototype.addTransceiver = () => { throw new TypeError('not here'); };");
        page.getByTestId("code-word").fill(KnownParticipants.WORD);
        page.getByTestId("join").click();
        page.waitForSelector("body[data-state=unsupported]:not([data-connection])");
        assertThat(page.getByTestId("obstacle")).containsText("В этом браузере видеосвязь не работает");
        assertThat(page.evaluate("() => document.activeElement.id")).isEqualTo("obstacle-title");
    }

    @Test
    void whoeverHasNoCameraHereKnowsItBeforeTheWordAndMayComeIn() {
        Page page = open(JoinBrowser.phone(), NO_DEVICES);
        assertThat(page.getByTestId("obstacle")).containsText("вас не увидят и не услышат");
        assertThat(page.getByTestId("device-problem")).isHidden();
        screens.take(page, "no-devices");
        comesIn(page);
        assertThat(page.getByTestId("obstacle")).isHidden();
        assertThat(page.getByTestId("device-problem")).containsText("вас не увидят и не услышат");
        assertThat(page.locator("#device-retry")).isHidden();
        screens.take(page, "lobby-without-devices");
        screens.expectNoFault();
    }

    @Test
    void anAddressWithoutTlsIsToldFromOneWithIt() {
        Page page = browser.page(JoinBrowser.phone());
        page.navigate(site.insecureLink(KnownParticipants.CODE));
        assertThat(page.getByTestId("obstacle")).containsText("откройте страницу по https");
        assertThat(page.getByTestId("copy-link")).isHidden();
        screens.take(page, "insecure");
        screens.expectNoFault();
        comesIn(page);
    }

    @Test
    void aBrowserThatDoesNotRunTheScriptShowsWhatToDo() {
        Page page = browser.page(JoinBrowser.phone());
        page.route("**/join/join.js*", Route::abort);
        page.navigate(site.link(KnownParticipants.CODE));
        assertThat(page.getByTestId("not-begun")).isVisible();
        assertThat(page.getByTestId("not-begun")).containsText("Страница не запустилась");
        page.unroute("**/join/join.js*");
        page.reload();
        page.waitForSelector("body[data-ready]");
        assertThat(page.getByTestId("not-begun")).isHidden();
        assertThat(page.getByTestId("obstacle")).isHidden();
    }

    private static void comesIn(Page page) {
        page.getByTestId("code-word").fill(KnownParticipants.WORD);
        page.getByTestId("join").click();
        page.waitForSelector("body[data-state=lobby][data-connection=connected]");
    }

    private Page open(Browser.NewContextOptions options, String lack) {
        Page page = browser.page(options);
        page.addInitScript(lack);
        page.navigate(site.link(KnownParticipants.CODE));
        page.waitForSelector("body[data-ready]");
        return page;
    }
}

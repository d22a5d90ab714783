package org.courtbridge.gateway.web.join;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.courtbridge.gateway.bridge.LegNotice;
import org.courtbridge.gateway.transport.DtlsCertificate;
import org.courtbridge.gateway.transport.MediaLoops;
import org.courtbridge.gateway.transport.WebRtcPort;
import org.courtbridge.gateway.transport.WebRtcPortConfig;
import org.courtbridge.gateway.webrtc.BrowserConfig;
import org.courtbridge.gateway.webrtc.BrowserEndpoint;
import org.courtbridge.gateway.webrtc.EchoingConferences;
import org.courtbridge.gateway.webrtc.WhipEndpoint;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.HearingState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A phone-sized Chromium goes the whole way, from the code word to the goodbye, and gets its own sound and picture back. */
class JoinPageIT {

    private static final Path SCREENSHOTS = Path.of("target", "join-page");
    private static final int PATIENCE = 20_000;

    private final EchoingConferences conferences = new EchoingConferences();
    private final MediaLoops loops = MediaLoops.start(1);
    private final WebRtcPort port = WebRtcPort.open(
            new WebRtcPortConfig(new InetSocketAddress("10.77.0.1", 0), List.of()), loops, DtlsCertificate.generate());
    private final BrowserEndpoint browsers = new BrowserEndpoint(conferences, port, BrowserConfig.defaults());
    private final Vertx vertx = Vertx.vertx();
    private final List<String> complaints = new ArrayList<>();
    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final Browser browser = playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of("/usr/bin/chromium"))
                    .setChromiumSandbox(false)
                    .setArgs(List.of(
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--use-fake-device-for-media-stream",
                            "--use-fake-ui-for-media-stream")));
    private HttpServer server = serve();
    private final BrowserContext context = browser.newContext(new Browser.NewContextOptions()
            .setViewportSize(390, 844)
            .setIsMobile(true)
            .setHasTouch(true)
            .setLocale("ru-KZ")
            .setPermissions(List.of("camera", "microphone")));
    private final Page page = context.newPage();

    private HttpServer serve() {
        return vertx.createHttpServer()
                .requestHandler(router())
                .listen(0, "127.0.0.1")
                .await();
    }

    @BeforeEach
    void open() {
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.setDefaultTimeout(PATIENCE);
        page.navigate("http://localhost:" + server.actualPort() + "/j/" + KnownParticipants.CODE);
        page.waitForSelector("body[data-ready]");
    }

    @AfterEach
    void close() {
        browser.close();
        playwright.close();
        browsers.close();
        port.close();
        loops.close();
        vertx.close().await();
    }

    @Test
    void goesFromTheCodeWordToTheGoodbye() throws Exception {
        page.waitForSelector("body[data-devices=ready]");
        picture("1-code-word");
        refusesAWrongWord();
        waitsInTheLobby();
        isInTheHearing();
        growsWhenThereAreMoreParties();
        showsWhatTheHearingDoes();
        comesBackByItself();
        leaves();
        assertThat(complaints).isEmpty();
    }

    private void refusesAWrongWord() {
        page.getByTestId("code-word").fill("не то");
        page.getByTestId("join").click();
        PlaywrightAssertions.assertThat(page.getByTestId("error"))
                .containsText("не подошло", new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE));
        assertThat(complaints).singleElement().asString().contains("403");
        complaints.clear();
        picture("2-wrong-word");
    }

    private void waitsInTheLobby() {
        page.getByTestId("language-kk").click();
        PlaywrightAssertions.assertThat(page.getByTestId("join")).hasText("Кіру");
        page.getByTestId("language-en").click();
        page.getByTestId("code-word").fill(" АПОРТ ");
        page.getByTestId("join").click();
        page.waitForSelector("body[data-state=lobby]");
        page.waitForSelector("body[data-connection=connected]");
        page.waitForFunction("() => new DOMMatrix(document.getElementById('level').style.transform).a > 0.1");
        picture("3-lobby");
    }

    private void isInTheHearing() {
        conferences.admit();
        page.waitForSelector("body[data-state=in-hearing] .tile.main");
        page.waitForFunction("""
                async () => {
                  const stats = [...(await courtbridge.peerConnection.getStats()).values()];
                  const of = kind => stats.filter(s => s.type === 'inbound-rtp' && s.kind === kind);
                  return of('video').some(s => s.framesDecoded > 30 && s.mid === '2')
                    && of('audio').some(s => s.packetsReceived > 100 && s.totalAudioEnergy > 0);
                }""");
        page.waitForFunction("() => document.querySelector('.tile.main video').videoWidth > 0");
        Object codec = page.evaluate("""
                async () => {
                  const report = await courtbridge.peerConnection.getStats();
                  const sent = [...report.values()].find(s => s.type === 'outbound-rtp' && s.kind === 'video');
                  return report.get(sent.codecId).sdpFmtpLine;
                }""");
        assertThat(String.valueOf(codec)).contains("42e01f").contains("packetization-mode=1");
        picture("4-in-hearing");
    }

    private void growsWhenThereAreMoreParties() throws Exception {
        conferences
                .legs
                .getFirst()
                .notice(new LegNotice.Pictures(
                        Map.of(
                                "2",
                                "Астана қалалық соты",
                                "3",
                                "Бостандыққа қол сұғу орны",
                                "4",
                                "Қорғаушы Ә. Ахметов"),
                        2));
        for (int i = 0; i < 500 && conferences.media.getLast().sentVideos().size() < 5; i++) {
            page.waitForTimeout(20);
        }
        assertThat(conferences.media.getLast().sentVideos())
                .extracting(video -> video.slot())
                .containsExactly("2", "3", "4", "5", "6");
        assertThat(conferences.media.getLast().sentVideos().getFirst().ssrc())
                .isEqualTo(conferences.media.getFirst().sentVideos().getFirst().ssrc());
        page.waitForSelector(".strip .tile:nth-child(2)");
        picture("5-three-parties");
        page.setViewportSize(1280, 800);
        picture("6-desktop");
        page.setViewportSize(844, 390);
        picture("7-sideways");
        page.setViewportSize(390, 844);
    }

    private void showsWhatTheHearingDoes() {
        conferences.legs.getFirst().notice(new LegNotice.HearingChanged(HearingState.Phase.ADJOURNED));
        PlaywrightAssertions.assertThat(page.getByTestId("curtain")).containsText("adjourned");
        picture("8-adjourned");
        conferences.legs.getFirst().notice(new LegNotice.HearingChanged(HearingState.Phase.IN_SESSION));
        page.getByTestId("mute").click();
        PlaywrightAssertions.assertThat(page.getByTestId("status")).hasText("Microphone is off");
        page.getByTestId("camera").click();
        PlaywrightAssertions.assertThat(page.getByTestId("camera"))
                .hasAttribute("aria-pressed", Pattern.compile("true"));
        page.getByTestId("camera").click();
        page.getByTestId("mute").click();
    }

    private void comesBackByItself() throws Exception {
        int before = conferences.media.size();
        server.shutdown(0, TimeUnit.SECONDS).await();
        page.waitForSelector("body[data-connection=reconnecting]");
        server = vertx.createHttpServer()
                .requestHandler(router())
                .listen(server.actualPort(), "127.0.0.1")
                .await();
        for (int i = 0; i < 1000 && conferences.media.size() == before; i++) {
            page.waitForTimeout(20);
        }
        assertThat(conferences.media).hasSizeGreaterThan(before);
        assertThat(conferences.legs).hasSize(1);
        assertThat(conferences.left).isEmpty();
        page.waitForSelector("body[data-connection=connected]");
        complaints.clear(); // The browser itself complains of each WebSocket that it could not open.
    }

    private Router router() {
        Router router = Router.router(vertx);
        new JoinRoutes(vertx, new KnownParticipants(), browsers, new WhipEndpoint(conferences, port)).mount(router);
        return router;
    }

    private void leaves() {
        page.getByTestId("leave").click();
        page.waitForSelector("body[data-state=ended][data-reason=LEFT]");
        for (int i = 0; i < 250 && conferences.left.isEmpty(); i++) {
            page.waitForTimeout(20);
        }
        assertThat(conferences.left).containsExactly(EndReason.LEFT);
        picture("9-left");
    }

    private void picture(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }
}

package org.courtbridge.console.join;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ReducedMotion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.courtbridge.court.access.CodeWordGuesses;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.Floor;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingCommand.Muting;
import org.courtbridge.hearings.HearingState.Phase;
import org.courtbridge.hearings.Layout;
import org.courtbridge.media.leg.LegNotice;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.Doubt;
import org.courtbridge.provisioning.testcall.Limits;
import org.courtbridge.provisioning.testcall.Outcome;
import org.courtbridge.provisioning.testcall.Verdict;
import org.courtbridge.signalling.webrtc.EchoingConferences;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every state of the page in three languages and three shapes, for people to see and for {@link Screens} to judge. */
class JoinScreensIT {

    private static final List<String> OTHERS = List.of(
            "Астана қаласының қылмыстық істер жөніндегі сотының № 4 мәжіліс залы",
            "Қорғаушы Ә. Ахметов",
            "Прокурор И. Н. Ким");

    private static JoinBrowser browser;

    private final JoinSite site = new JoinSite();
    private final EchoingConferences hearing = site.conferences;
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

    @Test
    void beforeTheCall() {
        Page refused = browser.page(JoinBrowser.phone());
        refused.addInitScript("""
                navigator.permissions.query = async () => ({ state: 'prompt' });
                navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('no', 'NotAllowedError'); };
                """);
        refused.navigate(site.link("nobody"));
        refused.waitForSelector("body[data-ready]");
        assertThat(refused.getByTestId("check-line")).hasAttribute("data-mood", "good");
        screens.take(refused, "code-word");
        refused.getByTestId("check-devices").click();
        assertThat(refused.getByTestId("device-problem")).isVisible();
        screens.take(refused, "devices-refused");
        enter(refused, "не то");
        assertThat(refused.getByTestId("error")).isVisible();
        screens.take(refused, "wrong-word");
        guessOften(refused);
        enter(refused, "не то");
        assertThat(refused.getByTestId("error")).containsText("Слишком много попыток");
        screens.take(refused, "too-many");
        refused.context().close();

        Page page = open(JoinBrowser.phone(), KnownParticipants.CODE);
        assertThat(page.getByTestId("check-microphone")).hasAttribute("data-mood", "good");
        page.getByTestId("play-sound").click();
        assertThat(page.getByTestId("sound-heard")).isVisible();
        screens.take(page, "self-check");
        List<Route> held = new ArrayList<>();
        page.route("**/api/v1/join/*", held::add);
        enter(page, KnownParticipants.WORD);
        page.waitForCondition(() -> !held.isEmpty());
        screens.take(page, "joining");
        page.unroute("**/api/v1/join/*");
        held.getFirst().resume();
        page.waitForSelector("body[data-state=lobby][data-connection=connected]");
        screens.take(page, "lobby");
        screens.expectNoFault();
    }

    @Test
    void inTheHearing() throws Exception {
        Page page = open(JoinBrowser.phone(), KnownParticipants.CODE);
        join(page);
        hearing.admit();
        page.waitForFunction("() => document.querySelector('.tile.main video')?.videoWidth > 0");
        assertThat(page.getByTestId("status")).isEmpty();
        screens.take(page, "with-one");
        pictures(OTHERS, List.of());
        page.waitForSelector(".strip .tile:nth-child(2)");
        screens.take(page, "with-others");
        page.getByTestId("mute").click();
        screens.take(page, "muted");
        page.getByTestId("mute").click();
        page.getByTestId("camera").click();
        screens.take(page, "camera-off");
        page.getByTestId("camera").click();
        standing(Muting.HEARD, Floor.Hand.UP);
        assertThat(page.getByTestId("remark-hand")).isVisible();
        screens.take(page, "asked-to-speak");
        standing(Muting.HEARD, Floor.Hand.FLOOR);
        assertThat(page.getByTestId("remark-hand")).containsText("Вам предоставлено слово");
        screens.take(page, "has-the-floor");
        standing(Muting.MUTED, Floor.Hand.DOWN);
        assertThat(page.getByTestId("remark-clerk-muted")).isVisible();
        screens.take(page, "muted-by-the-clerk");
        standing(Muting.HEARD, Floor.Hand.DOWN);
        page.getByTestId("share").click();
        page.waitForCondition(() -> hearing.commands.stream().anyMatch(HearingCommand.StartSharing.class::isInstance));
        tell(new LegNotice.Standing(Muting.HEARD, Floor.Hand.DOWN, true));
        assertThat(page.getByTestId("remark-sharing")).isVisible();
        screens.take(page, "sharing");
        standing(Muting.HEARD, Floor.Hand.DOWN);
        assertThat(page.getByTestId("status")).containsText("Показ экрана остановлен");
        showsItsScreen(1);
        page.waitForSelector(".tile.main[data-mid='3']");
        screens.take(page, "screen-of-another");
        page.getByTestId("layout").click();
        tell(new LegNotice.Arranged(Optional.of(Layout.GRID), true));
        assertThat(page.getByTestId("see-self")).isChecked();
        screens.take(page, "how-the-others-are-seen");
        page.getByTestId("layouts-close").click();
        assertThat(page.getByTestId("layouts")).isHidden();
        pictures(OTHERS.subList(0, 1), OTHERS.subList(1, 3));
        assertThat(page.getByTestId("remark-narrow")).isVisible();
        screens.take(page, "picture-missing");
        pictures(List.of(), List.of());
        assertThat(page.getByTestId("curtain")).isVisible();
        screens.take(page, "alone");
        tell(EchoingConferences.hearing(Phase.ADJOURNED));
        screens.take(page, "adjourned");
        tell(EchoingConferences.hearing(Phase.CLOSED_SESSION));
        screens.take(page, "closed-session");
        tell(EchoingConferences.hearing(Phase.IN_SESSION));
        pictures(OTHERS.subList(0, 2), List.of());
        losesPackets(page);
        screens.take(page, "poor-line");
        site.stop();
        page.waitForSelector("body[data-connection=reconnecting]");
        screens.take(page, "reconnecting");
        screens.expectNoFault();
    }

    @Test
    void afterTheCall() {
        Page page = open(JoinBrowser.phone(), KnownParticipants.CODE);
        for (EndReason reason : List.of(
                EndReason.REMOVED,
                EndReason.REPLACED,
                EndReason.REFUSED,
                EndReason.NOT_ACCEPTABLE,
                EndReason.HEARING_ENDED)) {
            join(page);
            hearing.legs.getLast().end(reason);
            page.waitForSelector("body[data-state=ended]");
            screens.take(page, "ended-" + reason.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            page.reload();
            page.waitForSelector("body[data-ready]");
        }
        join(page);
        page.getByTestId("leave").click();
        page.waitForSelector("body[data-state=ended]");
        screens.take(page, "ended-left");
        screens.expectNoFault();
    }

    @Test
    void aTestCall() {
        Page page = open(JoinBrowser.phone(), KnownParticipants.CODE);
        page.getByTestId("code-word").fill(KnownParticipants.WORD);
        page.getByTestId("try-call").click();
        page.waitForSelector("body[data-state=testing][data-connection=connected]");
        assertThat(page.evaluate("() => document.activeElement.id")).isEqualTo("test-title");
        page.waitForFunction("() => document.getElementById('test-picture').videoWidth > 0");
        tellTest(new LegNotice.Testing(LegNotice.Testing.Step.SPEAK, Duration.ofSeconds(12)));
        assertThat(page.getByTestId("test-step")).containsText("Смотрите в камеру");
        page.waitForCondition(() -> !site.tests.statistics.isEmpty());
        assertThat(site.tests.clients.getFirst().orElseThrow()).contains("Chrome");
        screens.take(page, "test-speak");
        page.getByTestId("mute").click();
        assertThat(page.getByTestId("remark-muted")).isVisible();
        screens.take(page, "test-muted");
        page.getByTestId("mute").click();
        tellTest(new LegNotice.Testing(LegNotice.Testing.Step.LISTEN, Duration.ofSeconds(5)));
        assertThat(page.getByTestId("test-step")).containsText("слышите себя");
        tellTest(judged(verdict(Check.FACE_LIGHT, 40), verdict(Check.BLACK, 0)));
        page.waitForSelector("body[data-state=tested]");
        assertThat(page.evaluate("() => document.activeElement.id")).isEqualTo("tested-title");
        assertThat(page.getByTestId("tested-PICTURE")).containsText("повернитесь к окну");
        assertThat(page.getByTestId("tested-LINE")).hasAttribute("data-mood", "warn");
        assertThat(page.getByTestId("tested-SOUND")).hasAttribute("data-mood", "good");
        assertThat(page.getByTestId("tested-SENT")).hasCount(0);
        page.getByTestId("tested-details").locator("summary").click();
        screens.take(page, "tested-bad");
        again(page);
        tellTest(judged(verdict(Check.BLACK, 0), verdict(Check.LOSS, 0)));
        assertThat(page.getByTestId("tested-title")).containsText("Всё хорошо");
        assertThat(page.getByTestId("to-hearing")).hasText("Войти в заседание");
        screens.take(page, "tested-good");
        for (LegNotice.NotTested.Why why : LegNotice.NotTested.Why.values()) {
            again(page);
            tellTest(new LegNotice.NotTested(why));
            page.waitForSelector("body[data-state=tested]");
            screens.take(
                    page, "not-tested-" + why.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        again(page);
        page.getByTestId("test-stop").click();
        page.waitForSelector("body[data-state=code-word]");
        assertThat(page.evaluate("() => document.activeElement.id")).isEqualTo("try-call");
        page.getByTestId("try-call").click();
        page.waitForSelector("body[data-state=testing][data-connection=connected]");
        site.tests.legs.getLast().end(EndReason.ERROR);
        assertThat(page.getByTestId("tested-title")).containsText("прервалась");
        page.getByTestId("to-hearing").click();
        page.waitForSelector("body[data-state=lobby][data-connection=connected]");
        screens.expectNoFault();
    }

    private void again(Page page) {
        page.getByTestId("test-again").click();
        page.waitForSelector("body[data-state=testing][data-connection=connected]");
    }

    private void tellTest(LegNotice notice) {
        site.tests.legs.getLast().notice(notice);
    }

    /** These, and what goes with them: sound that is well, and loss that nobody could tell of unless one of them does. */
    private static LegNotice judged(Verdict... these) {
        List<Verdict> verdicts = new ArrayList<>(List.of(these));
        verdicts.add(verdict(Check.MICROPHONE, 3));
        verdicts.add(verdict(Check.SPEECH_LEVEL, -25));
        if (verdicts.stream().noneMatch(verdict -> verdict.check() == Check.LOSS)) {
            verdicts.add(Verdict.couldNotTell(Check.LOSS, Limits.standard(), Doubt.TOO_SHORT));
        }
        verdicts.add(Verdict.couldNotTell(Check.KEYFRAME_RECOVERY, Limits.standard(), Doubt.NOT_MEASURED));
        Outcome outcome =
                verdicts.stream().anyMatch(verdict -> verdict.outcome() == Outcome.FAIL) ? Outcome.FAIL : Outcome.PASS;
        return new LegNotice.Judged(outcome, verdicts);
    }

    private static Verdict verdict(Check check, double figure) {
        return Verdict.of(check, OptionalDouble.of(figure), Limits.standard(), Doubt.NOT_MEASURED);
    }

    /** By keyboard alone: each stop can be seen, and everything is reached. */
    @Test
    void isUsedByKeyboardAlone() {
        Page page = open(
                new Browser.NewContextOptions().setLocale("ru-KZ").setViewportSize(1280, 800), KnownParticipants.CODE);
        assertThat(page.getByTestId("check-microphone")).hasAttribute("data-mood", "good");
        List<String> stops = stops(page, 9);
        assertThat(stops)
                .containsExactly("Қаз", "Рус", "Eng", "code-word", "join", "try-call", "report", "play-sound", "BODY");
        reportsAProblemByKeyboard(page);
        page.getByTestId("code-word").focus();
        page.keyboard().type(KnownParticipants.WORD);
        page.keyboard().press("Enter");
        page.waitForSelector("body[data-state=lobby][data-connection=connected]");
        assertThat(page.evaluate("() => document.activeElement.id")).isEqualTo("lobby-title");
        hearing.admit();
        page.waitForSelector("body[data-state=in-hearing] .tile.main");
        assertThat(page.evaluate("() => document.activeElement.id")).isEqualTo("hearing");
        assertThat(stops(page, 7)).containsExactly("picture", "mute", "camera", "hand", "layout", "share", "leave");
        seesTheOthersOtherwiseByKeyboard(page);
        page.getByTestId("mute").focus();
        page.keyboard().press("Space");
        assertThat(page.getByTestId("remark-muted")).isVisible();
        page.getByTestId("leave").focus();
        page.keyboard().press("Enter");
        page.waitForSelector("body[data-state=ended]");
        assertThat(page.evaluate("() => document.activeElement.id")).isEqualTo("over-text");
    }

    /** What is behind the dialog is not reached until it is closed; then the keyboard is where it was. */
    private static void reportsAProblemByKeyboard(Page page) {
        List<String> sent = answerReports(page, 200, "{\"to\":[\"CLERK\",\"JUDGE\",\"TECHNICIAN\"]}");
        page.getByTestId("report").focus();
        page.keyboard().press("Enter");
        assertThat(page.getByTestId("trouble")).isVisible();
        page.keyboard().press("Space");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Tab");
        page.keyboard().type("шум");
        page.keyboard().press("Tab");
        assertThat(page.evaluate("() => document.activeElement.id")).isEqualTo("trouble-send");
        page.keyboard().press("Enter");
        assertThat(page.locator("#trouble-told")).containsText("секретарю, судье, техническому специалисту");
        assertThat(page.evaluate("() => document.activeElement.id")).isEqualTo("trouble-told");
        assertThat(sent).containsExactly("{\"kind\":\"NO_SOUND\",\"text\":\"шум\"}");
        page.keyboard().press("Escape");
        assertThat(page.getByTestId("trouble")).isHidden();
        assertThat(page.evaluate("() => document.activeElement.dataset.testid")).isEqualTo("report");
    }

    /** @return what the page sends, as it comes */
    private static List<String> answerReports(Page page, int status, String body) {
        List<String> sent = new ArrayList<>();
        page.route("**/api/v1/join/*/troubles", route -> {
            sent.add(route.request().postData());
            route.fulfill(new Route.FulfillOptions()
                    .setStatus(status)
                    .setContentType("application/json")
                    .setBody(body));
        });
        return sent;
    }

    @Test
    void aProblem() {
        Page page = open(JoinBrowser.phone(), KnownParticipants.CODE);
        page.getByTestId("report").click();
        page.locator("#trouble-send").click();
        assertThat(page.locator("#trouble-error")).containsText("Выберите, что случилось");
        assertThat(page.evaluate("() => document.activeElement.dataset.testid")).isEqualTo("trouble-CANNOT_COME");
        screens.take(page, "problem-nothing-chosen");
        page.getByTestId("trouble-NO_PICTURE").check();
        page.locator("#trouble-text").fill("Экран\n чёрный\t \u202e");
        page.context().setOffline(true);
        page.locator("#trouble-send").click();
        assertThat(page.locator("#trouble-error")).containsText("Сообщение не передано");
        page.context().setOffline(false);
        answerReports(page, 429, "{}");
        page.locator("#trouble-send").click();
        assertThat(page.locator("#trouble-error")).containsText("За этот час сообщений достаточно");
        page.unroute("**/api/v1/join/*/troubles");
        List<String> sent = answerReports(
                page, 200, "{\"to\":[\"CLERK\",\"JUDGE\",\"TECHNICIAN\"],\"phone\":\"+7 (7172) 71-00-00, вн. 12\"}");
        page.locator("#trouble-send").click();
        assertThat(page.locator("#trouble-told")).containsText("секретарю, судье, техническому специалисту");
        assertThat(page.locator("#trouble-phone")).hasText("+7 (7172) 71-00-00, вн. 12");
        assertThat(page.locator("#trouble-phone")).hasAttribute("href", "tel:+77172710000");
        assertThat(sent).containsExactly("{\"kind\":\"NO_PICTURE\",\"text\":\"Экран чёрный\"}");
        screens.take(page, "problem-told");
        page.locator("#trouble-close").click();
        assertThat(page.getByTestId("trouble")).isHidden();
        join(page);
        hearing.admit();
        page.waitForSelector("body[data-state=in-hearing]");
        page.getByTestId("report-in-hearing").click();
        assertThat(page.getByTestId("trouble-NO_PICTURE")).not().isChecked();
        assertThat(page.locator("#trouble-text")).hasValue("");
        screens.expectNoFault();
    }

    private void seesTheOthersOtherwiseByKeyboard(Page page) {
        page.getByTestId("layout").focus();
        page.keyboard().press("Enter");
        assertThat(page.getByTestId("layouts")).isVisible();
        page.keyboard().press("ArrowDown");
        page.waitForCondition(
                () -> hearing.commands.stream().anyMatch(HearingCommand.ChooseSeatLayout.class::isInstance));
        page.keyboard().press("Escape");
        assertThat(page.getByTestId("layouts")).isHidden();
        assertThat(page.evaluate("() => document.activeElement.id")).isEqualTo("layout");
    }

    /** @return what has the focus after each press of the Tab key, if that can be seen */
    private static List<String> stops(Page page, int presses) {
        List<String> stops = new ArrayList<>();
        for (int i = 0; i < presses; i++) {
            page.keyboard().press("Tab");
            stops.add(String.valueOf(page.evaluate("""
                    () => {
                      const at = document.activeElement;
                      if (at === document.body) return 'BODY';
                      const seen = getComputedStyle(at).outlineStyle !== 'none';
                      return seen ? at.dataset.testid?.replace(/^language-.*/, at.textContent) ?? at.id : 'not to be seen';
                    }""")));
        }
        return stops;
    }

    @Test
    void nothingMovesForWhoeverWantsNoMotion() {
        Page page = open(JoinBrowser.phone(), KnownParticipants.CODE);
        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        join(page);
        assertThat(page.evaluate("() => document.getAnimations().length")).isEqualTo(0);
        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));
        assertThat(page.evaluate("() => document.getAnimations().length")).isEqualTo(1);
    }

    /** What a phone on a slow line has to fetch until the code word can be entered. */
    @Test
    void isSmallAtFirst() {
        Page page = browser.page(JoinBrowser.phone());
        CDPSession network = page.context().newCDPSession(page);
        AtomicLong bytes = new AtomicLong();
        network.on(
                "Network.loadingFinished",
                event -> bytes.addAndGet(event.get("encodedDataLength").getAsLong()));
        network.send("Network.enable");
        page.navigate(site.link(KnownParticipants.CODE));
        page.waitForSelector("body[data-ready]");
        assertThat(bytes.get()).isBetween(10_000L, 150_000L);
    }

    private Page open(Browser.NewContextOptions options, String code) {
        Page page = browser.page(options);
        page.navigate(site.link(code));
        page.waitForSelector("body[data-ready]");
        return page;
    }

    private static void enter(Page page, String word) {
        page.getByTestId("code-word").fill(word);
        page.getByTestId("join").click();
    }

    private void join(Page page) {
        enter(page, KnownParticipants.WORD);
        page.waitForSelector("body[data-state=lobby][data-connection=connected]");
    }

    private static void guessOften(Page page) {
        page.evaluate("""
                times => Promise.all(Array.from({ length: times }, () => fetch('/api/v1/join/nobody', {
                  method: 'POST', body: '{"codeWord":"x"}', headers: { 'Content-Type': 'application/json' } })))""", CodeWordGuesses.WRONG_PER_SOURCE);
    }

    private void tell(LegNotice notice) {
        hearing.legs.getLast().notice(notice);
    }

    private void standing(Muting muting, Floor.Hand hand) {
        tell(new LegNotice.Standing(muting, hand, false));
    }

    private void showsItsScreen(int other) {
        Map<String, String> names = names(OTHERS);
        tell(new LegNotice.Pictures(
                names, 0, List.of(), Optional.of(List.copyOf(names.keySet()).get(other))));
    }

    private Map<String, String> names(List<String> shown) {
        Map<String, String> names = new LinkedHashMap<>();
        for (int i = 0; i < shown.size(); i++) {
            names.put(hearing.media.getLast().sentVideos().get(i).slot(), shown.get(i));
        }
        return names;
    }

    private void pictures(List<String> shown, List<String> tooWide) {
        tell(new LegNotice.Pictures(names(shown), 0, tooWide, Optional.empty()));
    }

    /** The page measures what the browser reports; the browser is made to report a bad line. */
    private static void losesPackets(Page page) {
        page.evaluate("""
                () => {
                  const report = RTCPeerConnection.prototype.getStats;
                  RTCPeerConnection.prototype.getStats = async function () {
                    const stats = new Map(await report.call(this));
                    stats.set('bad', { id: 'bad', type: 'remote-inbound-rtp', fractionLost: 0.2 });
                    return stats;
                  };
                }""");
        assertThat(page.getByTestId("remark-line")).isVisible();
    }
}

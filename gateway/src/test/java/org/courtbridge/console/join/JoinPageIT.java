package org.courtbridge.console.join;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.WebSocketFrame;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.Floor;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.Layout;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.leg.LegNotice;
import org.courtbridge.signalling.webrtc.EchoingConferences;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A phone-sized Chromium goes the whole way, from the code word to the goodbye, and gets its own sound and picture back. */
class JoinPageIT {

    private static JoinBrowser browser;

    private final JoinSite site = new JoinSite();
    private final EchoingConferences conferences = site.conferences;
    private Page page;

    @BeforeAll
    static void start() {
        browser = new JoinBrowser();
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    @BeforeEach
    void open() {
        PlaywrightAssertions.setDefaultAssertionTimeout(JoinBrowser.PATIENCE_MS);
        page = browser.page(JoinBrowser.phone().setPermissions(List.of("camera", "microphone")));
        page.navigate(site.link(KnownParticipants.CODE));
        page.waitForSelector("body[data-ready]");
    }

    @AfterEach
    void close() {
        browser.closePages();
        site.close();
    }

    @Test
    void goesFromTheCodeWordToTheGoodbye() throws Exception {
        page.waitForSelector("body[data-devices=ready]");
        checksItself();
        refusesAWrongWord();
        waitsInTheLobby();
        isInTheHearing();
        growsWhenThereAreMoreParties();
        showsWhatTheHearingDoes();
        asksToSpeak();
        showsItsScreen();
        choosesHowItSeesTheOthers();
        comesBackByItself();
        leaves();
        assertThat(browser.complaints).isEmpty();
    }

    private void checksItself() {
        PlaywrightAssertions.assertThat(page.getByTestId("check-line")).hasAttribute("data-mood", "good");
        PlaywrightAssertions.assertThat(page.getByTestId("check-microphone")).containsText("Вас слышно");
        page.getByTestId("play-sound").click();
        page.getByTestId("sound-missing").click();
        PlaywrightAssertions.assertThat(page.getByTestId("check-speaker")).containsText("Прибавьте громкость");
        page.getByTestId("play-sound").click();
        page.getByTestId("sound-heard").click();
        PlaywrightAssertions.assertThat(page.getByTestId("check-speaker")).hasAttribute("data-mood", "good");
    }

    /** A microphone that is plugged in and gives nothing, and a phone in a tunnel. */
    @Test
    void tellsSilenceFromSpeechAndALineFromNone() {
        page.addInitScript("""
                const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
                navigator.mediaDevices.getUserMedia = async wanted => {
                  const stream = await ask(wanted);
                  const silence = new AudioContext().createMediaStreamDestination().stream.getAudioTracks();
                  return new MediaStream([...stream.getVideoTracks(), ...silence]);
                };
                """);
        page.reload();
        PlaywrightAssertions.assertThat(page.getByTestId("check-microphone")).containsText("Ничего не слышно");
        PlaywrightAssertions.assertThat(page.getByTestId("check-line")).hasAttribute("data-mood", "good");
        page.context().setOffline(true);
        PlaywrightAssertions.assertThat(page.getByTestId("check-line")).containsText("Нет связи с судом");
        page.context().setOffline(false);
        PlaywrightAssertions.assertThat(page.getByTestId("check-line")).hasAttribute("data-mood", "good");
    }

    /**
     * Its network goes when it has said its ticket and its offer, and the gateway has heard neither.
     *
     * @param opensLate whether the connection opens when the offer has long been made
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void comesInThoughItsFirstConnectionIsLostWithItsOffer(boolean opensLate) {
        AtomicInteger connections = new AtomicInteger();
        List<String> said = new ArrayList<>();
        page.routeWebSocket(Pattern.compile("/join/socket"), connection -> {
            if (connections.incrementAndGet() > 1) {
                WebSocketRoute gateway = connection.connectToServer();
                connection.onMessage(message -> handOn("page", message, gateway, said));
                gateway.onMessage(message -> handOn("gateway", message, connection, said));
                return;
            }
            connection.onMessage(message -> {
                if (message.text().contains("\"offer\"")) {
                    connection.close();
                }
            });
            if (opensLate) {
                page.waitForFunction("() => courtbridge.peerConnection?.localDescription");
            }
        });
        page.reload();
        page.waitForSelector("body[data-devices=ready]");
        page.getByTestId("code-word").fill("апорт");
        page.getByTestId("join").click();
        try {
            page.waitForSelector("body[data-state=lobby][data-connection=connected]");
        } catch (TimeoutError e) {
            Object shown = page.evaluate("JSON.stringify(document.body.dataset)");
            throw new AssertionError("%s connections, %s, said %s".formatted(connections, shown, said), e);
        }
        assertThat(connections).as("connections, by which was said %s", said).hasValue(2);
        assertThat(conferences.legs).as("said %s", said).hasSize(1);
    }

    /** Its address is another one, of which its system says nothing: sound stops, and the old connection is as if dead. */
    @Test
    void comesBackByAnotherConnectionAtOnceWhenSoundStops() {
        AtomicInteger connections = new AtomicInteger();
        AtomicBoolean dead = new AtomicBoolean();
        joinWithSoundOfTheTest(connections, dead);
        dead.set(true);
        page.evaluate("window.stoppedAt = performance.now()");
        page.waitForCondition(() -> connections.get() > 1);
        page.waitForSelector("body[data-connection=connected]");
        // By itself the page would wait for several pings.
        assertThat((Integer) page.evaluate("Math.round(performance.now() - window.stoppedAt)"))
                .as("ms until it was back")
                .isLessThan(5_000);
        assertThat(connections).hasValue(2);
        assertThat(conferences.left).isEmpty();
    }

    @Test
    void staysWithAConnectionThatAnswersWhenSoundStops() {
        AtomicInteger connections = new AtomicInteger();
        joinWithSoundOfTheTest(connections, new AtomicBoolean());
        page.evaluate("window.stoppedAt = performance.now()");
        page.waitForTimeout(2_000);
        assertThat(connections).hasValue(1);
        page.waitForSelector("body[data-connection=connected]");
    }

    /** @param dead whether nothing passes by its first connection any more */
    private void joinWithSoundOfTheTest(AtomicInteger connections, AtomicBoolean dead) {
        page.addInitScript("""
                let packets = 0;
                window.stoppedAt = 0;
                RTCRtpReceiver.prototype.getSynchronizationSources =
                  () => [{ timestamp: window.stoppedAt ? packets : ++packets }];
                """);
        page.routeWebSocket(Pattern.compile("/join/socket"), connection -> {
            boolean first = connections.incrementAndGet() == 1;
            WebSocketRoute gateway = connection.connectToServer();
            connection.onMessage(message -> {
                if (!first || !dead.get()) {
                    gateway.send(message.text());
                }
            });
            gateway.onMessage(message -> {
                if (!first || !dead.get()) {
                    connection.send(message.text());
                }
            });
        });
        page.reload();
        page.waitForSelector("body[data-devices=ready]");
        page.getByTestId("code-word").fill("апорт");
        page.getByTestId("join").click();
        page.waitForSelector("body[data-state=lobby][data-connection=connected]");
    }

    private static void handOn(String by, WebSocketFrame message, WebSocketRoute to, List<String> said) {
        String text = message.text();
        said.add(by + ": " + text.substring(0, Math.min(text.length(), 60)));
        to.send(text);
    }

    @Test
    void hintsAtTheKeyboardByWhatWasTyped() {
        say("qulan");
        PlaywrightAssertions.assertThat(page.getByTestId("word-hint")).containsText("латинскими буквами");
        say("кулан");
        PlaywrightAssertions.assertThat(page.getByTestId("word-hint")).containsText("казахскую клавиатуру");
        say("құлан");
        PlaywrightAssertions.assertThat(page.getByTestId("error")).containsText("не подошло");
        PlaywrightAssertions.assertThat(page.getByTestId("word-hint")).isEmpty();
    }

    private void say(String word) {
        page.getByTestId("code-word").fill(word);
        page.getByTestId("join").click();
    }

    private void refusesAWrongWord() {
        page.getByTestId("code-word").fill("не то");
        page.getByTestId("join").click();
        PlaywrightAssertions.assertThat(page.getByTestId("error")).containsText("не подошло");
        // The browser says so by another way than the page.
        page.waitForCondition(() -> !browser.complaints.isEmpty());
        assertThat(browser.complaints).singleElement().asString().contains("403");
        browser.complaints.clear();
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
                        2,
                        List.of(),
                        Optional.empty()));
        page.waitForCondition(() -> conferences.media.getLast().sentVideos().size() >= 5);
        assertThat(conferences.media.getLast().sentVideos())
                .extracting(video -> video.slot())
                .containsExactly("2", "3", "4", "5", "6");
        assertThat(conferences.media.getLast().sentVideos().getFirst().ssrc())
                .isEqualTo(conferences.media.getFirst().sentVideos().getFirst().ssrc());
        page.waitForSelector(".strip .tile:nth-child(2)");
    }

    private void showsWhatTheHearingDoes() {
        conferences.legs.getFirst().notice(EchoingConferences.hearing(HearingState.Phase.ADJOURNED));
        PlaywrightAssertions.assertThat(page.getByTestId("curtain")).containsText("adjourned");
        conferences.legs.getFirst().notice(EchoingConferences.hearing(HearingState.Phase.IN_SESSION));
        page.getByTestId("mute").click();
        PlaywrightAssertions.assertThat(page.getByTestId("remarks"))
                .hasText("Your microphone is off: nobody hears you.");
        page.getByTestId("camera").click();
        PlaywrightAssertions.assertThat(page.getByTestId("camera"))
                .hasAttribute("aria-pressed", Pattern.compile("true"));
        page.getByTestId("camera").click();
        page.getByTestId("mute").click();
    }

    private void asksToSpeak() {
        page.getByTestId("hand").click();
        standing(Floor.Hand.UP);
        PlaywrightAssertions.assertThat(page.getByTestId("remark-hand")).containsText("You have asked to speak");
        standing(Floor.Hand.FLOOR);
        PlaywrightAssertions.assertThat(page.getByTestId("remark-hand")).containsText("You have the floor");
        page.getByTestId("hand").click();
        standing(Floor.Hand.DOWN);
        PlaywrightAssertions.assertThat(page.getByTestId("remark-hand")).hasCount(0);
        PlaywrightAssertions.assertThat(page.getByTestId("status")).isEmpty();
        standing(Floor.Hand.UP);
        standing(Floor.Hand.DOWN);
        PlaywrightAssertions.assertThat(page.getByTestId("status")).hasText("The clerk has lowered your hand.");
        assertThat(conferences.commands)
                .extracting(command -> command.getClass().getSimpleName())
                .containsExactly("RaiseHand", "LowerHand");
    }

    private void showsItsScreen() {
        page.getByTestId("share").click();
        page.waitForCondition(() -> conferences.commands.getLast() instanceof HearingCommand.StartSharing);
        assertThat(sentPicture()).as("before the hearing has said so").doesNotContain("1 detail");
        tellSharing(true);
        page.waitForFunction(SENDS_A_SCREEN);
        page.waitForCondition(() -> sentPicture().equals("1 detail 10 1"));
        tellSharing(false);
        PlaywrightAssertions.assertThat(page.getByTestId("status")).hasText("Your screen is no longer shown.");
        page.waitForFunction("async () => !await (" + SENDS_A_SCREEN + ")()");
        page.waitForCondition(() -> sentPicture().startsWith("3 motion"));
    }

    private void choosesHowItSeesTheOthers() {
        page.getByTestId("layout").click();
        PlaywrightAssertions.assertThat(page.getByTestId("layout-")).isChecked();
        PlaywrightAssertions.assertThat(page.getByTestId("see-self")).isDisabled();
        page.getByTestId("layout-GRID").check();
        page.waitForCondition(() -> conferences.commands.getLast() instanceof HearingCommand.ChooseSeatLayout);
        conferences.legs.getLast().notice(new LegNotice.Arranged(Optional.of(Layout.GRID), false));
        page.waitForSelector("body[data-layout=GRID]");
        page.getByTestId("see-self").check();
        page.waitForCondition(() -> conferences.commands.getLast() instanceof HearingCommand.ShowSelf);
        conferences.legs.getLast().notice(new LegNotice.Arranged(Optional.of(Layout.COURT), true));
        PlaywrightAssertions.assertThat(page.getByTestId("layout-COURT")).isChecked();
        page.getByTestId("layout-").check();
        page.waitForCondition(() -> conferences.commands.getLast() instanceof HearingCommand.ChooseSeatLayout);
        conferences.legs.getLast().notice(new LegNotice.Arranged(Optional.empty(), true));
        page.waitForSelector("body:not([data-layout])");
        page.getByTestId("layout").click();
        PlaywrightAssertions.assertThat(page.getByTestId("layouts")).isHidden();
        List<HearingCommand> asked =
                conferences.commands.subList(conferences.commands.size() - 3, conferences.commands.size());
        PartyId party = PartyId.participant("p1");
        assertThat(asked)
                .containsExactly(
                        new HearingCommand.ChooseSeatLayout(party.value(), party, Optional.of(Layout.GRID)),
                        new HearingCommand.ShowSelf(party.value(), party, true),
                        new HearingCommand.ChooseSeatLayout(party.value(), party, Optional.empty()));
    }

    private static final String SENDS_A_SCREEN = """
            async () => [...(await courtbridge.peerConnection.getStats()).values()].some(stats =>
              stats.type === 'media-source' && stats.kind === 'video' && stats.width > 0 && stats.width !== 1280)""";

    private String sentPicture() {
        return String.valueOf(page.evaluate("""
                () => {
                  const { sender } = courtbridge.peerConnection.getTransceivers()[1];
                  const layers = sender.getParameters().encodings.filter(encoding => encoding.active);
                  const [{ maxFramerate, scaleResolutionDownBy }] = layers;
                  return [layers.length, sender.track.contentHint, maxFramerate, scaleResolutionDownBy].join(' ');
                }"""));
    }

    private void tellSharing(boolean on) {
        conferences.legs.getLast().notice(new LegNotice.Standing(HearingCommand.Muting.HEARD, Floor.Hand.DOWN, on));
    }

    private void standing(Floor.Hand hand) {
        conferences.legs.getLast().notice(new LegNotice.Standing(HearingCommand.Muting.HEARD, hand, false));
    }

    private void comesBackByItself() throws Exception {
        int before = conferences.media.size();
        site.stop();
        page.waitForSelector("body[data-connection=reconnecting]");
        site.startAgain();
        page.waitForCondition(() -> conferences.media.size() > before);
        assertThat(conferences.legs).hasSize(1);
        assertThat(conferences.left).isEmpty();
        page.waitForSelector("body[data-connection=connected]");
        browser.complaints.clear(); // The browser itself complains of each WebSocket that it could not open.
    }

    private void leaves() {
        page.getByTestId("leave").click();
        page.waitForSelector("body[data-state=ended][data-reason=LEFT]");
        page.waitForCondition(() -> !conferences.left.isEmpty());
        assertThat(conferences.left).containsExactly(EndReason.LEFT);
    }
}

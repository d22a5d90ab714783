package org.courtbridge.signalling.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.courtbridge.court.access.Participant;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.Floor;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.Layout;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegCondition;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegNotice;
import org.courtbridge.media.transport.MediaLoops;
import org.courtbridge.media.transport.WebRtcPort;
import org.courtbridge.media.transport.WebRtcPortConfig;
import org.courtbridge.media.transport.dtls.DtlsCertificate;
import org.courtbridge.signalling.sdp.SessionDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserEndpointTest {

    private static final Participant PERSON = new Participant("p1", "h1", "Айгүл", "code", Optional.empty());
    private static final String OFFER = BrowserAnswerTest.offer("chromium-156-page");

    /** The same without its picture of mid 3. */
    private static final String STOPPED = OFFER.replace("BUNDLE 0 1 2 3 4", "BUNDLE 0 1 2 4")
            .replaceFirst("(?s)((?:m=video 9 .*?){2})m=video 9 ", "$1m=video 0 ");

    private final MediaLoops loops = MediaLoops.start(1);
    private final WebRtcPort port = WebRtcPort.open(
            new WebRtcPortConfig(new InetSocketAddress("127.0.0.1", 0), List.of()),
            loops,
            DtlsCertificate.generate(),
            new InternalErrors(InstantSource.system()));
    private final EchoingConferences conferences = new EchoingConferences();
    private final EchoingTests tests = new EchoingTests();
    private final Page page = new Page();
    private BrowserEndpoint endpoint = endpoint(BrowserConfig.defaults());

    private BrowserEndpoint endpoint(BrowserConfig config) {
        return new BrowserEndpoint(conferences, tests, port, config);
    }

    @AfterEach
    void close() {
        endpoint.close();
        port.close();
        loops.close();
    }

    @Test
    void answersTheFirstOfferAndArrives() throws Exception {
        BrowserConnection connection = endpoint.connected(PERSON, page);
        assertThat(page.next("welcome").get("resumed")).isEqualTo(false);

        connection.message(offer(OFFER));

        SessionDescription answer = answer(page.next("answer"));
        assertThat(answer.media().getFirst().port())
                .isEqualTo(port.localAddress().getPort());
        assertThat(answer.media().getFirst().candidates())
                .extracting(candidate -> candidate.transport())
                .containsExactly("udp", "tcp");
        page.next("waiting");
        assertThat(conferences.parties).containsExactly(PartyId.participant("p1"));
        assertThat(conferences.media.getFirst().sentVideos()).hasSize(3);
    }

    @Test
    void keepsSourcesAndCredentialsThroughANewOfferAndChangesThemOnAnIceRestart() throws Exception {
        BrowserConnection connection = endpoint.connected(PERSON, page);
        connection.message(offer(OFFER));
        SessionDescription first = answer(page.next("answer"));
        connection.message(offer(OFFER));
        SessionDescription second = answer(page.next("answer"));
        connection.message(offer(OFFER.replace("a=ice-ufrag:OLes", "a=ice-ufrag:NEWu")));
        SessionDescription third = answer(page.next("answer"));

        assertThat(second.origin().sessionId()).isEqualTo(first.origin().sessionId());
        assertThat(second.origin().version()).isEqualTo("2");
        assertThat(second.media()).isEqualTo(first.media());
        assertThat(ufrag(third)).isNotEqualTo(ufrag(first));
        assertThat(third.media().get(2).ssrcs()).isEqualTo(first.media().get(2).ssrcs());
        heard(connection, page);
        assertThat(conferences.media).hasSize(3);
        assertThat(conferences.legs).hasSize(1);
        assertThat(conferences.media.stream().map(LegMedia::sentVideos).distinct())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing",
                "{\"type\":",
                "[]",
                "{}",
                "{\"type\":\"offer\"}",
                "{\"type\":7}",
                "{\"type\":\"offer\",\"sdp\":[[[[[[1]]]]]]}"
            })
    void answersNonsenseWithAnErrorAndGoesOn(String nonsense) throws Exception {
        BrowserConnection connection = endpoint.connected(PERSON, page);
        connection.message(nonsense);
        page.next("error");

        connection.message("{\"type\":\"ping\"}");
        page.next("pong");
    }

    @Test
    void refusesABrokenNewOfferAndKeepsTheCall() throws Exception {
        BrowserConnection connection = endpoint.connected(PERSON, page);
        connection.message(offer(OFFER));
        page.next("answer");
        connection.message(offer(OFFER.substring(0, OFFER.indexOf("m=video"))));
        assertThat(page.next("error").get("message"))
                .isEqualTo("1 media (expected: >= 5, as before; RFC 3264, section 8)");

        connection.message("{\"type\":\"ping\"}");
        page.next("pong");
        assertThat(conferences.left).isEmpty();
    }

    @Test
    void usesThePlaceOfAStoppedPictureAgain() throws Exception {
        BrowserConnection connection = endpoint.connected(PERSON, page);
        connection.message(offer(OFFER));
        SessionDescription first = answer(page.next("answer"));
        connection.message(offer(STOPPED));
        SessionDescription stopped = answer(page.next("answer"));
        connection.message(offer(OFFER.replace("a=mid:3", "a=mid:7").replace("BUNDLE 0 1 2 3", "BUNDLE 0 1 2 7")));
        SessionDescription again = answer(page.next("answer"));

        assertThat(stopped.media().get(3).isRefused()).isTrue();
        assertThat(stopped.media().get(4)).isEqualTo(first.media().get(4));
        assertThat(again.media().get(4)).isEqualTo(first.media().get(4));
        assertThat(again.media().get(3).mid()).contains("7");
        assertThat(again.media().get(3).ssrcs())
                .isNotEmpty()
                .doesNotContainAnyElementsOf(first.media().get(3).ssrcs());
    }

    @Test
    void doesNotTakeAMediumOutOfUseThatWasNotStopped() throws Exception {
        BrowserConnection connection = endpoint.connected(PERSON, page);
        connection.message(offer(OFFER));
        SessionDescription first = answer(page.next("answer"));
        connection.message(offer(OFFER.replace("a=mid:3", "a=mid:7").replace("BUNDLE 0 1 2 3", "BUNDLE 0 1 2 7")));
        assertThat(page.next("error").get("message"))
                .isEqualTo("in the place of video 3, which was not stopped, is video 7 (RFC 9429, section 5.2.2)");

        connection.message(offer(OFFER));
        assertThat(answer(page.next("answer")).media()).isEqualTo(first.media());
    }

    @Test
    void endsIfTheFirstOfferCannotBeAnswered() throws Exception {
        BrowserConnection connection = endpoint.connected(PERSON, page);
        connection.message(offer("v=0"));
        page.next("error");
        assertThat(page.next("ended").get("reason")).isEqualTo("NOT_ACCEPTABLE");
        assertThat(conferences.left).isEmpty();
    }

    @Test
    void tellsThePageWhatBecomesOfIt() throws Exception {
        arrived();
        conferences.admit();
        page.next("admitted");
        assertThat(page.next("hearing").get("phase")).isEqualTo("IN_SESSION");
        assertThat(page.next("pictures").get("names")).isEqualTo(Map.of("2", "Астана қалалық соты"));

        conferences.legs.getFirst().end(EndReason.REMOVED);
        assertThat(page.next("ended").get("reason")).isEqualTo("REMOVED");
        conferences.awaitEnd();
        assertThat(conferences.left).containsExactly(EndReason.REMOVED);
        assertThat(page.closed).containsExactly("REMOVED");
    }

    @Test
    void leavesOnceWhenThePageSaysBye() throws Exception {
        BrowserConnection connection = arrived();
        connection.message("{\"type\":\"bye\"}");
        page.next("ended");
        connection.closed();
        endpoint.close();
        assertThat(conferences.left).containsExactly(EndReason.LEFT);
    }

    @Test
    void isRefusedWithoutASeat() throws Exception {
        conferences.refusing = true;
        BrowserConnection connection = endpoint.connected(PERSON, page);
        connection.message(offer(OFFER));
        assertThat(page.next("ended").get("reason")).isEqualTo("REFUSED");
        assertThat(conferences.left).isEmpty();
    }

    @Test
    void asksForTheFloorAndTellsThePageHowThatStands() throws Exception {
        BrowserConnection connection = arrived();
        connection.message("{\"type\":\"hand\",\"up\":true}");
        connection.message("{\"type\":\"hand\",\"up\":false}");
        connection.message("{\"type\":\"hand\",\"up\":1}");
        page.next("error");
        PartyId party = PartyId.participant(PERSON.id());
        assertThat(conferences.commands)
                .containsExactly(
                        new HearingCommand.RaiseHand(party.value(), party),
                        new HearingCommand.LowerHand(party.value(), party));
        conferences.legs.getFirst().notice(new LegNotice.Standing(HearingCommand.Muting.HEARD, Floor.Hand.UP, false));
        assertThat(page.next("standing")).containsEntry("hand", "UP").containsEntry("muting", "HEARD");
    }

    @Test
    void asksHowToSeeTheOthersAndTellsThePageHowItIs() throws Exception {
        BrowserConnection connection = arrived();
        connection.message("{\"type\":\"layout\",\"layout\":\"ONE_AND_FIVE\"}");
        connection.message("{\"type\":\"layout\",\"layout\":null}");
        connection.message("{\"type\":\"self\",\"on\":true}");
        for (String wrong : List.of("\"UPSIDE_DOWN\"", "7", "\"\"", "{}")) {
            connection.message("{\"type\":\"layout\",\"layout\":" + wrong + "}");
            page.next("error");
        }
        connection.message("{\"type\":\"layout\"}");
        page.next("error");
        PartyId party = PartyId.participant(PERSON.id());
        assertThat(conferences.commands)
                .containsExactly(
                        new HearingCommand.ChooseSeatLayout(party.value(), party, Optional.of(Layout.ONE_AND_FIVE)),
                        new HearingCommand.ChooseSeatLayout(party.value(), party, Optional.empty()),
                        new HearingCommand.ShowSelf(party.value(), party, true));
        conferences.legs.getFirst().notice(new LegNotice.Arranged(Optional.of(Layout.GRID), true));
        assertThat(page.next("arranged")).containsEntry("layout", "GRID").containsEntry("seesSelf", true);

        Page again = new Page();
        assertThat(endpoint.resumed(String.valueOf(page.welcome.get("resume")), again))
                .isPresent();
        assertThat(again.next("arranged")).containsEntry("layout", "GRID");
        conferences.legs.getFirst().notice(new LegNotice.Arranged(Optional.empty(), false));
        Map<String, Object> usual = again.next("arranged");
        assertThat(usual.get("layout")).isNull();
        assertThat(usual).containsEntry("seesSelf", false);
    }

    @Test
    void thePageIsToldWhetherItsHearingIsRecorded() throws Exception {
        endpoint.connected(PERSON, page);
        assertThat(page.next("welcome")).containsEntry("recorded", false);
        endpoint.close();
        endpoint = endpoint(BrowserConfig.defaults().withRecorded(true));
        Page other = new Page();
        endpoint.connected(PERSON, other);
        assertThat(other.next("welcome")).containsEntry("recorded", true);
    }

    @Test
    void waitsForThePageToComeBackAndTellsItWhereItStands() throws Exception {
        String resume = String.valueOf(secretOf(arrived()));
        conferences.legs.getFirst().notice(EchoingConferences.hearing(HearingState.Phase.ADJOURNED));
        page.next("hearing");

        Page again = new Page();
        BrowserConnection back = endpoint.resumed(resume, again).orElseThrow();
        assertThat(again.next("welcome").get("resumed")).isEqualTo(true);
        again.next("waiting");
        again.next("hearing");
        back.message(offer(OFFER));
        again.next("answer");
        assertThat(conferences.left).isEmpty();
        assertThat(page.closed).hasSize(1);
        assertThat(endpoint.resumed("guess", new Page())).isEmpty();
    }

    @Test
    void knowsWhatThePageSaysToBeWrong() throws Exception {
        BrowserConnection connection = arrived();
        Leg leg = conferences.legs.getFirst();
        assertThat(leg.conditions()).isEmpty();
        connection.message("""
            {"type":"condition","conditions":["CAMERA_MISSING","IN_BACKGROUND","OUT_OF_TOUCH","OF_LATER","",7]}\
            """);
        heard(connection, page);
        assertThat(leg.conditions()).containsExactlyInAnyOrder(LegCondition.CAMERA_MISSING, LegCondition.IN_BACKGROUND);
        connection.closed();
        untilOutOfTouch(leg);
        assertThat(leg.conditions()).hasSize(3);

        Page again = new Page();
        BrowserConnection back = endpoint.resumed(String.valueOf(page.welcome.get("resume")), again)
                .orElseThrow();
        again.next("welcome");
        assertThat(leg.conditions()).isEmpty();
        back.message("{\"type\":\"condition\",\"conditions\":[\"CAMERA_REFUSED\"]}");
        heard(back, again);
        assertThat(leg.conditions()).containsExactly(LegCondition.CAMERA_REFUSED);
        back.message("{\"type\":\"condition\"}");
        heard(back, again);
        assertThat(leg.conditions()).isEmpty();
    }

    @Test
    void leavesWhenThePageDoesNotComeBack() throws Exception {
        endpoint = endpoint(new BrowserConfig(Duration.ofSeconds(30), Duration.ofMillis(50), false));
        arrived().closed();
        conferences.awaitEnd();
        assertThat(conferences.left).containsExactly(EndReason.LEFT);
    }

    @Test
    void leavesAtOnceWhenThePageIsGone() throws Exception {
        arrived().pageGone();
        conferences.awaitEnd();
        assertThat(conferences.left).containsExactly(EndReason.LEFT);
    }

    @Test
    void staysWhenAPageIsGoneThatHasComeBackByAnotherConnection() throws Exception {
        BrowserConnection old = arrived();
        Page again = new Page();
        BrowserConnection back =
                endpoint.resumed(String.valueOf(secretOf(old)), again).orElseThrow();
        again.next("welcome");
        old.pageGone();
        back.message(offer(OFFER));
        again.next("answer");
        assertThat(conferences.left).isEmpty();
    }

    @Test
    void doesNotWaitForeverForAnOffer() throws Exception {
        endpoint = endpoint(new BrowserConfig(Duration.ofMillis(50), Duration.ofSeconds(30), false));
        endpoint.connected(PERSON, page);
        assertThat(page.next("ended").get("reason")).isEqualTo("CANCELLED");
    }

    @Test
    void endsWhenAnotherCertificateIsOffered() throws Exception {
        BrowserConnection connection = arrived();
        connection.message(offer(OFFER.replace("48:DA:E5", "48:DA:E6")));
        page.next("answer");
        assertThat(page.next("ended").get("reason")).isEqualTo("MEDIA_LOST");
        conferences.awaitEnd();
        assertThat(conferences.left).containsExactly(EndReason.MEDIA_LOST);
    }

    @Test
    void whoLeavesHasLeftThoughItsMediaEndBeforeItsLastWord() throws Exception {
        BrowserConnection connection = arrived();
        conferences.legs.getFirst().end(EndReason.MEDIA_LOST);
        connection.message("{\"type\":\"bye\"}");
        conferences.awaitEnd();
        assertThat(conferences.left).containsExactly(EndReason.LEFT);
    }

    @Test
    void aPageWithoutMediaDoesNotKeepItsSeatByComingBack() throws Exception {
        BrowserConnection connection = arrived();
        conferences.legs.getFirst().end(EndReason.MEDIA_LOST);
        connection.closed();
        conferences.awaitEnd();
        assertThat(conferences.left).containsExactly(EndReason.MEDIA_LOST);
    }

    @Test
    void saysGoodbyeWhenTheGatewayGoesDown() throws Exception {
        arrived();
        endpoint.close();
        assertThat(page.next("ended").get("reason")).isEqualTo("SHUTDOWN");
        assertThat(conferences.left).containsExactly(EndReason.SHUTDOWN);
    }

    @Test
    void aPageThatComesForATestReachesNoHearing() throws Exception {
        BrowserConnection connection = endpoint.tested(PERSON, Optional.of("Phone/1"), page);
        connection.message(offer(OFFER));
        assertThat(page.next("test-progress"))
                .containsEntry("step", "CONNECTING")
                .containsEntry("seconds", 0);
        Leg leg = tests.legs.getFirst();
        leg.notice(new LegNotice.Testing(LegNotice.Testing.Step.SPEAK, Duration.ofSeconds(12)));
        assertThat(page.next("test-progress")).containsEntry("step", "SPEAK").containsEntry("seconds", 12);
        connection.message("{\"type\":\"hand\",\"up\":true}");
        assertThat(page.next("in-vain").get("refusal")).isNull();
        leg.notice(new LegNotice.NotTested(LegNotice.NotTested.Why.IN_HEARING));
        assertThat(page.next("test-refused")).containsEntry("why", "IN_HEARING");
        connection.message("{\"type\":\"bye\"}");
        page.next("ended");
        tests.events.awaitEnd();
        assertThat(tests.events.left).containsExactly(EndReason.LEFT);
        assertThat(conferences.legs).isEmpty();
        assertThat(conferences.commands).isEmpty();
        assertThat(conferences.left).isEmpty();
    }

    @Test
    void takesOfThePagesOwnFiguresWhatCanBe() throws Exception {
        BrowserConnection connection = endpoint.tested(PERSON, Optional.of("Phone/1"), page);
        connection.message(statistics("25.5"));
        for (String wrong : List.of("-1", "241", "1e999", "\"25\"", "null", "[]")) {
            connection.message(statistics(wrong));
            page.next("error");
        }
        connection.message("{\"type\":\"statistics\"}");
        page.next("error");
        assertThat(tests.statistics).containsExactly(new PageStatistics(25.5, 3, 2.5, 80, 1_200, true));
    }

    private static String statistics(String pictures) {
        return """
            {"type":"statistics","picturesPerSecond":%s,"packetsLost":3,"jitter":2.5,"roundTrip":80,"outgoing":1200,"limited":true}\
            """.formatted(pictures);
    }

    private BrowserConnection arrived() throws Exception {
        BrowserConnection connection = endpoint.connected(PERSON, page);
        connection.message(offer(OFFER));
        page.next("waiting");
        return connection;
    }

    private Object secretOf(BrowserConnection connection) {
        assertThat(connection).isNotNull();
        return Objects.requireNonNull(page.welcome.get("resume"), "resume");
    }

    private static String offer(String sdp) throws Exception {
        return new ObjectMapper().writeValueAsString(Map.of("type", "offer", "sdp", sdp));
    }

    private static SessionDescription answer(Map<String, Object> message) {
        return SessionDescription.parse(String.valueOf(message.get("sdp")));
    }

    private static String ufrag(SessionDescription answer) {
        return answer.media().getFirst().attributes().iceUfrag().orElseThrow();
    }

    /** Returns when the leg has dealt with everything that it was told before. */
    private static void heard(BrowserConnection connection, Page page) throws InterruptedException {
        connection.message("{\"type\":\"ping\"}");
        page.next("pong");
    }

    /** Looks again and again, as nobody is told of it. */
    private static void untilOutOfTouch(Leg leg) {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!leg.conditions().contains(LegCondition.OUT_OF_TOUCH)) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.yield();
        }
    }

    /** The page at the other end. */
    private static final class Page implements SignallingChannel {

        private final LinkedBlockingQueue<Map<String, Object>> received = new LinkedBlockingQueue<>();
        private final List<String> closed = new CopyOnWriteArrayList<>();
        private volatile Map<String, Object> welcome = Map.of();

        @Override
        @SuppressWarnings("unchecked")
        public void send(String json) {
            try {
                Map<String, Object> message = new ObjectMapper().readValue(json, Map.class);
                if ("welcome".equals(message.get("type"))) {
                    welcome = message;
                }
                received.add(message);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(json, e);
            }
        }

        @Override
        public void close(String reason) {
            closed.add(reason);
        }

        /** The next message of that type; others before it are left out. */
        Map<String, Object> next(String type) throws InterruptedException {
            while (true) {
                Map<String, Object> message = received.poll(60, TimeUnit.SECONDS);
                assertThat(message).as("a message of type " + type).isNotNull();
                if (message != null && type.equals(message.get("type"))) {
                    return message;
                }
            }
        }
    }
}

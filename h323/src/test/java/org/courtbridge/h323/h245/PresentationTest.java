package org.courtbridge.h323.h245;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.courtbridge.h323.h245.ControlPair.End;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of presenting between a gateway, on the left, and a room. */
class PresentationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final H264Capability H264 = H264Capability.of(20_000, H264Capability.BASELINE, H264Level.L3_1);
    private static final VideoCapability.H261 H261 =
            new VideoCapability.H261(Map.of(PictureFormat.CIF, 1), false, 3_840, false);

    private static final Capabilities WITHOUT = capabilities(List.of());
    private static final Capabilities WITH = capabilities(List.of(H264, H261));

    private static final InetSocketAddress RTP = new InetSocketAddress("192.0.2.7", 5000);

    /** As a test's own number for a channel that need not be open for the token. */
    private static final int CHANNEL = 300;

    private static Capabilities capabilities(List<VideoCapability> second) {
        Direction both = Direction.RECEIVE_AND_TRANSMIT;
        List<Capability.Audio> sound =
                List.of(new Capability.Audio(both, new AudioCapability.Frames(AudioCoding.G711_ALAW_64K, 60)));
        List<Capability.Video> pictures = List.of(new Capability.Video(both, H264));
        H2250Capability multiplex = new H2250Capability(200, List.of());
        return second.isEmpty()
                ? Capabilities.of(multiplex, sound, pictures)
                : Capabilities.of(
                        multiplex,
                        sound,
                        pictures,
                        List.of(new Capability.Video(both, VideoCapability.Extended.presentation(second))),
                        List.of(new Capability.H239Control()));
    }

    /** Gives these numbers, 1 to 127 and the last for ever, for the token, and another one for who is master. */
    private static RandomGenerator numbers(int... numbers) {
        return new RandomGenerator() {
            private int next;

            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int nextInt(int bound) {
                return bound == 127 ? numbers[Math.min(next++, numbers.length - 1)] - 1 : 1;
            }
        };
    }

    private static End end(String host, int terminalType, Capabilities ours, int... numbers) {
        return new End(host, new Control.Settings(terminalType, PATIENCE, ConflictRule.NONE), numbers(numbers), ours);
    }

    private static ControlPair talking(Capabilities gateway, Capabilities room) {
        return talking(gateway, room, new int[] {9, 10}, new int[] {5, 6});
    }

    private static ControlPair talking(Capabilities gateway, Capabilities room, int[] left, int[] right) {
        ControlPair pair = new ControlPair(end("192.0.2.1", 60, gateway, left), end("192.0.2.2", 50, room, right));
        pair.start();
        pair.talk();
        return pair;
    }

    private static ControlPair talking() {
        return talking(WITH, WITH);
    }

    private static void wants(ControlPair pair, End end) {
        pair.act(end, end.control.wantToken(CHANNEL, pair.now));
    }

    private static void answers(ControlPair pair, End end, boolean granted) {
        pair.act(end, end.control.answerToken(granted, pair.now));
        pair.talk();
    }

    /** Has the one present. */
    private static void presents(ControlPair pair, End one, End other) {
        wants(pair, one);
        pair.talk();
        answers(pair, other, true);
        assertThat(one.seen(ControlAction.TokenHeld.class)).hasSize(1);
    }

    private static <T extends ControlMessage> List<T> sent(End end, Class<T> kind) {
        return end.seen(ControlAction.Send.class).stream()
                .map(ControlAction.Send::message)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static OpenLogicalChannel second(End end, int session) {
        return ChannelChoice.presentation(end.ours, end.control.theirs())
                .orElseThrow()
                .in(session)
                .toRequest(end.control.freeChannel(), end.mediaControl, 98);
    }

    private static void opens(ControlPair pair, End end, OpenLogicalChannel channel) {
        pair.act(end, end.control.open(channel, pair.now));
        pair.talk();
    }

    @Test
    void weShareAndEnd() {
        ControlPair pair = talking();
        wants(pair, pair.left);
        pair.talk();
        assertThat(pair.right.seen(ControlAction.TokenAsked.class))
                .containsExactly(new ControlAction.TokenAsked(CHANNEL));
        assertThat(pair.left.seen(ControlAction.TokenHeld.class)).isEmpty();

        answers(pair, pair.right, true);

        assertThat(sent(pair.left, PresentationMessage.class))
                .containsExactly(
                        new PresentationMessage.Request(0, CHANNEL, 9), new PresentationMessage.Owner(0, CHANNEL));
        assertThat(sent(pair.right, PresentationMessage.class))
                .containsExactly(new PresentationMessage.Response(true, 0, CHANNEL));
        assertThat(pair.left.seen(ControlAction.TokenHeld.class)).hasSize(1);
        OpenLogicalChannel second = second(pair.left, ChannelChoice.PRESENTATION);
        opens(pair, pair.left, second);
        assertThat(pair.right.receiving).contains(second.forwardNumber());
        assertThat(sent(pair.right, OpenLogicalChannelAck.class)
                        .getLast()
                        .parameters()
                        .orElseThrow()
                        .sessionId())
                .contains(ChannelChoice.PRESENTATION);

        pair.act(pair.left, pair.left.control.close(second.forwardNumber(), pair.now));
        pair.act(pair.left, pair.left.control.leaveToken());
        pair.talk();

        assertThat(pair.right.seen(ControlAction.TokenReturned.class)).hasSize(1);
        assertThat(pair.right.receiving).doesNotContain(second.forwardNumber());
        assertThat(pair.left.control.deadline()).isEmpty();
    }

    /** A slave opens a second channel without a session, and the master gives it one (H.239, clause 9). */
    @Test
    void theyShareAndEnd() {
        ControlPair pair = talking();
        presents(pair, pair.right, pair.left);
        OpenLogicalChannel second = second(pair.right, 0);
        opens(pair, pair.right, second);

        assertThat(second.forward())
                .isEqualTo(new DataType.Video(VideoCapability.Extended.presentation(List.of(H264))));
        assertThat(sent(pair.left, OpenLogicalChannelAck.class)
                        .getLast()
                        .parameters()
                        .orElseThrow()
                        .sessionId())
                .contains(ChannelChoice.PRESENTATION);
        assertThat(pair.left.receiving).contains(second.forwardNumber());

        pair.act(pair.right, pair.right.control.leaveToken());
        pair.talk();
        assertThat(pair.left.seen(ControlAction.TokenReturned.class)).hasSize(1);
        assertThat(pair.left.control.counts()).isEqualTo(new Control.Counts(0, 0, 0));
    }

    @Test
    void asksAFewTimesAndNoMoreWhereItIsRefused() {
        ControlPair pair = talking();
        wants(pair, pair.left);
        for (int i = 0; i < 10; i++) {
            pair.talk();
            answers(pair, pair.right, false);
            pair.wait(Duration.ofSeconds(3));
        }

        assertThat(sent(pair.left, PresentationMessage.Request.class)).hasSize(5);
        assertThat(pair.left.seen(ControlAction.TokenRefused.class)).hasSize(5);
        assertThat(pair.left.seen(ControlAction.TokenHeld.class)).isEmpty();
        assertThat(pair.left.control.deadline()).isEmpty();

        wants(pair, pair.left);
        pair.talk();
        answers(pair, pair.right, true);
        assertThat(pair.left.seen(ControlAction.TokenHeld.class)).hasSize(1);
    }

    @Test
    void takesSilenceForARefusalAndGivesBackWhatComesLate() {
        ControlPair pair = talking();
        wants(pair, pair.left);
        pair.talk();
        pair.act(pair.left, pair.left.control.leaveToken());
        pair.wait(PATIENCE);
        assertThat(pair.left.seen(ControlAction.TokenRefused.class)).isEmpty();

        answers(pair, pair.right, true);

        assertThat(pair.left.seen(ControlAction.TokenHeld.class)).isEmpty();
        assertThat(sent(pair.left, PresentationMessage.Release.class)).hasSize(1);
        assertThat(pair.right.seen(ControlAction.TokenReturned.class)).hasSize(1);
    }

    @Test
    void asksAgainWhereNobodyAnswers() {
        ControlPair pair = talking();
        wants(pair, pair.left);
        pair.talk();
        pair.wait(PATIENCE.plusSeconds(3));

        assertThat(pair.left.seen(ControlAction.TokenRefused.class)).hasSize(1);
        assertThat(sent(pair.left, PresentationMessage.Request.class)).hasSize(2);
        answers(pair, pair.right, true);
        assertThat(pair.left.seen(ControlAction.TokenHeld.class)).hasSize(1);
    }

    @Test
    void losesTheTokenToWhomItIsGiven() {
        ControlPair pair = talking();
        presents(pair, pair.left, pair.right);
        wants(pair, pair.right);
        pair.talk();
        assertThat(pair.left.seen(ControlAction.TokenLost.class)).isEmpty();

        answers(pair, pair.left, true);

        assertThat(pair.left.seen(ControlAction.TokenLost.class)).hasSize(1);
        assertThat(pair.right.seen(ControlAction.TokenHeld.class)).hasSize(1);
        assertThat(pair.right.seen(ControlAction.TokenReturned.class)).hasSize(1);
    }

    @Test
    void keepsTheTokenThatItDoesNotGive() {
        ControlPair pair = talking();
        presents(pair, pair.left, pair.right);
        wants(pair, pair.right);
        pair.talk();
        answers(pair, pair.left, false);

        assertThat(pair.left.seen(ControlAction.TokenLost.class)).isEmpty();
        assertThat(pair.right.seen(ControlAction.TokenRefused.class)).hasSize(1);

        pair.act(pair.left, pair.left.control.leaveToken());
        pair.talk();
        assertThat(sent(pair.right, PresentationMessage.Request.class)).hasSize(2);
        answers(pair, pair.left, true);
        assertThat(pair.right.seen(ControlAction.TokenHeld.class)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void takesTheTokenFromWhoIsNotToPresent(boolean gives) {
        ControlPair pair = talking();
        presents(pair, pair.right, pair.left);
        pair.act(pair.left, pair.left.control.reclaimToken(pair.now));
        pair.talk();
        assertThat(pair.right.seen(ControlAction.TokenAsked.class)).hasSize(1);
        answers(pair, pair.right, gives);

        assertThat(pair.right.seen(ControlAction.TokenLost.class)).hasSize(gives ? 1 : 0);
        assertThat(sent(pair.left, PresentationMessage.Release.class)).hasSize(gives ? 1 : 0);
        assertThat(pair.left.seen(ControlAction.TokenHeld.class)).isEmpty();

        // It asks anew, whatever it thinks to have.
        pair.act(pair.left, pair.left.control.receive(new PresentationMessage.Request(0, CHANNEL, 1), pair.now));
        assertThat(pair.left.seen(ControlAction.TokenAsked.class)).hasSize(2);
    }

    /** Whatever comes first, the higher number goes first, and nobody else holds the token. */
    @ParameterizedTest
    @CsvSource({"9, 5, true", "5, 9, false"})
    void theHigherNumberGoesFirst(int ofLeft, int ofRight, boolean leftWins) {
        int orders = ControlPair.inEveryOrder(
                () -> {
                    ControlPair pair = talking(WITH, WITH, new int[] {ofLeft}, new int[] {ofRight});
                    wants(pair, pair.left);
                    wants(pair, pair.right);
                    return pair;
                },
                pair -> {
                    End winner = leftWins ? pair.left : pair.right;
                    End loser = leftWins ? pair.right : pair.left;
                    assertThat(winner.seen(ControlAction.TokenAsked.class)).isEmpty();
                    assertThat(loser.seen(ControlAction.TokenAsked.class)).hasSize(1);
                    answers(pair, loser, true);
                    assertThat(winner.seen(ControlAction.TokenHeld.class)).hasSize(1);
                    assertThat(loser.seen(ControlAction.TokenHeld.class)).isEmpty();
                    pair.wait(Duration.ofMinutes(2));
                    assertThat(loser.seen(ControlAction.TokenHeld.class)).isEmpty();
                });
        assertThat(orders).isGreaterThan(1);
    }

    /** As a hearing does in which somebody else presents: both are refused, and it is asked once more. */
    @Test
    void asksAgainWhereItDidNotGiveWay() {
        ControlPair pair = talking(WITH, WITH, new int[] {5, 50}, new int[] {9});
        wants(pair, pair.left);
        wants(pair, pair.right);
        pair.talk();
        answers(pair, pair.left, false);
        assertThat(pair.right.seen(ControlAction.TokenRefused.class)).hasSize(1);
        pair.act(pair.right, pair.right.control.leaveToken());

        pair.wait(Duration.ofSeconds(3));
        answers(pair, pair.right, true);

        assertThat(pair.left.seen(ControlAction.TokenHeld.class)).hasSize(1);
        assertThat(pair.right.seen(ControlAction.TokenHeld.class)).isEmpty();
    }

    @Test
    void bothAskAnewWithOtherNumbersIfTheyWereEqual() {
        ControlPair pair = talking(WITH, WITH, new int[] {7, 7, 20}, new int[] {7, 7, 10});
        wants(pair, pair.left);
        wants(pair, pair.right);
        pair.talk();

        assertThat(sent(pair.left, PresentationMessage.Request.class).size()).isBetween(2, 3);
        assertThat(pair.right.seen(ControlAction.TokenAsked.class)).isNotEmpty();
        answers(pair, pair.right, true);
        assertThat(pair.left.seen(ControlAction.TokenHeld.class)).hasSize(1);
        assertThat(pair.right.seen(ControlAction.TokenHeld.class)).isEmpty();
    }

    /** H323Plus grants whatever is asked, and looks at no number. */
    @Test
    void givesBackWhatItGotAfterItHadGivenWay() {
        ControlPair pair = talking();
        wants(pair, pair.left);
        pair.act(pair.left, pair.left.control.receive(new PresentationMessage.Request(0, 7, 100), pair.now));
        pair.act(pair.left, pair.left.control.answerToken(true, pair.now));
        pair.act(pair.left, pair.left.control.receive(new PresentationMessage.Response(true, 0, CHANNEL), pair.now));

        assertThat(pair.left.seen(ControlAction.TokenHeld.class)).isEmpty();
        assertThat(sent(pair.left, PresentationMessage.Response.class))
                .containsExactly(new PresentationMessage.Response(true, 0, 7));
        assertThat(sent(pair.left, PresentationMessage.Release.class)).hasSize(1);
    }

    /** The same before our owner has decided. */
    @Test
    void holdsNothingWhileItHasGivenWay() {
        ControlPair pair = talking();
        wants(pair, pair.left);
        pair.act(pair.left, pair.left.control.receive(new PresentationMessage.Request(0, 7, 100), pair.now));
        pair.act(pair.left, pair.left.control.receive(new PresentationMessage.Response(true, 0, CHANNEL), pair.now));

        assertThat(pair.left.seen(ControlAction.TokenHeld.class)).isEmpty();
        assertThat(sent(pair.left, PresentationMessage.Release.class)).hasSize(1);
    }

    @Test
    void confirmsWhatItGaveWithoutAsking() {
        ControlPair pair = talking();
        presents(pair, pair.right, pair.left);
        pair.act(pair.left, pair.left.control.receive(new PresentationMessage.Request(1, 8, 3), pair.now));

        assertThat(pair.left.seen(ControlAction.TokenAsked.class)).hasSize(1);
        assertThat(sent(pair.left, PresentationMessage.Response.class))
                .endsWith(new PresentationMessage.Response(true, 1, 8));
    }

    @Test
    void givesBackWhatItDoesNotWantAnyMore() {
        ControlPair pair = talking();
        presents(pair, pair.right, pair.left);
        wants(pair, pair.left);
        pair.talk();
        pair.act(pair.left, pair.left.control.leaveToken());
        answers(pair, pair.right, true);

        assertThat(pair.left.seen(ControlAction.TokenReturned.class)).hasSize(1);
        assertThat(pair.left.seen(ControlAction.TokenHeld.class)).isEmpty();
        assertThat(sent(pair.left, PresentationMessage.Release.class)).hasSize(1);
    }

    @Test
    void endsWhatIsRefusedTheSecondChannel() {
        ControlPair pair = talking(WITH, capabilities(List.of(H261)));
        presents(pair, pair.left, pair.right);
        OpenLogicalChannel taken = second(pair.left, ChannelChoice.PRESENTATION);
        OpenLogicalChannel refused = OpenLogicalChannel.forward(
                pair.left.control.freeChannel(),
                new DataType.Video(VideoCapability.Extended.presentation(List.of(H264))),
                taken.forwardParameters().orElseThrow());
        opens(pair, pair.left, refused);

        assertThat(taken.forward()).isEqualTo(new DataType.Video(VideoCapability.Extended.presentation(List.of(H261))));
        assertThat(pair.left.seen(ControlAction.OpenFailed.class))
                .containsExactly(new ControlAction.OpenFailed(
                        refused.forwardNumber(), ChannelMessage.RejectCause.DATA_TYPE_NOT_SUPPORTED));
    }

    @Test
    void takesNoOtherRole() {
        ControlPair pair = talking();
        OpenLogicalChannel second = second(pair.left, ChannelChoice.PRESENTATION);
        VideoCapability live = new VideoCapability.Extended(List.of(H264), VideoCapability.Extended.LIVE);
        VideoCapability silent = new VideoCapability.Extended(List.of(H264), 0);
        H2250Parameters parameters = second.forwardParameters().orElseThrow();
        opens(pair, pair.left, OpenLogicalChannel.forward(400, new DataType.Video(live), parameters));
        opens(pair, pair.left, OpenLogicalChannel.forward(401, new DataType.Video(silent), parameters));

        assertThat(pair.right.receiving).doesNotContain(400).contains(401);
    }

    @Test
    void aRoomWithoutASecondStreamIsNotAsked() {
        ControlPair pair = talking(WITH, WITHOUT);

        assertThat(pair.left.control.theirs().hasPresentationToken()).isFalse();
        assertThat(ChannelChoice.presentation(WITH, pair.left.control.theirs())).isEmpty();
        assertThat(pair.left.sending).containsExactly(101, 102);
        assertThat(pair.right.sending).containsExactly(101, 102);
    }

    /** What is presented goes beside people, and not in their place. */
    @Test
    void choosesNoSecondStreamForPeople() {
        Capabilities second = Capabilities.of(
                new H2250Capability(200, List.of()),
                List.of(new Capability.Video(Direction.RECEIVE, VideoCapability.Extended.presentation(List.of(H264)))));

        assertThat(ChannelChoice.between(WITH, second)).isEmpty();
        assertThat(ChannelChoice.presentation(WITH, second)).isPresent();
        FastStart.Ports ports = new FastStart.Ports(RTP, RTP);
        Map<Integer, FastStart.Ports> own = Map.of(ChannelChoice.PICTURES, ports);
        assertThat(FastStart.propose(second, own)).isEmpty();
        OpenLogicalChannel proposal = OpenLogicalChannel.forward(
                1,
                new DataType.Video(VideoCapability.Extended.presentation(List.of(H264))),
                H2250Parameters.of(ChannelChoice.PICTURES, RTP));
        assertThat(FastStart.answer(List.of(proposal), WITH, own).elements()).isEmpty();
    }

    @Test
    void choosesNoSecondStreamThatIsNotTakenBesideTheFirst() {
        Capabilities inPlaceOfPictures = new Capabilities(
                WITH.table(),
                new TreeMap<>(Map.of(0, List.of(List.of(1), List.of(2, 3), List.of(4)))),
                WITH.multiplex());

        assertThat(ChannelChoice.presentation(WITH, inPlaceOfPictures)).isEmpty();
        assertThat(ChannelChoice.presentation(WITH, WITH)).isPresent();
    }

    @Test
    void nobodyPresentsToWhoeverComesNext() {
        ControlPair pair = talking();
        presents(pair, pair.right, pair.left);
        pair.act(pair.left, pair.left.control.receive(TerminalCapabilitySet.empty(9), pair.now));
        assertThat(pair.left.seen(ControlAction.TokenReturned.class)).hasSize(1);

        ControlPair ours = talking();
        presents(ours, ours.left, ours.right);
        ours.act(ours.left, ours.left.control.receive(new ControlMessage.EndSession(), ours.now));
        assertThat(ours.left.seen(ControlAction.TokenLost.class)).hasSize(1);
    }

    @Test
    void saysWhoWouldSendMore() {
        ControlPair pair = talking();
        pair.act(pair.right, pair.right.control.askFlowRelease(300, 7_680));
        pair.talk();

        assertThat(pair.left.seen(ControlAction.FlowReleaseAsked.class))
                .containsExactly(new ControlAction.FlowReleaseAsked(300, 7_680));
        pair.act(pair.left, pair.left.control.answerFlowRelease(300, true));
        pair.talk();
        assertThat(sent(pair.left, PresentationMessage.FlowReleaseResponse.class))
                .containsExactly(new PresentationMessage.FlowReleaseResponse(true, 300));
        assertThat(pair.right.control.counts()).isEqualTo(new Control.Counts(0, 0, 0));
    }

    /** What H323Plus says of itself in its capture: H.264 in the role of what is presented, and the token. */
    @Test
    void knowsWhatAnEndpointHas() {
        Capabilities captured = Captured.of("f1").stream()
                .map(one -> ControlMessage.of(one.message()))
                .filter(TerminalCapabilitySet.class::isInstance)
                .map(set -> Capabilities.NONE.with((TerminalCapabilitySet) set))
                .findFirst()
                .orElseThrow();

        assertThat(captured.hasPresentationToken()).isTrue();
        Optional<ChannelChoice> choice = ChannelChoice.presentation(WITH, captured);
        assertThat(choice.map(ChannelChoice::sessionId)).contains(ChannelChoice.PRESENTATION);
        assertThat(choice.map(ChannelChoice::needsDynamicPayloadType)).contains(true);
        assertThat(choice.map(ChannelChoice::dataType).orElseThrow().isPresentation())
                .isTrue();
    }
}

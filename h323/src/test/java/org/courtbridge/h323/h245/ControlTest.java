package org.courtbridge.h323.h245;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.RandomValues;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h245.AudioCapability.Frames;
import org.courtbridge.h323.h245.ControlPair.End;
import org.courtbridge.h323.h460.TraversalParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int GATEWAY = 60;
    private static final int TERMINAL = 50;

    private static final Capabilities SOUND = Capabilities.of(
            new H2250Capability(250, List.of()),
            List.of(audio(AudioCoding.G711_ALAW_64K), audio(AudioCoding.G711_ULAW_64K)));

    private static final Capabilities OTHER_SOUND = Capabilities.of(
            new H2250Capability(250, List.of()),
            List.of(audio(AudioCoding.G711_ULAW_64K), audio(AudioCoding.G711_ALAW_64K)));

    private static final Capabilities SOUND_AND_PICTURES = Capabilities.of(
            new H2250Capability(250, List.of()),
            List.of(audio(AudioCoding.G711_ALAW_64K)),
            List.of(new Capability.Video(
                    Direction.RECEIVE, new VideoCapability.H261(Map.of(PictureFormat.CIF, 1), false, 6_400, false))));

    private static Capability audio(AudioCoding coding) {
        return new Capability.Audio(Direction.RECEIVE, new Frames(coding, 20));
    }

    /** Gives these numbers, then the last of them for ever. */
    private static RandomGenerator numbers(int... numbers) {
        return new RandomGenerator() {
            private int next;

            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int nextInt(int bound) {
                return numbers[Math.min(next++, numbers.length - 1)];
            }
        };
    }

    private static Control.Settings settings(int terminalType) {
        return new Control.Settings(terminalType, PATIENCE, ConflictRule.NONE);
    }

    private static ControlPair pair(
            Control.Settings left, Control.Settings right, Capabilities ours, Capabilities theirs) {
        return new ControlPair(
                new End("192.0.2.1", left, new Random(1), ours), new End("192.0.2.2", right, new Random(2), theirs));
    }

    private static ControlPair started(int leftType, int rightType) {
        ControlPair pair = pair(settings(leftType), settings(rightType), SOUND_AND_PICTURES, SOUND_AND_PICTURES);
        pair.start();
        return pair;
    }

    private static ControlPair talking() {
        ControlPair pair = started(GATEWAY, TERMINAL);
        pair.talk();
        assertThat(pair.left.sending).containsExactly(101, 102);
        return pair;
    }

    private static void assertAgreed(ControlPair pair) {
        assertThat(pair.left.sending).isEqualTo(pair.right.receiving);
        assertThat(pair.right.sending).isEqualTo(pair.left.receiving);
    }

    @ParameterizedTest
    @ValueSource(ints = {GATEWAY, TERMINAL, 240})
    void opensAllChannelsWhateverComesFirst(int rightType) {
        int orders = ControlPair.inEveryOrder(() -> started(TERMINAL, rightType), pair -> {
            assertThat(pair.left.seen(ControlAction.Failed.class)).isEmpty();
            assertThat(pair.left.sending).containsExactly(101, 102);
            assertThat(pair.right.sending).containsExactly(101, 102);
            assertAgreed(pair);
            assertThat(pair.left.seen(ControlAction.Ready.class)).hasSize(1);
            assertThat(pair.left.control.master()).isPresent();
            assertThat(pair.right.control.master())
                    .contains(!pair.left.control.master().orElseThrow());
            assertThat(pair.left.control.counts()).isEqualTo(new Control.Counts(0, 0, 0));
            assertThat(pair.left.control.deadline()).isEmpty();
            assertThat(pair.right.control.deadline()).isEmpty();
        });
        assertThat(orders).isGreaterThan(1_000);
    }

    @Test
    void letsTheLargerTerminalTypeBeMaster() {
        ControlPair pair = started(GATEWAY, TERMINAL);
        pair.talk();

        assertThat(pair.left.control.master()).contains(true);
        assertThat(pair.right.control.master()).contains(false);
    }

    @Test
    void comparesNumbersRoundTheCircle() {
        int half = 1 << 23;
        int[][] ofOneAndOther = {{1, 2}, {1, half}, {half, half + 1}, {(1 << 24) - 1, 0}, {(1 << 24) - 1, half - 2}};
        for (int[] numbers : ofOneAndOther) {
            ControlPair pair = new ControlPair(
                    new End("192.0.2.1", settings(TERMINAL), numbers(numbers[0]), SOUND),
                    new End("192.0.2.2", settings(TERMINAL), numbers(numbers[1]), SOUND));
            pair.start();
            pair.talk();

            assertThat(pair.left.control.master()).describedAs("%s", numbers).contains(true);
        }
    }

    @Test
    void triesOtherNumbersAfterTheSameOnes() {
        int orders = ControlPair.inEveryOrder(
                () -> {
                    ControlPair pair = new ControlPair(
                            new End("192.0.2.1", settings(TERMINAL), numbers(7, 7, 7, 20), SOUND),
                            new End("192.0.2.2", settings(TERMINAL), numbers(7, 7, 7, 30), SOUND));
                    pair.start();
                    return pair;
                },
                pair -> {
                    assertThat(pair.left.control.master()).isPresent();
                    assertThat(pair.right.control.master())
                            .contains(!pair.left.control.master().orElseThrow());
                    assertAgreed(pair);
                });
        assertThat(orders).isGreaterThan(10);
    }

    @Test
    void givesUpAfterTenTimesTheSameNumber() {
        ControlPair pair = new ControlPair(
                new End("192.0.2.1", settings(TERMINAL), numbers(7), SOUND),
                new End("192.0.2.2", settings(TERMINAL), numbers(7), SOUND));
        pair.start();
        pair.talk();

        assertThat(pair.left.seen)
                .contains(new ControlAction.Failed(ControlAction.Procedure.MASTER_SLAVE_DETERMINATION));
        assertThat(pair.left.seen(ControlAction.Send.class).stream()
                        .filter(send -> send.message() instanceof MasterSlaveMessage.Determination))
                .hasSize(MasterSlaveEntity.TRIES);
        assertThat(pair.left.sending).isEmpty();
    }

    @Test
    void letsTheMasterHaveItsWayWhateverComesFirst() {
        Control.Settings master = new Control.Settings(GATEWAY, PATIENCE, ConflictRule.ONE_CODING_OF_SOUND);
        Control.Settings slave = new Control.Settings(TERMINAL, PATIENCE, ConflictRule.ONE_CODING_OF_SOUND);
        List<Integer> conflicts = new ArrayList<>();
        ControlPair.inEveryOrder(
                () -> {
                    ControlPair pair = pair(master, slave, SOUND, OTHER_SOUND);
                    pair.start();
                    return pair;
                },
                pair -> {
                    assertThat(pair.left.sending).hasSize(1);
                    assertThat(pair.right.sending).hasSize(1);
                    assertAgreed(pair);
                    conflicts.add(
                            pair.right.seen(ControlAction.OpenFailed.class).size());
                    assertThat(pair.left.seen(ControlAction.OpenFailed.class)).isEmpty();
                });
        assertThat(conflicts).contains(1).allMatch(count -> count <= 1);
    }

    /** Whatever message is lost: nobody waits for ever, and nobody sends on what the other side does not know of. */
    @Test
    void getsOverEachLostMessage() {
        for (int lost = 0; lost < 16; lost++) {
            ControlPair pair = pair(settings(GATEWAY), settings(TERMINAL), SOUND_AND_PICTURES, SOUND_AND_PICTURES);
            pair.lose(lost);
            pair.start();
            pair.talk();
            pair.wait(PATIENCE.multipliedBy(4));

            assertAgreed(pair);
            assertThat(pair.left.control.deadline()).isEmpty();
            assertThat(pair.right.control.deadline()).isEmpty();
            boolean noticed = !pair.left.seen(ControlAction.Failed.class).isEmpty()
                    || !pair.right.seen(ControlAction.Failed.class).isEmpty()
                    || !pair.left.seen(ControlAction.OpenFailed.class).isEmpty()
                    || !pair.right.seen(ControlAction.OpenFailed.class).isEmpty();
            boolean unharmed = pair.left.sending.size() + pair.right.sending.size() == 4;
            assertThat(noticed ^ unharmed).describedAs("loss of %d", lost).isTrue();
        }
    }

    @Test
    void rejectsWhatItDoesNotReceive() {
        ControlPair pair = talking();
        pair.act(
                pair.right,
                pair.right.control.open(
                        OpenLogicalChannel.forward(
                                103,
                                new DataType.Audio(new Frames(AudioCoding.G729, 2)),
                                H2250Parameters.of(1, pair.right.mediaControl)),
                        pair.now));
        pair.talk();

        assertThat(pair.right.seen)
                .endsWith(new ControlAction.OpenFailed(103, ChannelMessage.RejectCause.DATA_TYPE_NOT_SUPPORTED));
    }

    private static DataType data(String application) {
        ChoiceType applications = Tree.choiceIn(DataTypes.DATA_APPLICATION_CAPABILITY, "application");
        return DataType.of(LogicalChannelTypes.DATA_TYPE.value(
                "data",
                DataTypes.DATA_APPLICATION_CAPABILITY
                        .build()
                        .set(
                                "application",
                                applications.value(
                                        application, DataTypes.DATA_PROTOCOL_CAPABILITY.value("separateLANStack")))
                        .set("maxBitRate", 640)
                        .done()));
    }

    /** T.120 is proposed for both directions, T.140 for one; what we do not have is said to be just that. */
    @ParameterizedTest
    @ValueSource(strings = {"t120", "t140", "dsm-cc", "userData", "t434", "t30fax", "h222DataPartitioning"})
    void takesNoDataButH224(String application) {
        Control control = new Control(settings(GATEWAY), new Random(1));
        control.start(SOUND, ControlPair.START);
        DataType data = data(application);
        Optional<H2250Parameters> parameters = Optional.of(H2250Parameters.of(1, pair().left.mediaControl));

        for (OpenLogicalChannel proposal : List.of(
                new OpenLogicalChannel(7, data, parameters, Optional.empty(), Optional.empty(), List.of()),
                new OpenLogicalChannel(
                        7,
                        data,
                        parameters,
                        Optional.of(new OpenLogicalChannel.Reverse(data, parameters)),
                        Optional.empty(),
                        List.of()),
                new OpenLogicalChannel(7, data, Optional.empty(), Optional.empty(), Optional.empty(), List.of()))) {
            assertThat(control.receive(
                            (OpenLogicalChannel) ControlMessage.decode(proposal.encode()), ControlPair.START))
                    .containsExactly(rejected(7, ChannelMessage.RejectCause.DATA_TYPE_NOT_SUPPORTED));
        }
    }

    /** A data type, and a data application, of a later version. */
    @Test
    void tellsWhatItDoesNotKnowFromWhatItDoesNotHave() {
        Control control = new Control(settings(GATEWAY), new Random(1));
        control.start(SOUND, ControlPair.START);
        H2250Parameters parameters = H2250Parameters.of(1, pair().left.mediaControl);
        Choice later = (Choice) LogicalChannelTypes.DATA_TYPE.decode(Octets.ofHex("a80100"));
        Choice application = LogicalChannelTypes.DATA_TYPE.value(
                "data", DataTypes.DATA_APPLICATION_CAPABILITY.decode(Octets.ofHex("4a000100400280")));
        Choice known = LogicalChannelTypes.DATA_TYPE.value(
                "encryptionData", SecurityTypes.ENCRYPTION_MODE.value("h233Encryption"));

        for (Choice unknown : List.of(later, application)) {
            assertThat(control.receive(
                            OpenLogicalChannel.forward(8, DataType.of(unknown), parameters), ControlPair.START))
                    .containsExactly(rejected(8, ChannelMessage.RejectCause.UNKNOWN_DATA_TYPE));
        }
        assertThat(control.receive(OpenLogicalChannel.forward(8, DataType.of(known), parameters), ControlPair.START))
                .containsExactly(rejected(8, ChannelMessage.RejectCause.DATA_TYPE_NOT_SUPPORTED));
    }

    @Test
    void rejectsWhatItDoesNotUnderstand() {
        Control control = new Control(settings(GATEWAY), new Random(1));
        control.start(SOUND, ControlPair.START);
        H2250Parameters parameters = H2250Parameters.of(1, pair().left.mediaControl);
        DataType sound = new DataType.Audio(new Frames(AudioCoding.G711_ALAW_64K, 20));

        assertThat(control.receive(
                        new OpenLogicalChannel(
                                7,
                                sound,
                                Optional.of(parameters),
                                Optional.of(new OpenLogicalChannel.Reverse(sound, Optional.of(parameters))),
                                Optional.empty(),
                                List.of()),
                        ControlPair.START))
                .containsExactly(rejected(7, ChannelMessage.RejectCause.UNSUITABLE_REVERSE_PARAMETERS));
        assertThat(control.receive(
                        new OpenLogicalChannel(
                                8, sound, Optional.empty(), Optional.empty(), Optional.empty(), List.of()),
                        ControlPair.START))
                .containsExactly(rejected(8, ChannelMessage.RejectCause.UNKNOWN_DATA_TYPE));
        for (int i = 1; i <= 32; i++) {
            assertThat(control.receive(OpenLogicalChannel.forward(i, sound, parameters), ControlPair.START))
                    .hasExactlyElementsOfTypes(ControlAction.OpenRequested.class);
        }
        assertThat(control.receive(OpenLogicalChannel.forward(33, sound, parameters), ControlPair.START))
                .containsExactly(rejected(33, ChannelMessage.RejectCause.INSUFFICIENT_BANDWIDTH));
        assertThat(control.reject(5, ChannelMessage.RejectCause.SECURITY_DENIED))
                .containsExactly(rejected(5, ChannelMessage.RejectCause.SECURITY_DENIED));
        assertThat(control.accept(5, pair().left.media, pair().left.mediaControl))
                .isEmpty();
    }

    private static ControlPair pair() {
        return pair(settings(GATEWAY), settings(TERMINAL), SOUND, SOUND);
    }

    private static ControlAction rejected(int channel, ChannelMessage.RejectCause cause) {
        return new ControlAction.Send(new ChannelMessage.OpenReject(channel, cause));
    }

    @Test
    void opensAChannelAnewThatIsOpenedTwice() {
        ControlPair pair = talking();
        OpenLogicalChannel again =
                pair.left.seen(ControlAction.OpenRequested.class).getFirst().channel();

        assertThat(pair.left.control.receive(again, pair.now))
                .containsExactly(
                        new ControlAction.IncomingClosed(again.forwardNumber()),
                        new ControlAction.OpenRequested(again));
    }

    @Test
    void closesAChannel() {
        ControlPair pair = talking();
        pair.act(pair.left, pair.left.control.close(102, pair.now));
        pair.talk();

        assertThat(pair.left.sending).containsExactly(101);
        assertAgreed(pair);
        assertThat(pair.left.control.deadline()).isEmpty();
        assertThat(pair.left.control.counts().unexpected()).isZero();
    }

    @Test
    void forgetsAChannelWhoseClosingIsNotAnswered() {
        ControlPair pair = talking();
        pair.left.control.close(102, pair.now);
        assertThat(pair.left.control.deadline()).contains(pair.now.plus(PATIENCE));
        pair.wait(PATIENCE);

        assertThat(pair.left.control.deadline()).isEmpty();
        assertThat(pair.left.control.receive(new ChannelMessage.CloseAck(102), pair.now))
                .isEmpty();
        assertThat(pair.left.control.counts().unexpected()).isEqualTo(1);
    }

    @Test
    void closesWhatFastStartOpened() {
        ControlPair pair = pair();
        OpenLogicalChannel channel =
                ChannelChoice.between(SOUND, SOUND).getFirst().toRequest(101, pair.left.mediaControl, 96);
        pair.left.control.adoptOutgoing(channel);
        pair.right.control.adoptIncoming(channel);

        pair.act(pair.left, pair.left.control.close(101, pair.now));
        pair.talk();

        assertThat(pair.left.seen).contains(new ControlAction.OutgoingClosed(101, ChannelMessage.Reason.UNKNOWN));
        assertThat(pair.right.seen).contains(new ControlAction.IncomingClosed(101));
        assertThat(pair.left.control.deadline()).isEmpty();
    }

    @Test
    void closesAChannelThatTheOtherSideWantsClosed() {
        ControlPair pair = talking();
        pair.act(pair.left, pair.left.control.requestClose(102, ChannelMessage.Reason.REOPEN, pair.now));
        pair.talk();

        assertThat(pair.right.seen).contains(new ControlAction.OutgoingClosed(102, ChannelMessage.Reason.REOPEN));
        assertThat(pair.right.sending).containsExactly(101);
        assertAgreed(pair);
        assertThat(pair.left.control.deadline()).isEmpty();
    }

    @Test
    void saysWhenAChannelWasNotClosedAsAsked() {
        ControlPair pair = talking();
        pair.lose(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20);
        pair.act(pair.left, pair.left.control.requestClose(101, ChannelMessage.Reason.UNKNOWN, pair.now));
        pair.wait(PATIENCE);

        assertThat(pair.left.seen)
                .endsWith(
                        new ControlAction.Send(new ChannelMessage.RequestCloseRelease(101)),
                        new ControlAction.CloseRefused(101));
        assertThat(pair.left.control.requestClose(102, ChannelMessage.Reason.UNKNOWN, pair.now))
                .hasSize(1);
        assertThat(pair.left.control.receive(new ChannelMessage.RequestCloseReject(102), pair.now))
                .containsExactly(new ControlAction.CloseRefused(102));
        assertThat(pair.left.control.deadline()).isEmpty();
    }

    @Test
    void answersForChannelsThatDoNotExist() {
        ControlPair pair = talking();

        assertThat(pair.left.control.receive(
                        new ChannelMessage.Close(999, ChannelMessage.Source.USER, ChannelMessage.Reason.UNKNOWN),
                        pair.now))
                .containsExactly(new ControlAction.Send(new ChannelMessage.CloseAck(999)));
        assertThat(pair.left.control.receive(
                        new ChannelMessage.RequestClose(999, ChannelMessage.Reason.UNKNOWN), pair.now))
                .containsExactly(new ControlAction.Send(new ChannelMessage.RequestCloseReject(999)));
        assertThat(pair.left.control.receive(
                        OpenLogicalChannelAck.of(999, 1, pair.left.media, pair.left.media, List.of()), pair.now))
                .isEmpty();
        assertThat(pair.left.control.counts().unexpected()).isEqualTo(3);
    }

    @Test
    void pausesAndGoesOn() {
        ControlPair pair = talking();
        pair.act(pair.left, pair.left.control.offer(Capabilities.NONE, pair.now));
        pair.talk();

        assertThat(pair.right.seen(ControlAction.Paused.class)).hasSize(1);
        assertThat(pair.right.sending).isEmpty();
        assertThat(pair.left.sending).containsExactly(101, 102);
        assertAgreed(pair);
        assertThat(pair.right.control.open(
                        ChannelChoice.between(SOUND, SOUND).getFirst().toRequest(200, pair.right.mediaControl, 96),
                        pair.now))
                .containsExactly(new ControlAction.OpenFailed(200, ChannelMessage.RejectCause.UNSPECIFIED));

        pair.act(pair.left, pair.left.control.offer(SOUND_AND_PICTURES, pair.now));
        pair.talk();

        assertThat(pair.right.seen(ControlAction.Ready.class)).hasSize(2);
        assertThat(pair.right.sending).containsExactly(103, 104);
        assertAgreed(pair);
        assertThat(pair.right.control.master()).contains(false);
        assertThat(pair.left.control.deadline()).isEmpty();
        assertThat(pair.right.control.deadline()).isEmpty();
    }

    @Test
    void offersOnlyTheLastOfWhatWasWishedMeanwhile() {
        ControlPair pair = talking();
        pair.act(pair.left, pair.left.control.offer(SOUND, pair.now));
        pair.act(pair.left, pair.left.control.offer(Capabilities.NONE, pair.now));
        pair.act(pair.left, pair.left.control.offer(OTHER_SOUND, pair.now));
        pair.talk();

        assertThat(pair.right.seen(ControlAction.CapabilitiesReceived.class)).hasSize(3);
        assertThat(pair.right.seen(ControlAction.Paused.class)).isEmpty();
    }

    @Test
    void saysItsCapabilitiesWhenAsked() {
        ControlPair pair = talking();
        List<ControlAction> actions = pair.left.control.receive(new ControlMessage.SendCapabilities(), pair.now);

        assertThat(actions).containsExactly(new ControlAction.Send(SOUND_AND_PICTURES.toSet(2)));
        assertThat(pair.left.control.receive(new ControlMessage.SendCapabilities(), pair.now))
                .isEmpty();
    }

    @Test
    void refusesEndlessTables() {
        Control control = new Control(settings(GATEWAY), new Random(1));
        control.start(SOUND, ControlPair.START);
        for (int set = 0; set < 3; set++) {
            List<TerminalCapabilitySet.Entry> table = new ArrayList<>();
            for (int i = 1; i <= 256; i++) {
                table.add(
                        new TerminalCapabilitySet.Entry(set * 256 + i, Optional.of(audio(AudioCoding.G711_ALAW_64K))));
            }
            TerminalCapabilitySet large =
                    new TerminalCapabilitySet(set, TerminalCapabilitySet.PROTOCOL, Optional.empty(), table, List.of());
            ControlAction first = control.receive(large, ControlPair.START).getFirst();

            assertThat(first)
                    .isEqualTo(new ControlAction.Send(
                            set < 2
                                    ? new CapabilityAnswer.Ack(set)
                                    : new CapabilityAnswer.Reject(
                                            set, CapabilityAnswer.Cause.TABLE_ENTRY_CAPACITY_EXCEEDED)));
        }
        assertThat(control.theirs().table()).hasSize(512);
    }

    @Test
    void asksForAnotherMode() {
        ControlPair pair = talking();
        List<List<ModeMessage.Element>> modes =
                List.of(List.of(new ModeMessage.Element(new Mode.Audio(AudioCoding.G711_ULAW_64K), Optional.empty())));
        pair.act(pair.left, pair.left.control.requestMode(modes, pair.now));
        pair.talk();
        assertThat(pair.right.seen).endsWith(new ControlAction.ModeRequested(new ModeMessage.Request(1, modes)));

        pair.act(pair.right, pair.right.control.acceptMode(true));
        pair.talk();
        assertThat(pair.left.seen).endsWith(new ControlAction.ModeAnswered(true));
        assertThat(pair.right.control.acceptMode(true)).isEmpty();

        pair.act(pair.left, pair.left.control.requestMode(modes, pair.now));
        assertThat(pair.left.control.receive(new ModeMessage.Ack(1, true), pair.now))
                .isEmpty();
        pair.talk();
        pair.act(pair.right, pair.right.control.rejectMode(ModeMessage.Cause.REQUEST_DENIED));
        pair.talk();
        assertThat(pair.left.seen).endsWith(new ControlAction.ModeAnswered(false));

        pair.act(pair.left, pair.left.control.requestMode(modes, pair.now));
        pair.talk();
        pair.wait(PATIENCE);
        assertThat(pair.left.seen)
                .endsWith(new ControlAction.Send(new ModeMessage.Release()), new ControlAction.ModeAnswered(false));
        assertThat(pair.right.control.rejectMode(ModeMessage.Cause.REQUEST_DENIED))
                .isEmpty();
    }

    @Test
    void measuresTheDelay() {
        ControlPair pair = talking();
        pair.act(pair.left, pair.left.control.measureDelay(pair.now));
        pair.now = pair.now.plusMillis(80);
        pair.talk();
        assertThat(pair.left.seen).endsWith(new ControlAction.DelayMeasured(Duration.ofMillis(80)));

        pair.left.control.measureDelay(pair.now);
        assertThat(pair.left.control.receive(new RoundTripDelayMessage.Response(1), pair.now))
                .isEmpty();
        pair.wait(PATIENCE);
        assertThat(pair.left.seen).endsWith(new ControlAction.DelayUnanswered());
    }

    @Test
    void handsOnKeysAndCommands() {
        ControlPair pair = talking();
        UserInputIndication keys = new UserInputIndication.Signal('5', Optional.of(100), false);
        MiscellaneousCommand.Type command = new MiscellaneousCommand.FastUpdatePicture();
        pair.act(pair.left, pair.left.control.press(keys));
        pair.act(pair.left, pair.left.control.command(102, command));
        pair.act(pair.left, pair.left.control.limit(Optional.of(102), Optional.of(2_560)));
        pair.talk();

        assertThat(pair.right.seen)
                .endsWith(
                        new ControlAction.KeysPressed(keys),
                        new ControlAction.Commanded(102, command),
                        new ControlAction.FlowLimited(Optional.of(102), Optional.of(2_560)));
    }

    @Test
    void endsTheSession() {
        ControlPair pair = talking();
        pair.act(pair.left, pair.left.control.end(pair.now));
        assertThat(pair.left.control.press(new UserInputIndication.Alphanumeric("1")))
                .isEmpty();
        pair.talk();

        assertThat(pair.left.seen).endsWith(new ControlAction.Ended());
        assertThat(pair.right.seen)
                .endsWith(new ControlAction.Send(new ControlMessage.EndSession()), new ControlAction.Ended());
        assertThat(pair.left.control.receive(new ControlMessage.SendCapabilities(), pair.now))
                .isEmpty();
        assertThat(pair.left.control.deadline()).isEmpty();
    }

    @Test
    void endsTheSessionWithoutAnAnswerToo() {
        ControlPair pair = talking();
        pair.left.control.end(pair.now);
        pair.wait(PATIENCE);

        assertThat(pair.left.seen).endsWith(new ControlAction.Ended());
    }

    @Test
    void endsOfBothSidesAtOnce() {
        ControlPair pair = talking();
        pair.act(pair.left, pair.left.control.end(pair.now));
        pair.act(pair.right, pair.right.control.end(pair.now));
        pair.talk();

        assertThat(pair.left.seen).endsWith(new ControlAction.Ended());
        assertThat(pair.right.seen).endsWith(new ControlAction.Ended());
    }

    @Test
    void refusesLoops() {
        ControlPair pair = talking();
        Choice systemLoop = Tree.request(
                "maintenanceLoopRequest",
                MaintenanceTypes.MAINTENANCE_LOOP_REQUEST
                        .build()
                        .set(
                                "type",
                                Tree.choiceIn(MaintenanceTypes.MAINTENANCE_LOOP_REQUEST, "type")
                                        .value("mediaLoop", 101L))
                        .done());

        ControlAction.Send answer = (ControlAction.Send) pair.left
                .control
                .receive(new ControlMessage.Other(systemLoop), pair.now)
                .getFirst();

        assertThat(ControlMessage.decode(answer.message().encode()).toMessage())
                .hasToString("response: maintenanceLoopReject: {type: mediaLoop: 101, cause: canNotPerformLoop}");
    }

    @Test
    void saysOnlySoOftenThatItDoesNotUnderstand() {
        ControlPair pair = talking();
        ControlMessage unknown = new ControlMessage.Other(Tree.request(
                "communicationModeRequest",
                ConferenceTypes.COMMUNICATION_MODE_REQUEST.build().done()));
        int answers = 0;
        for (int i = 0; i < 100; i++) {
            List<ControlAction> actions = pair.left.control.receive(unknown, pair.now);
            answers += actions.size();
            if (i == 0) {
                assertThat(actions)
                        .containsExactly(new ControlAction.Send(new ControlMessage.NotSupported(
                                ControlMessage.NotSupported.Cause.UNKNOWN_FUNCTION, Optional.of(unknown.encode()))));
            }
        }
        assertThat(answers).isEqualTo(16);
        assertThat(pair.left.control.receiveMalformed(pair.now)).isEmpty();
        assertThat(pair.right.control.receiveMalformed(pair.now))
                .containsExactly(new ControlAction.Send(new ControlMessage.NotSupported(
                        ControlMessage.NotSupported.Cause.SYNTAX_ERROR, Optional.empty())));
        assertThat(pair.left.control.counts().notSupported()).isEqualTo(101);
    }

    @Test
    void leavesAFloodUnread() {
        ControlPair pair = talking();
        ControlMessage flood = new RoundTripDelayMessage.Request(1);
        int answers = 0;
        List<ControlAction> last = List.of();
        for (int i = 0; i < 2_000; i++) {
            last = pair.left.control.receive(flood, pair.now);
            answers += (int)
                    last.stream().filter(ControlAction.Send.class::isInstance).count();
            pair.left.seen.addAll(last);
        }

        assertThat(answers).isBetween(350, 400);
        assertThat(pair.left.control.counts().dropped()).isEqualTo(2_000 - answers);
        assertThat(pair.left.seen(ControlAction.Failed.class))
                .containsExactly(new ControlAction.Failed(ControlAction.Procedure.FLOOD));
        assertThat(last).isEmpty();
        assertThat(pair.left.control.receive(flood, pair.now.plusSeconds(1))).hasSize(1);
    }

    /** Whatever may be sent: no exception, and no more answers than questions. */
    @Test
    void takesAnyMessage() {
        RandomValues values = new RandomValues(new Random(245));
        Control control = new Control(settings(GATEWAY), new Random(1));
        control.start(SOUND_AND_PICTURES, ControlPair.START);
        for (int i = 0; i < 3_000; i++) {
            Octets message = Octets.of(
                    H245.MULTIMEDIA_SYSTEM_CONTROL_MESSAGE.encode(values.of(H245.MULTIMEDIA_SYSTEM_CONTROL_MESSAGE)));
            ControlMessage seen = ControlMessage.decode(message);
            if (!(seen instanceof ControlMessage.EndSession)) {
                List<ControlAction> actions = control.receive(seen, ControlPair.START.plusSeconds(i));

                assertThat(actions.size()).isLessThan(10);
                actions.forEach(action -> {
                    if (action instanceof ControlAction.Send send) {
                        send.message().encode();
                    }
                });
                control.expire(ControlPair.START.plusSeconds(i));
            }
        }
    }

    /** Such as H.460.19's: how what is sent comes through a NAT. */
    @Test
    void saysMoreOfAChannelThatItTakes() {
        ControlPair pair = talking();
        Control control = pair.left.control;
        OpenLogicalChannel sound = OpenLogicalChannel.forward(
                300,
                new DataType.Audio(new Frames(AudioCoding.G711_ALAW_64K, 20)),
                H2250Parameters.of(1, pair.right.mediaControl));
        control.receive(sound, pair.now);
        List<Sequence> more = List.of(TraversalParameters.NONE.toInformation());

        assertThat(control.accept(300, pair.left.media, pair.left.mediaControl, more))
                .containsExactly(new ControlAction.Send(
                        OpenLogicalChannelAck.of(300, 1, pair.left.media, pair.left.mediaControl, more)));
    }

    private static Control fitting() {
        Control control = new Control(settings(GATEWAY), new Random(1));
        control.fit(theirs -> theirs.table().values().stream().anyMatch(Capability.Video.class::isInstance)
                ? SOUND_AND_PICTURES
                : SOUND);
        assertThat(sent(control.start(SOUND, ControlPair.START))).contains(SOUND.toSet(1));
        return control;
    }

    private static List<ControlMessage> sent(List<ControlAction> actions) {
        return actions.stream()
                .filter(ControlAction.Send.class::isInstance)
                .map(action -> ((ControlAction.Send) action).message())
                .toList();
    }

    /** What comes after a pause may be another one. */
    @Test
    void saysAnewWhatFitsTheOtherSideBeforeItAcknowledgesThat() {
        Control control = fitting();
        assertThat(sent(control.receive(SOUND_AND_PICTURES.toSet(7), ControlPair.START)))
                .isEmpty();
        assertThat(sent(control.receive(new CapabilityAnswer.Ack(1), ControlPair.START)))
                .containsExactly(SOUND_AND_PICTURES.toSet(2), new CapabilityAnswer.Ack(7));
        assertThat(sent(control.receive(new CapabilityAnswer.Ack(2), ControlPair.START)))
                .isEmpty();
        assertThat(sent(control.receive(SOUND_AND_PICTURES.toSet(8), ControlPair.START)))
                .containsExactly(new CapabilityAnswer.Ack(8));
        assertThat(sent(control.receive(TerminalCapabilitySet.empty(9), ControlPair.START)))
                .containsExactly(new CapabilityAnswer.Ack(9));
        assertThat(sent(control.receive(SOUND.toSet(10), ControlPair.START)))
                .startsWith(SOUND.toSet(3))
                .endsWith(new CapabilityAnswer.Ack(10));
    }

    @Test
    void acknowledgesInTheEndWhoeverDoesNotAnswerOurs() {
        Control control = fitting();
        control.receive(SOUND_AND_PICTURES.toSet(7), ControlPair.START);
        assertThat(sent(control.expire(ControlPair.START.plus(PATIENCE))))
                .containsSubsequence(
                        new CapabilityAnswer.Release(), SOUND_AND_PICTURES.toSet(2), new CapabilityAnswer.Ack(7));
    }

    @Test
    void saysNothingAnewWhileItHasSaidThatItCanNothing() {
        Control control = fitting();
        control.receive(new CapabilityAnswer.Ack(1), ControlPair.START);
        control.offer(Capabilities.NONE, ControlPair.START);
        assertThat(sent(control.receive(SOUND_AND_PICTURES.toSet(7), ControlPair.START)))
                .containsExactly(new CapabilityAnswer.Ack(7));
    }
}

package org.courtbridge.h323.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.courtbridge.h323.SentMessages;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h235.DhGroup;
import org.courtbridge.h323.h235.EncryptionAlgorithm;
import org.courtbridge.h323.h235.KeyAgreement;
import org.courtbridge.h323.h235.SharedSecret;
import org.courtbridge.h323.h235.SrtpKeys;
import org.courtbridge.h323.h235.SrtpMasterKey;
import org.courtbridge.h323.h235.SrtpSuite;
import org.courtbridge.h323.h245.AudioCapability;
import org.courtbridge.h323.h245.AudioCoding;
import org.courtbridge.h323.h245.Capabilities;
import org.courtbridge.h323.h245.Capability;
import org.courtbridge.h323.h245.CapabilityAnswer;
import org.courtbridge.h323.h245.ChannelChoice;
import org.courtbridge.h323.h245.ChannelKey;
import org.courtbridge.h323.h245.ChannelMessage;
import org.courtbridge.h323.h245.Control;
import org.courtbridge.h323.h245.ControlAction;
import org.courtbridge.h323.h245.ControlMessage;
import org.courtbridge.h323.h245.DataType;
import org.courtbridge.h323.h245.Direction;
import org.courtbridge.h323.h245.EncryptionSync;
import org.courtbridge.h323.h245.FastStart;
import org.courtbridge.h323.h245.H2250Capability;
import org.courtbridge.h323.h245.H264Capability;
import org.courtbridge.h323.h245.H264Level;
import org.courtbridge.h323.h245.MediaEncryption;
import org.courtbridge.h323.h245.MediaEncryption.Policy;
import org.courtbridge.h323.h245.MiscellaneousCommand;
import org.courtbridge.h323.h245.OpenLogicalChannel;
import org.courtbridge.h323.h245.TerminalCapabilitySet;
import org.courtbridge.h323.h460.FeatureSet;
import org.courtbridge.h323.q931.Q931Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole calls of two sides that encrypt, or do not, with what goes between them as octets. */
class EncryptedCallTest {

    private static final InetSocketAddress CONTROL = new InetSocketAddress("192.0.2.1", 40_000);

    private static final Capabilities ABILITIES = Capabilities.of(
            new H2250Capability(250, List.of()),
            List.of(new Capability.Audio(
                    Direction.RECEIVE_AND_TRANSMIT, new AudioCapability.Frames(AudioCoding.G711_ALAW_64K, 20))),
            List.of(new Capability.Video(
                    Direction.RECEIVE_AND_TRANSMIT,
                    H264Capability.of(10_000, H264Capability.BASELINE, H264Level.L3_1))));

    private static final Map<Integer, FastStart.Ports> PORTS =
            Map.of(ChannelChoice.SOUND, ports(5_000), ChannelChoice.PICTURES, ports(5_002));

    private final Instant now = TwoCalls.BEGIN;

    private static FastStart.Ports ports(int media) {
        return new FastStart.Ports(
                new InetSocketAddress("192.0.2.1", media), new InetSocketAddress("192.0.2.1", media + 1));
    }

    /** @param groups of Diffie and Hellman's @param terminalType the higher one becomes master */
    private record Habits(
            Policy policy, List<DhGroup> groups, boolean fastStart, boolean tunnelling, int terminalType) {

        /** Of a room that encrypts by SRTP and has no secret with anybody. */
        static Habits srtp(Policy policy, boolean tunnelling, int terminalType) {
            return new Habits(policy, List.of(), false, tunnelling, terminalType);
        }

        boolean offersSrtp() {
            return groups.isEmpty();
        }
    }

    /** One side, which goes about its calls as an endpoint does. */
    private final class Side implements ControlledCall.Owner {

        private final Habits habits;
        final Queue<Runnable> underWay = new ArrayDeque<>();
        final Control control;
        final Map<Integer, OpenLogicalChannel> opening = new HashMap<>();

        /** Channels by session: in the clear, or under which key. */
        final Map<Integer, Optional<ChannelKey>> sending = new TreeMap<>();

        final Map<Integer, Optional<ChannelKey>> receiving = new TreeMap<>();
        final Map<Integer, Integer> sendingChannels = new TreeMap<>();
        final List<ControlAction> heard = new ArrayList<>();

        private Optional<ControlledCall> begun = Optional.empty();
        private Optional<KeyAgreement> offer = Optional.empty();
        private Optional<SharedSecret> answered = Optional.empty();
        private Optional<MediaEncryption> encryption = Optional.empty();
        Optional<ReleaseReason> end = Optional.empty();
        private Optional<Side> peer = Optional.empty();
        private List<OpenLogicalChannel> proposals = List.of();

        /** Breaks what it sends of keys. */
        boolean forgesKeys;

        /** Channels that go by SRTP, by session. */
        final Map<Integer, MediaEncryption.Verdict.Srtp> sendingPackets = new TreeMap<>();

        final Map<Integer, MediaEncryption.Verdict.Srtp> receivingPackets = new TreeMap<>();

        /** The key under which it wants all that is sent to it, as OPAL does. */
        Optional<SrtpMasterKey> wants = Optional.empty();

        /** What it does to the keys in its requests. */
        UnaryOperator<Octets> spoils = key -> key;

        Side(Habits habits, long random) {
            this.habits = habits;
            this.control = new Control(
                    new Control.Settings(
                            habits.terminalType,
                            Control.Settings.GATEWAY.patience(),
                            Control.Settings.GATEWAY.conflicts()),
                    new Random(random));
            control.fit(theirs -> offered(encryption().offered(ABILITIES, theirs)));
        }

        private Capabilities offered(Capabilities usual) {
            return habits.offersSrtp() ? ABILITIES.encrypted(SrtpSuite.identifiers()) : usual;
        }

        ControlledCall call() {
            return begun.orElseThrow();
        }

        private Side other() {
            return peer.orElseThrow();
        }

        MediaEncryption encryption() {
            if (encryption.isEmpty()) {
                Optional<SharedSecret> secret = offer.flatMap(
                                made -> made.complete(call().call().heardTokens()))
                        .or(() -> answered);
                encryption = Optional.of(MediaEncryption.of(habits.policy, secret));
            }
            return encryption.get();
        }

        private void begin(Call call) {
            begun = Optional.of(
                    new ControlledCall(call, control, () -> offered(encryption().offered(ABILITIES)), this));
        }

        void place() {
            List<Sequence> tokens = List.of();
            if (habits.policy != Policy.OFF && !habits.offersSrtp()) {
                offer = Optional.of(KeyAgreement.offer(habits.groups));
                tokens = offer.get().tokens();
            }
            proposals = habits.fastStart ? FastStart.propose(ABILITIES, PORTS) : List.of();
            SignallingBody.Setup plain = TwoCalls.setup(
                    proposals.stream().map(OpenLogicalChannel::toFastStart).toList());
            SignallingBody.Setup setup = new SignallingBody.Setup(
                    plain.identity(),
                    plain.parties(),
                    plain.early(),
                    plain.bandwidth(),
                    new SignallingBody.Setup.Admitted(
                            plain.admitted().endpointIdentifier(),
                            plain.admitted().details().with(tokens)),
                    FeatureSet.NONE,
                    false);
            begin(Call.place(7, setup, TwoCalls.settings(habits.tunnelling)));
            does(call().call().begin(Optional.empty(), now));
        }

        private void called(SignallingMessage message, SignallingBody.Setup setup) {
            begin(Call.answering(message, setup, TwoCalls.settings(habits.tunnelling)));
            Call call = call().call();
            does(call.begin(Optional.of(message), now));
            if (habits.policy != Policy.OFF) {
                Optional<KeyAgreement.Answer> answer =
                        KeyAgreement.answer(setup.admitted().details().tokens(), habits.groups);
                answered = answer.map(KeyAgreement.Answer::secret);
                answer.ifPresent(agreed -> call.tokens(agreed.tokens()));
            }
            if (answered.isEmpty()
                    && habits.policy != Policy.REQUIRED
                    && !setup.early().fastStart().isEmpty()) {
                FastStart answer = FastStart.answer(
                        setup.early().fastStart().stream()
                                .map(OpenLogicalChannel::ofFastStart)
                                .toList(),
                        ABILITIES,
                        PORTS);
                call.fastStart(answer.elements().stream()
                        .map(OpenLogicalChannel::toFastStart)
                        .toList());
                opened(answer);
            }
            does(call.connect(now));
        }

        private void opened(FastStart fastStart) {
            fastStart.outgoing().forEach(control::adoptOutgoing);
            fastStart.incoming().forEach(control::adoptIncoming);
            fastStart.outgoing().forEach(channel -> sending.put(session(channel), Optional.empty()));
            fastStart.incoming().forEach(channel -> receiving.put(session(channel), Optional.empty()));
        }

        private void does(List<CallAction> actions) {
            call().does(actions, now);
        }

        private void controls(List<ControlAction> actions) {
            call().controls(actions, now);
        }

        @Override
        public void act(CallAction action) {
            switch (action) {
                case CallAction.Send send -> {
                    byte[] octets = send.message().toMessage().encode();
                    SentMessages.signalling(octets);
                    underWay.add(() -> other().hear(SignallingMessage.of(Q931Message.decode(octets))));
                }
                case CallAction.SendControl send ->
                    send.messages()
                            .forEach(
                                    message -> underWay.add(() -> other().call().controlReceived(message, now)));
                case CallAction.ListenForControl _ -> does(call().call().listening(CONTROL));
                case CallAction.ConnectControl _ ->
                    underWay.add(() -> {
                        does(call().call().controlConnected(false));
                        other().does(other().call().call().controlConnected(true));
                    });
                case CallAction.FastStarted started ->
                    opened(FastStart.accepted(
                            proposals,
                            started.channels().stream()
                                    .map(OpenLogicalChannel::ofFastStart)
                                    .toList()));
                case CallAction.Released released -> end = Optional.of(released.reason());
                default -> {
                    // Nothing to do.
                }
            }
        }

        private boolean isMaster() {
            return control.master().orElse(false);
        }

        @Override
        public void act(ControlAction action) {
            heard.add(action);
            switch (action) {
                case ControlAction.Send send ->
                    SentMessages.control(send.message().encode().toArray());
                case ControlAction.CapabilitiesReceived said
                when encryption().isMissing(said.theirs()) -> call().hangUp(ReleaseReason.SECURITY, now);
                case ControlAction.Ready _ -> ready();
                case ControlAction.OpenRequested wanted -> requested(wanted.channel());
                case ControlAction.Opened opened -> {
                    OpenLogicalChannel channel = known(opening, opened.channel());
                    switch (encryption().opened(channel, opened.encryptionSync())) {
                        case MediaEncryption.Verdict.Clear _ -> sends(channel, Optional.empty());
                        case MediaEncryption.Verdict.Encrypted secret -> sends(channel, Optional.of(secret.key()));
                        case MediaEncryption.Verdict.Srtp packets -> sendingPackets.put(session(channel), packets);
                        case MediaEncryption.Verdict.Refused _ -> controls(control.close(opened.channel(), now));
                    }
                }
                case ControlAction.Commanded commanded
                when commanded.command() instanceof MiscellaneousCommand.KeyUpdate update ->
                    steps(encryption().heard(commanded.channel(), update, isMaster()));
                default -> {
                    // Nothing to do.
                }
            }
        }

        private void ready() {
            for (ChannelChoice choice : encryption().choices(ABILITIES, control.theirs())) {
                if (!sending.containsKey(choice.sessionId())) {
                    OpenLogicalChannel channel = spoiled(encryption()
                            .opening(
                                    choice.toRequest(
                                            control.freeChannel(),
                                            known(PORTS, choice.sessionId()).mediaControl(),
                                            100),
                                    isMaster()));
                    opening.put(channel.forwardNumber(), channel);
                    controls(control.open(channel, now));
                }
            }
        }

        private OpenLogicalChannel spoiled(OpenLogicalChannel channel) {
            return new OpenLogicalChannel(
                    channel.forwardNumber(),
                    channel.forward(),
                    channel.forwardParameters(),
                    channel.reverse(),
                    channel.encryptionSync()
                            .map(key -> new EncryptionSync(key.synchFlag(), spoils.apply(key.h235Key()))),
                    channel.genericInformation());
        }

        private void requested(OpenLogicalChannel channel) {
            FastStart.Ports own = known(PORTS, session(channel));
            int number = channel.forwardNumber();
            switch (encryption().requested(channel, isMaster())) {
                case MediaEncryption.Verdict.Clear _ -> {
                    receiving.put(session(channel), Optional.empty());
                    controls(control.accept(number, own.media(), own.mediaControl()));
                }
                case MediaEncryption.Verdict.Encrypted secret -> {
                    receiving.put(session(channel), Optional.of(secret.key()));
                    controls(control.accept(
                            number,
                            own.media(),
                            own.mediaControl(),
                            forgesKeys
                                    ? secret.said()
                                            .map(sync -> new EncryptionSync(
                                                    sync.synchFlag(),
                                                    sync.h235Key().from(1)))
                                    : secret.said(),
                            List.of()));
                }
                case MediaEncryption.Verdict.Srtp packets -> {
                    receivingPackets.put(
                            session(channel),
                            wants.map(key -> new MediaEncryption.Verdict.Srtp(packets.suite(), List.of(key)))
                                    .orElse(packets));
                    controls(control.accept(
                            number,
                            own.media(),
                            own.mediaControl(),
                            wants.map(key ->
                                    new EncryptionSync(0, new SrtpKeys(List.of(key), SrtpKeys.Form.BARE).toH235Key())),
                            List.of()));
                }
                case MediaEncryption.Verdict.Refused refused -> controls(control.reject(number, refused.cause()));
            }
        }

        private void sends(OpenLogicalChannel channel, Optional<ChannelKey> key) {
            sending.put(session(channel), key);
            sendingChannels.put(session(channel), channel.forwardNumber());
        }

        void steps(List<MediaEncryption.Step> steps) {
            for (MediaEncryption.Step step : steps) {
                switch (step) {
                    case MediaEncryption.Step.Say say -> controls(control.updateKey(say.channel(), say.update()));
                    case MediaEncryption.Step.Send send ->
                        sending.put(
                                sendingChannels.entrySet().stream()
                                        .filter(entry -> entry.getValue() == send.channel())
                                        .findFirst()
                                        .orElseThrow()
                                        .getKey(),
                                Optional.of(send.key()));
                    case MediaEncryption.Step.Receive receive ->
                        receiving.put(
                                other().sendingChannels.entrySet().stream()
                                        .filter(entry -> entry.getValue() == receive.channel())
                                        .findFirst()
                                        .orElseThrow()
                                        .getKey(),
                                Optional.of(receive.key()));
                }
            }
        }

        private void hear(SignallingMessage message) {
            if (begun.isEmpty()) {
                called(message, (SignallingBody.Setup) message.body());
            } else {
                does(call().call().receive(message, now));
            }
        }
    }

    private static <T> T known(Map<Integer, T> all, int number) {
        return Optional.ofNullable(all.get(number)).orElseThrow();
    }

    private static int session(OpenLogicalChannel channel) {
        return channel.forwardParameters().orElseThrow().sessionId();
    }

    private static void run(Side... sides) {
        while (Stream.of(sides).anyMatch(side -> !side.underWay.isEmpty())) {
            for (Side side : sides) {
                Optional.ofNullable(side.underWay.poll()).ifPresent(Runnable::run);
            }
        }
    }

    private void callEach(Side caller, Side callee) {
        caller.peer = Optional.of(callee);
        callee.peer = Optional.of(caller);
        caller.place();
        run(caller, callee);
    }

    record Flow(
            Policy caller,
            Policy callee,
            List<DhGroup> callerGroups,
            List<DhGroup> calleeGroups,
            boolean fastStart,
            boolean tunnelling,
            boolean callerIsMaster) {

        boolean agrees() {
            return caller != Policy.OFF
                    && callee != Policy.OFF
                    && callerGroups.stream().anyMatch(calleeGroups::contains);
        }

        boolean fails() {
            return !agrees() && (caller == Policy.REQUIRED || callee == Policy.REQUIRED);
        }

        EncryptionAlgorithm algorithm() {
            DhGroup best = callerGroups.stream()
                    .filter(calleeGroups::contains)
                    .max(DhGroup::compareTo)
                    .orElseThrow();
            return best == DhGroup.DH1024 ? EncryptionAlgorithm.AES_128_CBC : EncryptionAlgorithm.AES_256_CBC;
        }
    }

    static Stream<Flow> flows() {
        List<List<DhGroup>> groups = List.of(
                List.of(DhGroup.DH1024),
                List.of(DhGroup.DH1536),
                List.of(DhGroup.DH2048),
                List.of(DhGroup.DH4096),
                List.of(DhGroup.DH1024, DhGroup.DH1536));
        List<Flow> flows = new ArrayList<>();
        for (Policy caller : Policy.values()) {
            for (Policy callee : Policy.values()) {
                for (boolean fastStart : List.of(false, true)) {
                    for (boolean tunnelling : List.of(false, true)) {
                        for (boolean master : List.of(false, true)) {
                            groups.forEach(both ->
                                    flows.add(new Flow(caller, callee, both, both, fastStart, tunnelling, master)));
                            flows.add(new Flow(
                                    caller,
                                    callee,
                                    List.of(DhGroup.DH1024),
                                    List.of(DhGroup.DH1536),
                                    fastStart,
                                    tunnelling,
                                    master));
                        }
                    }
                }
            }
        }
        // Long groups take their time: of these, once each.
        return flows.stream()
                .filter(flow -> flow.callerGroups.getFirst().bits() < 2048
                        || flow.caller == Policy.REQUIRED && flow.callee == Policy.REQUIRED && !flow.fastStart);
    }

    @ParameterizedTest
    @MethodSource("flows")
    void isEncryptedWhereBothSidesCan(Flow flow) {
        Side caller = new Side(
                new Habits(
                        flow.caller, flow.callerGroups, flow.fastStart, flow.tunnelling, flow.callerIsMaster ? 60 : 50),
                1);
        Side callee = new Side(
                new Habits(
                        flow.callee, flow.calleeGroups, flow.fastStart, flow.tunnelling, flow.callerIsMaster ? 50 : 60),
                2);
        callEach(caller, callee);

        if (flow.fails()) {
            for (Side side : List.of(caller, callee)) {
                assertThat(side.end.flatMap(ReleaseReason::reason)).contains("securityDenied");
                assertThat(side.sending.values()).allMatch(Optional::isEmpty);
            }
            return;
        }
        for (Side side : List.of(caller, callee)) {
            assertThat(side.end).isEmpty();
            assertThat(side.sending).containsOnlyKeys(ChannelChoice.SOUND, ChannelChoice.PICTURES);
            assertThat(side.receiving).isEqualTo(side.other().sending);
            assertThat(side.sending.values()).allMatch(key -> key.isPresent() == flow.agrees());
        }
        if (flow.agrees()) {
            List<ChannelKey> keys = Stream.of(caller, callee)
                    .flatMap(side -> side.sending.values().stream())
                    .flatMap(Optional::stream)
                    .toList();
            assertThat(keys).extracting(ChannelKey::algorithm).containsOnly(flow.algorithm());
            assertThat(keys).extracting(ChannelKey::octets).doesNotHaveDuplicates();
            assertThat(keys).extracting(ChannelKey::payloadType).allMatch(type -> type >= 96 && type <= 127);
        }
    }

    private Side[] encrypted(boolean callerIsMaster) {
        Side[] sides = {
            new Side(new Habits(Policy.PREFERRED, List.of(DhGroup.DH1024), false, true, callerIsMaster ? 60 : 50), 1),
            new Side(new Habits(Policy.PREFERRED, List.of(DhGroup.DH1024), false, true, callerIsMaster ? 50 : 60), 2)
        };
        callEach(sides[0], sides[1]);
        return sides;
    }

    /** @param byMaster who wants other keys */
    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void changesAllKeys(boolean callerIsMaster, boolean byMaster) {
        Side[] sides = encrypted(callerIsMaster);
        Side who = callerIsMaster == byMaster ? sides[0] : sides[1];
        Map<Integer, Optional<ChannelKey>> before = new TreeMap<>(who.sending);
        Map<Integer, Optional<ChannelKey>> beforeThere = new TreeMap<>(who.receiving);

        who.steps(who.encryption().renew(who.isMaster()));
        run(sides);

        assertThat(who.sending).isEqualTo(who.other().receiving);
        assertThat(who.receiving).isEqualTo(who.other().sending);
        for (int session : List.of(ChannelChoice.SOUND, ChannelChoice.PICTURES)) {
            assertOther(known(before, session), known(who.sending, session));
            assertOther(known(beforeThere, session), known(who.receiving, session));
        }
    }

    private static void assertOther(Optional<ChannelKey> before, Optional<ChannelKey> after) {
        assertThat(after.orElseThrow().octets())
                .isNotEqualTo(before.orElseThrow().octets());
        assertThat(after.get().payloadType()).isNotEqualTo(before.get().payloadType());
    }

    @Test
    void doesNotSendWithAKeyThatItCannotRead() {
        Side caller = new Side(new Habits(Policy.PREFERRED, List.of(DhGroup.DH1024), false, true, 50), 1);
        Side callee = new Side(new Habits(Policy.PREFERRED, List.of(DhGroup.DH1024), false, true, 60), 2);
        callee.forgesKeys = true;
        callEach(caller, callee);
        assertThat(caller.sending).isEmpty();
        assertThat(callee.heard)
                .filteredOn(ControlAction.IncomingClosed.class::isInstance)
                .hasSize(2);
        assertThat(callee.sending).hasSize(2);
    }

    /** Who opens channels in the clear although encryption must be. */
    @Test
    void takesNothingInTheClearWhereEncryptionMustBe() {
        Side caller = new Side(new Habits(Policy.REQUIRED, List.of(DhGroup.DH1024), false, true, 60), 1);
        Side callee = new Side(new Habits(Policy.PREFERRED, List.of(DhGroup.DH1024), false, true, 50), 2);
        callee.encryption = Optional.of(MediaEncryption.of(Policy.OFF, Optional.empty()));
        callEach(caller, callee);
        assertThat(callee.sending).isEmpty();
        assertThat(callee.heard)
                .filteredOn(ControlAction.OpenFailed.class::isInstance)
                .extracting(action -> ((ControlAction.OpenFailed) action).cause())
                .containsOnly(ChannelMessage.RejectCause.SECURITY_DENIED);
        assertThat(caller.sending).isEmpty();
    }

    private Side[] withSrtp(Policy policy, boolean tunnelling, boolean roomIsMaster) {
        Side ours = new Side(new Habits(policy, List.of(DhGroup.DH1024), false, tunnelling, roomIsMaster ? 50 : 60), 1);
        Side room = new Side(Habits.srtp(Policy.PREFERRED, tunnelling, roomIsMaster ? 60 : 50), 2);
        return new Side[] {ours, room};
    }

    private void callBySrtp(Side[] sides, boolean roomCalls) {
        callEach(roomCalls ? sides[1] : sides[0], roomCalls ? sides[0] : sides[1]);
    }

    /** What one side has sent by H.245, in order. */
    private static <T> List<T> sent(Side side, Class<T> kind) {
        return side.heard.stream()
                .filter(ControlAction.Send.class::isInstance)
                .map(action -> ((ControlAction.Send) action).message())
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static boolean saysSrtp(TerminalCapabilitySet set) {
        return set.table().stream()
                .flatMap(entry -> entry.capability().stream())
                .anyMatch(capability -> capability instanceof Capability.Security(int _, var algorithms)
                        && algorithms.equals(SrtpSuite.identifiers()));
    }

    @ParameterizedTest
    @CsvSource({
        "PREFERRED, true, true, true",
        "PREFERRED, true, false, false",
        "PREFERRED, false, true, false",
        "PREFERRED, false, false, true",
        "REQUIRED, true, true, false",
        "REQUIRED, true, false, true",
        "REQUIRED, false, true, true",
        "REQUIRED, false, false, false"
    })
    void goesBySrtpWithARoomThatOffersIt(Policy policy, boolean roomCalls, boolean tunnelling, boolean roomIsMaster) {
        Side[] sides = withSrtp(policy, tunnelling, roomIsMaster);
        callBySrtp(sides, roomCalls);

        for (Side side : sides) {
            assertThat(side.end).isEmpty();
            assertThat(side.sending).isEmpty();
            assertThat(side.sendingPackets).containsOnlyKeys(ChannelChoice.SOUND, ChannelChoice.PICTURES);
            assertThat(side.receivingPackets).isEqualTo(side.other().sendingPackets);
            assertThat(side.sendingPackets.values())
                    .extracting(MediaEncryption.Verdict.Srtp::suite)
                    .containsOnly(SrtpSuite.AES_CM_128_HMAC_SHA1_80);
        }
        assertThat(Stream.of(sides).flatMap(side -> side.sendingPackets.values().stream()))
                .flatExtracting(MediaEncryption.Verdict.Srtp::keys)
                .doesNotHaveDuplicates()
                .hasSize(4);
        assertThat(sent(sides[0], TerminalCapabilitySet.class))
                .extracting(EncryptedCallTest::saysSrtp)
                .containsExactly(false, true);
    }

    /** So that it does not open its channels in the clear before it knows. */
    @Test
    void acknowledgesARoomThatOffersSrtpAfterSayingTheSame() {
        Side[] sides = withSrtp(Policy.PREFERRED, true, true);
        callBySrtp(sides, true);
        List<ControlMessage> sent = sent(sides[0], ControlMessage.class);
        List<TerminalCapabilitySet> sets = sent(sides[0], TerminalCapabilitySet.class);
        List<CapabilityAnswer.Ack> acknowledged = sent(sides[0], CapabilityAnswer.Ack.class);
        assertThat(acknowledged).hasSize(1);
        assertThat(sent.indexOf(acknowledged.getFirst())).isGreaterThan(sent.indexOf(sets.getLast()));
    }

    @Test
    void sendsUnderTheKeyThatTheRoomAnswersWith() {
        Side[] sides = withSrtp(Policy.REQUIRED, true, false);
        SrtpMasterKey wanted = SrtpMasterKey.random(new SecureRandom());
        sides[1].wants = Optional.of(wanted);
        callBySrtp(sides, false);
        assertThat(sides[0].sendingPackets)
                .isEqualTo(sides[1].receivingPackets)
                .allSatisfy((_, packets) -> assertThat(packets.keys()).containsExactly(wanted));
        assertThat(sides[0].receivingPackets).isEqualTo(sides[1].sendingPackets);
    }

    /** One that is a bit too short, one of another kind, and nothing at all. */
    @ParameterizedTest
    @ValueSource(strings = {"", "00", "80", "0100100102"})
    void refusesAChannelWhoseKeyCannotBeRead(String key) {
        Side[] sides = withSrtp(Policy.PREFERRED, true, true);
        sides[1].spoils = whole -> key.isEmpty() ? whole.from(1) : Octets.ofHex(key);
        callBySrtp(sides, true);
        assertThat(sides[1].sendingPackets).isEmpty();
        assertThat(sides[1].heard)
                .filteredOn(ControlAction.OpenFailed.class::isInstance)
                .hasSize(2)
                .extracting(action -> ((ControlAction.OpenFailed) action).cause())
                .containsOnly(ChannelMessage.RejectCause.SECURITY_DENIED);
        assertThat(sides[0].receivingPackets).isEmpty();
        assertThat(sides[0].sendingPackets).isEqualTo(sides[1].receivingPackets).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"PREFERRED", "OFF"})
    void saysNothingOfSrtpToARoomThatDoesNot(Policy room) {
        Side ours = new Side(new Habits(Policy.PREFERRED, List.of(DhGroup.DH1024), false, true, 60), 1);
        Side other = new Side(new Habits(room, List.of(DhGroup.DH1536), false, true, 50), 2);
        callEach(ours, other);
        assertThat(sent(ours, TerminalCapabilitySet.class)).singleElement().isEqualTo(ABILITIES.toSet(1));
    }

    @Test
    void takesNoSrtpWhereNothingIsToBeEncrypted() {
        Side[] sides = withSrtp(Policy.OFF, true, true);
        callBySrtp(sides, false);
        assertThat(sent(sides[0], TerminalCapabilitySet.class)).singleElement().isEqualTo(ABILITIES.toSet(1));
        assertThat(sides[0].sending).hasSize(2);
        assertThat(sides[1].sending).hasSize(2);
        assertThat(sides[1].sendingPackets).isEmpty();
    }

    /** Who has a secret with us is sent no keys that others can read, whatever else it offers. */
    @Test
    void encryptsUnderASecretRatherThanBySrtp() {
        Side[] sides = encrypted(true);
        Capabilities both = ABILITIES
                .encrypted(List.of(EncryptionAlgorithm.AES_128_CBC.identifier()))
                .encrypted(SrtpSuite.identifiers());
        assertThat(sides[0].encryption().offered(ABILITIES, both))
                .isEqualTo(sides[0].encryption().offered(ABILITIES));
        assertThat(sides[0].encryption().choices(ABILITIES, both))
                .hasSize(2)
                .allMatch(choice ->
                        choice.dataType().srtpSuite().isEmpty() && choice.dataType() instanceof DataType.Encrypted);
    }
}

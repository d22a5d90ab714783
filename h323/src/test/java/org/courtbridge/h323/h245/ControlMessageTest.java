package org.courtbridge.h323.h245;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.courtbridge.h323.SentMessages;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.RandomValues;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h235.SrtpKeys;
import org.courtbridge.h323.h235.SrtpMasterKey;
import org.courtbridge.h323.h235.SrtpSuite;
import org.courtbridge.h323.h245.AudioCapability.Frames;
import org.courtbridge.h323.per.ObjectIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ControlMessageTest {

    private static final InetSocketAddress RTP = new InetSocketAddress("192.0.2.7", 5000);
    private static final InetSocketAddress RTCP = new InetSocketAddress("2001:db8::7", 5001);

    /** All numbers differ, so that none can stand in another's place. */
    private static final H264Capability H264 = new H264Capability(
            38_400,
            H264Capability.BASELINE | H264Capability.HIGH,
            H264Level.L3_1.number(),
            Optional.of(216),
            Optional.of(15),
            Optional.of(4),
            Optional.of(6),
            Optional.of(217),
            Optional.of(1_200_000),
            Optional.of(6_000));

    private static final EncryptionSync KEY = new EncryptionSync(120, Octets.ofHex("0a0b0c"));
    private static final EncryptionSync SRTP = new EncryptionSync(
            97, new SrtpKeys(List.of(SrtpMasterKey.random(new SecureRandom())), SrtpKeys.Form.H235_KEY).toH235Key());
    private static final List<ObjectIdentifier> ALGORITHMS =
            List.of(ObjectIdentifier.of("2.16.840.1.101.3.4.1.42"), ObjectIdentifier.of("2.16.840.1.101.3.4.1.2"));

    private static final VideoCapability.H261 H261 =
            new VideoCapability.H261(Map.of(PictureFormat.QCIF, 1, PictureFormat.CIF, 2), true, 6_217, false);

    private static final VideoCapability.H263 H263 = new VideoCapability.H263(
            Map.of(
                    PictureFormat.SQCIF, 1,
                    PictureFormat.QCIF, 2,
                    PictureFormat.CIF, 3,
                    PictureFormat.CIF4, 4,
                    PictureFormat.CIF16, 5),
            7_680,
            true,
            false,
            true,
            false,
            true,
            Optional.of(64),
            Optional.of((Sequence) new RandomValues(new Random(1)).of(VideoTypes.H263_OPTIONS)));

    private static final Sequence GENERIC = GenericTypes.GENERIC_MESSAGE
            .build()
            .set("messageIdentifier", GenericParameters.standard(ObjectIdentifier.of("0.0.8.460.19.0.1")))
            .done();

    private static final H2250Parameters ALL_PARAMETERS = new H2250Parameters(
            2,
            Optional.of(1),
            Optional.of(RTP),
            Optional.of(RTCP),
            Optional.of(true),
            Optional.of(109),
            Optional.of(RtpPayloadType.h264(H264Packetization.NON_INTERLEAVED, Optional.of(110))));

    private static List<Capability> capabilities() {
        List<Capability> all = new ArrayList<>();
        for (Direction direction : Direction.values()) {
            for (AudioCoding coding : AudioCoding.values()) {
                all.add(new Capability.Audio(direction, new Frames(coding, coding.ordinal() + 1)));
            }
            all.add(new Capability.Audio(direction, new AudioCapability.Opus(640, 3)));
            all.add(new Capability.Audio(direction, new AudioCapability.G7221(32_000, 2)));
            all.add(new Capability.Video(direction, H261));
            all.add(new Capability.Video(direction, H263));
            all.add(new Capability.Video(direction, VideoCapability.H263.of(Map.of(PictureFormat.CIF, 1), 1)));
            all.add(new Capability.Video(direction, H264));
            all.add(new Capability.Video(direction, H264Capability.of(1, H264Capability.MAIN, H264Level.L4)));
            all.add(new Capability.Video(
                    direction, new VideoCapability.Extended(List.of(H264, H261), VideoCapability.Extended.LIVE)));
            for (DataCapability.Framing framing : DataCapability.Framing.values()) {
                all.add(new Capability.Data(direction, new DataCapability(framing, 640 + framing.ordinal())));
            }
            Capability.UserInput.KINDS.forEach(kind -> all.add(new Capability.UserInput(direction, kind)));
        }
        all.add(new Capability.Security(7, ALGORITHMS));
        all.add(new Capability.Security(8, List.of()));
        all.add(new Capability.Security(9, SrtpSuite.identifiers()));
        all.add(new Capability.Security(
                10, List.of(ALGORITHMS.getFirst(), SrtpSuite.AES_CM_128_HMAC_SHA1_32.identifier())));
        all.add(new Capability.TelephonyEvents(101, "0-16"));
        all.add(new Capability.H239Control());
        return all;
    }

    private static List<TerminalCapabilitySet.Entry> table() {
        List<TerminalCapabilitySet.Entry> table = new ArrayList<>();
        capabilities()
                .forEach(capability ->
                        table.add(new TerminalCapabilitySet.Entry(table.size() + 1, Optional.of(capability))));
        table.add(new TerminalCapabilitySet.Entry(65_535, Optional.empty()));
        return table;
    }

    static Stream<ControlMessage> messages() {
        Stream<ControlMessage> ordinary = Stream.of(
                new MasterSlaveMessage.Determination(60, 1_234_567),
                new MasterSlaveMessage.Ack(true),
                new MasterSlaveMessage.Ack(false),
                new MasterSlaveMessage.Reject(),
                new MasterSlaveMessage.Release(),
                TerminalCapabilitySet.empty(7),
                new TerminalCapabilitySet(
                        8,
                        ObjectIdentifier.of("0.0.8.245.0.15"),
                        Optional.of(new H2250Capability(
                                        250,
                                        List.of(
                                                RtpPayloadType.h264(H264Packetization.H241_ANNEX_A, Optional.empty()),
                                                RtpPayloadType.h264(H264Packetization.INTERLEAVED, Optional.of(99))))
                                .toChoice()),
                        table(),
                        List.of(
                                new TerminalCapabilitySet.Descriptor(1, List.of(List.of(1, 2), List.of(3))),
                                new TerminalCapabilitySet.Descriptor(255, List.of()))),
                new CapabilityAnswer.Ack(9),
                new CapabilityAnswer.Release(),
                new OpenLogicalChannel(
                        101,
                        new DataType.Audio(new Frames(AudioCoding.G722_64K, 20)),
                        Optional.of(ALL_PARAMETERS),
                        Optional.of(new OpenLogicalChannel.Reverse(
                                new DataType.Video(H264), Optional.of(H2250Parameters.of(3, RTCP)))),
                        Optional.empty(),
                        List.of(GENERIC)),
                OpenLogicalChannel.forward(102, new DataType.Video(H261), H2250Parameters.of(2, RTCP)),
                OpenLogicalChannel.reverse(
                        103, new DataType.Video(H263), ALL_PARAMETERS.withPayloadType(96, Optional.empty())),
                new OpenLogicalChannel(
                        104, new DataType.NoData(), Optional.empty(), Optional.empty(), Optional.empty(), List.of()),
                new OpenLogicalChannelAck(
                        105,
                        Optional.of(new OpenLogicalChannelAck.Reverse(106, Optional.of(ALL_PARAMETERS))),
                        Optional.of(new OpenLogicalChannelAck.Parameters(
                                Optional.of(4), Optional.of(RTP), Optional.of(RTCP), Optional.of(107), true)),
                        Optional.empty(),
                        List.of(GENERIC)),
                OpenLogicalChannelAck.of(108, 5, RTP, RTCP, List.of()),
                OpenLogicalChannelAck.of(115, 6, RTP, RTCP, List.of(GENERIC)).with(KEY),
                OpenLogicalChannel.forward(
                                116,
                                new DataType.Encrypted(
                                        new DataType.Audio(new Frames(AudioCoding.G722_64K, 20)), ALGORITHMS),
                                H2250Parameters.of(1, RTCP))
                        .with(KEY),
                OpenLogicalChannel.forward(
                        117, new DataType.Encrypted(new DataType.Video(H264), List.of()), H2250Parameters.of(2, RTCP)),
                OpenLogicalChannel.forward(
                                118,
                                new DataType.Encrypted(
                                        new DataType.Video(H264),
                                        List.of(SrtpSuite.AES_CM_128_HMAC_SHA1_80.identifier())),
                                H2250Parameters.of(2, RTCP))
                        .with(SRTP),
                OpenLogicalChannelAck.of(119, 2, RTP, RTCP, List.of()).with(SRTP),
                new OpenLogicalChannelAck(109, Optional.empty(), Optional.empty(), Optional.empty(), List.of()),
                new ChannelMessage.OpenConfirm(110),
                new ChannelMessage.CloseAck(111),
                new ChannelMessage.RequestCloseAck(112),
                new ChannelMessage.RequestCloseReject(113),
                new ChannelMessage.RequestCloseRelease(114),
                new ModeMessage.Request(
                        10,
                        List.of(
                                Arrays.stream(AudioCoding.values())
                                        .map(Mode.Audio::new)
                                        .map(mode -> new ModeMessage.Element(mode, Optional.empty()))
                                        .toList(),
                                List.of(
                                        new ModeMessage.Element(
                                                new Mode.H261(PictureFormat.QCIF, 640), Optional.of(101)),
                                        new ModeMessage.Element(
                                                new Mode.H261(PictureFormat.CIF, 641), Optional.of(102)),
                                        new ModeMessage.Element(new Mode.H264(H264), Optional.of(103))))),
                new ModeMessage.Ack(11, true),
                new ModeMessage.Ack(12, false),
                new ModeMessage.Release(),
                new RoundTripDelayMessage.Request(13),
                new RoundTripDelayMessage.Response(14),
                new MiscellaneousCommand(15, new MiscellaneousCommand.FastUpdatePicture()),
                new MiscellaneousCommand(16, new MiscellaneousCommand.FastUpdateGob(2, 3)),
                new MiscellaneousCommand(17, new MiscellaneousCommand.FastUpdateMb(Optional.of(1), Optional.of(2), 3)),
                new MiscellaneousCommand(
                        18, new MiscellaneousCommand.FastUpdateMb(Optional.empty(), Optional.empty(), 4)),
                new MiscellaneousCommand(19, new MiscellaneousCommand.FreezePicture()),
                new MiscellaneousCommand(20, new MiscellaneousCommand.NewKey(KEY, false, Optional.empty())),
                new MiscellaneousCommand(
                        21,
                        new MiscellaneousCommand.NewKey(
                                KEY, true, Optional.of(MiscellaneousCommand.MediaDirection.MASTER_TO_SLAVE))),
                new MiscellaneousCommand(
                        22,
                        new MiscellaneousCommand.NewKeyWanted(
                                Optional.of(121), Optional.of(MiscellaneousCommand.MediaDirection.SLAVE_TO_MASTER))),
                new MiscellaneousCommand(23, new MiscellaneousCommand.NewKeyWanted(Optional.empty(), Optional.empty())),
                new MiscellaneousCommand(
                        24,
                        new MiscellaneousCommand.NewKeyTaken(
                                122, Optional.of(MiscellaneousCommand.MediaDirection.MASTER_TO_SLAVE))),
                new FlowControlCommand(Optional.of(20), Optional.of(3_840)),
                new FlowControlCommand(Optional.empty(), Optional.empty()),
                OpenLogicalChannel.forward(
                        105,
                        new DataType.Video(VideoCapability.Extended.presentation(List.of(H264))),
                        H2250Parameters.of(32, RTCP)),
                OpenLogicalChannel.forward(
                        106,
                        new DataType.Data(new DataCapability(DataCapability.Framing.HDLC, 640)),
                        H2250Parameters.of(3, RTCP)),
                OpenLogicalChannel.forward(
                        107,
                        new DataType.Data(new DataCapability(DataCapability.Framing.OCTETS, 48)),
                        H2250Parameters.of(3, RTCP).withPayloadType(100, Optional.empty())),
                new PresentationMessage.Request(259, 5_001, 127),
                new PresentationMessage.Response(true, 260, 5_002),
                new PresentationMessage.Response(false, 261, 5_003),
                new PresentationMessage.Release(262, 5_004),
                new PresentationMessage.Owner(263, 5_005),
                new PresentationMessage.FlowReleaseRequest(5_006, 19_200),
                new PresentationMessage.FlowReleaseResponse(true, 5_007),
                new PresentationMessage.FlowReleaseResponse(false, 5_008),
                new UserInputIndication.Alphanumeric("12#"),
                new UserInputIndication.Signal('#', Optional.of(120), true),
                new UserInputIndication.Signal('!', Optional.empty(), false),
                new UserInputIndication.SignalUpdate(250),
                new ControlMessage.SendCapabilities(),
                new ControlMessage.EndSession(),
                new ControlMessage.NotSupported(ControlMessage.NotSupported.Cause.SYNTAX_ERROR, Optional.empty()));
        return Stream.of(
                        ordinary,
                        conference(),
                        Arrays.stream(CapabilityAnswer.Cause.values())
                                .map(cause -> new CapabilityAnswer.Reject(20 + cause.ordinal(), cause)),
                        Arrays.stream(ChannelMessage.RejectCause.values())
                                .map(cause -> new ChannelMessage.OpenReject(200 + cause.ordinal(), cause)),
                        Arrays.stream(ChannelMessage.Reason.values())
                                .flatMap(reason -> Stream.of(
                                        new ChannelMessage.Close(1, ChannelMessage.Source.USER, reason),
                                        new ChannelMessage.Close(2, ChannelMessage.Source.LCSE, reason),
                                        new ChannelMessage.RequestClose(3, reason))),
                        Arrays.stream(ModeMessage.Cause.values())
                                .map(cause -> new ModeMessage.Reject(30 + cause.ordinal(), cause)),
                        Arrays.stream(ControlMessage.NotSupported.Cause.values())
                                .map(cause ->
                                        new ControlMessage.NotSupported(cause, Optional.of(Octets.ofHex("0a0b")))))
                .flatMap(some -> some);
    }

    private static Stream<ControlMessage> conference() {
        TerminalLabel label = new TerminalLabel(1, 192);
        return Stream.concat(
                Stream.of(
                        new ConferenceMessage.ListTerminals(),
                        new ConferenceMessage.MakeMeChair(),
                        new ConferenceMessage.CancelMakeMeChair(),
                        new ConferenceMessage.DropTerminal(label),
                        new ConferenceMessage.RequestTerminalId(label),
                        new ConferenceMessage.RequestAllTerminalIds(),
                        new ConferenceMessage.EnterTerminalId(),
                        new ConferenceMessage.BroadcastMyChannel(65_535),
                        new ConferenceMessage.MakeBroadcaster(label),
                        new ConferenceMessage.SendThisSource(label),
                        new ConferenceMessage.RemoteController("masterActivate"),
                        new ConferenceMessage.TerminalList(List.of(label, TerminalLabel.NONE)),
                        new ConferenceMessage.TerminalIdOfController(label, "Зал № 1"),
                        new ConferenceMessage.TerminalId(TerminalLabel.NONE, "Courtroom"),
                        new ConferenceMessage.AllTerminalIds(1, new TreeMap<>(Map.of(1, "Ә", 192, "Қ"))),
                        new ConferenceMessage.RemoteControllerRejected(),
                        new ConferenceMessage.NumberAssigned(label),
                        new ConferenceMessage.Joined(label),
                        new ConferenceMessage.Left(label)),
                Arrays.stream(ConferenceMessage.Denied.Wish.values()).map(ConferenceMessage.Denied::new));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void readsWhatItWrites(ControlMessage message) {
        Octets octets = message.encode();
        SentMessages.control(octets.toArray());

        assertThat(ControlMessage.decode(octets)).isEqualTo(message);
    }

    /** Those of what is not known hold what came, and are the random values' business. */
    @Test
    void knowsAllMessages() {
        assertThat(messages().<Class<?>>map(ControlMessage::getClass).distinct())
                .containsExactlyInAnyOrderElementsOf(records(ControlMessage.class)
                        .filter(kind -> kind != ControlMessage.Other.class && kind != UserInputIndication.Unknown.class)
                        .toList());
        assertThat(capabilities().stream().<Class<?>>map(Capability::getClass).distinct())
                .containsExactlyInAnyOrderElementsOf(records(Capability.class)
                        .filter(kind -> kind != Capability.Other.class)
                        .toList());
    }

    private static Stream<Class<?>> records(Class<?> kind) {
        return kind.isRecord()
                ? Stream.of(kind)
                : Arrays.stream(kind.getPermittedSubclasses()).flatMap(ControlMessageTest::records);
    }

    static Stream<Captured> captured() {
        return Captured.all().stream();
    }

    @ParameterizedTest
    @MethodSource("captured")
    void takesWhatWasCaptured(Captured captured) {
        ControlMessage message = captured.isControl()
                ? ControlMessage.of(captured.message())
                : OpenLogicalChannel.of(captured.proposal());

        assertThat(message).isNotInstanceOf(ControlMessage.Other.class);
        assertThat(ControlMessage.of(message.toMessage())).isEqualTo(message);
    }

    @Test
    void writesElementsOfFastStartAsEndpointsDo() {
        List<Captured> elements =
                Captured.of("a").stream().filter(one -> !one.isControl()).toList();
        OpenLogicalChannel answer =
                OpenLogicalChannel.ofFastStart(elements.getLast().octets());

        assertThat(OpenLogicalChannel.ofFastStart(answer.toFastStart())).isEqualTo(answer);
        assertThat(answer.forwardNumber()).isEqualTo(101);
    }

    /** Whatever a peer may say comes through the records without an exception, twice the same. */
    @Test
    void takesAnyMessage() {
        RandomValues values = new RandomValues(new Random(245));
        for (int i = 0; i < 3_000; i++) {
            Choice message = (Choice) values.of(H245.MULTIMEDIA_SYSTEM_CONTROL_MESSAGE);
            ControlMessage seen = ControlMessage.of(message);

            assertThat(ControlMessage.decode(seen.encode())).isEqualTo(seen);
        }
    }

    /** Such as T.120, and H.224 by a link that IP does not have. */
    @Test
    void knowsNoOtherDataThanH224() {
        var applications = Tree.choiceIn(DataTypes.DATA_APPLICATION_CAPABILITY, "application");
        for (Choice application : List.of(
                applications.value("t120", DataTypes.DATA_PROTOCOL_CAPABILITY.value("separateLANStack")),
                applications.value("h224", DataTypes.DATA_PROTOCOL_CAPABILITY.value("v120")),
                applications.value(
                        "genericDataCapability",
                        GenericTypes.GENERIC_CAPABILITY
                                .build()
                                .set("capabilityIdentifier", GenericParameters.standard(H239.MESSAGE))
                                .done()))) {
            Sequence data = DataTypes.DATA_APPLICATION_CAPABILITY
                    .build()
                    .set("application", application)
                    .set("maxBitRate", 640)
                    .done();

            assertThat(DataType.of(LogicalChannelTypes.DATA_TYPE.value("data", data)))
                    .isInstanceOf(DataType.Other.class);
            assertThat(Capability.of(CapabilityTypes.CAPABILITY.value("receiveDataApplicationCapability", data)))
                    .isInstanceOf(Capability.Other.class);
        }
    }

    @Test
    void takesAnyNumbersForH264() {
        Random random = new Random(241);
        RandomValues values = new RandomValues(random);
        for (int i = 0; i < 300; i++) {
            Sequence generic = GenericTypes.GENERIC_CAPABILITY
                    .build()
                    .set("capabilityIdentifier", GenericParameters.standard(H264Capability.IDENTIFIER))
                    .set(
                            "collapsing",
                            Stream.of(3, 4, 5, 6, 7, 9, 13, 41, 42)
                                    .map(number -> parameter(number, values.of(GenericTypes.PARAMETER_VALUE)))
                                    .toList())
                    .done();
            Choice capability = VideoTypes.VIDEO_CAPABILITY.value("genericVideoCapability", generic);

            VideoCapability seen = VideoCapability.of(capability);

            assertThat(VideoCapability.of(seen.toChoice())).isEqualTo(seen);
            VideoTypes.VIDEO_CAPABILITY.encode(seen.toChoice());
        }
    }

    private static Sequence parameter(long number, Object value) {
        return GenericTypes.GENERIC_PARAMETER
                .build()
                .set("parameterIdentifier", GenericTypes.PARAMETER_IDENTIFIER.value("standard", number))
                .set("parameterValue", value)
                .done();
    }

    @Test
    void saysHowLargeAPictureMayBe() {
        H264Capability plain = H264Capability.of(38_400, H264Capability.BASELINE, H264Level.L1_3);

        assertThat(plain.maxMacroblocks()).isEqualTo(396);
        assertThat(plain.maxMacroblocksPerSecond()).isEqualTo(11_880);
        assertThat(plain.withCustom(108_000, 3_600).maxMacroblocks()).isEqualTo(3_584);
        assertThat(plain.withCustom(108_000, 3_600).maxMacroblocksPerSecond()).isEqualTo(108_000);
        assertThat(plain.withCustom(1_000, 256).maxMacroblocks()).isEqualTo(396);
        assertThat(H264Level.of(84)).isEqualTo(H264Level.L3_2);
        assertThat(H264Level.of(3)).isEqualTo(H264Level.L1);
    }
}

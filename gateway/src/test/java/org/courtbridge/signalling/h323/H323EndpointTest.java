package org.courtbridge.signalling.h323;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.srtp.SrtpProfile;
import org.courtbridge.court.conference.RememberingConferences;
import org.courtbridge.gateway.store.StoredDevices;
import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.call.CallAction;
import org.courtbridge.h323.call.ReleaseReason;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.h245.AudioCoding;
import org.courtbridge.h323.h245.ChannelMessage;
import org.courtbridge.h323.h245.ControlAction;
import org.courtbridge.h323.h245.ControlMessage;
import org.courtbridge.h323.h245.DataType;
import org.courtbridge.h323.h245.DataTypes;
import org.courtbridge.h323.h245.H2250Parameters;
import org.courtbridge.h323.h245.LogicalChannelTypes;
import org.courtbridge.h323.h245.MiscellaneousCommand;
import org.courtbridge.h323.h245.OpenLogicalChannel;
import org.courtbridge.h323.h245.UserInputIndication;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.media.transport.RtpListener;
import org.courtbridge.media.transport.RtpTransport;
import org.courtbridge.media.transport.UdpRtpTransport;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Encryption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class H323EndpointTest {

    private static final String WITH_PIN = "100**" + RememberingConferences.PIN;

    private static final Octets AGAIN = Octets.ofHex("ffeeddccbbaa99887766554433221100");

    private static final PortRange PORTS = new PortRange(42_000, 42_999);

    private Rig rig;
    private RememberingConferences conferences;
    private StoredDevices devices;
    private H323Endpoint endpoint;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        rig = new Rig(folder, PORTS, Rig.MINUTE);
        conferences = rig.conferences;
        devices = rig.devices;
        endpoint = rig.endpoint;
    }

    @AfterEach
    void close() {
        rig.close();
    }

    /** A device that has registered gets into its seat by the hearing's number alone; a stranger meets the menu. */
    @Test
    void knowsADeviceByItsRegistration() throws Exception {
        String id = devices.add("Зал 1", "room1", "secret-1").id();
        try (TestRegistration registration = TestRegistration.of(endpoint, "room1", "secret-1")) {
            InetSocketAddress address = registration.admitted(TestRoom.CALL, "100");
            assertThat(address.getPort()).isEqualTo(endpoint.port());
            try (TestRoom room = TestRoom.call(address.getPort(), "100", true, false)) {
                room.await(() -> conferences.story().contains("arrived device:" + id));
            }
        }
    }

    @Test
    void letsNoDeviceInThatMustEncryptAndDoesNot() throws Exception {
        String id = devices.add("Зал 1", "room1", "secret-1").id();
        devices.setEncryption(id, Encryption.REQUIRED);
        try (TestRegistration registration = TestRegistration.of(endpoint, "room1", "secret-1")) {
            int port = registration.admitted(TestRoom.CALL, "100").getPort();
            try (TestRoom room = TestRoom.call(port, "100", true, true)) {
                room.awaitSeen(SignallingBody.Release.class);
                assertThat(room.seen(SignallingBody.Release.class)
                                .getFirst()
                                .reason()
                                .reason())
                        .contains("securityDenied");
                assertThat(conferences.story()).isEmpty();
            }
        }
    }

    /** By SRTP, which it says only once it is connected. */
    @Test
    void letsADeviceInThatMustEncryptAndOffersSrtp() throws Exception {
        String id = devices.add("Зал 1", "room1", "secret-1").id();
        devices.setEncryption(id, Encryption.REQUIRED);
        try (TestRegistration registration = TestRegistration.of(endpoint, "room1", "secret-1")) {
            int port = registration.admitted(TestRoom.CALL, "100").getPort();
            try (TestRoom room = TestRoom.callOfferingSrtp(port, "100")) {
                room.await(() -> conferences.story().contains("arrived device:" + id)
                        && conferences.media().sentAudio().isPresent()
                        && conferences.media().receivedAudio().isPresent());
                RtpTransport transport =
                        conferences.media().sentAudio().orElseThrow().transport();
                room.await(() -> transport.protection().isPresent());
                assertThat(transport.protection()).contains(SrtpProfile.AES_CM_128_HMAC_SHA1_80);
            }
        }
    }

    /** A room that was cut off is in its seat again as soon as it dials again: nobody has to let it in. */
    @Test
    void takesARoomBackThatDialsAgain() throws Exception {
        String id = devices.add("Зал 1", "room1", "secret-1").id();
        try (TestRegistration registration = TestRegistration.of(endpoint, "room1", "secret-1")) {
            int port = registration.admitted(TestRoom.CALL, "100").getPort();
            try (TestRoom room = TestRoom.call(port, "100", true, false)) {
                room.await(() -> conferences.story().equals(List.of("arrived device:" + id)));
            }
            conferences.awaitStory("arrived device:" + id, "left SIGNALLING_LOST");

            registration.admittedAgain(AGAIN, "100");
            try (TestRoom room = dialsAgain(port)) {
                room.await(() -> conferences.story().size() == 3);
                assertThat(conferences.story()).endsWith("left SIGNALLING_LOST", "arrived device:" + id);
            }
        }
    }

    /** The first call may still seem to be there: a room without power closes no connection. */
    @Test
    void takesARoomBackWhoseFirstCallIsNotKnownToBeOver() throws Exception {
        String id = devices.add("Зал 1", "room1", "secret-1").id();
        try (TestRegistration registration = TestRegistration.of(endpoint, "room1", "secret-1")) {
            int port = registration.admitted(TestRoom.CALL, "100").getPort();
            try (TestRoom first = TestRoom.call(port, "100", true, false)) {
                first.await(() -> !conferences.story().isEmpty());
                Leg before = conferences.leg();
                registration.admittedAgain(AGAIN, "100");
                try (TestRoom second = dialsAgain(port)) {
                    second.await(() -> conferences.story().size() == 2);
                    assertThat(conferences.story()).containsExactly("arrived device:" + id, "arrived device:" + id);
                    // As a hearing does with the leg that had the seat.
                    before.end(EndReason.REPLACED);
                    conferences.await(() -> conferences.story().contains("left REPLACED"));
                    first.awaitSeen(SignallingBody.Release.class);
                    second.await(() -> flowsBothWays(conferences.media()));
                    assertThat(endpoint.calls()).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void cutsARevokedDeviceOffAtOnce() throws Exception {
        Device device = devices.add("Зал 1", "room1", "secret-1");
        devices.add("Зал 2", "room2", "secret-2");
        devices.listen(endpoint);
        InetSocketAddress elsewhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 17_999);
        try (TestRegistration registration = TestRegistration.of(endpoint, "room1", "secret-1");
                TestRegistration other = TestRegistration.made(endpoint, "room2", "secret-2", elsewhere)) {
            int port = registration.admitted(TestRoom.CALL, "100").getPort();
            try (TestRoom room = TestRoom.call(port, "100", true, false)) {
                room.await(() -> conferences.story().equals(List.of("arrived device:" + device.id())));
                assertThat(endpoint.isRegistered(device)).isTrue();

                devices.revoke(device.id());

                room.awaitSeen(SignallingBody.Release.class);
                conferences.awaitStory("arrived device:" + device.id(), "left REFUSED");
                conferences.await(() -> !endpoint.isRegistered(device));
                assertThat(registration.dismissal()).isEqualTo("securityDenial");
                assertThat(endpoint.isRegistered(devices.byUsername("room2").orElseThrow()))
                        .isTrue();
            }
        }
        try (TestRegistration again = TestRegistration.of(endpoint, "room1", "secret-1")) {
            assertThat(again.refusal()).isEqualTo("securityDenial");
        }
    }

    @Test
    void aDeviceWithAnotherPasswordRegistersAnewAndStaysInItsHearing() throws Exception {
        Device device = devices.add("Зал 1", "room1", "secret-1");
        devices.listen(endpoint);
        try (TestRegistration registration = TestRegistration.of(endpoint, "room1", "secret-1")) {
            int port = registration.admitted(TestRoom.CALL, "100").getPort();
            try (TestRoom room = TestRoom.call(port, "100", true, false)) {
                room.await(() -> !conferences.story().isEmpty());
                devices.changePassword(device.id(), "secret-2");
                conferences.await(() -> !endpoint.isRegistered(device));
                assertThat(endpoint.calls()).isEqualTo(1);
                assertThat(conferences.story()).containsExactly("arrived device:" + device.id());
            }
        }
        try (TestRegistration before = TestRegistration.of(endpoint, "room1", "secret-1")) {
            assertThat(before.refusal()).isEqualTo("securityDenial");
        }
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 17_999);
        try (TestRegistration after = TestRegistration.made(endpoint, "room1", "secret-2", address)) {
            assertThat(endpoint.isRegistered(device)).isTrue();
        }
    }

    /** By H.235.1, as rooms prove their passwords. */
    @Test
    void takesTheFormerPasswordUntilTheOverlapEnds() throws Exception {
        Device device = devices.add("Зал 1", "room1", "secret-1");
        devices.listen(endpoint);
        try (TestRegistration before = TestRegistration.of(endpoint, "room1", "secret-1")) {
            before.register();
            devices.rotate(Map.of(device.id(), "secret-2"), rig.now().plus(Duration.ofHours(1)));
            assertThat(endpoint.isRegistered(device)).isTrue();
            assertThat(before.admittedAgain(TestRoom.CALL, "100").getPort()).isEqualTo(endpoint.port());
        }
        for (String password : List.of("secret-1", "secret-2")) {
            try (TestRegistration within = TestRegistration.of(endpoint, "room1", password)) {
                assertThat(within.admitted(AGAIN, "100").getPort()).isEqualTo(endpoint.port());
            }
            assertThat(devices.pending()).as(password).hasSize(password.equals("secret-1") ? 1 : 0);
        }

        rig.pass(Duration.ofHours(1));

        try (TestRegistration late = TestRegistration.of(rig::now, endpoint, "room1", "secret-1")) {
            assertThat(late.refusal()).isEqualTo("securityDenial");
        }
        try (TestRegistration after = TestRegistration.of(rig::now, endpoint, "room1", "secret-2")) {
            after.register();
            assertThat(endpoint.isRegistered(device)).isTrue();
        }
    }

    private static TestRoom dialsAgain(int port) throws IOException {
        return TestRoom.call(AGAIN, InetAddress.getLoopbackAddress(), port, "100", true, false);
    }

    /** Whoever has overheard the identifier of a call is not the device that may make it. */
    @Test
    void knowsADeviceOnlyWhereItRegistered() throws Exception {
        devices.add("Зал 1", "room1", "secret-1");
        try (TestRegistration registration = TestRegistration.of(endpoint, "room1", "secret-1")) {
            registration.admitted(TestRoom.CALL, "100");
            InetAddress elsewhere = InetAddress.ofLiteral("127.0.0.2");
            try (TestRoom room = TestRoom.call(elsewhere, endpoint.port(), "100", true, false)) {
                room.awaitSeen(CallAction.Connected.class);
                assertThat(conferences.story()).isEmpty();
            }
        }
    }

    @Test
    void registersNobodyWithAWrongPassword() throws Exception {
        devices.add("Зал 1", "room1", "secret-1");
        try (TestRegistration registration = TestRegistration.of(endpoint, "room1", "secret-2")) {
            assertThat(registration.refusal()).isEqualTo("securityDenial");
        }
        try (TestRoom room = TestRoom.call(endpoint.port(), "100", true, false)) {
            room.awaitSeen(CallAction.Connected.class);
            assertThat(conferences.story()).isEmpty();
        }
    }

    @Test
    void remembersAWrongPasswordUntilTheRightOneComes() throws Exception {
        Device device = devices.add("Зал 1", "Room1", "secret-1");
        Device other = devices.add("Зал 2", "room2", "secret-2");
        assertThat(endpoint.hasWrongPassword(device)).isFalse();
        try (TestRegistration wrong = TestRegistration.of(endpoint, "room1", "secret-2")) {
            assertThat(wrong.refusal()).isEqualTo("securityDenial");
        }
        assertThat(endpoint.hasWrongPassword(device)).isTrue();
        assertThat(endpoint.hasWrongPassword(other)).isFalse();
        try (TestRegistration right = TestRegistration.of(endpoint, "room1", "secret-1")) {
            right.register();
        }
        assertThat(endpoint.hasWrongPassword(device)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void opensChannelsBothWays(boolean tunnelling, boolean fastStart) throws Exception {
        try (TestRoom room = TestRoom.call(endpoint.port(), WITH_PIN, tunnelling, fastStart)) {
            room.await(() -> flowsBothWays(conferences.media()));
            room.awaitSeen(CallAction.Connected.class);
            room.awaitSeen(CallAction.ControlOpen.class);

            LegMedia media = conferences.media();
            assertThat(media.sentAudio().orElseThrow().format().codec()).isEqualTo(AudioCodec.G722);
            assertThat(media.receivedAudio().orElseThrow().formats()).containsKey(9);
            assertThat(media.receivedAudio().orElseThrow().telephoneEvents()).containsKey(101);
            assertThat(media.sentVideos().getFirst().formats().getFirst())
                    .isInstanceOfSatisfying(H264Format.class, format -> {
                        assertThat(format.levelIdc()).isEqualTo(31);
                        assertThat(format.packetizationMode()).isEqualTo(1);
                        assertThat(format.maxBr()).as("what level 3.1 decodes").isEqualTo(14_000_000);
                    });
            assertThat(media.sentVideos().getFirst().bitrate()).isEqualTo(2_000_000);
            assertThat(room.seen(CallAction.ControlOpen.class)).containsExactly(new CallAction.ControlOpen(tunnelling));
            assertThat(room.seen(CallAction.FastStarted.class)).hasSize(fastStart ? 1 : 0);
            room.hangUp();
            conferences.await(() -> conferences.story().contains("left LEFT"));
        }
    }

    /** As OPAL, which opens channels for both laws of G.711 and closes neither. */
    @Test
    void hearsARoomInWhateverCodingItHasAChannelFor() throws Exception {
        try (TestRoom room = TestRoom.call(endpoint.port(), WITH_PIN, true, false)) {
            room.await(() -> flowsBothWays(conferences.media()));
            int alaw = room.opensSound(AudioCoding.G711_ALAW_64K);
            int ulaw = room.opensSound(AudioCoding.G711_ULAW_64K);
            conferences.await(() -> heard().equals(Set.of(0, 8, 9)));
            room.closes(ulaw);
            conferences.await(() -> heard().equals(Set.of(8, 9)));
            room.closes(alaw);
            conferences.await(() -> heard().equals(Set.of(9)));
            room.hangUp();
        }
    }

    /** As OPAL, which closes a channel of one law, opens one of the other, and leaves its packets' payload type as it was. */
    @Test
    void hearsARoomWhosePacketsHaveThePayloadTypeOfTheChannelBefore() throws Exception {
        try (TestRoom room = TestRoom.call(endpoint.port(), WITH_PIN, true, false);
                DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            closesItsSound(room);
            room.closes(room.opensSound(AudioCoding.G711_ALAW_64K));
            room.opensSound(AudioCoding.G711_ULAW_64K);
            conferences.await(() -> heard().equals(Set.of(0)));
            BlockingQueue<Integer> heard = listen();
            for (int number = 65_530; number < 65_542; number++) {
                sendSound(socket, 8, number);
            }
            assertThat(List.of(next(heard, 9), next(heard, 3)))
                    .containsExactly(Collections.nCopies(9, 8), Collections.nCopies(3, 0));
            room.hangUp();
        }
    }

    /** As OPAL where a channel in the clear comes after an encrypted one. */
    @Test
    void hearsSoundByThePayloadTypeThatTheRoomNamesForItsChannel() throws Exception {
        try (TestRoom room = TestRoom.call(endpoint.port(), WITH_PIN, true, false);
                DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            closesItsSound(room);
            room.opensSound(AudioCoding.G711_ULAW_64K, 125);
            conferences.await(() -> heard().equals(Set.of(0)));
            BlockingQueue<Integer> heard = listen();
            sendSound(socket, 125, 1);
            assertThat(next(heard, 1)).containsExactly(0);
            room.hangUp();
        }
    }

    private void closesItsSound(TestRoom room) throws Exception {
        room.await(() -> flowsBothWays(conferences.media()));
        room.closes(room.seen(ControlAction.Opened.class).getFirst().channel());
        conferences.await(() -> heard().isEmpty());
    }

    /** @return payload types of what comes */
    private BlockingQueue<Integer> listen() throws Exception {
        BlockingQueue<Integer> types = new LinkedBlockingQueue<>();
        RtpTransport transport =
                conferences.media().receivedAudio().orElseThrow().transport();
        transport
                .loop()
                .submit(() -> transport.listener(new RtpListener() {
                    @Override
                    public void rtp(RtpPacket packet, long arrival) {
                        types.add(packet.payloadType());
                    }

                    @Override
                    public void rtcp(byte[] compound, int offset, int length, long arrival) {}

                    @Override
                    public void lost(String reason) {}
                }))
                .get();
        return types;
    }

    private void sendSound(DatagramSocket socket, int payloadType, int number) throws IOException {
        byte[] bytes = new byte[RtpPacket.FIXED_HEADER + 160];
        bytes[0] = (byte) 0x80;
        RtpPacket packet = new RtpPacket().wrap(bytes, 0, bytes.length);
        packet.payloadType(payloadType);
        packet.sequenceNumber(number & 0xFFFF);
        UdpRtpTransport transport = (UdpRtpTransport)
                conferences.media().receivedAudio().orElseThrow().transport();
        socket.send(new DatagramPacket(bytes, bytes.length, socket.getLocalAddress(), transport.rtpPort()));
    }

    private static List<Integer> next(BlockingQueue<Integer> types, int count) throws InterruptedException {
        List<Integer> next = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            next.add(types.poll(60, TimeUnit.SECONDS));
        }
        return next;
    }

    /** Payload types. */
    private Set<Integer> heard() {
        return conferences
                .media()
                .receivedAudio()
                .map(sound -> sound.formats().keySet())
                .orElse(Set.of());
    }

    private static boolean flowsBothWays(LegMedia media) {
        return media.receivedAudio().isPresent()
                && media.sentAudio().isPresent()
                && media.receivedVideo().isPresent()
                && !media.sentVideos().isEmpty();
    }

    @Test
    void handsOnKeysAndWishesForKeyframes() throws Exception {
        try (TestRoom room = TestRoom.call(endpoint.port(), WITH_PIN, true, false)) {
            room.await(() -> flowsBothWays(conferences.media()));
            room.press(new UserInputIndication.Alphanumeric("1#"));
            room.press(new UserInputIndication.Signal('5', Optional.of(100), false));
            room.press(new UserInputIndication.Signal('6', Optional.of(100), true));
            int pictures = room.seen(OpenLogicalChannel.class).getLast().forwardNumber();
            room.wantsKeyframe(pictures);
            room.await(() -> conferences.story().contains("keyframe"));
            assertThat(conferences.story())
                    .containsSubsequence("digit 1", "digit #", "digit 5", "keyframe")
                    .doesNotContain("digit 6");

            conferences.leg().requestKeyframe();
            room.awaitSeen(MiscellaneousCommand.class);
            assertThat(room.seen(MiscellaneousCommand.class).getFirst().type())
                    .isEqualTo(new MiscellaneousCommand.FastUpdatePicture());
        }
    }

    /** T.120 wants both directions, T.140 one. */
    @ParameterizedTest
    @CsvSource({"t120, true", "t140, false"})
    void refusesDataThatItDoesNotHaveAndGoesOn(String application, boolean bothWays) throws Exception {
        ChoiceType applications = (ChoiceType) DataTypes.DATA_APPLICATION_CAPABILITY.components().stream()
                .filter(component -> component.name().equals("application"))
                .findFirst()
                .orElseThrow()
                .type();
        DataType data = DataType.of(LogicalChannelTypes.DATA_TYPE.value(
                "data",
                DataTypes.DATA_APPLICATION_CAPABILITY
                        .build()
                        .set(
                                "application",
                                applications.value(
                                        application, DataTypes.DATA_PROTOCOL_CAPABILITY.value("separateLANStack")))
                        .set("maxBitRate", 640)
                        .done()));
        Optional<H2250Parameters> parameters = Optional.of(H2250Parameters.of(3, TestRoom.SOUND.mediaControl()));
        try (TestRoom room = TestRoom.call(endpoint.port(), WITH_PIN, true, false)) {
            room.await(() -> flowsBothWays(conferences.media()));
            room.saysControl(new OpenLogicalChannel(
                            900,
                            data,
                            parameters,
                            bothWays ? Optional.of(new OpenLogicalChannel.Reverse(data, parameters)) : Optional.empty(),
                            Optional.empty(),
                            List.of())
                    .encode());
            room.awaitSeen(ChannelMessage.OpenReject.class);

            assertThat(room.seen(ChannelMessage.OpenReject.class))
                    .containsExactly(
                            new ChannelMessage.OpenReject(900, ChannelMessage.RejectCause.DATA_TYPE_NOT_SUPPORTED));
            room.press(new UserInputIndication.Alphanumeric("1"));
            conferences.await(() -> conferences.story().contains("digit 1"));
            assertThat(flowsBothWays(conferences.media())).isTrue();
        }
    }

    @Test
    void endsACallThatTheHearingWantsToEnd() throws Exception {
        try (TestRoom room = TestRoom.call(endpoint.port(), WITH_PIN, true, false)) {
            room.await(() -> flowsBothWays(conferences.media()));
            conferences.leg().end(EndReason.REMOVED);
            room.awaitSeen(SignallingBody.Release.class);

            assertThat(room.seen(ControlMessage.EndSession.class)).isNotEmpty();
            assertThat(room.seen(SignallingBody.Release.class).getFirst().reason())
                    .isEqualTo(ReleaseReason.NORMAL);
            conferences.await(() -> conferences.story().contains("left REMOVED"));
        }
    }

    @Test
    void noticesThatTheConnectionIsGone() throws Exception {
        try (TestRoom room = TestRoom.call(endpoint.port(), WITH_PIN, true, false)) {
            room.await(() -> flowsBothWays(conferences.media()));
        }
        conferences.await(() -> conferences.story().contains("left SIGNALLING_LOST"));
    }

    @ParameterizedTest
    @CsvSource({"100**1, 21", "nobody, 1"})
    void refuses(String dialled, int cause) throws Exception {
        try (TestRoom room = TestRoom.call(endpoint.port(), dialled, true, false)) {
            room.awaitSeen(SignallingBody.Release.class);

            assertThat(room.seen(SignallingBody.Release.class)
                            .getFirst()
                            .reason()
                            .cause())
                    .contains(cause);
        }
        assertThat(conferences.story()).isEmpty();
    }

    @Test
    void showsTheMenuToWhoDialsTheAddressAlone() throws Exception {
        try (TestRoom room = TestRoom.call(endpoint.port(), "", true, false)) {
            room.awaitSeen(CallAction.Connected.class);
            assertThat(room.seen(CallAction.Connected.class).getFirst().display())
                    .contains("Courtroom");
        }
    }

    @Test
    void takesACallAmongOctetsThatAreNone() throws Exception {
        try (TestRoom room = TestRoom.call(endpoint.port(), WITH_PIN, true, false);
                Socket noTpkt = new Socket(InetAddress.getLoopbackAddress(), endpoint.port());
                Socket noMessage = new Socket(InetAddress.getLoopbackAddress(), endpoint.port())) {
            noTpkt.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            noMessage.getOutputStream().write(SentMessages.NO_MESSAGE.toArray());
            assertThat(noTpkt.getInputStream().read()).isEqualTo(-1);

            room.await(() -> flowsBothWays(conferences.media()));
            room.await(() -> endpoint.malformed() == 2);
        }
    }

    @Test
    void endsItsCallsWhenItCloses() throws Exception {
        try (TestRoom room = TestRoom.call(endpoint.port(), WITH_PIN, true, false)) {
            room.await(() -> flowsBothWays(conferences.media()));
            endpoint.close();
            room.awaitSeen(SignallingBody.Release.class);
            assertThat(conferences.story()).contains("left SHUTDOWN");
        }
    }

    /** Sound and picture take a pair of ports each. */
    @Test
    void refusesACallForWhoseMediaThereAreNoPorts(@TempDir Path folder) throws Exception {
        try (Rig narrow = new Rig(folder, new PortRange(19_100, 19_101), Rig.MINUTE);
                TestRoom room = TestRoom.call(narrow.endpoint.port(), WITH_PIN, true, true)) {
            room.awaitSeen(SignallingBody.Release.class);
            assertThat(room.seen(SignallingBody.Release.class).getFirst().reason())
                    .isEqualTo(ReleaseReason.NO_RESOURCES);
            assertThat(narrow.conferences.story()).isEmpty();
        }
    }
}

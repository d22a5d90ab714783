package org.courtbridge.signalling.h323;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.h2356.MediaAlgorithm;
import org.courtbridge.codecs.h2356.PayloadEncryptor;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.payload.H264Profile;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.srtp.SrtpKey;
import org.courtbridge.codecs.srtp.SrtpProfile;
import org.courtbridge.codecs.srtp.SrtpReceiver;
import org.courtbridge.codecs.srtp.SrtpSender;
import org.courtbridge.h323.call.CallAction;
import org.courtbridge.h323.call.ReleaseReason;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.h235.EncryptionAlgorithm;
import org.courtbridge.h323.h235.SrtpSuite;
import org.courtbridge.h323.h245.Capability;
import org.courtbridge.h323.h245.ChannelKey;
import org.courtbridge.h323.h245.ChannelMessage;
import org.courtbridge.h323.h245.ControlAction;
import org.courtbridge.h323.h245.DataType;
import org.courtbridge.h323.h245.H264Capability;
import org.courtbridge.h323.h245.H264Level;
import org.courtbridge.h323.h245.TerminalCapabilitySet;
import org.courtbridge.h323.h245.VideoCapability;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.media.transport.RtpListener;
import org.courtbridge.media.transport.RtpTransport;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.signalling.h323.call.RoomEncryption;
import org.courtbridge.signalling.rooms.CallFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SetupClientTest {

    private static final PortRange PORTS = new PortRange(43_000, 43_099);

    @TempDir
    private Path folder;

    private Rig rig;
    private Device device;

    @BeforeEach
    void open() throws IOException {
        open(Rig.MINUTE);
    }

    private void open(Duration answer) throws IOException {
        rig = new Rig(folder, PORTS, answer);
        device = rig.devices.byUsername("room1").orElseGet(() -> rig.devices.add("Зал 1", "room1", "secret-1"));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private TestRegistration registered(InetSocketAddress address) throws IOException {
        return TestRegistration.made(rig.endpoint, "room1", "secret-1", address);
    }

    private CompletableFuture<LegId> call() {
        return rig.endpoint.call(device, rig.into("h100")).toCompletableFuture();
    }

    private void has(Encryption encryption) {
        rig.devices.setEncryption(device.id(), encryption);
        device = rig.devices.byUsername("room1").orElseThrow();
    }

    /** The failure as the clerk reads it. */
    private static void assertFails(CompletableFuture<LegId> call, EndReason reason, int status, String words) {
        assertThatThrownBy(() -> call.get(60, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(CallFailedException.class, failure -> {
                    assertThat(failure).hasMessage(words);
                    assertThat(failure.reason()).isEqualTo(reason);
                    assertThat(failure.status()).isEqualTo(status);
                });
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void callsARoomIntoItsSeat(boolean tunnelling, boolean fastStart) throws Exception {
        if (fastStart) {
            has(Encryption.OFF);
        }
        try (TestRoom room = TestRoom.waiting(tunnelling, fastStart);
                TestRegistration _ = registered(room.address())) {
            CompletableFuture<LegId> leg = call();
            room.awaitSeen(SignallingBody.Setup.class);
            room.rings();
            assertThat(rig.conferences.story()).isEmpty();
            room.picksUp();
            room.await(leg::isDone);
            assertThat(leg.get()).isEqualTo(rig.conferences.leg().id());
            room.await(() -> flowsBothWays(rig.conferences.media()));

            assertThat(rig.conferences.story()).contains("arrived device:" + device.id());
            room.await(() -> !room.seen(CallAction.ControlOpen.class).isEmpty());
            assertThat(room.seen(CallAction.ControlOpen.class)).containsExactly(new CallAction.ControlOpen(tunnelling));
            LegMedia media = rig.conferences.media();
            assertThat(media.sentAudio().orElseThrow().format().codec()).isEqualTo(AudioCodec.G722);
            assertThat(media.receivedAudio().orElseThrow().formats()).containsKey(9);
            room.hangUp();
            rig.conferences.await(() -> rig.conferences.story().contains("left LEFT"));
        }
    }

    /**
     * Whatever it has of H.264, and in whatever order, it is sent what all others are sent, in a channel of what it has.
     *
     * @param entries profiles of each entry of its capabilities
     */
    @ParameterizedTest
    @CsvSource({"8, 8", "32, 32", "40, 32", "72, 64", "8 64, 64", "64 8, 64"})
    void sendsConstrainedBaselineToARoomOfAnyProfile(String entries, int opened) throws Exception {
        has(Encryption.OFF);
        try (TestRoom room = TestRoom.waiting(true, false);
                TestRegistration _ = registered(room.address())) {
            room.takesPictures(Stream.of(entries.split(" "))
                    .map(profiles -> H264Capability.of(20_000, Integer.parseInt(profiles), H264Level.L3_1))
                    .toArray(VideoCapability[]::new));
            CompletableFuture<LegId> leg = call();
            room.awaitSeen(SignallingBody.Setup.class);
            room.picksUp();
            room.await(leg::isDone);
            room.await(() -> !rig.conferences.media().sentVideos().isEmpty());

            assertThat(room.seen(ControlAction.OpenRequested.class))
                    .extracting(request -> request.channel().forward())
                    .contains(new DataType.Video(H264Capability.of(20_000, opened, H264Level.L3_1)));
            assertThat(rig.conferences.media().sentVideos().getFirst().formats())
                    .singleElement()
                    .isInstanceOfSatisfying(H264Format.class, format -> {
                        assertThat(format.profile()).isEqualTo(H264Profile.CONSTRAINED_BASELINE);
                        assertThat(format.levelIdc()).isEqualTo(31);
                    });
        }
    }

    private static boolean flowsBothWays(LegMedia media) {
        return media.receivedAudio().isPresent()
                && media.sentAudio().isPresent()
                && media.receivedVideo().isPresent()
                && !media.sentVideos().isEmpty();
    }

    @Test
    void connectsNobodyWhoDoesNotEncryptWhereTheDeviceMust() throws Exception {
        has(Encryption.REQUIRED);
        try (TestRoom room = TestRoom.waiting(true, true);
                TestRegistration _ = registered(room.address())) {
            CompletableFuture<LegId> leg = call();
            room.awaitSeen(SignallingBody.Setup.class);
            SignallingBody.Setup setup = room.seen(SignallingBody.Setup.class).getFirst();
            assertThat(setup.early().fastStart()).isEmpty();
            assertThat(setup.admitted().details().tokens()).hasSize(5);
            room.picksUp();
            room.awaitSeen(SignallingBody.Release.class);
            assertThat(room.seen(SignallingBody.Release.class)
                            .getFirst()
                            .reason()
                            .reason())
                    .contains("securityDenied");
            assertFails(leg, EndReason.NOT_ACCEPTABLE, 200, "the room does not encrypt");
            assertThat(rig.conferences.story()).isEmpty();
        }
    }

    /** Whatever key the room has, what it sends is understood; it asks for others in the middle of the call. */
    @Test
    void decryptsWhatARoomSendsUnderOneKeyAndTheNext() throws Exception {
        has(Encryption.REQUIRED);
        try (TestRoom room = TestRoom.encrypting();
                TestRegistration _ = registered(room.address());
                DatagramSocket socket = new DatagramSocket(TestRoom.SOUND.media())) {
            CompletableFuture<LegId> leg = call();
            room.awaitSeen(SignallingBody.Setup.class);
            room.picksUp();
            room.await(leg::isDone);
            room.await(() -> room.soundKey().isPresent()
                    && rig.conferences.media().receivedAudio().isPresent());
            RtpTransport transport =
                    rig.conferences.media().receivedAudio().orElseThrow().transport();
            BlockingQueue<String> heard = new LinkedBlockingQueue<>();
            transport
                    .loop()
                    .submit(() -> transport.listener(new SoundEar(heard)))
                    .get();
            room.await(() -> transport.protection().isPresent());
            ChannelKey first = room.soundKey().orElseThrow();
            assertThat(first.algorithm()).isEqualTo(EncryptionAlgorithm.AES_128_CBC);
            socket.send(sound(first, room, "first"));
            assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("9 first");

            room.wantsOtherKeys();
            room.await(() -> !room.soundKey().orElseThrow().equals(first));
            socket.send(sound(room.soundKey().orElseThrow(), room, "second"));
            assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("9 second");
            assertThat(transport.protection()).contains(MediaAlgorithm.AES_128_CBC);
        }
    }

    /** H.235.8: what each side sends is under a key of its own, and nothing else is taken. */
    @ParameterizedTest
    @EnumSource(names = {"REQUIRED", "PREFERRED"})
    void carriesSoundBySrtpWithARoomThatOffersIt(Encryption policy) throws Exception {
        has(policy);
        try (TestRoom room = TestRoom.offeringSrtp();
                TestRegistration _ = registered(room.address());
                DatagramSocket socket = new DatagramSocket(TestRoom.SOUND.media())) {
            socket.setSoTimeout(60_000);
            CompletableFuture<LegId> leg = call();
            room.awaitSeen(SignallingBody.Setup.class);
            room.picksUp();
            room.await(leg::isDone);
            room.await(() -> room.soundPackets().isPresent()
                    && room.heardPackets().isPresent()
                    && rig.conferences.media().receivedAudio().isPresent()
                    && rig.conferences.media().sentAudio().isPresent());
            LegMedia.SentAudio sent = rig.conferences.media().sentAudio().orElseThrow();
            RtpTransport transport = sent.transport();
            BlockingQueue<String> heard = new LinkedBlockingQueue<>();
            transport
                    .loop()
                    .submit(() -> transport.listener(new SoundEar(heard)))
                    .get();
            room.await(() -> transport.protection().isPresent());
            SrtpKey theirs =
                    RoomEncryption.keys(room.soundPackets().orElseThrow()).getFirst();
            SrtpKey ours =
                    RoomEncryption.keys(room.heardPackets().orElseThrow()).getFirst();
            assertThat(theirs).isNotEqualTo(ours);
            assertThat(transport.protection()).contains(SrtpProfile.AES_CM_128_HMAC_SHA1_80);

            try (SrtpSender sender = SrtpSender.forKey(theirs);
                    SrtpSender stranger = SrtpSender.forKey(SrtpKey.random(theirs.profile()))) {
                socket.send(sound(stranger, room, "by a stranger"));
                socket.send(clearSound(room, "in the clear"));
                socket.send(sound(sender, room, "first"));
                assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("9 first");
                assertThat(transport.stats().dropped()).isEqualTo(2);
            }

            transport.loop().submit(() -> transport.send(plainSound("back"))).get();
            byte[] wire = new byte[200];
            DatagramPacket received = new DatagramPacket(wire, wire.length);
            socket.receive(received);
            try (SrtpReceiver stranger = SrtpReceiver.forKey(theirs);
                    SrtpReceiver receiver = SrtpReceiver.forKey(ours)) {
                RtpPacket packet = new RtpPacket().wrap(wire, 0, received.getLength());
                assertThat(new String(wire, StandardCharsets.ISO_8859_1)).doesNotContain("back");
                assertThat(stranger.unprotect(packet)).isFalse();
                assertThat(receiver.unprotect(packet)).isTrue();
                assertThat(new String(
                                packet.getBuffer(),
                                packet.payloadAt(),
                                packet.payloadLength(),
                                StandardCharsets.US_ASCII))
                        .isEqualTo("back");
            }
            assertThat(room.seen(TerminalCapabilitySet.class).getLast().table())
                    .extracting(entry -> entry.capability().orElseThrow())
                    .contains(new Capability.Security(1, SrtpSuite.identifiers()));
        }
    }

    /** Its channel is refused; what goes the other way does. */
    @Test
    void refusesAChannelBySrtpWhoseKeyCannotBeRead() throws Exception {
        has(Encryption.REQUIRED);
        try (TestRoom room = TestRoom.offeringSrtp();
                TestRegistration _ = registered(room.address())) {
            room.spoilsItsKeys();
            CompletableFuture<LegId> leg = call();
            room.awaitSeen(SignallingBody.Setup.class);
            room.picksUp();
            room.await(leg::isDone);
            room.awaitSeen(ControlAction.OpenFailed.class);
            assertThat(room.seen(ControlAction.OpenFailed.class))
                    .extracting(ControlAction.OpenFailed::cause)
                    .containsExactly(ChannelMessage.RejectCause.SECURITY_DENIED);
            room.await(() -> rig.conferences.media().sentAudio().isPresent());
            assertThat(rig.conferences.media().receivedAudio()).isEmpty();
            RtpTransport transport =
                    rig.conferences.media().sentAudio().orElseThrow().transport();
            room.await(() -> transport.protection().isPresent());
            assertThat(transport.protection()).contains(SrtpProfile.AES_CM_128_HMAC_SHA1_80);
            assertThat(rig.conferences.story()).noneMatch(event -> event.startsWith("left"));
        }
    }

    private record SoundEar(BlockingQueue<String> heard) implements RtpListener {

        @Override
        public void rtp(RtpPacket packet, long arrival) {
            heard.add(packet.payloadType()
                    + " "
                    + new String(
                            packet.getBuffer(), packet.payloadAt(), packet.payloadLength(), StandardCharsets.US_ASCII));
        }

        @Override
        public void rtcp(byte[] compound, int offset, int length, long arrival) {}

        @Override
        public void lost(String reason) {
            heard.add("lost " + reason);
        }
    }

    private static DatagramPacket sound(ChannelKey key, TestRoom room, String said) {
        RtpPacket packet = plainSound(said);
        new PayloadEncryptor(RoomEncryption.key(key)).encrypt(packet);
        return datagram(packet, room);
    }

    private static DatagramPacket sound(SrtpSender sender, TestRoom room, String said) {
        RtpPacket packet = plainSound(said);
        packet.payloadType(9);
        assertThat(sender.protect(packet)).isTrue();
        return datagram(packet, room);
    }

    private static DatagramPacket clearSound(TestRoom room, String said) {
        RtpPacket packet = plainSound(said);
        packet.payloadType(9);
        return datagram(packet, room);
    }

    private static DatagramPacket datagram(RtpPacket packet, TestRoom room) {
        return new DatagramPacket(
                packet.getBuffer(), packet.getLength(), room.soundTo().orElseThrow());
    }

    private static RtpPacket plainSound(String said) {
        byte[] payload = said.getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = new byte[RtpPacket.FIXED_HEADER + payload.length + PayloadEncryptor.OVERHEAD];
        bytes[0] = (byte) 0x80;
        System.arraycopy(payload, 0, bytes, RtpPacket.FIXED_HEADER, payload.length);
        RtpPacket packet = new RtpPacket().wrap(bytes, 0, RtpPacket.FIXED_HEADER + payload.length);
        packet.sequenceNumber(payload.length);
        return packet;
    }

    @Test
    void connectsInTheClearWhoeverDoesNotEncryptWhereTheDeviceNeedNot() throws Exception {
        has(Encryption.PREFERRED);
        try (TestRoom room = TestRoom.waiting(true, true);
                TestRegistration _ = registered(room.address())) {
            CompletableFuture<LegId> leg = call();
            room.awaitSeen(SignallingBody.Setup.class);
            room.picksUp();
            room.await(leg::isDone);
            room.await(() -> rig.conferences.media().sentAudio().isPresent());
            assertThat(rig.conferences
                            .media()
                            .sentAudio()
                            .orElseThrow()
                            .transport()
                            .protection())
                    .isEmpty();
        }
    }

    /** @param cause of the release of a room that could not read the Setup; 0 if it closes the connection */
    @ParameterizedTest
    @ValueSource(ints = {0, 16, 31, 41, 100, 111, 127})
    void callsAgainWithoutAnOfferOfEncryptionARoomThatCannotReadIt(int cause) throws Exception {
        has(Encryption.PREFERRED);
        try (OldRoom room = new OldRoom(release(cause));
                TestRegistration _ = registered(room.address())) {
            assertFails(call(), EndReason.REFUSED, 486, "the room answered 486");
            assertThat(room.setups())
                    .extracting(setup -> setup.admitted().details().tokens().isEmpty())
                    .containsExactly(false, true);
            assertThat(room.setups().getLast().early().fastStart()).isNotEmpty();
        }
    }

    @Test
    void offersEncryptionToEveryRoomWhereTheDeviceMust() throws Exception {
        has(Encryption.REQUIRED);
        try (OldRoom room = new OldRoom(release(100));
                TestRegistration _ = registered(room.address())) {
            assertFails(call(), EndReason.REFUSED, 500, "the room answered 500");
            assertThat(room.setups()).hasSize(1);
        }
    }

    /** A room that says why it does not want the call has read of it what matters. */
    @ParameterizedTest
    @ValueSource(ints = {1, 17, 21})
    void callsNoRoomAgainThatDoesNotWantTheCall(int cause) throws Exception {
        has(Encryption.PREFERRED);
        try (OldRoom room = new OldRoom(release(cause));
                TestRegistration _ = registered(room.address())) {
            CompletableFuture<LegId> leg = call();
            assertThatThrownBy(() -> leg.get(60, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
            assertThat(room.setups()).hasSize(1);
        }
    }

    private static Optional<ReleaseReason> release(int cause) {
        return cause == 0 ? Optional.empty() : Optional.of(ReleaseReason.ofCause(cause));
    }

    @Test
    void hangsUpWhenTheHearingWantsIt() throws Exception {
        try (TestRoom room = TestRoom.waiting(true, true);
                TestRegistration _ = registered(room.address())) {
            CompletableFuture<LegId> leg = call();
            room.awaitSeen(SignallingBody.Setup.class);
            room.picksUp();
            room.await(leg::isDone);
            rig.conferences.leg().end(EndReason.REMOVED);
            room.awaitSeen(SignallingBody.Release.class);
            rig.conferences.await(() -> rig.conferences.story().contains("left REMOVED"));
        }
    }

    @Test
    void callsNobodyWhoHasNotRegistered() {
        assertThat(rig.endpoint.isRegistered(device)).isFalse();
        assertFails(call(), EndReason.SIGNALLING_LOST, 0, "the room is not registered");
    }

    @ParameterizedTest
    @CsvSource({"17, REFUSED, 486", "21, REFUSED, 403", "19, SIGNALLING_LOST, 480", "65, NOT_ACCEPTABLE, 488"})
    void saysWhyARoomRefuses(int cause, EndReason reason, int status) throws Exception {
        try (TestRoom room = TestRoom.waiting(true, true);
                TestRegistration _ = registered(room.address())) {
            CompletableFuture<LegId> leg = call();
            room.awaitSeen(SignallingBody.Setup.class);
            room.refuses(ReleaseReason.ofCause(cause));
            assertFails(leg, reason, status, "the room answered " + status);
        }
    }

    @Test
    void saysThatARoomIsNotThereAnyMore() throws Exception {
        InetSocketAddress nowhere;
        try (TestRoom gone = TestRoom.waiting(true, true)) {
            nowhere = gone.address();
        }
        try (TestRegistration _ = registered(nowhere)) {
            assertThat(rig.endpoint.isRegistered(device)).isTrue();
            assertFails(call(), EndReason.SIGNALLING_LOST, 0, "cannot reach the room: no connection");
        }
    }

    @Test
    void saysThatTheConnectionIsGoneBeforeAnAnswer() throws Exception {
        CompletableFuture<LegId> leg;
        try (TestRoom room = TestRoom.waiting(true, true);
                TestRegistration _ = registered(room.address())) {
            leg = call();
            room.awaitSeen(SignallingBody.Setup.class);
        }
        assertFails(leg, EndReason.SIGNALLING_LOST, 0, "no answer to signalling");
    }

    @Test
    void stopsRingingWhenNobodyPicksUp() throws Exception {
        rig.close();
        open(Duration.ofMillis(200));
        try (TestRoom room = TestRoom.waiting(true, true);
                TestRegistration _ = registered(room.address())) {
            CompletableFuture<LegId> leg = call();
            room.awaitSeen(SignallingBody.Setup.class);
            room.rings();
            room.awaitSeen(SignallingBody.Release.class);
            assertThat(room.seen(SignallingBody.Release.class).getFirst().reason())
                    .isEqualTo(ReleaseReason.NO_ANSWER);
            assertFails(leg, EndReason.CANCELLED, 0, "the room did not answer");
        }
    }

    @Test
    void stopsRingingWhenNobodyWantsTheCallAnyMore() throws Exception {
        try (TestRoom room = TestRoom.waiting(true, true);
                TestRegistration _ = registered(room.address())) {
            CompletableFuture<LegId> leg = call();
            room.awaitSeen(SignallingBody.Setup.class);
            room.rings();
            rig.endpoint.close();
            room.awaitSeen(SignallingBody.Release.class);
            assertFails(leg, EndReason.SHUTDOWN, 0, "given up");
            assertThat(rig.conferences.story()).isEmpty();
        }
    }

    /** By callForwarded, or by routeCallToGatekeeper, as a room says whose gatekeeper wants the call. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void goesWhereItIsSent(boolean toItsGatekeeper) throws Exception {
        try (TestRoom room = TestRoom.waiting(true, true);
                TestRoom elsewhere = TestRoom.waiting(true, true);
                TestRegistration _ = registered(room.address())) {
            CompletableFuture<LegId> leg = call();
            room.awaitSeen(SignallingBody.Setup.class);
            if (toItsGatekeeper) {
                room.routesTo(elsewhere.address());
            } else {
                room.sendsOnTo(elsewhere.address());
            }
            elsewhere.awaitSeen(SignallingBody.Setup.class);
            elsewhere.picksUp();
            elsewhere.await(leg::isDone);
            assertThat(leg.get()).isEqualTo(rig.conferences.leg().id());
            elsewhere.hangUp();
        }
    }

    @Test
    void isSentOnFiveTimesAtMost() throws Exception {
        List<TestRoom> rooms = new ArrayList<>();
        try {
            for (int i = 0; i < 7; i++) {
                rooms.add(TestRoom.waiting(true, true));
            }
            try (TestRegistration _ = registered(rooms.getFirst().address())) {
                CompletableFuture<LegId> leg = call();
                for (int i = 0; i < 6; i++) {
                    rooms.get(i).awaitSeen(SignallingBody.Setup.class);
                    rooms.get(i).sendsOnTo(rooms.get(i + 1).address());
                }
                assertFails(leg, EndReason.REFUSED, 302, "the room answered 302");
            }
        } finally {
            for (TestRoom room : rooms) {
                room.close();
            }
        }
    }

    @Test
    void hangsUpOnARoomThatTheHearingDoesNotTakeIn() throws Exception {
        try (TestRoom room = TestRoom.waiting(true, true);
                TestRegistration _ = registered(room.address())) {
            CompletableFuture<LegId> leg =
                    rig.endpoint.call(device, rig.into("h300")).toCompletableFuture();
            room.awaitSeen(SignallingBody.Setup.class);
            room.picksUp();
            room.awaitSeen(SignallingBody.Release.class);
            assertFails(leg, EndReason.REFUSED, 200, "no seat");
        }
    }
}

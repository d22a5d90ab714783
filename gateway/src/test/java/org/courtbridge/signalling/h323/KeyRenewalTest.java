package org.courtbridge.signalling.h323;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.courtbridge.codecs.h2356.PayloadDecryptor;
import org.courtbridge.codecs.h2356.PayloadEncryptor;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.h245.ChannelKey;
import org.courtbridge.h323.h245.MiscellaneousCommand;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.media.transport.RtpListener;
import org.courtbridge.media.transport.RtpTransport;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.signalling.h323.call.RoomEncryption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of media that have become old (H.235.6, clause 8.7), with sound in both directions. */
class KeyRenewalTest {

    private static final PortRange PORTS = new PortRange(28_000, 28_398);

    /** As what kind of terminal a room calls (H.323, table 16). */
    private static final int TERMINAL = 50;

    private static final int MCU = 190;

    private static final Duration SLAVES_PATIENCE = RoomEncryption.KEY_LIFETIME.plusMinutes(5);
    private static final int G722 = 9;

    @TempDir
    private Path folder;

    private Rig rig;
    private Device device;
    private DatagramSocket socket;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private int sent;

    @BeforeEach
    void open() throws IOException {
        rig = new Rig(folder, PORTS, Duration.ofSeconds(30));
        rig.devices.setEncryption(rig.devices.add("Зал 1", "room1", "secret-1").id(), Encryption.REQUIRED);
        device = rig.devices.byUsername("room1").orElseThrow();
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(60_000);
    }

    @AfterEach
    void close() {
        socket.close();
        rig.close();
    }

    /** Calls a room, until it has keys of sound in both directions. */
    private void connect(TestRoom room) throws Exception {
        room.hearsAt(socket.getLocalPort());
        CompletableFuture<LegId> leg =
                rig.endpoint.call(device, rig.into("h100")).toCompletableFuture();
        room.awaitSeen(SignallingBody.Setup.class);
        room.picksUp();
        room.await(leg::isDone);
        room.await(() -> room.soundKey().isPresent()
                && room.heardKey().isPresent()
                && rig.conferences.media().receivedAudio().isPresent()
                && rig.conferences.media().sentAudio().isPresent());
        RtpTransport transport =
                rig.conferences.media().receivedAudio().orElseThrow().transport();
        transport.loop().submit(() -> transport.listener(new SoundEar(heard))).get();
        room.await(() -> transport.protection().isPresent());
        // All that either side has asked for is answered, such as a channel for pictures: an hour is longer than
        // anybody waits for that.
        room.isAnswered();
        room.isAnswered();
    }

    private record SoundEar(BlockingQueue<String> heard) implements RtpListener {

        @Override
        public void rtp(RtpPacket packet, long arrival) {
            heard.add(packet.payloadType() + " " + text(packet));
        }

        @Override
        public void rtcp(byte[] compound, int offset, int length, long arrival) {}

        @Override
        public void lost(String reason) {
            heard.add("lost " + reason);
        }
    }

    private static String text(RtpPacket packet) {
        return new String(packet.getBuffer(), packet.payloadAt(), packet.payloadLength(), StandardCharsets.US_ASCII);
    }

    private RtpPacket packet(String said) {
        byte[] payload = said.getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = new byte[RtpPacket.FIXED_HEADER + payload.length + PayloadEncryptor.OVERHEAD];
        bytes[0] = (byte) 0x80;
        System.arraycopy(payload, 0, bytes, RtpPacket.FIXED_HEADER, payload.length);
        RtpPacket packet = new RtpPacket().wrap(bytes, 0, RtpPacket.FIXED_HEADER + payload.length);
        packet.sequenceNumber(++sent);
        packet.payloadType(G722);
        return packet;
    }

    /** The room says something, which the gateway is to understand. */
    private void assertHeard(TestRoom room, ChannelKey under, String said) throws Exception {
        RtpPacket packet = packet(said);
        new PayloadEncryptor(RoomEncryption.key(under)).encrypt(packet);
        socket.send(new DatagramPacket(
                packet.getBuffer(), packet.getLength(), room.soundTo().orElseThrow()));
        assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo(G722 + " " + said);
    }

    /** The gateway says something under a key. */
    private void assertSaid(ChannelKey under, String said) throws Exception {
        LegMedia.SentAudio audio = rig.conferences.media().sentAudio().orElseThrow();
        audio.transport()
                .loop()
                .submit(() -> audio.transport().send(packet(said)))
                .get();
        DatagramPacket datagram = new DatagramPacket(new byte[1_500], 1_500);
        socket.receive(datagram);
        RtpPacket packet = new RtpPacket().wrap(datagram.getData(), 0, datagram.getLength());
        assertThat(packet.payloadType()).isEqualTo(under.payloadType());
        assertThat(new PayloadDecryptor(RoomEncryption.key(under), G722).decrypt(packet, 0))
                .isTrue();
        assertThat(text(packet)).isEqualTo(said);
    }

    private static ChannelKey known(Optional<ChannelKey> key) {
        return key.orElseThrow();
    }

    private static long updates(TestRoom room, Class<? extends MiscellaneousCommand.Type> kind) {
        return room.seen(MiscellaneousCommand.class).stream()
                .filter(command -> kind.isInstance(command.type()))
                .count();
    }

    @Test
    void makesOtherKeysEachHourAsMaster() throws Exception {
        try (TestRoom room = TestRoom.encrypting(TERMINAL);
                TestRegistration _ = TestRegistration.made(rig.endpoint, "room1", "secret-1", room.address())) {
            connect(room);
            ChannelKey before = known(room.soundKey());
            assertHeard(room, before, "before");
            assertSaid(known(room.heardKey()), "before");
            rig.pass(RoomEncryption.KEY_LIFETIME.minusMinutes(1));
            room.isAnswered();
            room.isAnswered();
            assertThat(updates(room, MiscellaneousCommand.NewKey.class)).isZero();

            for (int hour = 1; hour <= 3; hour++) {
                ChannelKey old = known(room.soundKey());
                ChannelKey oldHeard = known(room.heardKey());
                rig.pass(RoomEncryption.KEY_LIFETIME);
                room.isAnswered();
                room.await(() -> !known(room.soundKey()).equals(old)
                        && !known(room.heardKey()).equals(oldHeard));
                assertThat(known(room.soundKey()).payloadType()).isNotEqualTo(old.payloadType());
                room.isAnswered();

                assertHeard(room, old, "under way " + hour);
                assertHeard(room, known(room.soundKey()), "next " + hour);
                assertHeard(room, old, "late " + hour);
                assertHeard(room, known(room.soundKey()), "after " + hour);
                assertSaid(known(room.heardKey()), "next " + hour);
            }
        }
    }

    /** That it has a key is known by what it sends. */
    @Test
    void knowsByItsPacketsThatARoomHasAKey() throws Exception {
        try (TestRoom room = TestRoom.encrypting(TERMINAL);
                TestRegistration _ = TestRegistration.made(rig.endpoint, "room1", "secret-1", room.address())) {
            room.answersForWhatItHearsAlone();
            connect(room);
            for (int hour = 1; hour <= 3; hour++) {
                ChannelKey old = known(room.soundKey());
                assertHeard(room, old, "before " + hour);
                rig.pass(RoomEncryption.KEY_LIFETIME);
                room.isAnswered();
                room.await(() -> !known(room.soundKey()).equals(old));
            }
            long said = updates(room, MiscellaneousCommand.NewKey.class);
            room.wantsOtherKeys();
            room.await(() -> updates(room, MiscellaneousCommand.NewKey.class) > said);
        }
    }

    /** H323Plus takes no others, nor do most vendors' endpoints, says the manual of GNU Gatekeeper. */
    @Test
    void goesOnWithARoomThatTakesNoOtherKeys() throws Exception {
        try (TestRoom room = TestRoom.encrypting(TERMINAL);
                TestRegistration _ = TestRegistration.made(rig.endpoint, "room1", "secret-1", room.address())) {
            connect(room);
            room.keepsItsKeys();
            assertHeard(room, known(room.soundKey()), "before");
            rig.pass(RoomEncryption.KEY_LIFETIME);
            room.isAnswered();
            room.await(() -> updates(room, MiscellaneousCommand.NewKey.class) > 0);
            room.isAnswered();
            long said = updates(room, MiscellaneousCommand.NewKey.class);
            for (int hour = 2; hour <= 4; hour++) {
                rig.pass(RoomEncryption.KEY_LIFETIME);
                room.isAnswered();
                room.isAnswered();
                assertHeard(room, known(room.soundKey()), "hour " + hour);
                assertSaid(known(room.heardKey()), "hour " + hour);
            }
            assertThat(updates(room, MiscellaneousCommand.NewKey.class)).isEqualTo(said);
        }
    }

    @Test
    void asksTheMasterForOthersWhenItLetsThemBecomeOlder() throws Exception {
        try (TestRoom room = TestRoom.encrypting(MCU);
                TestRegistration _ = TestRegistration.made(rig.endpoint, "room1", "secret-1", room.address())) {
            connect(room);
            ChannelKey old = known(room.soundKey());
            ChannelKey oldHeard = known(room.heardKey());
            assertHeard(room, old, "before");
            assertSaid(oldHeard, "before");
            rig.pass(RoomEncryption.KEY_LIFETIME);
            room.isAnswered();
            room.isAnswered();
            assertThat(updates(room, MiscellaneousCommand.NewKeyWanted.class)).isZero();

            rig.pass(SLAVES_PATIENCE.minus(RoomEncryption.KEY_LIFETIME));
            room.isAnswered();
            room.await(() -> !known(room.soundKey()).equals(old)
                    && !known(room.heardKey()).equals(oldHeard));
            room.isAnswered();
            assertHeard(room, old, "under way");
            assertHeard(room, known(room.soundKey()), "next");
            assertSaid(known(room.heardKey()), "next");

            // The master makes others by itself: then there is nothing to ask for.
            rig.pass(RoomEncryption.KEY_LIFETIME);
            ChannelKey second = known(room.soundKey());
            room.wantsOtherKeys();
            room.await(() -> !known(room.soundKey()).equals(second));
            room.isAnswered();
            assertHeard(room, known(room.soundKey()), "third");
            long asked = updates(room, MiscellaneousCommand.NewKeyWanted.class);
            rig.pass(Duration.ofMinutes(10));
            room.isAnswered();
            room.isAnswered();
            assertThat(updates(room, MiscellaneousCommand.NewKeyWanted.class)).isEqualTo(asked);
        }
    }
}

package org.courtbridge.signalling.h323;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.courtbridge.codecs.h2356.PayloadDecryptor;
import org.courtbridge.codecs.h2356.PayloadEncryptor;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.h323.h235.DhGroup;
import org.courtbridge.h323.h235.EncryptionAlgorithm;
import org.courtbridge.h323.h235.KeyAgreement;
import org.courtbridge.h323.h235.SharedSecret;
import org.courtbridge.h323.h245.AudioCapability;
import org.courtbridge.h323.h245.AudioCoding;
import org.courtbridge.h323.h245.ControlMessage;
import org.courtbridge.h323.h245.DataType;
import org.courtbridge.h323.h245.H2250Parameters;
import org.courtbridge.h323.h245.MediaEncryption;
import org.courtbridge.h323.h245.MediaEncryption.Step;
import org.courtbridge.h323.h245.MediaEncryption.Verdict;
import org.courtbridge.h323.h245.MiscellaneousCommand;
import org.courtbridge.h323.h245.MiscellaneousCommand.KeyUpdate;
import org.courtbridge.h323.h245.MiscellaneousCommand.MediaDirection;
import org.courtbridge.h323.h245.MiscellaneousCommand.NewKeyTaken;
import org.courtbridge.h323.h245.OpenLogicalChannel;
import org.courtbridge.signalling.h323.call.RoomEncryption;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our own two ends, whose packets and whose H.245 take their time: no packet is lost to a change of keys. */
class KeyChangeTest {

    private static final SharedSecret SECRET = secret();
    private static final int G722 = 9;

    /** ns from one packet to the next. */
    private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(20);

    private static final int PACKETS = 1_500;

    /** Both directions have channel 1. */
    private static final int CHANNEL = 1;

    private final PriorityQueue<Event> underWay =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingInt(Event::order));

    private int order;
    private long now;
    private int understood;
    private int changes;

    private record Event(long at, int order, Runnable what) {}

    private static SharedSecret secret() {
        List<DhGroup> groups = List.of(DhGroup.DH1024);
        return KeyAgreement.answer(KeyAgreement.offer(groups).tokens(), groups)
                .orElseThrow()
                .secret();
    }

    private static OpenLogicalChannel channel() {
        return OpenLogicalChannel.forward(
                CHANNEL,
                new DataType.Encrypted(
                        new DataType.Audio(new AudioCapability.Frames(AudioCoding.G722_64K, 20)),
                        List.of(EncryptionAlgorithm.AES_128_CBC.identifier())),
                H2250Parameters.of(1, new InetSocketAddress("192.0.2.1", 5_001)));
    }

    private void later(long delay, Runnable what) {
        underWay.add(new Event(now + delay, order++, what));
    }

    private final class End {
        private final boolean isMaster;
        private final boolean answersAll;
        private final Random random;
        private final MediaEncryption encryption =
                MediaEncryption.of(MediaEncryption.Policy.REQUIRED, Optional.of(SECRET));
        private Optional<End> peer = Optional.empty();
        private Optional<PayloadEncryptor> encryptor = Optional.empty();
        private Optional<PayloadDecryptor> decryptor = Optional.empty();
        private int sequence;

        /** When the last message of H.245 arrives at the other side, ns. */
        private long lastMessage;

        /** @param answersAll also of keys under which it sends itself, as not everybody does */
        End(boolean isMaster, boolean answersAll, Random random) {
            this.isMaster = isMaster;
            this.answersAll = answersAll;
            this.random = random;
        }

        private End other() {
            return peer.orElseThrow();
        }

        void open() {
            OpenLogicalChannel channel = encryption.opening(channel(), isMaster);
            Verdict.Encrypted there = (Verdict.Encrypted) other().encryption.requested(channel, !isMaster);
            Verdict.Encrypted here = (Verdict.Encrypted) encryption.opened(channel, there.said());
            encryptor = Optional.of(new PayloadEncryptor(RoomEncryption.key(here.key())));
            other().decryptor = Optional.of(new PayloadDecryptor(RoomEncryption.key(there.key()), G722));
        }

        /** As the gateway does. */
        private void hasReceived() {
            encryption.received(CHANNEL, decryptor.orElseThrow().used().payloadType());
        }

        void renew() {
            hasReceived();
            does(encryption.renew(isMaster));
        }

        private void hears(KeyUpdate update) {
            hasReceived();
            does(encryption.heard(CHANNEL, update, isMaster));
        }

        private void does(List<Step> steps) {
            for (Step step : steps) {
                switch (step) {
                    case Step.Say(int _, NewKeyTaken taken) when isOfOwn(taken) && !answersAll -> {}
                    case Step.Say(int _, KeyUpdate update) -> says(update);
                    case Step.Send(int _, var key) -> {
                        changes++;
                        encryptor.orElseThrow().key(RoomEncryption.key(key));
                    }
                    case Step.Receive(int _, var key) -> decryptor.orElseThrow().key(RoomEncryption.key(key));
                }
            }
        }

        private static boolean isOfOwn(NewKeyTaken taken) {
            return taken.direction()
                    .filter(MediaDirection.SLAVE_TO_MASTER::equals)
                    .isPresent();
        }

        /** In its octets, in order, within 200 ms. */
        private void says(KeyUpdate update) {
            lastMessage = Math.max(lastMessage, now + random.nextInt(10) * INTERVAL);
            MiscellaneousCommand command = new MiscellaneousCommand(CHANNEL, update);
            later(lastMessage - now, () -> other().hears(ofOctets(command)));
        }

        /** In any order within 100 ms. */
        void sendPacket() {
            sequence++;
            String said = "sound " + sequence;
            byte[] payload = said.getBytes(StandardCharsets.US_ASCII);
            byte[] bytes = new byte[RtpPacket.FIXED_HEADER + payload.length + PayloadEncryptor.OVERHEAD];
            bytes[0] = (byte) 0x80;
            System.arraycopy(payload, 0, bytes, RtpPacket.FIXED_HEADER, payload.length);
            RtpPacket packet = new RtpPacket().wrap(bytes, 0, RtpPacket.FIXED_HEADER + payload.length);
            packet.sequenceNumber(sequence);
            packet.payloadType(G722);
            encryptor.orElseThrow().encrypt(packet);
            later(random.nextInt(5) * INTERVAL, () -> other().receives(packet, said));
        }

        private void receives(RtpPacket packet, String said) {
            assertThat(decryptor.orElseThrow().decrypt(packet, now))
                    .as("at %d ms: %s", TimeUnit.NANOSECONDS.toMillis(now), said)
                    .isTrue();
            assertThat(packet.payloadType()).isEqualTo(G722);
            assertThat(new String(
                            packet.getBuffer(), packet.payloadAt(), packet.payloadLength(), StandardCharsets.US_ASCII))
                    .isEqualTo(said);
            understood++;
        }
    }

    private static KeyUpdate ofOctets(MiscellaneousCommand command) {
        return (KeyUpdate) ((MiscellaneousCommand) ControlMessage.decode(command.encode())).type();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void losesNoPacket(long seed) {
        Random random = new Random(seed);
        End master = new End(true, true, random);
        End slave = new End(false, seed % 2 == 0, random);
        master.peer = Optional.of(slave);
        slave.peer = Optional.of(master);
        master.open();
        slave.open();
        for (int i = 0; i < PACKETS; i++) {
            now = i * INTERVAL;
            while (!underWay.isEmpty() && underWay.peek().at <= now) {
                underWay.remove().what.run();
            }
            master.sendPacket();
            slave.sendPacket();
            if (random.nextInt(40) == 0) {
                (random.nextInt(3) == 0 ? slave : master).renew();
            }
        }
        now += TimeUnit.SECONDS.toNanos(1);
        while (!underWay.isEmpty()) {
            underWay.remove().what.run();
        }
        assertThat(understood).isEqualTo(2 * PACKETS);
        assertThat(changes).isBetween(30, 200);
    }
}

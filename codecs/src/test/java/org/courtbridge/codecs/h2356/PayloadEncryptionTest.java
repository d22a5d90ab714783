package org.courtbridge.codecs.h2356;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.HexFormat;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadEncryptionTest {

    /** Payload type 8, sequence number 1234, timestamp 123456. */
    private static final String HEADER = "800804d20001e240badcafe0";

    private static final int PLAIN = 8;
    private static final int SECRET = 120;
    private static final int ROOM = 64;

    /** "chicken teriyaki", and what is encrypted by it from an initial value of zeros (RFC 3962, appendix B). */
    private static final byte[] TERIYAKI = HexFormat.of().parseHex("636869636b656e207465726979616b69");

    private static final String CHICKEN =
            "4920776f756c64206c696b65207468652047656e6572616c20476175277320436869636b656e2c20706c656173652c";

    private static RtpPacket packet(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        byte[] buffer = new byte[bytes.length + 2 * ROOM];
        System.arraycopy(bytes, 0, buffer, ROOM, bytes.length);
        return new RtpPacket().wrap(buffer, ROOM, bytes.length);
    }

    private static String hex(RtpPacket packet) {
        return HexFormat.of()
                .formatHex(packet.getBuffer(), packet.getOffset(), packet.getOffset() + packet.getLength());
    }

    private static MediaKey key(MediaAlgorithm algorithm, int payloadType) {
        byte[] octets = new byte[algorithm.keyLength()];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) i;
        }
        return MediaKey.of(octets, payloadType);
    }

    private static MediaKey random(Random random, int payloadType) {
        byte[] octets = new byte[16];
        random.nextBytes(octets);
        return MediaKey.of(octets, payloadType);
    }

    /** Of what OpenSSL makes from the payload 4142434445 with padding of eleven octets. */
    @ParameterizedTest
    @CsvSource({
        "AES_128_CBC, ab6161e8360bfac5305e6fc27df61789",
        "AES_192_CBC, 58f55c93e1e726c3f1f35f4be76b7888",
        "AES_256_CBC, a93b00f686b0f47221566f165206c354"
    })
    void makesWhatOpensslMakes(MediaAlgorithm algorithm, String encrypted) {
        RtpPacket packet = packet(HEADER + "4142434445");
        new PayloadEncryptor(key(algorithm, SECRET)).encrypt(packet);

        assertThat(hex(packet)).isEqualTo("a07804d20001e240badcafe0" + encrypted);
        assertThat(new PayloadDecryptor(key(algorithm, SECRET), PLAIN).decrypt(packet, 0))
                .isTrue();
        assertThat(hex(packet)).isEqualTo(HEADER + "4142434445");
    }

    @Test
    void chainsWholeBlocksWithoutPadding() {
        RtpPacket packet = packet("800800000000000000000001" + CHICKEN.substring(0, 64));
        new PayloadEncryptor(MediaKey.of(TERIYAKI, SECRET)).encrypt(packet);
        assertThat(hex(packet))
                .isEqualTo("807800000000000000000001"
                        + "97687268d6ecccc0c07b25e25ecfe58439312523a78662d5be7fcbcc98ebf5a8");
    }

    @ParameterizedTest
    @CsvSource({
        "17, c6353568f2bf8cb4d8a580362da7ff7f97",
        "31, fc00783e0efdb2c1d445d4c8eff7ed2297687268d6ecccc0c07b25e25ecfe5",
        "47, 97687268d6ecccc0c07b25e25ecfe584b3fffd940c16a18c1b5549d2f838029e39312523a78662d5be7fcbcc98ebf5"
    })
    void understandsCiphertextStealing(int length, String encrypted) {
        RtpPacket packet = packet("807800000000000000000001" + encrypted);
        assertThat(new PayloadDecryptor(MediaKey.of(TERIYAKI, SECRET), PLAIN).decrypt(packet, 0))
                .isTrue();
        assertThat(hex(packet)).isEqualTo("800800000000000000000001" + CHICKEN.substring(0, 2 * length));
    }

    @ParameterizedTest
    @EnumSource
    void bringsBackEveryLength(MediaAlgorithm algorithm) {
        PayloadEncryptor encryptor = new PayloadEncryptor(key(algorithm, SECRET));
        PayloadDecryptor decryptor = new PayloadDecryptor(key(algorithm, SECRET), PLAIN);
        Random random = new Random(7);
        for (int length = 0; length < 200; length++) {
            byte[] payload = new byte[length];
            random.nextBytes(payload);
            String plain = HEADER + HexFormat.of().formatHex(payload);
            RtpPacket packet = packet(plain);
            encryptor.encrypt(packet);
            assertThat(packet.getLength()).isEqualTo(12 + (length + 15) / 16 * 16);
            if (length >= 8) {
                assertThat(hex(packet)).doesNotContain(plain.substring(24));
            }
            assertThat(decryptor.decrypt(packet, 0)).isTrue();
            assertThat(hex(packet)).isEqualTo(plain);
        }
    }

    @Test
    void leavesExtensionAndSourcesInTheClear() {
        String header = "920804d20001e240badcafe0" + "11111111" + "22222222" + "bede000110850000";
        RtpPacket packet = packet(header + "0102030405060708090a0b0c0d0e0f10");
        new PayloadEncryptor(key(MediaAlgorithm.AES_128_CBC, SECRET)).encrypt(packet);
        assertThat(hex(packet)).startsWith(header.replaceFirst("9208", "9278"));
        assertThat(new PayloadDecryptor(key(MediaAlgorithm.AES_128_CBC, SECRET), PLAIN).decrypt(packet, 0))
                .isTrue();
        assertThat(hex(packet)).isEqualTo(header + "0102030405060708090a0b0c0d0e0f10");
    }

    @Test
    void replacesPaddingThatIsThere() {
        RtpPacket packet = packet(HEADER.replaceFirst("80", "a0") + "414243444500000004");
        new PayloadEncryptor(key(MediaAlgorithm.AES_128_CBC, SECRET)).encrypt(packet);
        assertThat(packet.getLength()).isEqualTo(12 + 16);
        new PayloadDecryptor(key(MediaAlgorithm.AES_128_CBC, SECRET), PLAIN).decrypt(packet, 0);
        assertThat(hex(packet)).isEqualTo(HEADER + "4142434445");
    }

    @Test
    void keepsTheMarker() {
        RtpPacket packet = packet(HEADER.replaceFirst("8008", "8088") + "41");
        new PayloadEncryptor(key(MediaAlgorithm.AES_128_CBC, SECRET)).encrypt(packet);
        assertThat(packet.marker()).isTrue();
        assertThat(packet.payloadType()).isEqualTo(SECRET);
    }

    @Test
    void makesNoiseUnderAWrongKey() {
        Random random = new Random(1);
        String plain = HEADER + "00".repeat(160);
        RtpPacket packet = packet(plain);
        new PayloadEncryptor(random(random, SECRET)).encrypt(packet);
        new PayloadDecryptor(random(random, SECRET), PLAIN).decrypt(packet, 0);
        assertThat(hex(packet)).isNotEqualTo(plain).doesNotContain("00".repeat(8));
    }

    @Test
    void takesNothingShorterThanABlock() {
        for (int length = 1; length < 16; length++) {
            PayloadDecryptor decryptor = new PayloadDecryptor(key(MediaAlgorithm.AES_128_CBC, SECRET), PLAIN);
            assertThat(decryptor.decrypt(packet(HEADER + "41".repeat(length)), 0))
                    .isFalse();
            assertThat(decryptor.decrypt(packet(HEADER.replaceFirst("80", "a0") + "41".repeat(length)), 0))
                    .isFalse();
        }
    }

    @Test
    void takesNoPaddingThatIsNotThere() {
        MediaKey key = key(MediaAlgorithm.AES_128_CBC, SECRET);
        for (int count : new int[] {0, 17, 255}) {
            RtpPacket packet = packet(HEADER + "41".repeat(15) + HexFormat.of().toHexDigits((byte) count));
            new PayloadEncryptor(key).encrypt(packet);
            packet.getBuffer()[packet.getOffset()] |= 0x20;
            assertThat(new PayloadDecryptor(key, PLAIN).decrypt(packet, 0)).isFalse();
        }
    }

    @Test
    void takesPaddingThatIsFilledWithAnything() {
        MediaKey key = key(MediaAlgorithm.AES_128_CBC, SECRET);
        RtpPacket packet = packet(HEADER + "4142434445" + "9988776655443322" + "00010b");
        new PayloadEncryptor(key).encrypt(packet);
        packet.getBuffer()[packet.getOffset()] |= 0x20;
        assertThat(new PayloadDecryptor(key, PLAIN).decrypt(packet, 0)).isTrue();
        assertThat(hex(packet)).isEqualTo(HEADER + "4142434445");
    }

    @Test
    void changesKeysWithTheirPayloadTypes() {
        Random random = new Random(2);
        MediaKey first = random(random, 120);
        MediaKey second = random(random, 121);
        PayloadEncryptor encryptor = new PayloadEncryptor(first);
        PayloadDecryptor decryptor = new PayloadDecryptor(first, PLAIN);

        assertDecrypts(encryptor, decryptor, 0);
        RtpPacket late = encrypted(encryptor);
        RtpPacket later = encrypted(encryptor);
        decryptor.key(second);
        assertDecrypts(encryptor, decryptor, 1);
        encryptor.key(second);
        assertDecrypts(encryptor, decryptor, 2);
        assertThat(decrypts(decryptor, late, 3)).isTrue();
        assertThat(decrypts(decryptor, later, TimeUnit.SECONDS.toNanos(5) + 3)).isFalse();
    }

    /** A sender that takes no other key, and one that takes its time. */
    @Test
    void leavesNoKeyForOneThatIsNotInUse() {
        Random random = new Random(6);
        MediaKey first = random(random, 120);
        MediaKey second = random(random, 121);
        MediaKey third = random(random, 122);
        PayloadEncryptor encryptor = new PayloadEncryptor(first);
        PayloadDecryptor decryptor = new PayloadDecryptor(first, PLAIN);
        decryptor.key(second);
        assertDecrypts(encryptor, decryptor, 0);
        decryptor.key(third);
        assertDecrypts(encryptor, decryptor, TimeUnit.HOURS.toNanos(1));
        assertThat(decryptor.used()).isEqualTo(first);
        assertThat(decryptor.key()).isEqualTo(third);

        long later = TimeUnit.HOURS.toNanos(2);
        RtpPacket late = encrypted(encryptor);
        encryptor.key(second);
        assertDecrypts(encryptor, decryptor, later);
        assertThat(decryptor.used()).isEqualTo(second);
        encryptor.key(third);
        assertDecrypts(encryptor, decryptor, later + 1);
        assertThat(decryptor.used()).isEqualTo(third);
        assertThat(decrypts(decryptor, late, later + 2)).isTrue();
        assertThat(decryptor.used()).isEqualTo(third);
    }

    /** Nothing in it is under any key (H.460.19: keep-alives). */
    @Test
    void learnsNothingOfAPacketWithoutAPayload() {
        Random random = new Random(9);
        MediaKey first = random(random, 120);
        PayloadDecryptor decryptor = new PayloadDecryptor(first, PLAIN);
        decryptor.key(random(random, 127));
        RtpPacket empty = packet(HEADER);
        empty.payloadType(127);
        assertThat(decryptor.decrypt(empty, 0)).isTrue();
        assertThat(empty.payloadType()).isEqualTo(127);
        assertThat(decryptor.used()).isEqualTo(first);
    }

    @Test
    void leavesNoKeyUnderWhichPacketsGoOnComing() {
        Random random = new Random(10);
        MediaKey first = random(random, 120);
        MediaKey second = random(random, 121);
        PayloadEncryptor encryptor = new PayloadEncryptor(first);
        PayloadDecryptor decryptor = new PayloadDecryptor(first, PLAIN);
        decryptor.key(second);
        decrypts(decryptor, encrypted(new PayloadEncryptor(second)), 0);
        for (int seconds = 0; seconds < 20; seconds += 4) {
            assertDecrypts(encryptor, decryptor, TimeUnit.SECONDS.toNanos(seconds));
        }
    }

    /** The third key has the payload type of the first, which is still in use. */
    @Test
    void takesAKeyInPlaceOfTheOneInUse() {
        Random random = new Random(8);
        MediaKey first = random(random, 120);
        PayloadDecryptor decryptor = new PayloadDecryptor(first, PLAIN);
        decryptor.key(random(random, 121));
        MediaKey third = random(random, 120);
        decryptor.key(third);
        assertThat(decryptor.used()).isEqualTo(third);
        RtpPacket event = encrypted(new PayloadEncryptor(third));
        event.payloadType(101);
        assertThat(decrypts(decryptor, event, 0)).isTrue();
        assertDecrypts(new PayloadEncryptor(third), decryptor, 0);
    }

    /** Packets of a tenth of a second come in any order, over and over while keys change. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void losesNothingWhenKeysChangeAndPacketsComeOutOfOrder(long seed) {
        Random random = new Random(seed);
        MediaKey key = random(random, 96);
        PayloadEncryptor encryptor = new PayloadEncryptor(key);
        PayloadDecryptor decryptor = new PayloadDecryptor(key, PLAIN);
        PriorityQueue<Arrival> underWay = new PriorityQueue<>(Comparator.comparingLong(Arrival::at));
        long interval = TimeUnit.MILLISECONDS.toNanos(20);
        int taken = 0;
        for (int i = 0; i < 2_000; i++) {
            long now = i * interval;
            if (random.nextInt(20) == 0) {
                MediaKey next = random(random, 96 + (key.payloadType() + 1 + random.nextInt(3)) % 32);
                if (next.payloadType() != key.payloadType()) {
                    decryptor.key(next);
                    key = next;
                }
            }
            if (random.nextInt(10) == 0) {
                encryptor.key(key);
            }
            underWay.add(new Arrival(now + random.nextInt(5) * interval, encrypted(encryptor)));
            while (!underWay.isEmpty() && underWay.peek().at <= now) {
                Arrival arrival = underWay.remove();
                assertThat(decrypts(decryptor, arrival.packet, arrival.at))
                        .as("%s: packet at %d", seed, i)
                        .isTrue();
                assertThat(arrival.packet.payloadType()).isEqualTo(PLAIN);
                taken++;
            }
        }
        assertThat(taken).isGreaterThan(1_990);
    }

    private record Arrival(long at, RtpPacket packet) {}

    @Test
    void takesAKeyWithoutAPayloadTypeOfItsOwnAtOnce() {
        Random random = new Random(3);
        MediaKey first = random(random, SECRET);
        MediaKey second = random(random, SECRET);
        PayloadEncryptor encryptor = new PayloadEncryptor(first);
        PayloadDecryptor decryptor = new PayloadDecryptor(first, PLAIN);
        RtpPacket old = encrypted(encryptor);
        encryptor.key(second);
        decryptor.key(second);
        assertDecrypts(encryptor, decryptor, 0);
        assertThat(decrypts(decryptor, old, 0)).isFalse();
    }

    @Test
    void decryptsPressedKeysUnderTheKeyOfTheSound() {
        Random random = new Random(4);
        MediaKey first = random(random, 120);
        MediaKey second = random(random, 121);
        PayloadDecryptor decryptor = new PayloadDecryptor(first, PLAIN);
        decryptor.key(second);

        RtpPacket event = encrypted(new PayloadEncryptor(first));
        event.payloadType(101);
        assertThat(decrypts(decryptor, event, 0)).isTrue();
        assertThat(event.payloadType()).isEqualTo(101);

        assertThat(decrypts(decryptor, encrypted(new PayloadEncryptor(second)), 0))
                .isTrue();
        event = encrypted(new PayloadEncryptor(second));
        event.payloadType(101);
        assertThat(decrypts(decryptor, event, 0)).isTrue();
    }

    private static RtpPacket encrypted(PayloadEncryptor encryptor) {
        RtpPacket packet = packet(HEADER + "55".repeat(20));
        encryptor.encrypt(packet);
        return packet;
    }

    private static void assertDecrypts(PayloadEncryptor encryptor, PayloadDecryptor decryptor, long now) {
        RtpPacket packet = encrypted(encryptor);
        assertThat(decrypts(decryptor, packet, now)).isTrue();
        assertThat(packet.payloadType()).isEqualTo(PLAIN);
    }

    private static boolean decrypts(PayloadDecryptor decryptor, RtpPacket packet, long now) {
        return decryptor.decrypt(packet, now) && hex(packet).endsWith("badcafe0" + "55".repeat(20));
    }

    @Test
    void survivesWhateverComes() {
        Random random = new Random(5);
        PayloadEncryptor encryptor = new PayloadEncryptor(key(MediaAlgorithm.AES_256_CBC, SECRET));
        PayloadDecryptor decryptor = new PayloadDecryptor(key(MediaAlgorithm.AES_256_CBC, SECRET), PLAIN);
        int taken = 0;
        for (int i = 0; i < 20_000; i++) {
            RtpPacket packet = packet(HEADER + "41".repeat(random.nextInt(100)));
            encryptor.encrypt(packet);
            packet.getBuffer()[packet.getOffset() + 12 + random.nextInt(packet.getLength())] ^=
                    (byte) (1 << random.nextInt(8));
            if (random.nextBoolean()) {
                packet.getBuffer()[packet.getOffset()] ^= 0x20;
            }
            packet.setLength(packet.getLength() - random.nextInt(packet.getLength() - 11));
            int before = packet.getLength();
            if (decryptor.decrypt(packet, i)) {
                taken++;
                assertThat(packet.getLength()).isBetween(12, before);
                assertThat(packet.hasPadding()).isFalse();
            }
        }
        assertThat(taken).isBetween(5_000, 19_000);
    }

    @Test
    void showsNoKeys() {
        assertThat(key(MediaAlgorithm.AES_128_CBC, SECRET)).hasToString("AES_128_CBC under payload type 120");
        assertThatThrownBy(() -> MediaKey.of(new byte[15], SECRET))
                .hasMessage("key of 15 octets (expected: 16, 24 or 32)");
        assertThatThrownBy(() -> MediaKey.of(new byte[16], 128)).hasMessage("payload type: 128 (expected: 0 to 127)");
    }
}

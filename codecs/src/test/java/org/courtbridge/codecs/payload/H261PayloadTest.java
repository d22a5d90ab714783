package org.courtbridge.codecs.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.courtbridge.codecs.payload.H261Format.Size;
import org.courtbridge.codecs.payload.H261Walk.Step;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.video.EncodedPicture;
import org.courtbridge.codecs.video.EncoderSettings;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureDecoder;
import org.courtbridge.codecs.video.PictureEncoder;
import org.courtbridge.codecs.video.PixelShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class H261PayloadTest {

    private static final int PICTURES = 12;

    /** Pixels to the right from one picture to the next. */
    private static final int SPEED = 10;

    @Test
    void goesThroughEveryMacroblockOfAPicture() {
        for (byte[] coded : film(352, 288)) {
            H261Walk walk = new H261Walk(coded, 0, 8 * coded.length);
            int groups = 0;
            Step step = walk.next();
            assertThat(step).isEqualTo(Step.PICTURE_HEADER);
            while (step != Step.END) {
                groups += step == Step.GROUP_HEADER ? 1 : 0;
                assertThat(walk.group()).isEqualTo(groups);
                assertThat(walk.horizontal()).isBetween(-15, 15);
                assertThat(walk.vertical()).isBetween(-15, 15);
                step = walk.next();
                assertThat(step).as("behind group %d", groups).isNotEqualTo(Step.BROKEN);
            }
            assertThat(groups).isEqualTo(12);
            assertThat(walk.position()).isGreaterThan(8 * coded.length - 8);
        }
    }

    /** Where a row begins, no vector is predicted from the end of the row before. */
    @Test
    void knowsHowFarMacroblocksMoved() {
        List<Integer> atBeginOfRow = new ArrayList<>();
        List<Integer> within = new ArrayList<>();
        for (byte[] coded : film(352, 288)) {
            H261Walk walk = new H261Walk(coded, 0, 8 * coded.length);
            Step step = walk.next();
            while (step != Step.END) {
                // The left half of the picture has groups of odd numbers; there, what moves leaves a hole behind.
                if (step == Step.MACROBLOCK && walk.group() % 2 == 0 && walk.horizontal() != 0) {
                    (walk.address() % 11 == 1 ? atBeginOfRow : within).add(walk.horizontal());
                }
                step = walk.next();
            }
        }
        assertThat(atBeginOfRow).hasSizeGreaterThan(50);
        assertThat(atBeginOfRow.stream().filter(vector -> vector == -SPEED))
                .hasSizeGreaterThan(atBeginOfRow.size() * 9 / 10);
        assertThat(within.stream().filter(vector -> vector == -SPEED)).hasSizeGreaterThan(within.size() * 9 / 10);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_200, 300})
    void realPicturesComeOutWhole(int maxPayload) {
        H261Format format = new H261Format(31, Size.CIF, 1, 384_000);
        PictureDepacketizer depacketizer = format.depacketizer();
        List<Integer> flags = new ArrayList<>();
        List<byte[]> film = film(352, 288);
        int shared = 0;
        int split = 0;
        for (int i = 0; i < film.size(); i++) {
            List<RtpPacket> packets = packets(format.packetizer(maxPayload), film.get(i), 1_000 * i, 3_000L * i);
            Optional<byte[]> whole = Optional.empty();
            for (RtpPacket packet : packets) {
                assertThat(packet.payloadLength()).isLessThanOrEqualTo(maxPayload);
                byte[] bytes = packet.getBuffer();
                int at = packet.payloadAt();
                shared += H261Payload.startBits(bytes, at) != 0 ? 1 : 0;
                split += (bytes[at + 1] & 0xF0) != 0 ? 1 : 0;
                flags.add(format.inspect(bytes, at, packet.payloadLength()));
                whole = depacketizer.push(packet);
            }
            assertThat(whole).as("picture %d", i).hasValue(film.get(i));
        }
        assertThat(shared).as("payloads that share a byte").isPositive();
        assertThat(split).as("payloads that begin within a group").isPositive();
        assertThat(flags.stream().filter(flag -> flag == PayloadTraits.IDR)).hasSize(2);
        assertThat(flags.stream().filter(flag -> flag == PayloadTraits.DEPENDENT))
                .hasSize(PICTURES - 2);
        assertThat(flags).doesNotContain(PayloadTraits.MALFORMED);
    }

    /** What a payload's header says of the macroblock before is what somebody who has seen all of them knows. */
    @Test
    void saysWhatItsFirstMacroblockDependsOn() {
        int vectors = 0;
        for (byte[] coded : film(352, 288)) {
            List<String> said = new ArrayList<>();
            List<String> known = new ArrayList<>();
            H261Walk walk = new H261Walk(coded, 0, 8 * coded.length);
            int at = 0;
            for (RtpPacket packet : packets(new H261Packetizer(300), coded, 0, 0)) {
                byte[] bytes = packet.getBuffer();
                int word = BitCode.bits(bytes, 8 * packet.payloadAt() + 8, 8 * bytes.length, 12) << 12
                        | BitCode.bits(bytes, 8 * packet.payloadAt() + 20, 8 * bytes.length, 12);
                said.add(("%d %d %d %d %d")
                        .formatted(word >> 20, word >> 15 & 31, word >> 10 & 31, word << 22 >> 27, word << 27 >> 27));
                while (walk.position() < at) {
                    walk.next();
                }
                assertThat(walk.position()).isEqualTo(at);
                boolean atHeader = BitCode.bits(coded, at, 8 * coded.length, 16) == 1;
                known.add(
                        atHeader
                                ? "0 0 0 0 0"
                                : "%d %d %d %d %d"
                                        .formatted(
                                                walk.group(),
                                                walk.address() - 1,
                                                walk.quantizer(),
                                                walk.horizontal(),
                                                walk.vertical()));
                vectors += !atHeader && walk.horizontal() != 0 ? 1 : 0;
                at += 8 * (packet.payloadLength() - 4)
                        - H261Payload.startBits(bytes, packet.payloadAt())
                        - H261Payload.endBits(bytes, packet.payloadAt());
            }
            assertThat(said).isEqualTo(known);
        }
        assertThat(vectors).as("payloads behind a macroblock that moved").isPositive();
    }

    @Test
    void endsNoPayloadWithAMacroblockThatSomeDecodersMiss() {
        int within = 0;
        for (byte[] coded : film(352, 288)) {
            H261Walk walk = new H261Walk(coded, 0, 8 * coded.length);
            int begin = 0;
            int at = 0;
            for (RtpPacket packet : packets(new H261Packetizer(300), coded, 0, 0)) {
                byte[] bytes = packet.getBuffer();
                while (walk.position() < at) {
                    begin = walk.position();
                    walk.next();
                }
                if ((bytes[packet.payloadAt() + 1] & 0xF0) != 0) {
                    assertThat(at - begin).as("bits").isGreaterThanOrEqualTo(H261Packetizer.SHORTEST_LAST);
                    within++;
                }
                at += 8 * (packet.payloadLength() - 4)
                        - H261Payload.startBits(bytes, packet.payloadAt())
                        - H261Payload.endBits(bytes, packet.payloadAt());
            }
        }
        assertThat(within).as("payloads that begin within a group").isGreaterThan(50);
    }

    @Test
    void picturesDecodeInTheirPixelsShape() {
        int decoded = 0;
        try (PictureDecoder decoder = PictureDecoder.h261()) {
            for (byte[] coded : film(176, 144)) {
                decoded += decoder.decode(coded)
                                .filter(picture -> picture.width() == 176
                                        && picture.pixels().equals(PixelShape.CIF))
                                .isPresent()
                        ? 1
                        : 0;
            }
        }
        assertThat(decoded).isEqualTo(PICTURES);
    }

    /** Hardware goes on in the middle of a byte from one picture to the next, and its packets need not share bytes. */
    @Test
    void takesPicturesThatBeginInTheMiddleOfAByte() {
        byte[] coded = film(176, 144).getFirst();
        for (int shift = 1; shift < 8; shift++) {
            PictureDepacketizer depacketizer = new H261Depacketizer();
            byte[] shifted = new byte[coded.length + 1];
            for (int i = 0; i < coded.length; i++) {
                shifted[i] |= (byte) ((coded[i] & 0xFF) >> shift);
                shifted[i + 1] |= (byte) (coded[i] << 8 - shift);
            }
            int half = shifted.length / 2;
            byte[] first = payload(shift << 5, Arrays.copyOf(shifted, half));
            byte[] second = payload((8 - shift) << 2, Arrays.copyOfRange(shifted, half, shifted.length));
            assertThat(H261Payload.inspect(first, 0, first.length)).isEqualTo(PayloadTraits.IDR);
            assertThat(depacketizer.push(packet(first, 7, 1, false))).isEmpty();
            assertThat(depacketizer.push(packet(second, 8, 1, true)))
                    .as("by %d bits", shift)
                    .hasValue(coded);
        }
    }

    @Test
    void leavesOutPicturesThatMissAPacket() {
        byte[] coded = film(352, 288).getFirst();
        int count = packets(new H261Packetizer(600), coded, 0, 1).size();
        assertThat(count).isGreaterThan(3);
        for (int lost = 0; lost < count; lost++) {
            PictureDepacketizer depacketizer = new H261Depacketizer();
            List<RtpPacket> packets = packets(new H261Packetizer(600), coded, 0, 1);
            packets.remove(lost);
            packets.forEach(packet -> assertThat(depacketizer.push(packet)).isEmpty());
            List<RtpPacket> next = packets(new H261Packetizer(600), coded, count, 2);
            assertThat(next.stream().map(depacketizer::push).toList().getLast())
                    .as("after losing packet %d", lost)
                    .isPresent();
            assertThat(depacketizer.incomplete()).isEqualTo(1);
        }
    }

    @Test
    void refusesPayloadsThatEndEarly() {
        byte[] bytes = HexFormat.of().parseHex("00000000" + "00");
        for (int length = 0; length < bytes.length; length++) {
            assertThat(H261Payload.inspect(bytes, 0, length))
                    .as("%d bytes", length)
                    .isEqualTo(PayloadTraits.MALFORMED);
        }
        assertThat(H261Payload.inspect(bytes, 0, bytes.length)).isZero();
        byte[] nothingLeft = HexFormat.of().parseHex("90000000" + "00");
        assertThat(H261Payload.inspect(nothingLeft, 0, nothingLeft.length)).isEqualTo(PayloadTraits.MALFORMED);
    }

    @Test
    void takesWhateverComes() {
        Random random = new Random(261);
        PictureDepacketizer depacketizer = new H261Depacketizer();
        List<byte[]> film = film(176, 144);
        byte[] picture = film.getLast();
        byte[] good = payload(0, picture);
        for (int i = 0; i < 20_000; i++) {
            byte[] payload = Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int flips = random.nextInt(4); flips > 0 && payload.length > 0; flips--) {
                payload[random.nextInt(payload.length)] ^= (byte) (1 << random.nextInt(8));
            }
            depacketizer.push(packet(payload, i & 0xFFFF, random.nextInt(3) + i / 4L, random.nextBoolean()));
        }
        assertThat(depacketizer.incomplete()).isPositive();
    }

    /** Cut where it must be: no byte of what is no H.261 is lost. */
    @Test
    void cutsWhatItCannotReadAnywhere() {
        Random random = new Random(4587);
        for (int i = 0; i < 200; i++) {
            byte[] picture = film(176, 144).getFirst().clone();
            for (int flips = 0; flips < 5; flips++) {
                picture[3 + random.nextInt(picture.length - 3)] ^= (byte) (1 << random.nextInt(8));
            }
            PictureDepacketizer depacketizer = new H261Depacketizer();
            List<RtpPacket> packets = packets(new H261Packetizer(16 + random.nextInt(300)), picture, 0, 1);
            assertThat(packets.stream().map(depacketizer::push).toList().getLast())
                    .hasValueSatisfying(
                            whole -> assertThat(whole.length).isBetween(picture.length - 2, picture.length));
        }
    }

    @Test
    void readsWhatAPartyCanTake() {
        H261Format room = H261Format.parse(31, Map.of("cif", "2", "QCIF", "1"));
        assertThat(room).isEqualTo(new H261Format(31, Size.CIF, 2, Integer.MAX_VALUE));
        assertThat(room.maxFs()).isEqualTo(396);
        assertThat(room.maxMbps()).isEqualTo(15 * 396);
        assertThat(room.fmtp()).isEqualTo("CIF=2;QCIF=2");
        assertThat(H261Format.parse(31, Map.of("CIF", "5", "QCIF", "1")))
                .isEqualTo(new H261Format(31, Size.QCIF, 1, Integer.MAX_VALUE));
        assertThat(H261Format.parse(31, Map.of()).fmtp()).isEqualTo("QCIF=2");
        assertThatThrownBy(() -> new H261Format(31, Size.CIF, 5, 1)).hasMessage("interval: 5 (expected: 1 to 4)");
    }

    @Test
    void takesWhatIsNotTooLarge() {
        H261Format cif = H261Format.parse(31, Map.of("CIF", "1"));
        H261Format qcif = H261Format.parse(31, Map.of("QCIF", "1"));
        assertThat(cif.canTake(qcif, Optional.empty(), false)).isTrue();
        assertThat(qcif.misfit(cif, Optional.empty(), false).orElseThrow().limit())
                .isEqualTo(PictureMisfit.Limit.RESOLUTION);
        assertThat(cif.misfit(H263Format.parse(34, H263Format.Form.H263, Map.of()), Optional.empty(), false)
                        .orElseThrow()
                        .limit())
                .isEqualTo(PictureMisfit.Limit.CODEC);
    }

    /** Blocks of many shades that move to the right; key pictures are the first and the seventh. */
    private static List<byte[]> film(int width, int height) {
        List<byte[]> film = new ArrayList<>();
        try (PictureEncoder encoder =
                PictureEncoder.h261(EncoderSettings.ofDefaultProfile(width, height, 30, 384_000, 1_100))) {
            for (int i = 0; i < PICTURES; i++) {
                I420Picture picture = I420Picture.black(width, height);
                Random random = new Random(31);
                for (int y = 0; y < height; y += 8) {
                    for (int x = 0; x < width; x += 8) {
                        int shade = 60 + random.nextInt(120);
                        int left = Math.min(x + SPEED * i, width - 8);
                        picture.fill(left, y, 8, 8, shade, 128, 128);
                    }
                }
                film.add(encoder.encode(picture, i == 6).bytes());
            }
        }
        return film;
    }

    private static byte[] payload(int bits, byte[] data) {
        byte[] payload = new byte[4 + data.length];
        payload[0] = (byte) bits;
        System.arraycopy(data, 0, payload, 4, data.length);
        return payload;
    }

    private static List<RtpPacket> packets(
            PicturePacketizer packetizer, byte[] picture, int firstSequence, long timestamp) {
        List<RtpPacket> packets = new ArrayList<>();
        packetizer.pack(
                EncodedPicture.of(picture),
                (payload, length, marker) -> packets.add(packet(
                        Arrays.copyOf(payload, length), firstSequence + packets.size() & 0xFFFF, timestamp, marker)));
        return packets;
    }

    private static RtpPacket packet(byte[] payload, int sequence, long timestamp, boolean marker) {
        byte[] bytes = new byte[RtpPacket.FIXED_HEADER + payload.length];
        bytes[0] = (byte) 0x80;
        System.arraycopy(payload, 0, bytes, RtpPacket.FIXED_HEADER, payload.length);
        RtpPacket packet = new RtpPacket().wrap(bytes, 0, bytes.length);
        packet.sequenceNumber(sequence);
        packet.timestamp(timestamp);
        packet.marker(marker);
        return packet;
    }
}

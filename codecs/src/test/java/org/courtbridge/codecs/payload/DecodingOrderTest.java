package org.courtbridge.codecs.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.video.EncodedPicture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of NAL units in another order than they are decoded in, put into order again. */
class DecodingOrderTest {

    private static final int PICTURES = 30;
    private static final int[] H264_TYPES = {1, 5, 6, 7, 8};
    private static final int[] H265_TYPES = {1, 19, 32, 33, 34, 39};

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 8})
    void interleavedH264ComesOutInOrder(int depth) {
        for (int seed = 0; seed < 200; seed++) {
            List<List<byte[]>> pictures = pictures(seed, false);
            var stream = InterleavedStream.h264(seed, depth, pictures);
            assertThatAllCome(read(h264(depth), stream.packets()), pictures, seed);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8})
    void numberedH265ComesOutInOrder(int depth) {
        for (int seed = 0; seed < 200; seed++) {
            List<List<byte[]>> pictures = pictures(seed, true);
            var stream = InterleavedStream.h265(seed, depth, pictures);
            assertThatAllCome(read(h265(depth), stream.packets()), pictures, seed);
        }
    }

    /** Numbers need not follow each other (RFC 6184, section 5.5); then the depth decides. */
    @Test
    void numbersThatAreLeftOutHoldNothingUp() {
        PlainPackets order = h264(1).plainPackets().orElseThrow();
        List<Integer> seen = new ArrayList<>();
        int sequence = 0;
        for (int number : new int[] {10, 30, 20, 50, 40, 70, 60, 80}) {
            RtpPacket packet = packet("39" + "%04x".formatted(number) + "0002" + "41%02x".formatted(number), sequence);
            packet.timestamp(number);
            sequence++;
            each(order, packet, out -> seen.add((int) out.timestamp()));
        }
        assertThat(seen).startsWith(10, 20, 30, 40, 50);
    }

    /** What is in order already waits for nothing but, where nothing says that a picture is over, for the next one. */
    @Test
    void whatComesInOrderGoesOutAtOnce() {
        PlainPackets order = h264(5).plainPackets().orElseThrow();
        List<Boolean> markers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            RtpPacket packet = packet("39" + "%04x".formatted(65_530 + i & 0xFFFF) + "0002" + "4101", i);
            packet.timestamp(3_000L * i);
            packet.marker(true);
            each(order, packet, out -> markers.add(out.marker()));
            assertThat(markers).hasSize(i < 5 ? 0 : i + 1);
        }
        assertThat(markers).doesNotContain(false);
    }

    @Test
    void noPictureThatLacksAnythingCountsAsWhole() {
        int whole = 0;
        int sent = 0;
        for (int seed = 0; seed < 400; seed++) {
            boolean h265 = seed % 2 == 1;
            List<List<byte[]>> pictures = pictures(seed, h265);
            List<RtpPacket> packets = (h265
                            ? InterleavedStream.h265(seed, 3, pictures)
                            : InterleavedStream.h264(seed, 3, pictures))
                    .packets();
            Random random = new Random(seed);
            // That there was anything before the first packet nobody can know.
            RtpPacket first = packets.getFirst();
            packets.removeIf(packet -> packet != first && random.nextInt(40) == 0);
            List<String> seen = read(h265 ? h265(3) : h264(3), packets);
            assertThat(all(pictures)).as("seed %d", seed).containsAll(seen);
            whole += seen.size();
            sent += pictures.size();
        }
        assertThat(whole).isGreaterThan(sent / 3);
    }

    @Test
    void aSenderThatCountsAnewIsFollowed() {
        List<List<byte[]>> pictures = pictures(1, false);
        List<RtpPacket> packets =
                new ArrayList<>(InterleavedStream.h264(1, 2, pictures).packets());
        List<RtpPacket> again = InterleavedStream.h264(2, 2, pictures).packets();
        int next = packets.getLast().sequenceNumber() + 1;
        for (int i = 0; i < again.size(); i++) {
            again.get(i).sequenceNumber(next + i);
        }
        packets.addAll(again);
        assertThat(read(h264(2), packets)).hasSizeGreaterThan(PICTURES * 3 / 2);
    }

    @Test
    void additionalInformationIsTakenAway() {
        String unit = "2601" + "af05060708";
        assertThat(plain("6401" + "%04x".formatted(19 << 9 | 3 << 4 | 8) + "112233" + "af05060708"))
                .isEqualTo(unit);
        assertThat(plain("6401" + "%04x".formatted(19 << 9) + "af05060708"))
                .as("none of it")
                .isEqualTo(unit);
        assertThat(plain(unit)).isEqualTo(unit);
        String aggregate = "6001" + "0004" + "4001aaaa" + "0003" + "4401bb";
        assertThat(plain("6401" + "%04x".formatted(48 << 9 | 1 << 4) + "77" + aggregate.substring(4)))
                .isEqualTo(aggregate);
        String cut = "6401" + "%04x".formatted(19 << 9 | 3 << 4) + "112233";
        assertThat(plain(cut)).as("with nothing in it").isEqualTo(cut);
        assertThat(plain("6401")).isEqualTo("6401");
    }

    @Test
    void whatWeSendInterleavedIsReadAsItWas() {
        Random random = new Random(9);
        H264Format format = h264(0);
        for (int round = 0; round < 50; round++) {
            List<List<byte[]>> pictures = pictures(round, false);
            List<RtpPacket> packets = new ArrayList<>();
            int[] sequence = {random.nextInt(1 << 16)};
            for (int i = 0; i < pictures.size(); i++) {
                long timestamp = 3_000L * i;
                byte[] picture = HexFormat.of().parseHex(written(pictures.get(i)));
                new H264Packetizer(0, 10_000).pack(EncodedPicture.of(picture), (bytes, length, marker) -> {
                    byte[] payload = new byte[length + H264Format.AROUND_UNIT];
                    int written = format.write(bytes, 0, length, sequence[0], payload, 0);
                    RtpPacket packet = packet(HexFormat.of().formatHex(payload, 0, written), sequence[0]++);
                    packet.timestamp(timestamp);
                    packet.marker(marker);
                    packets.add(packet);
                });
            }
            assertThat(read(format, packets)).isEqualTo(all(pictures));
        }
        byte[] to = new byte[20];
        byte[] part = HexFormat.of().parseHex("7c85aabb");
        assertThat(HexFormat.of().formatHex(to, 0, format.write(part, 0, 4, 0x1234, to, 0)))
                .isEqualTo("7d851234aabb");
        part[1] = 0x45;
        assertThat(HexFormat.of().formatHex(to, 0, format.write(part, 0, 4, 0x1234, to, 0)))
                .isEqualTo("7c45aabb");
    }

    @Test
    void refusesEveryTruncationAndTakesWhateverComes() {
        Random random = new Random(2);
        for (int seed = 0; seed < 60; seed++) {
            boolean h265 = seed % 2 == 1;
            List<List<byte[]>> pictures = pictures(seed, h265);
            var stream = h265 ? InterleavedStream.h265(seed, 3, pictures) : InterleavedStream.h264(seed, 3, pictures);
            PlainPackets order = (h265 ? h265(3) : h264(3)).plainPackets().orElseThrow();
            PictureDepacketizer depacketizer = (h265 ? h265(3) : h264(3)).depacketizer();
            for (RtpPacket packet : stream.packets()) {
                byte[] bytes = packet.getBuffer();
                for (int i = random.nextInt(3); i > 0; i--) {
                    bytes[12 + random.nextInt(bytes.length - 12)] = (byte) random.nextInt();
                }
                for (int length = 12; length <= bytes.length; length += 1 + random.nextInt(40)) {
                    byte[] cut = Arrays.copyOf(bytes, length);
                    each(order, new RtpPacket().wrap(cut, 0, length), depacketizer::push);
                }
            }
        }
    }

    private static H264Format h264(int depth) {
        return H264Format.parse(
                96, Map.of("packetization-mode", "2", "sprop-interleaving-depth", Integer.toString(depth)));
    }

    private static H265Format h265(int depth) {
        return H265Format.parse(
                        96, Map.of("sprop-max-don-diff", "60", "sprop-depack-buf-nalus", Integer.toString(depth)))
                .orElseThrow();
    }

    private static String plain(String payload) {
        List<String> seen = new ArrayList<>();
        each(
                new PaciUnwrapping(),
                packet(payload, 1),
                out -> seen.add(HexFormat.of()
                        .formatHex(out.getBuffer(), out.payloadAt(), out.payloadAt() + out.payloadLength())));
        assertThat(seen).hasSize(1);
        return seen.getFirst();
    }

    private static void each(PlainPackets order, RtpPacket packet, Consumer<RtpPacket> sink) {
        order.put(packet);
        for (RtpPacket out = order.next(); out != null; out = order.next()) {
            sink.accept(out);
        }
    }

    private static RtpPacket packet(String payload, int sequence) {
        byte[] bytes = HexFormat.of().parseHex("80600000" + "00000000" + "00000007" + payload);
        RtpPacket packet = new RtpPacket().wrap(bytes, 0, bytes.length);
        packet.sequenceNumber(sequence);
        return packet;
    }

    /** But the last one, perhaps, as nothing follows that says that it is over. */
    private static void assertThatAllCome(List<String> seen, List<List<byte[]>> pictures, int seed) {
        assertThat(seen).as("seed %d", seed).hasSizeGreaterThanOrEqualTo(PICTURES - 1);
        assertThat(seen).as("seed %d", seed).isEqualTo(all(pictures).subList(0, seen.size()));
    }

    /** Pictures that came out whole. */
    private static List<String> read(PictureFormat format, List<RtpPacket> packets) {
        PlainPackets order = format.plainPackets().orElseThrow();
        PictureDepacketizer depacketizer = format.depacketizer();
        List<String> seen = new ArrayList<>();
        int[] next = {-1};
        for (RtpPacket packet : packets) {
            each(order, packet, out -> {
                assertThat(out.getLength()).isLessThanOrEqualTo(RtpPacket.FIXED_HEADER + UnitPackets.MOST_OCTETS);
                assertThat(out.ssrc()).isEqualTo(7);
                assertThat(out.payloadType()).isEqualTo(96);
                if (next[0] >= 0) {
                    assertThat(out.sequenceNumber() - next[0] & 0xFFFF).isLessThan(2);
                }
                next[0] = out.sequenceNumber() + 1 & 0xFFFF;
                depacketizer.push(out).map(DecodingOrderTest::digest).ifPresent(seen::add);
            });
        }
        return seen;
    }

    private static List<String> all(List<List<byte[]>> pictures) {
        return pictures.stream()
                .map(picture -> digest(HexFormat.of().parseHex(written(picture))))
                .toList();
    }

    /** Short enough for a failure to be read. */
    private static String digest(byte[] picture) {
        return "%d octets, %08x".formatted(picture.length, Arrays.hashCode(picture));
    }

    private static String written(List<byte[]> picture) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] unit : picture) {
            out.writeBytes(new byte[] {0, 0, 0, 1});
            out.writeBytes(unit);
        }
        return HexFormat.of().formatHex(out.toByteArray());
    }

    private static List<List<byte[]>> pictures(long seed, boolean h265) {
        Random random = new Random(seed);
        int[] types = h265 ? H265_TYPES : H264_TYPES;
        List<List<byte[]>> pictures = new ArrayList<>();
        for (int i = 0; i < PICTURES; i++) {
            List<byte[]> units = new ArrayList<>();
            for (int n = 1 + random.nextInt(5); n > 0; n--) {
                int size = random.nextInt(4) == 0 ? 300 + random.nextInt(3_000) : 3 + random.nextInt(120);
                byte[] unit = new byte[size];
                for (int k = 0; k < size; k++) {
                    unit[k] = (byte) (1 + random.nextInt(255));
                }
                // What ends a picture is a slice.
                int type = n == 1 ? 1 : types[random.nextInt(types.length)];
                unit[0] = (byte) (h265 ? type << 1 : random.nextInt(4) << 5 | type);
                unit[1] = (byte) (h265 ? 1 : unit[1]);
                units.add(unit);
            }
            pictures.add(units);
        }
        return pictures;
    }
}

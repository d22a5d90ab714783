package org.courtbridge.codecs.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.courtbridge.codecs.payload.H263Format.Form;
import org.courtbridge.codecs.payload.H263Format.Size;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.video.EncodedPicture;
import org.courtbridge.codecs.video.EncodedPicture.Macroblock;
import org.courtbridge.codecs.video.EncoderSettings;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureDecoder;
import org.courtbridge.codecs.video.PictureEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class H263PayloadTest {

    /** PSC, TR 5; PTYPE: CIF; then INTRA or INTER. */
    private static final String INTRA = "0000" + "80" + "16" + "0c" + "02";

    private static final String INTER = "0000" + "80" + "16" + "0e" + "02";

    /** PSC, TR 5; PTYPE 111, UFEP 000, MPPTYPE 000 (I). */
    private static final String EXTENDED_INTRA = "0000" + "80" + "16" + "1c" + "02" + "00";

    private static final String MODE_A_INTRA = "00600000";
    private static final String MODE_A_INTER = "00700000";

    @Test
    void seesWherePicturesBegin() {
        assertThat(inspect(true, MODE_A_INTRA + INTRA)).isEqualTo(PayloadTraits.IDR);
        assertThat(inspect(true, MODE_A_INTER + INTER)).isEqualTo(PayloadTraits.DEPENDENT);
        assertThat(inspect(true, "8060000000000000" + INTRA)).as("mode B").isEqualTo(PayloadTraits.IDR);
        assertThat(inspect(true, MODE_A_INTRA + "00008415")).as("a group").isZero();
        assertThat(inspect(true, "28600000" + INTRA))
                .as("in the middle of a byte")
                .isZero();
        assertThat(inspect(false, "0400" + INTRA.substring(4))).isEqualTo(PayloadTraits.IDR);
        assertThat(inspect(false, "0400" + INTER.substring(4))).isEqualTo(PayloadTraits.DEPENDENT);
        assertThat(inspect(false, "0400" + EXTENDED_INTRA.substring(4))).isEqualTo(PayloadTraits.IDR);
        assertThat(inspect(false, "0610" + "aa" + "bbcc" + INTRA.substring(4)))
                .as("VRC, and a repeated header of two bytes")
                .isEqualTo(PayloadTraits.IDR);
        assertThat(inspect(false, "0000" + "1234")).as("goes on").isZero();
    }

    @Test
    void refusesHeadersThatEndEarly() {
        for (String whole : List.of("C0600000" + "00000000" + "00000000" + "80", "0610" + "aa" + "bbcc" + "80")) {
            boolean old = whole.startsWith("C0");
            byte[] bytes = HexFormat.of().parseHex(whole);
            for (int length = 0; length < bytes.length; length++) {
                assertThat(H263Payload.inspect(old, Arrays.copyOf(bytes, length), 0, length))
                        .as("%d bytes", length)
                        .isEqualTo(PayloadTraits.MALFORMED);
            }
            assertThat(inspect(old, whole)).isNotEqualTo(PayloadTraits.MALFORMED);
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void realPicturesComeOutWhole(Form form) {
        H263Format format = new H263Format(34, form, Size.CIF, 1, 384_000);
        PictureDepacketizer depacketizer = format.depacketizer();
        PicturePacketizer packetizer = format.packetizer(1_200);
        List<Integer> flags = new ArrayList<>();
        int pictures = 0;
        try (PictureEncoder encoder =
                        PictureEncoder.h263(EncoderSettings.ofDefaultProfile(352, 288, 30, 384_000, 1_100));
                PictureDecoder decoder = PictureDecoder.h263()) {
            for (int i = 0; i < 20; i++) {
                EncodedPicture coded = encoder.encode(noisy(352, 288, i), i == 10);
                List<RtpPacket> packets = packets(packetizer, coded, 100 * i, 3_000L * i);
                assertThat(packets)
                        .allSatisfy(packet -> assertThat(packet.payloadLength()).isLessThanOrEqualTo(1_200));
                Optional<byte[]> whole = Optional.empty();
                for (RtpPacket packet : packets) {
                    flags.add(format.inspect(packet.getBuffer(), packet.payloadAt(), packet.payloadLength()));
                    whole = depacketizer.push(packet);
                }
                assertThat(whole).as("picture %d", i).hasValue(coded.bytes());
                pictures += decoder.decode(whole.orElseThrow())
                                .filter(picture -> picture.width() == 352)
                                .isPresent()
                        ? 1
                        : 0;
            }
        }
        assertThat(pictures).isEqualTo(20);
        assertThat(flags.stream().filter(flag -> flag == PayloadTraits.IDR)).hasSize(2);
        assertThat(flags.stream().filter(flag -> flag == PayloadTraits.DEPENDENT))
                .hasSize(18);
        assertThat(flags.size()).as("packets").isGreaterThan(30);
    }

    @Test
    void putsTogetherBytesThatTwoPacketsShare() {
        // The second byte of the group is cut after three bits: 0x97 is 100 and 10111.
        String first = "05600000" + INTRA + "80";
        String second = "18600000" + "17" + "55";
        PictureDepacketizer depacketizer =
                H263Format.parse(34, Form.H263, Map.of()).depacketizer();
        assertThat(depacketizer.push(packet(HexFormat.of().parseHex(first), 7, 1, false)))
                .isEmpty();
        assertThat(depacketizer.push(packet(HexFormat.of().parseHex(second), 8, 1, true)))
                .hasValue(HexFormat.of().parseHex(INTRA + "97" + "55"));
        assertThat(depacketizer.incomplete()).isZero();
    }

    @Test
    void leavesOutPicturesThatMissAPacket() {
        H263Format format = H263Format.parse(34, Form.H263_1998, Map.of());
        byte[] picture = Arrays.copyOf(HexFormat.of().parseHex(INTRA), 5_000);
        Arrays.fill(picture, 6, picture.length, (byte) 0x55);
        for (int lost = 0; lost < 5; lost++) {
            PictureDepacketizer depacketizer = format.depacketizer();
            List<RtpPacket> packets = packets(format.packetizer(1_200), EncodedPicture.of(picture), 100, 1);
            packets.remove(lost);
            packets.forEach(packet -> assertThat(depacketizer.push(packet)).isEmpty());
            List<RtpPacket> next = packets(format.packetizer(1_200), EncodedPicture.of(picture), 105, 2);
            assertThat(next.stream().map(depacketizer::push).toList().getLast())
                    .as("after losing packet %d", lost)
                    .isPresent();
            assertThat(depacketizer.incomplete()).isEqualTo(1);
        }
    }

    @Test
    void takesWhateverComes() {
        Random random = new Random(263);
        for (Form form : Form.values()) {
            H263Format format = H263Format.parse(34, form, Map.of());
            PictureDepacketizer depacketizer = format.depacketizer();
            byte[] good = HexFormat.of().parseHex((form == Form.H263 ? MODE_A_INTRA : "0400") + INTRA + "aabbccdd");
            for (int i = 0; i < 20_000; i++) {
                byte[] payload = Arrays.copyOf(good, random.nextInt(good.length + 1));
                for (int flips = random.nextInt(4); flips > 0 && payload.length > 0; flips--) {
                    payload[random.nextInt(payload.length)] ^= (byte) (1 << random.nextInt(8));
                }
                depacketizer.push(packet(payload, i & 0xFFFF, random.nextInt(3) + i / 4L, random.nextBoolean()));
            }
            assertThat(depacketizer.incomplete()).isPositive();
        }
    }

    @Test
    void leavesOutAGroupThatNoOldPayloadCanCarry() {
        byte[] picture = new byte[4_000];
        Arrays.fill(picture, (byte) 0x55);
        System.arraycopy(HexFormat.of().parseHex(INTRA), 0, picture, 0, 6);
        System.arraycopy(HexFormat.of().parseHex("000086"), 0, picture, 600, 3);
        System.arraycopy(HexFormat.of().parseHex("00008a"), 0, picture, 3_000, 3);
        List<Integer> lengths = new ArrayList<>();
        List<Boolean> markers = new ArrayList<>();
        H263Packetizer packetizer = new H263Packetizer(true, 1_200);
        packetizer.pack(EncodedPicture.of(picture), (bytes, length, marker) -> {
            lengths.add(length);
            markers.add(marker);
        });
        assertThat(lengths).containsExactly(604, 1_004);
        assertThat(markers).containsExactly(false, true);
        assertThat(packetizer.leftOut()).isEqualTo(1);
    }

    /** A row of 4CIF is two of blocks. */
    @Test
    void cutsALongGroupWhereADecoderCanGoOn() {
        H263Format format = new H263Format(34, Form.H263, Size.CIF4, 1, 4_000_000);
        PictureDepacketizer depacketizer = format.depacketizer();
        PicturePacketizer packetizer = format.packetizer(1_200);
        int withinGroups = 0;
        try (PictureEncoder encoder =
                        PictureEncoder.h263(EncoderSettings.ofDefaultProfile(704, 576, 30, 4_000_000, 1_100));
                PictureDecoder decoder = PictureDecoder.h263()) {
            for (int i = 0; i < 8; i++) {
                EncodedPicture coded = encoder.encode(noisy(704, 576, 5 * i), false);
                List<RtpPacket> packets = packets(packetizer, coded, 100 * i, 3_000L * i);
                Optional<byte[]> whole = Optional.empty();
                for (RtpPacket packet : packets) {
                    assertThat(packet.payloadLength()).isLessThanOrEqualTo(1_200);
                    withinGroups += packet.getBuffer()[packet.payloadAt()] < 0 ? 1 : 0;
                    whole = depacketizer.push(packet);
                }
                assertThat(whole).as("picture %d", i).hasValue(coded.bytes());
                assertThat(decoder.decode(whole.orElseThrow())).isPresent();
            }
        }
        assertThat(withinGroups).as("payloads of mode B").isGreaterThan(50);
        assertThat(((H263Packetizer) packetizer).leftOut()).isZero();
    }

    @Test
    void saysWhatAMacroblockDependsOn() {
        byte[] picture = new byte[2_000];
        Arrays.fill(picture, (byte) 0x55);
        System.arraycopy(HexFormat.of().parseHex(INTER), 0, picture, 0, 6);
        List<Macroblock> macroblocks =
                List.of(new Macroblock(4_003, 9, 3, 70, -5, 12), new Macroblock(9_005, 31, 17, 87, 63, -64));
        List<String> headers = new ArrayList<>();
        new H263Packetizer(true, 1_200)
                .pack(
                        new EncodedPicture(picture, macroblocks),
                        (bytes, length, marker) -> headers.add(
                                "%s %d %s".formatted(HexFormat.of().formatHex(bytes, 0, 8), length, marker)));
        // F, P, SBIT, EBIT; SRC, QUANT; GOBN, MBA; R; I, U, S, A, HMV1, VMV1, HMV2, VMV2.
        assertThat(headers)
                .containsExactly(
                        "03700000" + "00008016" + " 1130 false", "a8" + "7f" + "89" + "5c" + "87f00000" + " 883 true");
    }

    @Test
    void saysInTheOldHeaderWhatThePictureSays() {
        for (String picture : List.of(INTRA, INTER)) {
            new H263Packetizer(true, 1_200)
                    .pack(
                            EncodedPicture.of(HexFormat.of().parseHex(picture)),
                            (bytes, length, marker) -> assertThat(HexFormat.of().formatHex(bytes, 0, 4))
                                    .isEqualTo(picture.equals(INTRA) ? MODE_A_INTRA : MODE_A_INTER));
        }
    }

    @Test
    void readsWhatAPartyCanTake() {
        H263Format polycom = H263Format.parse(96, Form.H263_1998, Map.of("CIF4", "2", "CIF", "1", "maxbr", "3840"));
        assertThat(polycom).isEqualTo(new H263Format(96, Form.H263_1998, Size.CIF4, 2, 384_000));
        assertThat(polycom.maxFs()).isEqualTo(1_584);
        assertThat(polycom.maxMbps()).isEqualTo(15 * 1_584);
        assertThat(polycom.fmtp()).isEqualTo("CIF4=2;CIF=2;QCIF=2");
        assertThat(H263Format.parse(34, Form.H263, Map.of("CIF", "0", "qcif", "1", "CIF16", "x")))
                .isEqualTo(new H263Format(34, Form.H263, Size.QCIF, 1, Integer.MAX_VALUE));
    }

    @Test
    void takesWhatIsNotTooLargeInItsOwnForm() {
        H263Format cif = H263Format.parse(34, Form.H263, Map.of("CIF", "1"));
        H263Format qcif = H263Format.parse(34, Form.H263, Map.of("QCIF", "1"));
        H263Format anew = H263Format.parse(96, Form.H263_1998, Map.of("CIF", "1"));
        assertThat(cif.canTake(qcif, Optional.empty(), false)).isTrue();
        assertThat(qcif.misfit(cif, Optional.empty(), false).orElseThrow().limit())
                .isEqualTo(PictureMisfit.Limit.RESOLUTION);
        assertThat(anew.misfit(cif, Optional.empty(), false).orElseThrow().limit())
                .isEqualTo(PictureMisfit.Limit.CODEC);
    }

    private static int inspect(boolean old, String payload) {
        byte[] bytes = HexFormat.of().parseHex(payload);
        return H263Payload.inspect(old, bytes, 0, bytes.length);
    }

    /** Enough detail for several packets a picture. */
    private static I420Picture noisy(int width, int height, int seed) {
        I420Picture picture = I420Picture.black(width, height);
        Random random = new Random(seed / 5);
        for (int y = 0; y < height; y += 8) {
            for (int x = 0; x < width; x += 8) {
                picture.fill(x, y, 8, 8, 60 + random.nextInt(120), 128, 128);
            }
        }
        return picture;
    }

    private static List<RtpPacket> packets(
            PicturePacketizer packetizer, EncodedPicture picture, int firstSequence, long timestamp) {
        List<RtpPacket> packets = new ArrayList<>();
        packetizer.pack(
                picture,
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

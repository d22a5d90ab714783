package org.courtbridge.codecs.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureDecoder;
import org.junit.jupiter.api.Test;

class Vp9PayloadTest {

    /** frame_marker, profile 0, a key frame that is shown. */
    private static final String KEY = "82";

    private static final String INTER = "86";

    /** I, P, L, F, B, V; PictureID 0x1234; TID 2, SID 0; two P_DIFF; a structure of two layers with sizes, and two pictures. */
    private static final String FULL =
            "fa" + "9234" + "40" + "0302" + "38" + "014000b402800168" + "02" + "0401" + "2404";

    @Test
    void seesWherePicturesBegin() {
        assertThat(inspect("0c" + KEY)).isEqualTo(PayloadTraits.IDR);
        assertThat(inspect("0c" + INTER)).isEqualTo(PayloadTraits.DEPENDENT);
        assertThat(inspect("04" + KEY)).as("goes on").isZero();
        assertThat(inspect("8c" + "05" + KEY)).as("short PictureID").isEqualTo(PayloadTraits.IDR);
        assertThat(inspect("ac" + "05" + "0207" + INTER))
                .as("SID 1 above the picture")
                .isZero();
        assertThat(inspect("ac" + "05" + "0007" + INTER)).isEqualTo(PayloadTraits.DEPENDENT);
        assertThat(inspect("0c" + "b1")).as("profile 3").isEqualTo(PayloadTraits.IDR);
        assertThat(inspect("0c" + "88")).as("an earlier frame again").isEqualTo(PayloadTraits.DEPENDENT);
        assertThat(inspect("0c" + "02")).as("no frame of VP9").isEqualTo(PayloadTraits.DEPENDENT);
    }

    @Test
    void passesOverEveryPartOfTheDescriptor() {
        byte[] bytes = HexFormat.of().parseHex(FULL + KEY);
        assertThat(Vp9Payload.descriptorLength(bytes, 0, bytes.length)).isEqualTo(bytes.length - 1);
        assertThat(inspect(FULL + KEY)).isEqualTo(PayloadTraits.IDR);
        for (int length = 0; length < bytes.length; length++) {
            assertThat(Vp9Payload.inspect(Arrays.copyOf(bytes, length), 0, length))
                    .as("%d octets", length)
                    .isEqualTo(PayloadTraits.MALFORMED);
        }
        assertThat(inspect("5c" + "03030302" + KEY)).as("four references").isEqualTo(PayloadTraits.MALFORMED);
    }

    @Test
    void shiftsThePictureIdInItsOwnLength() {
        byte[] longer = HexFormat.of().parseHex("8c" + "ffff" + KEY);
        assertThat(Vp9Payload.pictureId(longer, 0)).isEqualTo(0x7FFF);
        Vp9Payload.shiftPictureId(longer, 0, 2);
        assertThat(HexFormat.of().formatHex(longer)).isEqualTo("8c" + "8001" + KEY);
        byte[] shorter = HexFormat.of().parseHex("8c" + "7f" + KEY);
        Vp9Payload.shiftPictureId(shorter, 0, -128);
        assertThat(Vp9Payload.pictureId(shorter, 0)).isEqualTo(0x7F);
        byte[] none = HexFormat.of().parseHex("0c" + KEY);
        Vp9Payload.shiftPictureId(none, 0, 1);
        assertThat(Vp9Payload.pictureId(none, 0)).isEqualTo(-1);
        assertThat(HexFormat.of().formatHex(none)).isEqualTo("0c" + KEY);
    }

    @Test
    void showsTheHighestOfSeveralLayers() {
        List<byte[]> frames = new ArrayList<>();
        PictureDepacketizer single = StrangersStream.VP9.format().depacketizer();
        StrangersStream.VP9.packets().forEach(packet -> single.push(packet).ifPresent(frames::add));
        PictureDepacketizer depacketizer = StrangersStream.VP9.format().depacketizer();
        // Frames that follow each other, told as layers of one picture.
        assertThat(depacketizer.push(packet("2c0000", frames.get(0), 1, false))).isEmpty();
        assertThat(depacketizer.push(packet("2c0200", frames.get(1), 2, false))).isEmpty();
        Optional<byte[]> superframe = depacketizer.push(packet("2c0400", frames.get(2), 3, true));
        try (PictureDecoder decoder = PictureDecoder.vp9();
                PictureDecoder each = PictureDecoder.vp9()) {
            each.decode(frames.get(0));
            each.decode(frames.get(1));
            I420Picture highest = each.decode(frames.get(2)).orElseThrow();
            assertThat(superframe.flatMap(decoder::decode).orElseThrow().luma()).isEqualTo(highest.luma());
        }
    }

    @Test
    void leavesOutLayersThatDoNotEnd() {
        PictureDepacketizer depacketizer = Vp9Format.parse(96, Map.of()).depacketizer();
        assertThat(depacketizer.push(packet("280000", new byte[] {(byte) 0x82}, 1, false)))
                .isEmpty();
        assertThat(depacketizer.push(packet("2c0200", new byte[] {(byte) 0x86}, 2, true)))
                .isEmpty();
        assertThat(depacketizer.incomplete()).isEqualTo(1);
    }

    @Test
    void takesWhateverComes() {
        Random random = new Random(9);
        PictureDepacketizer depacketizer = Vp9Format.parse(96, Map.of()).depacketizer();
        byte[] good = HexFormat.of().parseHex(FULL + KEY + "01020304");
        for (int i = 0; i < 50_000; i++) {
            byte[] payload = Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int flips = random.nextInt(4); flips > 0 && payload.length > 0; flips--) {
                payload[random.nextInt(payload.length)] ^= (byte) (1 << random.nextInt(8));
            }
            depacketizer.push(packet("", payload, i, random.nextInt(3) + i / 4L, random.nextBoolean()));
        }
        assertThat(depacketizer.incomplete()).isPositive();
    }

    @Test
    void readsWhatAPartyCanTake() {
        Vp9Format said = Vp9Format.parse(98, Map.of("profile-id", "2", "max-fs", "3600", "max-fr", "30"));
        assertThat(said).isEqualTo(new Vp9Format(98, 2, 30, 3_600));
        assertThat(said.fmtp()).isEqualTo("profile-id=2;max-fr=30;max-fs=3600");
        Vp9Format plain = Vp9Format.parse(98, Map.of("profile-id", "7"));
        assertThat(plain.profileId()).isZero();
        assertThat(plain.misfit(said, Optional.empty(), false))
                .hasValue(new PictureMisfit(PictureMisfit.Limit.PROFILE, "2", "0"));
        assertThat(plain.canTake(plain, Optional.empty(), false)).isTrue();
        assertThat(Vp8Format.parse(96, Map.of()).canTake(plain, Optional.empty(), false))
                .isFalse();
    }

    private static int inspect(String payload) {
        byte[] bytes = HexFormat.of().parseHex(payload);
        return Vp9Payload.inspect(bytes, 0, bytes.length);
    }

    private static RtpPacket packet(String descriptor, byte[] frame, int sequence, boolean marker) {
        return packet(descriptor, frame, sequence, 1, marker);
    }

    private static RtpPacket packet(String descriptor, byte[] frame, int sequence, long timestamp, boolean marker) {
        byte[] head = HexFormat.of().parseHex("80" + "00".repeat(RtpPacket.FIXED_HEADER - 1) + descriptor);
        byte[] bytes = Arrays.copyOf(head, head.length + frame.length);
        System.arraycopy(frame, 0, bytes, head.length, frame.length);
        RtpPacket packet = new RtpPacket().wrap(bytes, 0, bytes.length);
        packet.sequenceNumber(sequence & 0xFFFF);
        packet.timestamp(timestamp);
        packet.marker(marker);
        return packet;
    }
}

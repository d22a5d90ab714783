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
import org.courtbridge.codecs.video.EncodedPicture;
import org.junit.jupiter.api.Test;

class Vp8PayloadTest {

    /** X, S; I: PictureID of 15 bits, 4,711; then the tag of a key frame, its start code, 640×360. */
    private static final String KEY_FRAME = "9080" + "9267" + "d0a200" + "9d012a" + "8002" + "6801" + "0011";

    @Test
    void seesWhereFramesBegin() {
        assertThat(inspect(KEY_FRAME)).isEqualTo(PayloadTraits.IDR);
        assertThat(inspect("9080" + "9267" + "d1a200")).as("an inter frame").isEqualTo(PayloadTraits.DEPENDENT);
        assertThat(inspect("8080" + "9267" + "d0a200"))
                .as("the middle of a partition")
                .isZero();
        assertThat(inspect("9180" + "9267" + "d0a200"))
                .as("the second partition")
                .isZero();
        assertThat(inspect("10" + "d0")).as("the shortest descriptor").isEqualTo(PayloadTraits.IDR);
        assertThat(inspect("90e0" + "07" + "05" + "20" + "d1"))
                .as("short PictureID, TL0PICIDX, TID")
                .isEqualTo(PayloadTraits.DEPENDENT);
    }

    @Test
    void refusesDescriptorsThatEndEarly() {
        byte[] whole = HexFormat.of().parseHex("90f0" + "9267" + "05" + "20" + "d1");
        for (int length = 0; length < whole.length; length++) {
            assertThat(Vp8Payload.inspect(Arrays.copyOf(whole, length), 0, length))
                    .as("%d bytes", length)
                    .isEqualTo(PayloadTraits.MALFORMED);
        }
        assertThat(Vp8Payload.inspect(whole, 0, whole.length)).isEqualTo(PayloadTraits.DEPENDENT);
    }

    @Test
    void shiftsPictureIdsOfBothLengths() {
        byte[] wide = HexFormat.of().parseHex("9080" + "ffff" + "d1");
        Vp8Payload.shiftPictureId(wide, 0, 3);
        assertThat(Vp8Payload.pictureId(wide, 0)).isEqualTo(2);
        byte[] narrow = HexFormat.of().parseHex("9080" + "01" + "d1");
        Vp8Payload.shiftPictureId(narrow, 0, -3);
        assertThat(Vp8Payload.pictureId(narrow, 0)).isEqualTo(126);
        byte[] none = HexFormat.of().parseHex("10" + "d1");
        Vp8Payload.shiftPictureId(none, 0, 5);
        assertThat(none).asHexString().isEqualToIgnoringCase("10d1");
    }

    @Test
    void whatIsPackedComesOutWhole() {
        Random random = new Random(5);
        Vp8Packetizer packetizer = new Vp8Packetizer(1_200);
        Vp8Depacketizer depacketizer = new Vp8Depacketizer();
        int sequence = 65_530;
        for (int size : new int[] {1, 1_196, 1_197, 5_000, 40_000}) {
            byte[] frame = new byte[size];
            random.nextBytes(frame);
            List<RtpPacket> packets = packets(packetizer, frame, sequence, size);
            sequence += packets.size();
            Optional<byte[]> out = Optional.empty();
            for (RtpPacket packet : packets) {
                assertThat(out).isEmpty();
                assertThat(packet.payloadLength()).isLessThanOrEqualTo(1_200);
                out = depacketizer.push(packet);
            }
            assertThat(out).hasValue(frame);
        }
        assertThat(depacketizer.incomplete()).isZero();
    }

    @Test
    void leavesOutWhatMissesAPacketAndNothingElse() {
        Vp8Packetizer packetizer = new Vp8Packetizer(1_200);
        byte[] frame = new byte[5_000];
        for (int lost = 0; lost < 5; lost++) {
            Vp8Depacketizer depacketizer = new Vp8Depacketizer();
            List<RtpPacket> packets = new ArrayList<>(packets(packetizer, frame, 100, 1));
            packets.remove(lost);
            packets.forEach(packet -> assertThat(depacketizer.push(packet)).isEmpty());
            List<Optional<byte[]>> next = packets(packetizer, frame, 105, 2).stream()
                    .map(depacketizer::push)
                    .toList();
            assertThat(next.getLast()).as("after losing packet %d", lost).isPresent();
            assertThat(depacketizer.incomplete()).isEqualTo(1);
        }
    }

    @Test
    void readsWhatAPartyCanTake() {
        assertThat(Vp8Format.parse(120, Map.of("max-fs", "12288", "max-fr", "60")))
                .isEqualTo(new Vp8Format(120, 60, 12_288));
        assertThat(Vp8Format.parse(96, Map.of("max-fs", "-1", "max-fr", "many")))
                .isEqualTo(Vp8Format.parse(96, Map.of()));
    }

    @Test
    void takesNothingButVp8() {
        PictureFormat vp8 = Vp8Format.parse(96, Map.of());
        PictureFormat h264 = H264Format.ofLevel(97, 66, 0xE0, 31, 1);
        assertThat(vp8.canTake(vp8, Optional.empty(), false)).isTrue();
        assertThat(vp8.misfit(h264, Optional.empty(), false))
                .hasValue(new PictureMisfit(PictureMisfit.Limit.CODEC, "H264", "VP8"));
        assertThat(h264.misfit(vp8, Optional.empty(), false))
                .hasValue(new PictureMisfit(PictureMisfit.Limit.CODEC, "VP8", "H264"));
    }

    private static List<RtpPacket> packets(Vp8Packetizer packetizer, byte[] frame, int firstSequence, long timestamp) {
        List<RtpPacket> packets = new ArrayList<>();
        packetizer.pack(EncodedPicture.of(frame), (payload, length, marker) -> {
            byte[] bytes = new byte[RtpPacket.FIXED_HEADER + length];
            bytes[0] = (byte) 0x80;
            System.arraycopy(payload, 0, bytes, RtpPacket.FIXED_HEADER, length);
            RtpPacket packet = new RtpPacket().wrap(bytes, 0, bytes.length);
            packet.marker(marker);
            packet.sequenceNumber(firstSequence + packets.size() & 0xFFFF);
            packet.timestamp(timestamp);
            packets.add(packet);
        });
        return packets;
    }

    private static int inspect(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return Vp8Payload.inspect(bytes, 0, bytes.length);
    }
}

package org.courtbridge.codecs.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.courtbridge.codecs.rtp.MalformedPacketException;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.video.EncodedPicture;
import org.junit.jupiter.api.Test;

class H264PayloadTest {

    /** x264, Constrained Baseline, level 3.0, 640x360 (cropped from 640x368). */
    private static final byte[] SPS_640X360 =
            HexFormat.of().parseHex("6742c01ed900a02ff9701100000300010000030032 0f162e48".replace(" ", ""));

    private static final byte[] PPS = HexFormat.of().parseHex("68cb83cb20");

    @Test
    void readsTheSizeThatIsShown() {
        SequenceParameterSet sps = SequenceParameterSet.parse(SPS_640X360, 0, SPS_640X360.length);
        assertThat(sps).isEqualTo(new SequenceParameterSet(66, 0xC0, 30, 40, 23, 640, 360));
    }

    @Test
    void refusesTruncatedParameterSets() {
        // The size ends in the tenth byte; what follows is not read.
        for (int length = 0; length < 9; length++) {
            byte[] cut = Arrays.copyOf(SPS_640X360, length);
            assertThatThrownBy(() -> SequenceParameterSet.parse(cut, 0, cut.length))
                    .as("%d bytes", length)
                    .isInstanceOf(MalformedPacketException.class);
        }
    }

    @Test
    void meetsMutatedBytesWithAnAnswerOrARefusal() {
        Random random = new Random(4);
        int accepted = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = SPS_640X360.clone();
            for (int flips = random.nextInt(5); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                SequenceParameterSet sps = SequenceParameterSet.parse(bytes, 0, bytes.length);
                assertThat(sps.width()).isBetween(1, 16_384);
                accepted++;
            } catch (MalformedPacketException e) {
                continue;
            }
        }
        assertThat(accepted).isGreaterThan(1000);
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = new byte[random.nextInt(30)];
            random.nextBytes(bytes);
            if ((H264Payload.inspect(bytes, 0, bytes.length) & PayloadTraits.MALFORMED) == 0) {
                H264Payload.forEachUnit(
                        bytes,
                        0,
                        bytes.length,
                        (b, at, n, last) -> assertThat(at + n).isLessThanOrEqualTo(b.length));
            }
        }
    }

    @Test
    void seesKeyframesInEveryForm() {
        assertThat(inspect("65")).isEqualTo(PayloadTraits.IDR);
        assertThat(inspect("41")).isEqualTo(PayloadTraits.DEPENDENT);
        assertThat(inspect("06")).as("SEI").isZero();
        assertThat(inspect("67")).isEqualTo(PayloadTraits.HAS_SPS);
        assertThat(inspect("78" + "00026742" + "000168" + "000265ff"))
                .isEqualTo(PayloadTraits.AGGREGATE | PayloadTraits.HAS_SPS | PayloadTraits.HAS_PPS | PayloadTraits.IDR);
        assertThat(inspect("7c8500")).isEqualTo(PayloadTraits.FRAGMENT | PayloadTraits.IDR);
        assertThat(inspect("7c0500")).as("not the start").isEqualTo(PayloadTraits.FRAGMENT);
        assertThat(inspect("")).isEqualTo(PayloadTraits.MALFORMED);
        assertThat(inspect("7800036742")).isEqualTo(PayloadTraits.MALFORMED);
        assertThat(inspect("78")).isEqualTo(PayloadTraits.MALFORMED);
        assertThat(inspect("7c85")).isEqualTo(PayloadTraits.MALFORMED);
        assertThat(inspect("1d00")).as("FU-B").isEqualTo(PayloadTraits.MALFORMED);
    }

    @Test
    void putsTogetherWhatWasTakenApart() {
        Random random = new Random(5);
        for (int round = 0; round < 50; round++) {
            byte[] picture = picture(random, 1 + random.nextInt(9000));
            List<byte[]> packets = new ArrayList<>();
            new H264Packetizer(1, 1200)
                    .pack(
                            EncodedPicture.of(picture),
                            (bytes, length, marker) ->
                                    packets.add(packet(65_530 + packets.size(), marker, bytes, length)));
            assertThat(packets).allSatisfy(packet -> assertThat(packet.length).isLessThanOrEqualTo(1212));

            var depacketizer = new H264Depacketizer();
            List<byte[]> pictures = new ArrayList<>();
            for (byte[] packet : packets) {
                depacketizer
                        .push(new RtpPacket().wrap(packet, 0, packet.length))
                        .ifPresent(pictures::add);
            }
            assertThat(pictures).containsExactly(picture);
        }
    }

    @Test
    void leavesOutPicturesThatMissAPacket() {
        byte[] picture = picture(new Random(6), 5000);
        List<byte[]> packets = new ArrayList<>();
        new H264Packetizer(1, 1200)
                .pack(
                        EncodedPicture.of(picture),
                        (bytes, length, marker) -> packets.add(packet(packets.size(), marker, bytes, length)));
        for (int lost = 1; lost < packets.size() - 1; lost++) {
            var depacketizer = new H264Depacketizer();
            Optional<byte[]> seen = Optional.empty();
            for (int i = 0; i < packets.size(); i++) {
                if (i != lost) {
                    seen = depacketizer.push(new RtpPacket().wrap(packets.get(i), 0, packets.get(i).length));
                }
            }
            assertThat(seen).as("without packet %d", lost).isEmpty();
            assertThat(depacketizer.incomplete()).isEqualTo(1);
        }
    }

    @Test
    void mode0NeverAggregatesNorFragments() {
        byte[] picture = picture(new Random(7), 500);
        List<Integer> flags = new ArrayList<>();
        new H264Packetizer(0, 1200)
                .pack(
                        EncodedPicture.of(picture),
                        (bytes, length, marker) -> flags.add(H264Payload.inspect(bytes, 0, length)));
        assertThat(flags).containsExactly(PayloadTraits.HAS_SPS, PayloadTraits.HAS_PPS, PayloadTraits.IDR);
        assertThatThrownBy(() ->
                        new H264Packetizer(0, 400).pack(EncodedPicture.of(picture), (bytes, length, marker) -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsTelephoneEvents() {
        byte[] bytes = HexFormat.of().parseHex("0b8a0320");
        TelephoneEvent event = TelephoneEvent.parse(bytes, 0, 4).orElseThrow();
        assertThat(event).isEqualTo(new TelephoneEvent(11, true, 10, 800));
        assertThat(event.key()).contains('#');
        byte[] written = new byte[4];
        event.write(written, 0);
        assertThat(written).isEqualTo(bytes);
        assertThat(new TelephoneEvent(16, true, 0, 0).key()).isEmpty();
        assertThat(TelephoneEvent.parse(bytes, 0, 3)).isEmpty();
    }

    private static int inspect(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return H264Payload.inspect(bytes, 0, bytes.length);
    }

    private static byte[] picture(Random random, int sliceSize) {
        byte[] slice = new byte[sliceSize];
        for (int i = 1; i < slice.length; i++) {
            slice[i] = (byte) (1 + random.nextInt(255));
        }
        slice[0] = 0x65;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] unit : List.of(SPS_640X360, PPS, slice)) {
            out.writeBytes(new byte[] {0, 0, 0, 1});
            out.writeBytes(unit);
        }
        return out.toByteArray();
    }

    private static byte[] packet(int sequence, boolean marker, byte[] payload, int length) {
        byte[] bytes = new byte[12 + length];
        bytes[0] = (byte) 0x80;
        System.arraycopy(payload, 0, bytes, 12, length);
        RtpPacket packet = new RtpPacket().wrap(bytes, 0, bytes.length);
        packet.sequenceNumber(sequence);
        packet.timestamp(1234);
        packet.marker(marker);
        return bytes;
    }
}

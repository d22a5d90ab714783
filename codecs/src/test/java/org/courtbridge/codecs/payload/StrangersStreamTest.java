package org.courtbridge.codecs.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureDecoder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests with streams that others coded and packed, in every format that we take. */
class StrangersStreamTest {

    /** dB: the same picture, coded twice at such rates; another one has some 15. */
    private static final double ALIKE = 20;

    @ParameterizedTest
    @EnumSource(StrangersStream.class)
    void showsWhatTheyShowed(StrangersStream stream) {
        List<I420Picture> pictures = decode(stream);
        List<I420Picture> others = decode(stream == StrangersStream.H264 ? StrangersStream.VP8 : StrangersStream.H264);
        assertThat(pictures).hasSize(StrangersStream.PICTURES);
        for (int i = 0; i < StrangersStream.PICTURES; i++) {
            assertThat(likeness(pictures.get(i), others.get(i)))
                    .as("picture %d", i)
                    .isGreaterThan(ALIKE);
            assertThat(likeness(pictures.get(i), others.get((i + 10) % 20)))
                    .as("picture %d against another", i)
                    .isLessThan(ALIKE);
        }
    }

    @ParameterizedTest
    @EnumSource(StrangersStream.class)
    void seesWherePicturesBeginAndEnd(StrangersStream stream) {
        PictureFormat format = stream.format();
        List<Long> timestamps = new ArrayList<>();
        Set<Integer> keys = new HashSet<>();
        Set<Integer> dependent = new HashSet<>();
        boolean begins = true;
        for (RtpPacket packet : stream.packets()) {
            byte[] bytes = packet.getBuffer();
            int at = packet.payloadAt();
            int length = packet.payloadLength();
            if (timestamps.isEmpty() || timestamps.getLast() != packet.timestamp()) {
                assertThat(begins)
                        .as("a marker before picture %d", timestamps.size())
                        .isTrue();
                timestamps.add(packet.timestamp());
            }
            begins = packet.marker();
            int flags = format.inspect(bytes, at, length);
            assertThat(flags & PayloadTraits.MALFORMED).isZero();
            if ((flags & PayloadTraits.IDR) != 0) {
                keys.add(timestamps.size() - 1);
            }
            if ((flags & PayloadTraits.DEPENDENT) != 0) {
                dependent.add(timestamps.size() - 1);
            }
            assertThat(!packet.marker() || format.mayEndPicture(bytes, at, length))
                    .isTrue();
        }
        assertThat(keys).containsExactlyInAnyOrder(0, 10);
        assertThat(dependent).hasSize(18).doesNotContainAnyElementsOf(keys);
    }

    @ParameterizedTest
    @EnumSource(StrangersStream.class)
    void leavesOutAPictureThatMissesAPacket(StrangersStream stream) {
        int packets = stream.packets().size();
        for (int lost = 1; lost < packets; lost++) {
            List<RtpPacket> rest = stream.packets();
            rest.remove(lost);
            PictureDepacketizer depacketizer = stream.format().depacketizer();
            long whole = rest.stream()
                    .map(depacketizer::push)
                    .filter(Optional::isPresent)
                    .count();
            assertThat(whole).as("without packet %d", lost).isBetween(StrangersStream.PICTURES - 2L, 19L);
            assertThat(depacketizer.incomplete()).isLessThanOrEqualTo(2);
        }
    }

    private static List<I420Picture> decode(StrangersStream stream) {
        List<I420Picture> pictures = new ArrayList<>();
        PictureDepacketizer depacketizer = stream.format().depacketizer();
        try (PictureDecoder decoder = stream.format().coding().decoder()) {
            for (RtpPacket packet : stream.packets()) {
                depacketizer.push(packet).flatMap(decoder::decode).ifPresent(pictures::add);
            }
            assertThat(decoder.refused()).isZero();
        }
        assertThat(depacketizer.incomplete()).isZero();
        return pictures;
    }

    /** Peak signal to noise ratio of the brightness. */
    private static double likeness(I420Picture a, I420Picture b) {
        assertThat(List.of(a.width(), a.height())).containsExactly(176, 144);
        double squares = 0;
        for (int i = 0; i < a.luma().length; i++) {
            double difference = (a.luma()[i] & 0xFF) - (b.luma()[i] & 0xFF);
            squares += difference * difference;
        }
        return 10 * Math.log10(255 * 255 / Math.max(squares / a.luma().length, 1e-9));
    }
}

package org.courtbridge.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.courtbridge.codecs.payload.H264Depacketizer;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.rtp.MaximumBitrate;
import org.courtbridge.codecs.rtp.PictureLossIndication;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureDecoder;
import org.courtbridge.media.leg.LegMedia;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A phone that sends two sizes at once, in a hearing where nothing can be coded anew. */
class SimulcastLayersTest {

    private final PictureHearing hearing = new PictureHearing();
    private final PictureParty phone = hearing.browser("A", 0);
    private final PictureParty viewer = hearing.browser("B", 1);
    private final PictureParty old = hearing.room("C", H264Format.ofLevel(PictureParty.PAYLOAD_TYPE, 66, 0xE0, 13, 1));
    private final SimulcastLayer large = new SimulcastLayer(phone, "h", 640, 360, 800_000);
    private final SimulcastLayer small = new SimulcastLayer(phone, "l", 320, 176, 150_000);

    @AfterEach
    void close() {
        hearing.close();
        large.close();
        small.close();
    }

    @Test
    void everyoneSeesTheLargestThatItCanTake() {
        admit();
        film(60, large, small);
        forget(viewer);
        forget(old);
        film(45, large, small);

        assertThat(widths(viewer)).containsOnly(640);
        assertThat(widths(old)).containsOnly(320);
    }

    @Test
    void whoHasANarrowLineSeesTheSmallOneAndNobodyElseDoes() {
        PictureParty witness = hearing.browser("D", 1);
        admit(witness);
        film(60, large, small);

        viewer.transport.arrive(new MaximumBitrate(1, 400_000, List.of(viewer.sentSsrc(0))), hearing.now());
        hearing.later(300);
        film(30, large, small);
        forget(viewer);
        forget(witness);
        film(45, large, small);

        assertThat(widths(viewer)).containsOnly(320);
        assertThat(widths(witness)).containsOnly(640);
    }

    @Test
    void itIsOneStreamWhateverSizeItShows() {
        admit();
        film(60, large, small);
        viewer.transport.arrive(new MaximumBitrate(1, 400_000, List.of(viewer.sentSsrc(0))), hearing.now());
        hearing.later(300);
        film(60, large, small);
        viewer.transport.arrive(new MaximumBitrate(1, 4_000_000, List.of(viewer.sentSsrc(0))), hearing.now());
        hearing.later(300);
        film(60, large, small);

        List<RtpPacket> received = viewer.received(0);
        assertThat(widths(viewer)).startsWith(640).contains(320).endsWith(640);
        for (int i = 1; i < received.size(); i++) {
            assertThat(received.get(i).sequenceNumber())
                    .isEqualTo(received.get(i - 1).sequenceNumber() + 1 & 0xFFFF);
            assertThat((int) (received.get(i).timestamp() - received.get(i - 1).timestamp()))
                    .isBetween(0, 90_000);
        }
    }

    @Test
    void aSizeThatNoLongerComesGivesWayToTheNext() {
        admit();
        film(60, large, small);
        film(40, small);
        forget(viewer);
        film(45, small);
        assertThat(widths(viewer)).containsOnly(320);

        film(60, large, small);
        assertThat(widths(viewer)).endsWith(640);
    }

    private void admit(PictureParty... others) {
        phone.layering = Optional.of(new LegMedia.Layering(List.of("h", "l"), SimulcastLayer.RID_EXTENSION, 0));
        PictureParty[] all = new PictureParty[3 + others.length];
        all[0] = phone;
        all[1] = viewer;
        all[2] = old;
        System.arraycopy(others, 0, all, 3, others.length);
        hearing.admit(all);
        hearing.bridge.activeSpeaker(phone.id());
        hearing.run();
    }

    /** What comes from now on begins with a keyframe. */
    private void forget(PictureParty party) {
        party.transport.forget();
        party.transport.arrive(new PictureLossIndication(1, party.sentSsrc(0)), hearing.now());
    }

    private void film(int pictures, SimulcastLayer... layers) {
        for (int i = 0; i < pictures; i++) {
            for (SimulcastLayer layer : layers) {
                layer.film(hearing.now());
            }
            hearing.run();
            hearing.later(33);
        }
    }

    /** Of the pictures that came after a keyframe that came. */
    private static List<Integer> widths(PictureParty party) {
        assertThat(party.received(0)).isNotEmpty();
        H264Depacketizer depacketizer = new H264Depacketizer();
        try (PictureDecoder decoder = PictureDecoder.h264()) {
            return party.received(0).stream()
                    .flatMap(packet -> depacketizer.push(packet).stream())
                    .flatMap(picture -> decoder.decode(picture).stream())
                    .map(I420Picture::width)
                    .toList();
        }
    }
}

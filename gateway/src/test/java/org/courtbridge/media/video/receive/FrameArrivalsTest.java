package org.courtbridge.media.video.receive;

import static org.assertj.core.api.Assertions.assertThat;

import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.media.video.VideoSource;
import org.junit.jupiter.api.Test;

class FrameArrivalsTest {

    private static final long MILLISECOND = 1_000_000;

    private final FrameArrivals arrivals = new FrameArrivals();

    private boolean arrived(long timestamp, long milliseconds) {
        byte[] bytes = new byte[RtpPacket.FIXED_HEADER];
        bytes[0] = (byte) 0x80;
        RtpPacket packet = new RtpPacket().wrap(bytes, 0, bytes.length);
        packet.timestamp(timestamp);
        return arrivals.arrived(packet, milliseconds * MILLISECOND);
    }

    @Test
    void tellsOnceThatPicturesComeAndOnceThatTheyStop() {
        assertThat(arrivals.hasBegun()).isFalse();
        assertThat(arrived(0, 1_000)).isTrue();
        assertThat(arrived(0, 1_001)).isFalse();
        assertThat(arrivals.flows()).isTrue();
        assertThat(arrivals.tick(1_700 * MILLISECOND)).isFalse();
        assertThat(arrivals.tick(1_701 * MILLISECOND)).isTrue();
        assertThat(arrivals.tick(1_702 * MILLISECOND)).isFalse();
        assertThat(arrivals.flows()).isFalse();
        assertThat(arrivals.hasBegun()).isTrue();
        assertThat(arrived(3_000, 2_000)).isTrue();
    }

    @Test
    void waitsLongerForPicturesThatComeSeldom() {
        arrived(0, 0);
        arrived(3_000, 33);
        assertThat(arrivals.lossTimeoutNanos()).isEqualTo(VideoSource.LOSS_TIMEOUT_NANOS);
        arrived(93_000, 1_033);
        assertThat(arrivals.lossTimeoutNanos()).isEqualTo(VideoSource.SLOW_LOSS_TIMEOUT_NANOS);
        for (int picture = 1; picture <= 6; picture++) {
            arrived(93_000 + 3_000 * picture, 1_033 + 33 * picture);
        }
        assertThat(arrivals.lossTimeoutNanos())
                .as("an eighth is forgotten with each")
                .isEqualTo(VideoSource.LOSS_TIMEOUT_NANOS);
    }

    @Test
    void packetsOfOnePictureAreNoPictures() {
        arrived(0, 0);
        arrived(0, 900);
        assertThat(arrivals.lossTimeoutNanos()).isEqualTo(VideoSource.LOSS_TIMEOUT_NANOS);
    }

    @Test
    void waitsLongerForAScreen() {
        arrivals.screen(true);
        assertThat(arrivals.lossTimeoutNanos()).isEqualTo(VideoSource.SLOW_LOSS_TIMEOUT_NANOS);
    }
}

package org.courtbridge.media.video.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.NativePicture;
import org.courtbridge.media.leg.BridgeClock;
import org.junit.jupiter.api.Test;

class GlanceTest {

    private long now = 1_000_000_000_000L;
    private final Glance glance = new Glance(new BridgeClock(InstantSource.system(), () -> now));

    private void take(int luma, int cb, int cr) {
        I420Picture picture = new I420Picture(640, 360);
        picture.fill(0, 0, 640, 360, luma, cb, cr);
        try (NativePicture plain = NativePicture.of(picture)) {
            glance.take(plain, 0, 0, false);
        }
    }

    private int[] middle() throws Exception {
        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(glance.jpeg().orElseThrow()));
        assertThat(image.getWidth()).isEqualTo(320);
        assertThat(image.getHeight()).isEqualTo(180);
        int rgb = image.getRGB(160, 90);
        return new int[] {rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF};
    }

    @Test
    void isASmallJpegInItsColours() throws Exception {
        assertThat(glance.jpeg()).isEmpty();
        // Red by BT.709.
        take(63, 102, 240);
        int[] red = middle();
        assertThat(red[0]).isGreaterThan(240);
        assertThat(red[1]).isLessThan(20);
        assertThat(red[2]).isLessThan(20);
    }

    @Test
    void isTakenEverySoManySecondsAtMost() throws Exception {
        take(235, 128, 128);
        now += Glance.PAUSE - 1;
        take(16, 128, 128);
        assertThat(middle()[0]).isGreaterThan(240);
        now += 1;
        take(16, 128, 128);
        assertThat(middle()[0]).isLessThan(15);
    }

    @Test
    void isOverWhenNobodyLooksAndGoneWhenNothingComes() {
        take(235, 128, 128);
        now += Glance.PATIENCE;
        glance.asked();
        assertThat(glance.isOver()).isFalse();
        now += TimeUnit.SECONDS.toNanos(1);
        assertThat(glance.jpeg()).as("too old").isEmpty();
        now += Glance.PATIENCE;
        assertThat(glance.isOver()).isTrue();
    }
}

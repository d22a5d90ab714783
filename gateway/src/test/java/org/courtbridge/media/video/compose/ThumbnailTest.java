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

class ThumbnailTest {

    private long now = 1_000_000_000_000L;
    private final Thumbnail thumbnail = new Thumbnail(new BridgeClock(InstantSource.system(), () -> now));

    private void take(int luma, int cb, int cr) {
        I420Picture picture = new I420Picture(640, 360);
        picture.fill(0, 0, 640, 360, luma, cb, cr);
        try (NativePicture plain = NativePicture.of(picture)) {
            thumbnail.take(plain, 0, 0, false);
        }
    }

    private int[] middle() throws Exception {
        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(thumbnail.jpeg().orElseThrow()));
        assertThat(image.getWidth()).isEqualTo(320);
        assertThat(image.getHeight()).isEqualTo(180);
        int rgb = image.getRGB(160, 90);
        return new int[] {rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF};
    }

    @Test
    void isASmallJpegInItsColours() throws Exception {
        assertThat(thumbnail.jpeg()).isEmpty();
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
        now += Thumbnail.PAUSE - 1;
        take(16, 128, 128);
        assertThat(middle()[0]).isGreaterThan(240);
        now += 1;
        take(16, 128, 128);
        assertThat(middle()[0]).isLessThan(15);
    }

    @Test
    void isOverWhenNobodyLooksAndGoneWhenNothingComes() {
        take(235, 128, 128);
        now += Thumbnail.PATIENCE;
        thumbnail.asked();
        assertThat(thumbnail.isOver()).isFalse();
        now += TimeUnit.SECONDS.toNanos(1);
        assertThat(thumbnail.jpeg()).as("too old").isEmpty();
        now += Thumbnail.PATIENCE;
        assertThat(thumbnail.isOver()).isTrue();
    }
}

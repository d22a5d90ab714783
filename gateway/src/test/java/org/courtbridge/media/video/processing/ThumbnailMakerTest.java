package org.courtbridge.media.video.processing;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.ImmediateEventExecutor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.NativePicture;
import org.courtbridge.media.leg.BridgeClock;
import org.junit.jupiter.api.Test;

class ThumbnailMakerTest {

    private long now = 1_000_000_000_000L;
    private final ThumbnailMaker thumbnail =
            new ThumbnailMaker(new BridgeClock(InstantSource.system(), () -> now), Runnable::run);

    private void take(int luma, int cb, int cr) {
        I420Picture picture = I420Picture.black(640, 360);
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
        now += ThumbnailMaker.PAUSE - 1;
        take(16, 128, 128);
        assertThat(middle()[0]).isGreaterThan(240);
        now += 1;
        take(16, 128, 128);
        assertThat(middle()[0]).isLessThan(15);
    }

    @Test
    void isGoneWhenNothingComes() {
        take(235, 128, 128);
        now += ThumbnailMaker.PATIENCE;
        assertThat(thumbnail.jpeg()).isPresent();
        now += TimeUnit.SECONDS.toNanos(1);
        assertThat(thumbnail.jpeg()).isEmpty();
    }

    @Test
    void isOfOneSourceAtATimeAndOfNoneOnceItIsClosed() {
        BridgeClock clock = new BridgeClock(InstantSource.system(), () -> now);
        SharedVideoDecoder first =
                new SharedVideoDecoder("leg A", ImmediateEventExecutor.INSTANCE, () -> {}, Runnable::run, clock);
        SharedVideoDecoder second =
                new SharedVideoDecoder("leg B", ImmediateEventExecutor.INSTANCE, () -> {}, Runnable::run, clock);
        thumbnail.of(Optional.of(first));
        thumbnail.of(Optional.of(second));
        give(first);
        assertThat(thumbnail.jpeg()).isEmpty();
        give(second);
        assertThat(thumbnail.jpeg()).isPresent();

        thumbnail.close();
        now += 2 * ThumbnailMaker.PATIENCE;
        give(second);
        thumbnail.of(Optional.of(first));
        give(first);
        assertThat(thumbnail.jpeg()).isEmpty();
    }

    private static void give(SharedVideoDecoder source) {
        try (NativePicture plain = NativePicture.of(I420Picture.black(640, 360))) {
            source.give(plain, 0, 0, false);
        }
    }
}

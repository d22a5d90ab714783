package org.courtbridge.media.video.processing;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.NativePicture;
import org.courtbridge.codecs.video.PictureCodecException;
import org.courtbridge.codecs.video.PictureScaler;
import org.courtbridge.codecs.video.PictureSize;
import org.courtbridge.codecs.video.PixelShape;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.video.coded.VideoProcessor;

/** Takes thumbnails of 320 x 180 pixels, one every {@link #PAUSE} at most. They are in memory alone. From any thread. */
final class ThumbnailMaker implements VideoProcessor.Thumbnail, DecodedPictureSink {

    private static final Logger LOG = LogManager.getLogger(ThumbnailMaker.class);

    /** Between two pictures, nanoseconds. */
    static final long PAUSE = TimeUnit.SECONDS.toNanos(2);

    /** Nanoseconds after which it is not shown any more if no other has come. */
    static final long PATIENCE = TimeUnit.SECONDS.toNanos(12);

    private static final PictureSize SIZE = new PictureSize(320, 180);

    private final BridgeClock clock;
    private final Executor coders;
    private final Tap tap = new Tap(this);
    private final AtomicBoolean coding = new AtomicBoolean();
    private volatile Optional<Taken> latest = Optional.empty();
    private volatile boolean closed;

    /** The decoding's worker's. */
    private long takenAt;

    private record Taken(byte[] jpeg, long at) {}

    /** @param coders code them as JPEG, which nobody in the hearing is to wait for */
    ThumbnailMaker(BridgeClock clock, Executor coders) {
        this.clock = clock;
        this.coders = coders;
        this.takenAt = clock.now() - PAUSE;
    }

    @Override
    public void of(Optional<VideoProcessor.Input> input) {
        tap.on(input);
    }

    /** Takes a small copy of the picture, unless one was taken a moment ago or is being coded, or others wait behind it. */
    @Override
    public void take(NativePicture picture, long timestamp, long playoutTime, boolean behind) {
        long now = clock.now();
        if (behind || now - takenAt < PAUSE || !coding.compareAndSet(false, true)) {
            return;
        }
        takenAt = now;
        boolean handed = false;
        try (PictureScaler scaler = new PictureScaler(picture.size(), picture.pixels(), SIZE, PixelShape.SQUARE);
                NativePicture small = scaler.scale(picture)) {
            I420Picture copy = small.copy();
            coders.execute(() -> code(copy, now));
            handed = true;
        } catch (PictureCodecException e) {
            // Nobody who is in the hearing is to feel that.
            LOG.warn("there is no small picture: {}", e.getMessage());
            latest = Optional.empty();
        } catch (RejectedExecutionException e) {
            // The gateway is going down.
            latest = Optional.empty();
        } finally {
            if (!handed) {
                coding.set(false);
            }
        }
    }

    private void code(I420Picture picture, long at) {
        try {
            latest = closed ? Optional.empty() : Optional.of(new Taken(coded(picture), at));
        } catch (RuntimeException e) {
            LOG.error("a small picture cannot be coded", e);
            latest = Optional.empty();
        } finally {
            coding.set(false);
        }
    }

    /** It counts for nobody who is in the hearing. */
    @Override
    public boolean worked(long nanos) {
        return false;
    }

    @Override
    public Optional<byte[]> jpeg() {
        return latest.filter(taken -> clock.now() - taken.at <= PATIENCE).map(Taken::jpeg);
    }

    @Override
    public void close() {
        closed = true;
        tap.end();
    }

    private static byte[] coded(I420Picture picture) {
        BufferedImage image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
        int columns = picture.width() / 2;
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                int chroma = y / 2 * columns + x / 2;
                image.setRGB(x, y, rgb(picture.lumaAt(x, y), picture.cb()[chroma] & 0xFF, picture.cr()[chroma] & 0xFF));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // Else it would be in a file meanwhile.
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "jpeg", out);
        } catch (IOException e) {
            throw new UncheckedIOException("a picture was not coded", e);
        }
        return bytes.toByteArray();
    }

    /** BT.709, 16 to 235, in 1/65536. */
    private static int rgb(int luma, int cb, int cr) {
        int bright = 76_309 * (luma - 16);
        int red = channel(bright + 117_489 * (cr - 128));
        int green = channel(bright - 13_975 * (cb - 128) - 34_925 * (cr - 128));
        int blue = channel(bright + 138_438 * (cb - 128));
        return red << 16 | green << 8 | blue;
    }

    private static int channel(int value) {
        return Math.clamp(value + 32_768 >> 16, 0, 255);
    }
}

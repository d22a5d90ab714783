package org.courtbridge.codecs.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;

/**
 * Brings pictures of one size to another, shape kept and black at the sides where the shapes differ, whatever the pixels.
 *
 * <p>For one thread at a time. Holds native memory until it is closed.
 */
public final class PictureScaler implements AutoCloseable {

    /** Pixels of brightness that are aligned, and their chrominance too, for what the scaler writes at once. */
    private static final int VECTOR = 64;

    private final PictureSize from;
    private final PixelShape fromPixels;
    private final PictureSize to;
    private final PixelShape pixels;

    /** Size of the scaled picture within the new one; even, and as large as the new one in one direction. */
    private final PictureSize inner;

    private final SwsContext context;
    private final NativePicture scaled;
    private boolean closed;

    /**
     * @param fromPixels of the pictures to scale
     * @param pixels of what they become
     */
    public PictureScaler(PictureSize from, PixelShape fromPixels, PictureSize to, PixelShape pixels) {
        this.from = from;
        this.fromPixels = fromPixels;
        this.to = to;
        this.pixels = pixels;
        this.inner = to.largestOfShape(from, fromPixels, pixels);
        this.context = Ffmpeg.allocated(
                "sws_getContext",
                sws_getContext(
                        from.width(),
                        from.height(),
                        AV_PIX_FMT_YUV420P,
                        inner.width(),
                        inner.height(),
                        AV_PIX_FMT_YUV420P,
                        SWS_BILINEAR,
                        null,
                        null,
                        (DoublePointer) null));
        this.scaled = scratch(context, inner, pixels);
    }

    /** Makes one between pictures of square pixels. */
    public static PictureScaler ofSquarePixels(PictureSize from, PictureSize to) {
        return new PictureScaler(from, PixelShape.SQUARE, to, PixelShape.SQUARE);
    }

    private static NativePicture scratch(SwsContext context, PictureSize size, PixelShape pixels) {
        try {
            return NativePicture.unwritten(size, pixels);
        } catch (PictureCodecException e) {
            sws_freeContext(context);
            throw e;
        }
    }

    /** Whether it was made for such pictures. */
    public boolean takes(PictureSize size, PixelShape shape) {
        return size.equals(from) && shape.equals(fromPixels);
    }

    /**
     * @return to be closed
     * @throws IllegalArgumentException if the picture has another size than the one to scale from
     */
    public NativePicture scale(NativePicture picture) {
        NativePicture result = inner.equals(to) ? NativePicture.unwritten(to, pixels) : NativePicture.black(to, pixels);
        try {
            if (inner.equals(to)) {
                scaleTo(result, picture);
            } else {
                scale(picture, result, 0, 0);
            }
            return result;
        } catch (RuntimeException | Error e) {
            result.close();
            throw e;
        }
    }

    /** The same with copies. */
    public I420Picture scale(I420Picture picture) {
        try (NativePicture copy = NativePicture.of(picture);
                NativePicture result = scale(copy)) {
            return result.copy();
        }
    }

    /**
     * Scales into a part of another picture, and leaves alone what is at the sides of it.
     *
     * @param left pixels, even, from which on there is room for the size to scale to
     * @param top the same downwards
     * @throws IllegalArgumentException if the picture has another size than the one to scale from
     */
    public void scale(NativePicture picture, NativePicture into, int left, int top) {
        int x = left + (to.width() - inner.width()) / 4 * 2;
        int y = top + (to.height() - inner.height()) / 4 * 2;
        if (inner.equals(from)) {
            check(picture);
            into.paste(picture, x, y);
            return;
        }
        if (x % VECTOR == 0 && inner.width() % VECTOR == 0) {
            try (NativePicture part = into.part(x, y, inner)) {
                scaleTo(part, picture);
            }
            return;
        }
        // Not straight into the part: the scaler writes whole vectors, which may go past the end of a row.
        scaleTo(scaled, picture);
        into.paste(scaled, x, y);
    }

    private void scaleTo(NativePicture result, NativePicture picture) {
        check(picture);
        Ffmpeg.check(
                "sws_scale",
                sws_scale(
                        context,
                        picture.frame().data(),
                        picture.frame().linesize(),
                        0,
                        from.height(),
                        result.frame().data(),
                        result.frame().linesize()));
    }

    private void check(NativePicture picture) {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        if (!picture.size().equals(from)) {
            throw new IllegalArgumentException("picture: %s (expected: %s)".formatted(picture.size(), from));
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            sws_freeContext(context);
            scaled.close();
        }
    }
}

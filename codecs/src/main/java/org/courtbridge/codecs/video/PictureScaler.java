package org.courtbridge.codecs.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Brings pictures of one size to another, shape kept and black at the sides where the shapes differ, whatever the pixels.
 *
 * <p>For one thread at a time. Holds native memory until it is closed.
 */
public final class PictureScaler implements AutoCloseable {

    private final PictureSize from;
    private final PixelShape fromPixels;
    private final PictureSize to;
    private final PixelShape pixels;

    /** Where the scaled picture lies in the new one; even, and as large as the new one in one direction. */
    private final PictureSize inner;

    private final SwsContext context;
    private final NativePicture source;
    private final NativePicture scaled;
    private boolean closed;

    /** Between pictures of square pixels. */
    public PictureScaler(PictureSize from, PictureSize to) {
        this(from, PixelShape.SQUARE, to, PixelShape.SQUARE);
    }

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
        this.source = new NativePicture(from);
        this.scaled = new NativePicture(inner);
    }

    /** Whether it was made for such pictures. */
    public boolean takes(I420Picture picture) {
        return PictureSize.of(picture).equals(from) && picture.pixels().equals(fromPixels);
    }

    /** @throws IllegalArgumentException if the picture has another size than the one to scale from */
    public I420Picture scale(I420Picture picture) {
        I420Picture result = new I420Picture(to.width(), to.height(), pixels);
        scale(picture, result, 0, 0);
        return result;
    }

    /**
     * Scales into a part of another picture, and leaves alone what is at the sides of it.
     *
     * @param left pixels, even, from which on there is room for the size to scale to
     * @param top the same downwards
     * @throws IllegalArgumentException if the picture has another size than the one to scale from
     */
    public void scale(I420Picture picture, I420Picture into, int left, int top) {
        if (!PictureSize.of(picture).equals(from)) {
            throw new IllegalArgumentException("picture: %s (expected: %s)".formatted(PictureSize.of(picture), from));
        }
        Planes.write(picture.luma(), from.width(), from.height(), source.y, from.width());
        Planes.write(picture.cb(), from.width() / 2, from.height() / 2, source.u, from.width() / 2);
        Planes.write(picture.cr(), from.width() / 2, from.height() / 2, source.v, from.width() / 2);
        Ffmpeg.check(
                "sws_scale",
                sws_scale(context, source.planes, source.strides, 0, from.height(), scaled.planes, scaled.strides));
        int x = left + (to.width() - inner.width()) / 4 * 2;
        int y = top + (to.height() - inner.height()) / 4 * 2;
        int columns = inner.width();
        int rows = inner.height();
        int stride = into.width();
        Planes.read(scaled.y, columns, into.luma(), y * stride + x, stride, columns, rows);
        int chroma = y / 2 * (stride / 2) + x / 2;
        Planes.read(scaled.u, columns / 2, into.cb(), chroma, stride / 2, columns / 2, rows / 2);
        Planes.read(scaled.v, columns / 2, into.cr(), chroma, stride / 2, columns / 2, rows / 2);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            sws_freeContext(context);
            source.close();
            scaled.close();
        }
    }

    /** Three tightly packed planes, with the vectors to the side that swscale reads past their ends. */
    private static final class NativePicture implements AutoCloseable {

        private static final int MARGIN = 64;

        private final BytePointer y;
        private final BytePointer u;
        private final BytePointer v;
        private final PointerPointer<BytePointer> planes;
        private final IntPointer strides;

        NativePicture(PictureSize size) {
            long pixels = (long) size.width() * size.height();
            y = new BytePointer(pixels + MARGIN);
            u = new BytePointer(pixels / 4 + MARGIN);
            v = new BytePointer(pixels / 4 + MARGIN);
            planes = new PointerPointer<>(y, u, v, null);
            strides = new IntPointer(size.width(), size.width() / 2, size.width() / 2, 0);
        }

        @Override
        public void close() {
            planes.deallocate();
            strides.deallocate();
            y.deallocate();
            u.deallocate();
            v.deallocate();
        }
    }
}

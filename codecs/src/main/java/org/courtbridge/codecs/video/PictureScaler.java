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

    /** @throws IllegalArgumentException if the picture has another size than the one to scale from */
    public I420Picture scale(I420Picture picture) {
        if (!PictureSize.of(picture).equals(from)) {
            throw new IllegalArgumentException("picture: %s (expected: %s)".formatted(PictureSize.of(picture), from));
        }
        source.y.position(0).put(picture.luma(), 0, picture.luma().length);
        source.u.position(0).put(picture.cb(), 0, picture.cb().length);
        source.v.position(0).put(picture.cr(), 0, picture.cr().length);
        Ffmpeg.check(
                "sws_scale",
                sws_scale(context, source.planes, source.strides, 0, from.height(), scaled.planes, scaled.strides));
        I420Picture result = new I420Picture(to.width(), to.height(), pixels);
        int left = (to.width() - inner.width()) / 4 * 2;
        int top = (to.height() - inner.height()) / 4 * 2;
        paste(scaled.y, inner.width(), inner.height(), result.luma(), to.width(), left, top);
        paste(scaled.u, inner.width() / 2, inner.height() / 2, result.cb(), to.width() / 2, left / 2, top / 2);
        paste(scaled.v, inner.width() / 2, inner.height() / 2, result.cr(), to.width() / 2, left / 2, top / 2);
        return result;
    }

    private static void paste(BytePointer plane, int columns, int rows, byte[] into, int stride, int left, int top) {
        for (int row = 0; row < rows; row++) {
            plane.position((long) row * columns).get(into, (top + row) * stride + left, columns);
        }
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

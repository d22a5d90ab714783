package org.courtbridge.codecs.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_get_ref_count;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_image_copy_plane;

import java.lang.foreign.MemorySegment;
import org.bytedeco.ffmpeg.avutil.AVBufferRef;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/**
 * The samples of an {@link I420Picture} in native memory, where decoders leave them and where scalers and encoders read them:
 * nothing is copied on the way from one to the other.
 *
 * <p>Several may hold the same samples, each by an instance of its own ({@link #share}), which it closes; the memory is free
 * when the last has done so. An instance is one thread's at a time, and of no use once it is closed.
 */
public final class NativePicture implements AutoCloseable {

    private static final int PLANES = 3;
    private static final int BLACK = 16;
    private static final int GREY = 128;

    private final PictureSize size;
    private final PixelShape pixels;
    private final AVFrame frame;
    private boolean closed;

    private NativePicture(PictureSize size, PixelShape pixels) {
        this.size = size;
        this.pixels = pixels;
        this.frame = Ffmpeg.allocated("av_frame_alloc", av_frame_alloc());
        frame.format(AV_PIX_FMT_YUV420P);
        frame.width(size.width());
        frame.height(size.height());
    }

    /**
     * One of which every sample is still to be written.
     *
     * @throws PictureCodecException if there is no memory for it
     */
    static NativePicture unwritten(PictureSize size, PixelShape pixels) {
        NativePicture picture = new NativePicture(size, pixels);
        picture.orClose("av_frame_get_buffer", av_frame_get_buffer(picture.frame, 0));
        return picture;
    }

    /**
     * A black one.
     *
     * @throws PictureCodecException if there is no memory for it
     */
    public static NativePicture black(PictureSize size, PixelShape pixels) {
        NativePicture picture = unwritten(size, pixels);
        picture.blacken(0, 0, size);
        return picture;
    }

    /**
     * A copy.
     *
     * @throws PictureCodecException if there is no memory for it
     */
    public static NativePicture of(I420Picture picture) {
        NativePicture copy = unwritten(PictureSize.of(picture), picture.pixels());
        copy.paste(picture, 0, 0);
        return copy;
    }

    /**
     * The samples of a frame of 4:2:0 and eight bits, and nothing else that came with them.
     *
     * @param size of the part that counts, from the upper left corner; no larger than the frame
     */
    static NativePicture sharing(AVFrame decoded, PictureSize size, PixelShape pixels) {
        NativePicture picture = new NativePicture(size, pixels);
        for (int i = 0; i < PLANES; i++) {
            picture.frame.data(i, decoded.data(i));
            picture.frame.linesize(i, decoded.linesize(i));
            AVBufferRef buffer = decoded.buf(i);
            if (buffer != null && !buffer.isNull()) {
                AVBufferRef held = av_buffer_ref(buffer);
                if (held == null) {
                    picture.close();
                }
                picture.frame.buf(i, Ffmpeg.allocated("av_buffer_ref", held));
            }
        }
        return picture;
    }

    /** The same samples once more, to be closed by itself. Whoever writes to either gets a copy of his own first. */
    public NativePicture share() {
        return sharing(frame(), size, pixels);
    }

    /**
     * Number of references to the samples: this, those that {@link #share} them and are not closed, and an encoder at work on
     * them.
     */
    public int holders() {
        return av_buffer_get_ref_count(frame().buf(0));
    }

    /**
     * A part of the same samples, to be written to: this becomes what is written there. To be closed before anything else is done
     * with this.
     *
     * @param left pixels, even
     * @param top pixels, even
     */
    NativePicture part(int left, int top, PictureSize part) {
        checkWithin(left, top, part);
        own();
        NativePicture shared = sharing(frame, part, pixels);
        for (int i = 0; i < PLANES; i++) {
            int half = i == 0 ? 1 : 2;
            shared.frame.data(i, at(i, left / half, top / half));
        }
        return shared;
    }

    public PictureSize size() {
        return size;
    }

    public PixelShape pixels() {
        return pixels;
    }

    /** As FFmpeg takes it; not to be kept. @throws IllegalStateException if this is closed */
    AVFrame frame() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        return frame;
    }

    /** A copy that Java can read and write. */
    public I420Picture copy() {
        return copy(0, 0, size);
    }

    /**
     * A copy of a part.
     *
     * @param left pixels, even
     * @param top pixels, even
     * @param part that lies within the picture from there on
     */
    public I420Picture copy(int left, int top, PictureSize part) {
        checkWithin(left, top, part);
        I420Picture copy = new I420Picture(part, pixels);
        for (int i = 0; i < PLANES; i++) {
            int half = i == 0 ? 1 : 2;
            int columns = part.width() / half;
            Planes.read(
                    at(i, left / half, top / half),
                    frame().linesize(i),
                    plane(copy, i),
                    0,
                    columns,
                    columns,
                    part.height() / half);
        }
        return copy;
    }

    /**
     * The picture as it is seen after some quarter turns; a copy, to be closed by itself.
     *
     * @param quarters clockwise, 0 to 3
     */
    public NativePicture turned(int quarters) {
        return of(copy().turned(quarters));
    }

    /**
     * Puts another over a part of this.
     *
     * @param left pixels, even, from which on there is room for it
     * @param top the same downwards
     */
    public void paste(I420Picture picture, int left, int top) {
        PictureSize part = PictureSize.of(picture);
        checkWithin(left, top, part);
        own();
        for (int i = 0; i < PLANES; i++) {
            int half = i == 0 ? 1 : 2;
            Planes.write(
                    plane(picture, i),
                    part.width() / half,
                    part.height() / half,
                    at(i, left / half, top / half),
                    frame.linesize(i));
        }
    }

    /** The same with one in native memory. */
    void paste(NativePicture picture, int left, int top) {
        checkWithin(left, top, picture.size);
        own();
        for (int i = 0; i < PLANES; i++) {
            int half = i == 0 ? 1 : 2;
            av_image_copy_plane(
                    at(i, left / half, top / half),
                    frame.linesize(i),
                    picture.frame().data(i),
                    picture.frame().linesize(i),
                    picture.size.width() / half,
                    picture.size.height() / half);
        }
    }

    /** Makes a part black. All numbers are even, and the part lies within the picture. */
    public void blacken(int left, int top, PictureSize part) {
        checkWithin(left, top, part);
        own();
        for (int i = 0; i < PLANES; i++) {
            int half = i == 0 ? 1 : 2;
            int stride = frame.linesize(i);
            int columns = part.width() / half;
            int rows = part.height() / half;
            MemorySegment plane = Planes.memory(at(i, left / half, top / half), stride, columns, rows);
            for (int row = 0; row < rows; row++) {
                plane.asSlice((long) row * stride, columns).fill((byte) (i == 0 ? BLACK : GREY));
            }
        }
    }

    private void checkWithin(int left, int top, PictureSize part) {
        boolean even = left % 2 == 0 && top % 2 == 0;
        boolean within =
                left >= 0 && top >= 0 && left + part.width() <= size.width() && top + part.height() <= size.height();
        if (!even || !within) {
            throw new IllegalArgumentException(
                    "part: %s at %d, %d (expected: even, within %s)".formatted(part, left, top, size));
        }
    }

    /** Before it is written to: whoever else holds the samples, such as an encoder, keeps them as they are. */
    private void own() {
        Ffmpeg.check("av_frame_make_writable", av_frame_make_writable(frame()));
    }

    private BytePointer at(int plane, int column, int row) {
        return frame().data(plane).position((long) row * frame.linesize(plane) + column);
    }

    private static byte[] plane(I420Picture picture, int number) {
        return switch (number) {
            case 0 -> picture.luma();
            case 1 -> picture.cb();
            default -> picture.cr();
        };
    }

    private void orClose(String call, int code) {
        if (code < 0) {
            close();
        }
        Ffmpeg.check(call, code);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            av_frame_free(frame);
        }
    }
}

package org.courtbridge.codecs.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;

/**
 * Makes eight bits and 4:2:0 of what profiles such as High 10, High 4:2:2 and Main 10 have. One thread's; holds native
 * memory, once it was needed, until it is closed.
 */
final class PixelConversion implements AutoCloseable {

    private Optional<Work> work = Optional.empty();

    /** Conversion context for one size and kind of pictures. */
    private record Work(SwsContext context, int width, int height, int format) {

        boolean takes(AVFrame frame) {
            return format == frame.format() && width == frame.width() && height == frame.height();
        }
    }

    /**
     * @param size of the part of the frame that counts, from the upper left corner
     * @return to be closed
     */
    NativePicture convert(AVFrame frame, PictureSize size, PixelShape pixels) {
        if (work.filter(open -> open.takes(frame)).isEmpty()) {
            close();
            work = Optional.of(new Work(open(frame), frame.width(), frame.height(), frame.format()));
        }
        // An odd frame is converted whole.
        PictureSize whole = new PictureSize(frame.width() + 1 & ~1, frame.height() + 1 & ~1);
        try (NativePicture converted = NativePicture.unwritten(whole, pixels)) {
            int rows = sws_scale(
                    work.orElseThrow().context,
                    frame.data(),
                    frame.linesize(),
                    0,
                    frame.height(),
                    converted.frame().data(),
                    converted.frame().linesize());
            Ffmpeg.check("sws_scale", rows);
            return NativePicture.sharing(converted.frame(), size, pixels);
        }
    }

    private static SwsContext open(AVFrame frame) {
        return Ffmpeg.allocated(
                "sws_getContext",
                sws_getContext(
                        frame.width(),
                        frame.height(),
                        frame.format(),
                        frame.width(),
                        frame.height(),
                        AV_PIX_FMT_YUV420P,
                        SWS_BILINEAR,
                        null,
                        null,
                        (DoublePointer) null));
    }

    @Override
    public void close() {
        work.ifPresent(open -> sws_freeContext(open.context));
        work = Optional.empty();
    }
}

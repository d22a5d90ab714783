package org.courtbridge.codecs.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
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

    /** What one size and kind of pictures is converted with. */
    private record Work(SwsContext context, AVFrame converted, int format) {

        boolean takes(AVFrame frame) {
            return format == frame.format()
                    && converted.width() == frame.width()
                    && converted.height() == frame.height();
        }
    }

    /** @return valid until the next one, or the end */
    AVFrame convert(AVFrame frame) {
        if (work.filter(open -> open.takes(frame)).isEmpty()) {
            close();
            AVFrame converted = allocate(frame);
            try {
                work = Optional.of(new Work(open(frame), converted, frame.format()));
            } finally {
                if (work.isEmpty()) {
                    av_frame_free(converted);
                }
            }
        }
        Work open = work.orElseThrow();
        int rows = sws_scale(
                open.context,
                frame.data(),
                frame.linesize(),
                0,
                frame.height(),
                open.converted.data(),
                open.converted.linesize());
        Ffmpeg.check("sws_scale", rows);
        return open.converted;
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

    private static AVFrame allocate(AVFrame like) {
        AVFrame frame = Ffmpeg.allocated("av_frame_alloc", av_frame_alloc());
        frame.format(AV_PIX_FMT_YUV420P);
        frame.width(like.width());
        frame.height(like.height());
        int code = av_frame_get_buffer(frame, 0);
        if (code < 0) {
            av_frame_free(frame);
        }
        Ffmpeg.check("av_frame_get_buffer", code);
        return frame;
    }

    @Override
    public void close() {
        work.ifPresent(open -> {
            sws_freeContext(open.context);
            av_frame_free(open.converted);
        });
        work = Optional.empty();
    }
}

package org.courtbridge.codecs.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_FATAL;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** Common error handling for FFmpeg: its verdicts become exceptions, not lines on standard error. */
final class Ffmpeg {

    static {
        av_log_set_level(AV_LOG_FATAL);
    }

    private Ffmpeg() {}

    /** @return the code, if it is no error */
    static int check(String call, int code) {
        if (code < 0) {
            throw new PictureCodecException(call + ": " + describe(code));
        }
        return code;
    }

    static <P extends Pointer> P allocated(String call, @Nullable P pointer) {
        if (pointer == null || pointer.isNull()) {
            throw new PictureCodecException(call + ": nothing (out of memory, or not in this build of FFmpeg)");
        }
        return pointer;
    }

    private static String describe(int code) {
        byte[] text = new byte[128];
        av_strerror(code, text, text.length);
        int end = 0;
        while (end < text.length && text[end] != 0) {
            end++;
        }
        return new String(text, 0, end, java.nio.charset.StandardCharsets.US_ASCII) + " (" + code + ")";
    }
}

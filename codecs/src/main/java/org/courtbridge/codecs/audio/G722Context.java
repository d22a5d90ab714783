package org.courtbridge.codecs.audio;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_FATAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** FFmpeg's G.722 in one direction, at 16 kHz in one channel, with the frame and the packet it works on. */
final class G722Context implements AutoCloseable {

    /** Samples of 20 ms. */
    static final int SAMPLES = 320;

    static {
        av_log_set_level(AV_LOG_FATAL);
    }

    final AVCodecContext context;
    final AVFrame frame;
    final AVPacket packet;

    /** Release actions for the native resources taken so far, the last first. */
    private final Deque<Runnable> returns = new ArrayDeque<>();

    /** Keeps nothing if it fails. */
    private G722Context(@Nullable AVCodec codec) {
        AVCodec found = allocated("avcodec_find", codec);
        try {
            context = allocated("avcodec_alloc_context3", avcodec_alloc_context3(found));
            returns.push(() -> avcodec_free_context(context));
            frame = allocated("av_frame_alloc", av_frame_alloc());
            returns.push(() -> av_frame_free(frame));
            packet = allocated("av_packet_alloc", av_packet_alloc());
            returns.push(() -> av_packet_free(packet));
            context.sample_rate(16_000);
            context.sample_fmt(AV_SAMPLE_FMT_S16);
            context.frame_size(SAMPLES);
            av_channel_layout_default(context.ch_layout(), 1);
            check("avcodec_open2", avcodec_open2(context, found, (AVDictionary) null));
        } catch (RuntimeException | Error e) {
            giveBack();
            throw e;
        }
    }

    static G722Context encoder(@Nullable AVCodec codec) {
        G722Context made = new G722Context(codec);
        try {
            made.frame.nb_samples(SAMPLES);
            made.frame.format(AV_SAMPLE_FMT_S16);
            made.frame.sample_rate(16_000);
            av_channel_layout_default(made.frame.ch_layout(), 1);
            check("av_frame_get_buffer", av_frame_get_buffer(made.frame, 0));
            return made;
        } catch (RuntimeException | Error e) {
            made.close();
            throw e;
        }
    }

    static G722Context decoder(@Nullable AVCodec codec) {
        return new G722Context(codec);
    }

    static void check(String call, int code) {
        if (code < 0) {
            throw new AudioCodecException(call + ": " + code);
        }
    }

    private static <P extends Pointer> P allocated(String call, @Nullable P pointer) {
        if (pointer == null || pointer.isNull()) {
            throw new AudioCodecException(call + ": nothing (out of memory, or not in this build of FFmpeg)");
        }
        return pointer;
    }

    /** FFmpeg would work on memory that is no longer ours. */
    void requireOpen() {
        if (returns.isEmpty()) {
            throw new IllegalStateException("closed");
        }
    }

    @Override
    public void close() {
        giveBack();
    }

    private void giveBack() {
        while (!returns.isEmpty()) {
            returns.pop().run();
        }
    }
}

package org.courtbridge.codecs.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_LOW_DELAY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/** FFmpeg's resources for work in one direction without delay: an open codec, and a frame and a packet to work on. */
final class CodecMemory implements AutoCloseable {

    final AVCodecContext context;
    final AVFrame frame;
    final AVPacket packet;

    /** Release actions for the native resources taken so far, the last first. */
    private final Deque<Runnable> returns = new ArrayDeque<>();

    /**
     * Keeps nothing if it fails.
     *
     * @param codec null if this build of FFmpeg does not have it
     * @param settings what must be set before the codec is opened
     */
    CodecMemory(String name, @Nullable AVCodec codec, Consumer<AVCodecContext> settings) {
        AVCodec found = Ffmpeg.allocated(name, codec);
        try {
            context = Ffmpeg.allocated("avcodec_alloc_context3", avcodec_alloc_context3(found));
            returns.push(() -> avcodec_free_context(context));
            frame = Ffmpeg.allocated("av_frame_alloc", av_frame_alloc());
            returns.push(() -> av_frame_free(frame));
            packet = Ffmpeg.allocated("av_packet_alloc", av_packet_alloc());
            returns.push(() -> av_packet_free(packet));
            context.thread_count(1);
            context.flags(context.flags() | AV_CODEC_FLAG_LOW_DELAY);
            settings.accept(context);
            Ffmpeg.check("avcodec_open2", avcodec_open2(context, found, (AVDictionary) null));
        } catch (RuntimeException | Error e) {
            giveBack();
            throw e;
        }
    }

    /** FFmpeg would write to memory that is no longer ours. */
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

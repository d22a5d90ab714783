package org.courtbridge.codecs.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_LOW_DELAY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/** What FFmpeg needs to work in one direction without delay: an open codec, and a frame and a packet to work on. */
final class CodecMemory implements AutoCloseable {

    final AVCodecContext context;
    final AVFrame frame;
    final AVPacket packet;
    private boolean closed;

    /**
     * @param codec null if this build of FFmpeg does not have it
     * @param settings what must be set before the codec is opened
     */
    CodecMemory(String name, @Nullable AVCodec codec, Consumer<AVCodecContext> settings) {
        AVCodec found = Ffmpeg.allocated(name, codec);
        context = Ffmpeg.allocated("avcodec_alloc_context3", avcodec_alloc_context3(found));
        frame = Ffmpeg.allocated("av_frame_alloc", av_frame_alloc());
        packet = Ffmpeg.allocated("av_packet_alloc", av_packet_alloc());
        try {
            context.thread_count(1);
            context.flags(context.flags() | AV_CODEC_FLAG_LOW_DELAY);
            settings.accept(context);
            Ffmpeg.check("avcodec_open2", avcodec_open2(context, found, (AVDictionary) null));
        } catch (PictureCodecException e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            av_packet_free(packet);
            av_frame_free(frame);
            avcodec_free_context(context);
        }
    }
}

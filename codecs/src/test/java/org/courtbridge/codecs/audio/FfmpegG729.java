package org.courtbridge.codecs.audio;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_G729;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.ShortPointer;

/** Somebody else's decoder of G.729, who has nothing in common with ours. */
final class FfmpegG729 implements AutoCloseable {

    private final AVCodecContext context;
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame frame = av_frame_alloc();

    FfmpegG729() {
        context = avcodec_alloc_context3(avcodec_find_decoder(AV_CODEC_ID_G729));
        context.sample_rate(8_000);
        av_channel_layout_default(context.ch_layout(), 1);
        check(avcodec_open2(context, avcodec_find_decoder(AV_CODEC_ID_G729), (AVDictionary) null));
    }

    /** Decodes one frame of 10 ms. */
    short[] decode(byte[] coded, int at) {
        check(av_new_packet(packet, G729Library.BYTES));
        packet.data().put(coded, at, G729Library.BYTES);
        check(avcodec_send_packet(context, packet));
        av_packet_unref(packet);
        check(avcodec_receive_frame(context, frame));
        short[] samples = new short[frame.nb_samples()];
        new ShortPointer(frame.data(0)).get(samples);
        return samples;
    }

    private static void check(int code) {
        if (code < 0) {
            throw new AssertionError("FFmpeg: " + code);
        }
    }

    @Override
    public void close() {
        avcodec_free_context(context);
        av_packet_free(packet);
        av_frame_free(frame);
    }
}

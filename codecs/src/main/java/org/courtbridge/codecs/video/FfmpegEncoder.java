package org.courtbridge.codecs.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_LOW_DELAY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set_int;

import java.io.ByteArrayOutputStream;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.javacpp.BytePointer;

/** Codes with the encoders inside FFmpeg: openh264, libvpx and its own of H.263. They take another bitrate only by beginning anew. */
final class FfmpegEncoder implements PictureEncoder {

    /** Which encoder, and what it alone is told. */
    private enum Kind {
        H264("libopenh264") {
            @Override
            void set(AVCodecContext context, EncoderSettings settings) {
                option(context, "profile", "constrained_baseline");
                option(context, "rc_mode", "bitrate");
                option(context, "allow_skip_frames", 0);
                option(context, "max_nal_size", settings.maxNalSize());
            }
        },
        VP8("libvpx") {
            @Override
            void set(AVCodecContext context, EncoderSettings settings) {
                context.rc_min_rate(settings.bitsPerSecond());
                context.rc_max_rate(settings.bitsPerSecond());
                context.rc_buffer_size(settings.bitsPerSecond() / 2);
                option(context, "deadline", "realtime");
                option(context, "cpu-used", -8);
                option(context, "lag-in-frames", 0);
                option(context, "auto-alt-ref", 0);
                // Lost packets shall not spoil the probabilities of later pictures.
                option(context, "error-resilient", "default");
                option(context, "static-thresh", 1);
                // One key picture at the size of about eight others: more would burst a narrow line.
                option(context, "max-intra-rate", 800);
            }
        },
        H263("h263") {
            @Override
            void set(AVCodecContext context, EncoderSettings settings) {
                // It refuses the flag, and has no delay.
                context.flags(context.flags() & ~AV_CODEC_FLAG_LOW_DELAY);
                context.rc_max_rate(settings.bitsPerSecond());
                context.rc_buffer_size(settings.bitsPerSecond());
                // Finer, a row of blocks would not fit a packet.
                context.qmin(4);
                // A group ends with the row of blocks in which it has become so long.
                option(context, "ps", settings.maxNalSize() / 4);
                // It would make key pictures that nobody asked for.
                option(context, "sc_threshold", Integer.MAX_VALUE);
            }
        };

        private final String encoder;

        Kind(String encoder) {
            this.encoder = encoder;
        }

        abstract void set(AVCodecContext context, EncoderSettings settings);

        private static void option(AVCodecContext context, String name, String value) {
            Ffmpeg.check(name, av_opt_set(context.priv_data(), name, value, 0));
        }

        private static void option(AVCodecContext context, String name, int value) {
            Ffmpeg.check(name, av_opt_set_int(context.priv_data(), name, value, 0));
        }
    }

    private final Kind kind;
    private EncoderSettings settings;
    private CodecMemory memory;
    private long pictures;

    private FfmpegEncoder(Kind kind, EncoderSettings settings) {
        this.kind = kind;
        this.settings = settings;
        this.memory = open(kind, settings);
    }

    static FfmpegEncoder h264(EncoderSettings settings) {
        return new FfmpegEncoder(Kind.H264, settings);
    }

    static FfmpegEncoder vp8(EncoderSettings settings) {
        return new FfmpegEncoder(Kind.VP8, settings);
    }

    static FfmpegEncoder h263(EncoderSettings settings) {
        return new FfmpegEncoder(Kind.H263, settings);
    }

    private static CodecMemory open(Kind kind, EncoderSettings settings) {
        CodecMemory memory = new CodecMemory(kind.encoder, avcodec_find_encoder_by_name(kind.encoder), context -> {
            context.width(settings.width());
            context.height(settings.height());
            context.pix_fmt(AV_PIX_FMT_YUV420P);
            context.time_base().num(1).den(settings.framesPerSecond());
            context.framerate().num(settings.framesPerSecond()).den(1);
            context.bit_rate(settings.bitsPerSecond());
            context.gop_size(Integer.MAX_VALUE);
            context.max_b_frames(0);
            kind.set(context, settings);
        });
        try {
            memory.frame.width(settings.width());
            memory.frame.height(settings.height());
            memory.frame.format(AV_PIX_FMT_YUV420P);
            Ffmpeg.check("av_frame_get_buffer", av_frame_get_buffer(memory.frame, 0));
        } catch (RuntimeException | Error e) {
            memory.close();
            throw e;
        }
        return memory;
    }

    @Override
    public byte[] encode(I420Picture picture, boolean keyframe) {
        memory.requireOpen();
        settings.check(picture);
        int width = settings.width();
        int height = settings.height();
        Ffmpeg.check("av_frame_make_writable", av_frame_make_writable(memory.frame));
        copy(picture.luma(), width, height, memory.frame.data(0), memory.frame.linesize(0));
        copy(picture.cb(), width / 2, height / 2, memory.frame.data(1), memory.frame.linesize(1));
        copy(picture.cr(), width / 2, height / 2, memory.frame.data(2), memory.frame.linesize(2));
        memory.frame.pts(pictures++);
        memory.frame.pict_type(keyframe ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE);
        Ffmpeg.check("avcodec_send_frame", avcodec_send_frame(memory.context, memory.frame));
        return drain();
    }

    private byte[] drain() {
        ByteArrayOutputStream unit = new ByteArrayOutputStream(16_384);
        int code = avcodec_receive_packet(memory.context, memory.packet);
        while (code >= 0) {
            try {
                byte[] bytes = new byte[memory.packet.size()];
                memory.packet.data().get(bytes);
                unit.writeBytes(bytes);
            } finally {
                av_packet_unref(memory.packet);
            }
            code = avcodec_receive_packet(memory.context, memory.packet);
        }
        if (code != AVERROR_EAGAIN()) {
            Ffmpeg.check("avcodec_receive_packet", code);
        }
        return unit.toByteArray();
    }

    private static void copy(byte[] plane, int columns, int rows, BytePointer to, int stride) {
        for (int row = 0; row < rows; row++) {
            to.position((long) row * stride).put(plane, row * columns, columns);
        }
    }

    @Override
    public boolean bitrate(int bitsPerSecond) {
        memory.requireOpen();
        if (bitsPerSecond == settings.bitsPerSecond()) {
            return false;
        }
        EncoderSettings changed = settings.withBitsPerSecond(bitsPerSecond);
        CodecMemory fresh = open(kind, changed);
        memory.close();
        memory = fresh;
        settings = changed;
        pictures = 0;
        return true;
    }

    @Override
    public void close() {
        memory.close();
    }
}

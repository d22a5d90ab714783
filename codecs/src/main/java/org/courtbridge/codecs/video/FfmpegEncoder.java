package org.courtbridge.codecs.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_LOW_DELAY;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_H263_MB_INFO;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_get_side_data;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set_int;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.courtbridge.codecs.video.EncodedPicture.Macroblock;

/** Codes with the encoders inside FFmpeg: openh264, x264, libvpx and its own of H.263 and H.261. They take another bitrate only by beginning anew. */
final class FfmpegEncoder implements PictureEncoder {

    /** Encoder of FFmpeg, with the options that it alone has. */
    private enum Kind {
        H264("libopenh264") {
            @Override
            void set(AVCodecContext context, EncoderSettings settings) {
                boolean high = settings.profile() == EncoderSettings.Profile.HIGH;
                option(context, "profile", high ? "high" : "constrained_baseline");
                option(context, "rc_mode", "bitrate");
                option(context, "allow_skip_frames", 0);
                option(context, "max_nal_size", settings.maxNalSize());
            }
        },
        X264("libx264") {
            @Override
            void set(AVCodecContext context, EncoderSettings settings) {
                boolean high = settings.profile() == EncoderSettings.Profile.HIGH;
                context.rc_max_rate(settings.bitsPerSecond());
                context.rc_buffer_size(settings.bitsPerSecond() / 2);
                option(context, "preset", "superfast");
                option(context, "tune", "zerolatency");
                option(context, "profile", high ? "high" : "baseline");
                // It would make key pictures that nobody asked for.
                option(context, "sc_threshold", "0");
                option(context, "forced-idr", 1);
                if (settings.maxNalSize() > 0) {
                    option(context, "slice-max-size", settings.maxNalSize());
                }
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
                // A second's worth may be too much, as with a buffer of that size. Not by such a buffer: a picture
                // that is too large for it is coded again, and FFmpeg 8.1 then notes its macroblocks (mb_info) behind
                // those of the time before, and past the end of their memory.
                context.bit_rate_tolerance(settings.bitsPerSecond());
                // Finer costs packets, and shows no more.
                context.qmin(4);
                // A group ends with the row of blocks in which it has become so long; in longer ones it says where to
                // cut.
                option(context, "ps", settings.maxNalSize() / 4);
                option(context, "mb_info", settings.maxNalSize() / 4);
                // It would make key pictures that nobody asked for.
                option(context, "sc_threshold", Integer.MAX_VALUE);
            }
        },
        H261("h261") {
            @Override
            void set(AVCodecContext context, EncoderSettings settings) {
                // It refuses the flag, and has no delay.
                context.flags(context.flags() & ~AV_CODEC_FLAG_LOW_DELAY);
                context.rc_max_rate(settings.bitsPerSecond());
                context.rc_buffer_size(settings.bitsPerSecond());
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

    private static final int MACROBLOCK_BYTES = 12;

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

    static FfmpegEncoder x264(EncoderSettings settings) {
        return new FfmpegEncoder(Kind.X264, settings);
    }

    static FfmpegEncoder vp8(EncoderSettings settings) {
        return new FfmpegEncoder(Kind.VP8, settings);
    }

    static FfmpegEncoder h263(EncoderSettings settings) {
        return new FfmpegEncoder(Kind.H263, settings);
    }

    static FfmpegEncoder h261(EncoderSettings settings) {
        return new FfmpegEncoder(Kind.H261, settings);
    }

    private static CodecMemory open(Kind kind, EncoderSettings settings) {
        return new CodecMemory(kind.encoder, avcodec_find_encoder_by_name(kind.encoder), context -> {
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
    }

    @Override
    public EncodedPicture encode(NativePicture picture, boolean keyframe) {
        memory.requireOpen();
        settings.check(picture);
        Ffmpeg.check("av_frame_ref", av_frame_ref(memory.frame, picture.frame()));
        try {
            memory.frame.pts(pictures++);
            memory.frame.pict_type(keyframe ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE);
            Ffmpeg.check("avcodec_send_frame", avcodec_send_frame(memory.context, memory.frame));
        } finally {
            av_frame_unref(memory.frame);
        }
        return drain();
    }

    private EncodedPicture drain() {
        ByteArrayOutputStream unit = new ByteArrayOutputStream(16_384);
        List<Macroblock> macroblocks = List.of();
        int code = avcodec_receive_packet(memory.context, memory.packet);
        while (code >= 0) {
            try {
                byte[] bytes = new byte[memory.packet.size()];
                memory.packet.data().get(bytes);
                unit.writeBytes(bytes);
                macroblocks = macroblocks();
            } finally {
                av_packet_unref(memory.packet);
            }
            code = avcodec_receive_packet(memory.context, memory.packet);
        }
        if (code != AVERROR_EAGAIN()) {
            Ffmpeg.check("avcodec_receive_packet", code);
        }
        return new EncodedPicture(unit.toByteArray(), macroblocks);
    }

    /** The encoder of H.263 adds them to its packet, as FFmpeg's packet.h describes. */
    private List<Macroblock> macroblocks() {
        SizeTPointer size = new SizeTPointer(1);
        try (size) {
            BytePointer data = av_packet_get_side_data(memory.packet, AV_PKT_DATA_H263_MB_INFO, size);
            if (data == null) {
                return List.of();
            }
            ByteBuffer all = data.capacity(size.get()).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
            List<Macroblock> found = new ArrayList<>();
            while (all.remaining() >= MACROBLOCK_BYTES) {
                int next = all.position() + MACROBLOCK_BYTES;
                found.add(new Macroblock(all.getInt(), all.get(), all.get(), all.getShort(), all.get(), all.get()));
                all.position(next);
            }
            return found;
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

package org.courtbridge.codecs.video;

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

/**
 * Codes pictures as H.264 Constrained Baseline with openh264, in slices that fit an RTP packet.
 *
 * <p>Without delay: each picture in is one access unit out. A key picture comes first and after that only when asked
 * for. For one thread at a time. Holds native memory until it is closed.
 */
public final class H264Encoder implements AutoCloseable {

    private final int width;
    private final int height;
    private final CodecMemory memory;
    private long pictures;

    /**
     * @param width pixels, even
     * @param height pixels, even
     * @param framesPerSecond 1 to 60
     * @param bitsPerSecond what the rate control aims at
     * @param maxNalSize bytes of a NAL unit at most, or 0 for one slice a picture
     */
    public H264Encoder(int width, int height, int framesPerSecond, int bitsPerSecond, int maxNalSize) {
        this.width = width;
        this.height = height;
        memory = new CodecMemory(
                "openh264",
                avcodec_find_encoder_by_name("libopenh264"),
                context -> set(context, framesPerSecond, bitsPerSecond, maxNalSize));
        memory.frame.width(width);
        memory.frame.height(height);
        memory.frame.format(AV_PIX_FMT_YUV420P);
        try {
            Ffmpeg.check("av_frame_get_buffer", av_frame_get_buffer(memory.frame, 0));
        } catch (PictureCodecException e) {
            memory.close();
            throw e;
        }
    }

    private void set(AVCodecContext context, int framesPerSecond, int bitsPerSecond, int maxNalSize) {
        context.width(width);
        context.height(height);
        context.pix_fmt(AV_PIX_FMT_YUV420P);
        context.time_base().num(1).den(framesPerSecond);
        context.framerate().num(framesPerSecond).den(1);
        context.bit_rate(bitsPerSecond);
        context.gop_size(Integer.MAX_VALUE);
        context.max_b_frames(0);
        Ffmpeg.check("profile", av_opt_set(context.priv_data(), "profile", "constrained_baseline", 0));
        Ffmpeg.check("rc_mode", av_opt_set(context.priv_data(), "rc_mode", "bitrate", 0));
        Ffmpeg.check("allow_skip_frames", av_opt_set_int(context.priv_data(), "allow_skip_frames", 0, 0));
        Ffmpeg.check("max_nal_size", av_opt_set_int(context.priv_data(), "max_nal_size", maxNalSize, 0));
    }

    /**
     * Codes the next picture.
     *
     * @param keyframe whether it must be an IDR picture, with its parameter sets before it
     * @return one access unit in byte-stream format (H.264, Annex B: start codes before each NAL unit)
     */
    public byte[] encode(I420Picture picture, boolean keyframe) {
        if (picture.width() != width || picture.height() != height) {
            throw new IllegalArgumentException(
                    "picture: %d×%d (expected: %d×%d)".formatted(picture.width(), picture.height(), width, height));
        }
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
            byte[] bytes = new byte[memory.packet.size()];
            memory.packet.data().get(bytes);
            unit.writeBytes(bytes);
            av_packet_unref(memory.packet);
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
    public void close() {
        memory.close();
    }
}

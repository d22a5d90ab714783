package org.courtbridge.codecs.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_LOW_DELAY;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
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
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/**
 * Turns H.264 back into pictures.
 *
 * <p>What arrives is the network's: an access unit that cannot be decoded is counted and gives no picture, and nothing
 * is thrown. For one thread at a time. Holds native memory until it is closed.
 */
public final class PictureDecoder implements AutoCloseable {

    private static final int LARGEST_UNIT = 4 << 20;

    private final AVCodecContext context;
    private final AVFrame frame;
    private final AVPacket packet;
    private long refused;
    private boolean closed;

    public PictureDecoder() {
        AVCodec codec = Ffmpeg.allocated("H.264 decoder", avcodec_find_decoder(AV_CODEC_ID_H264));
        context = Ffmpeg.allocated("decoder context", avcodec_alloc_context3(codec));
        frame = Ffmpeg.allocated("frame", av_frame_alloc());
        packet = Ffmpeg.allocated("packet", av_packet_alloc());
        context.thread_count(1);
        context.flags(context.flags() | AV_CODEC_FLAG_LOW_DELAY);
        try {
            Ffmpeg.check("avcodec_open2", avcodec_open2(context, codec, (AVDictionary) null));
        } catch (PictureCodecException e) {
            close();
            throw e;
        }
    }

    /**
     * Decodes one access unit.
     *
     * @param accessUnit in byte-stream format (H.264, Annex B)
     * @return the picture; empty before the first key picture, and for what cannot be decoded
     */
    public Optional<I420Picture> decode(byte[] accessUnit) {
        if (accessUnit.length == 0 || accessUnit.length > LARGEST_UNIT) {
            refused++;
            return Optional.empty();
        }
        // FFmpeg reads past the end of what it is given; this allocates and clears the room for that.
        Ffmpeg.check("av_new_packet", av_new_packet(packet, accessUnit.length));
        packet.data().put(accessUnit);
        int sent = avcodec_send_packet(context, packet);
        av_packet_unref(packet);
        if (sent < 0) {
            refused++;
            return Optional.empty();
        }
        Optional<I420Picture> picture = Optional.empty();
        while (avcodec_receive_frame(context, frame) >= 0) {
            picture = picture();
            av_frame_unref(frame);
        }
        if (picture.isEmpty()) {
            refused++;
        }
        return picture;
    }

    /** Access units so far that gave no picture. */
    public long refused() {
        return refused;
    }

    private Optional<I420Picture> picture() {
        int width = frame.width() & ~1;
        int height = frame.height() & ~1;
        boolean readable = frame.format() == AV_PIX_FMT_YUV420P || frame.format() == AV_PIX_FMT_YUVJ420P;
        if (!readable || width < 2 || height < 2 || width > 8_192 || height > 8_192) {
            return Optional.empty();
        }
        I420Picture picture = new I420Picture(width, height);
        copy(frame.data(0), frame.linesize(0), picture.luma(), width, height);
        copy(frame.data(1), frame.linesize(1), picture.cb(), width / 2, height / 2);
        copy(frame.data(2), frame.linesize(2), picture.cr(), width / 2, height / 2);
        return Optional.of(picture);
    }

    private static void copy(BytePointer from, int stride, byte[] plane, int columns, int rows) {
        for (int row = 0; row < rows; row++) {
            from.position((long) row * stride).get(plane, row * columns, columns);
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

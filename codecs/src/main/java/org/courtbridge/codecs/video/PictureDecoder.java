package org.courtbridge.codecs.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H261;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H263;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP8;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP9;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_ENOMEM;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.swscale.sws_isSupportedInput;

import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * Turns H.264, H.265, VP8, VP9, H.263 or H.261 back into pictures, of eight bits and 4:2:0 whatever they were coded as.
 *
 * <p>What arrives is the network's: what cannot be decoded is counted and gives no picture, and nothing
 * is thrown; only what fails on our side, such as memory, is a {@link PictureCodecException}. For one thread at a time. Holds native memory until it is closed.
 */
public final class PictureDecoder implements AutoCloseable {

    private static final int LARGEST_UNIT = 4 << 20;

    /** Of the largest picture of level 5.1: what a header promises is allocated before any of it has come. */
    private static final long MOST_PIXELS = 36_864L * 256;

    private final CodecMemory memory;
    private final PixelConversion conversion = new PixelConversion();

    /** Pixel aspect ratio of pictures that state none. */
    private final PixelShape pixels;

    private long refused;

    private PictureDecoder(String name, int codec, PixelShape pixels) {
        this.pixels = pixels;
        memory = new CodecMemory(name, avcodec_find_decoder(codec), context -> context.max_pixels(MOST_PIXELS));
    }

    /** Takes access units in byte-stream format (ITU-T H.264, annex B). */
    public static PictureDecoder h264() {
        return new PictureDecoder("H.264 decoder", AV_CODEC_ID_H264, PixelShape.SQUARE);
    }

    /** Takes access units in byte-stream format (ITU-T H.265, annex B). */
    public static PictureDecoder h265() {
        return new PictureDecoder("H.265 decoder", AV_CODEC_ID_HEVC, PixelShape.SQUARE);
    }

    /** Takes frames and superframes of VP9 (VP9 bitstream, annex B). */
    public static PictureDecoder vp9() {
        return new PictureDecoder("VP9 decoder", AV_CODEC_ID_VP9, PixelShape.SQUARE);
    }

    /** Takes frames of VP8 (RFC 6386, section 9.1). */
    public static PictureDecoder vp8() {
        return new PictureDecoder("VP8 decoder", AV_CODEC_ID_VP8, PixelShape.SQUARE);
    }

    /** Takes pictures of H.263 (ITU-T H.263, clause 5). */
    public static PictureDecoder h263() {
        return new PictureDecoder("H.263 decoder", AV_CODEC_ID_H263, PixelShape.SQUARE);
    }

    /** Takes pictures of H.261 (ITU-T H.261, clause 4.2.1). */
    public static PictureDecoder h261() {
        return new PictureDecoder("H.261 decoder", AV_CODEC_ID_H261, PixelShape.CIF);
    }

    /**
     * Decodes one coded picture.
     *
     * @return the picture; empty before the first key picture, and for what cannot be decoded
     */
    public Optional<I420Picture> decode(byte[] unit) {
        return decodeNative(unit).map(decoded -> {
            try (decoded) {
                return decoded.copy();
            }
        });
    }

    /**
     * The same without a copy.
     *
     * @return to be closed, soon or after the decoder
     */
    public Optional<NativePicture> decodeNative(byte[] unit) {
        if (unit.length == 0 || unit.length > LARGEST_UNIT) {
            refused++;
            return Optional.empty();
        }
        memory.requireOpen();
        // FFmpeg reads past the end of what it is given; this allocates and clears the room for that.
        Ffmpeg.check("av_new_packet", av_new_packet(memory.packet, unit.length));
        int sent;
        try {
            memory.packet.data().put(unit);
            sent = heed("avcodec_send_packet", avcodec_send_packet(memory.context, memory.packet));
        } finally {
            av_packet_unref(memory.packet);
        }
        Optional<NativePicture> picture = sent < 0 ? Optional.empty() : lastFrame();
        if (picture.isEmpty()) {
            refused++;
        }
        return picture;
    }

    private Optional<NativePicture> lastFrame() {
        Optional<NativePicture> picture = Optional.empty();
        while (heed("avcodec_receive_frame", avcodec_receive_frame(memory.context, memory.frame)) >= 0) {
            try {
                picture.ifPresent(NativePicture::close);
                picture = picture();
            } finally {
                av_frame_unref(memory.frame);
            }
        }
        return picture;
    }

    /** Any other failure is the sender's: FFmpeg gives the same codes for bad data and for bad use. */
    private static int heed(String call, int code) {
        return code == AVERROR_ENOMEM() ? Ffmpeg.check(call, code) : code;
    }

    /** Coded pictures so far that gave no picture. */
    public long refused() {
        return refused;
    }

    private Optional<NativePicture> picture() {
        int width = memory.frame.width() & ~1;
        int height = memory.frame.height() & ~1;
        if (width < 2 || height < 2 || width > 8_192 || height > 8_192) {
            return Optional.empty();
        }
        int format = memory.frame.format();
        boolean plain = format == AV_PIX_FMT_YUV420P || format == AV_PIX_FMT_YUVJ420P;
        if (!plain && sws_isSupportedInput(format) == 0) {
            return Optional.empty();
        }
        AVRational said = memory.frame.sample_aspect_ratio();
        PictureSize size = new PictureSize(width, height);
        PixelShape shape = PixelShape.said(said.num(), said.den(), pixels);
        return Optional.of(
                plain
                        ? NativePicture.sharing(memory.frame, size, shape)
                        : conversion.convert(memory.frame, size, shape));
    }

    @Override
    public void close() {
        conversion.close();
        memory.close();
    }
}

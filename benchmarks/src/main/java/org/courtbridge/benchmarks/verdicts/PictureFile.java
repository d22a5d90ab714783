package org.courtbridge.benchmarks.verdicts;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_display_rotation_get;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCachedContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.courtbridge.codecs.video.I420Picture;

/** The pictures of any file that FFmpeg decodes, one after another. */
final class PictureFile implements AutoCloseable {

    /** Receives the pictures of a file. */
    interface Taker {
        /** @param quarters turns clockwise after which it is upright */
        void take(I420Picture picture, int quarters, Duration time);
    }

    /** Bounds what a file can make us do: ten minutes. */
    private static final double MOST_SECONDS = 600;

    private static final int LARGEST = 4_096;

    private final Path file;
    private final Taker taker;

    /** Null pointers until they are opened; made without the null, they would be memory that FFmpeg does not know. */
    private final AVFormatContext format = new AVFormatContext(null);

    private AVCodecContext decoder = new AVCodecContext(null);
    private SwsContext scaler = new SwsContext(null);
    private final AVFrame frame = av_frame_alloc();
    private double secondsPerTick;
    private int quarters;
    private double first = Double.NaN;
    private double last;
    private double interval = 0.04;

    private PictureFile(Path file, Taker taker) {
        this.file = file;
        this.taker = taker;
    }

    /**
     * @return when the pictures end, by their own time; empty if the file has none
     * @throws ClipException if FFmpeg does not read it
     */
    static Optional<Duration> read(Path file, Taker taker) {
        try (PictureFile open = new PictureFile(file, taker)) {
            return open.read();
        }
    }

    private Optional<Duration> read() {
        if (avformat_open_input(format, file.toString(), (AVInputFormat) null, (AVDictionary) null) < 0) {
            throw new ClipException(file + ": no media file that FFmpeg reads");
        }
        if (avformat_find_stream_info(format, (PointerPointer<?>) null) < 0) {
            throw new ClipException(file + ": FFmpeg finds no streams in it");
        }
        int number = av_find_best_stream(format, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
        if (number < 0 || (format.streams(number).disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0) {
            return Optional.empty();
        }
        open(format.streams(number));
        AVPacket packet = av_packet_alloc();
        try {
            while (av_read_frame(format, packet) >= 0 && last < MOST_SECONDS) {
                if (packet.stream_index() == number && avcodec_send_packet(decoder, packet) >= 0) {
                    takeAll();
                }
                av_packet_unref(packet);
            }
            avcodec_send_packet(decoder, (AVPacket) null);
            takeAll();
        } finally {
            av_packet_free(packet);
        }
        double container = format.duration() > 0 ? format.duration() / 1e6 : 0;
        return Optional.of(duration(Math.max(last + interval, container)));
    }

    private void open(AVStream stream) {
        AVCodec codec = avcodec_find_decoder(stream.codecpar().codec_id());
        if (codec == null || codec.isNull()) {
            throw new ClipException(file + ": no decoder for its pictures");
        }
        decoder = avcodec_alloc_context3(codec);
        if (avcodec_parameters_to_context(decoder, stream.codecpar()) < 0
                || avcodec_open2(decoder, codec, (AVDictionary) null) < 0) {
            throw new ClipException(file + ": no decoder for its pictures");
        }
        secondsPerTick = (double) stream.time_base().num() / stream.time_base().den();
        AVPacketSideData matrix = av_packet_side_data_get(
                stream.codecpar().coded_side_data(), stream.codecpar().nb_coded_side_data(), AV_PKT_DATA_DISPLAYMATRIX);
        if (matrix != null && !matrix.isNull()) {
            double degrees = av_display_rotation_get(new IntPointer(matrix.data()));
            quarters = Double.isNaN(degrees) ? 0 : Math.floorMod(Math.round(-degrees / 90), 4);
        }
    }

    private void takeAll() {
        while (avcodec_receive_frame(decoder, frame) >= 0) {
            long ticks = frame.best_effort_timestamp();
            double time = ticks == AV_NOPTS_VALUE ? last + interval : ticks * secondsPerTick;
            if (Double.isNaN(first)) {
                first = time;
            } else if (time - first > last) {
                interval = time - first - last;
            }
            last = Math.max(last, time - first);
            taker.take(picture(), quarters, duration(last));
        }
    }

    private I420Picture picture() {
        int width = frame.width() & ~1;
        int height = frame.height() & ~1;
        if (width < 2 || height < 2 || width > LARGEST || height > LARGEST) {
            throw new ClipException("%s: %d×%d (expected: 2 to %d)".formatted(file, width, height, LARGEST));
        }
        AVFrame plain = av_frame_alloc();
        try {
            plain.format(AV_PIX_FMT_YUV420P);
            plain.width(width);
            plain.height(height);
            // It frees the one it is given if it makes another, or none.
            SwsContext cached = scaler;
            scaler = new SwsContext(null);
            cached = sws_getCachedContext(
                    cached,
                    width,
                    height,
                    frame.format(),
                    width,
                    height,
                    AV_PIX_FMT_YUV420P,
                    SWS_BILINEAR,
                    null,
                    null,
                    (DoublePointer) null);
            if (cached == null || cached.isNull()) {
                throw new ClipException(file + ": its pictures cannot be converted");
            }
            scaler = cached;
            if (av_frame_get_buffer(plain, 0) < 0) {
                throw new ClipException(file + ": no memory for its pictures");
            }
            sws_scale(scaler, frame.data(), frame.linesize(), 0, height, plain.data(), plain.linesize());
            I420Picture picture = I420Picture.black(width, height);
            copy(plain.data(0), plain.linesize(0), picture.luma(), width);
            copy(plain.data(1), plain.linesize(1), picture.cb(), width / 2);
            copy(plain.data(2), plain.linesize(2), picture.cr(), width / 2);
            return picture;
        } finally {
            av_frame_free(plain);
        }
    }

    private static void copy(BytePointer from, int stride, byte[] into, int columns) {
        for (int row = 0; row < into.length / columns; row++) {
            from.position((long) row * stride).get(into, row * columns, columns);
        }
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos((long) (seconds * 1e9));
    }

    @Override
    public void close() {
        AVFrame held = frame;
        av_frame_free(held);
        if (!scaler.isNull()) {
            sws_freeContext(scaler);
        }
        if (!decoder.isNull()) {
            avcodec_free_context(decoder);
        }
        if (!format.isNull()) {
            avformat_close_input(format);
        }
    }
}

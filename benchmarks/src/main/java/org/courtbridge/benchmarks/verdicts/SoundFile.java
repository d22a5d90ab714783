package org.courtbridge.benchmarks.verdicts;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc_set_opts2;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;
import static org.bytedeco.ffmpeg.global.swresample.swr_init;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.ShortPointer;
import org.jspecify.annotations.Nullable;

/** The sound of any file that FFmpeg decodes, at a rate that is measured at. */
final class SoundFile implements AutoCloseable {

    private static final int HIGHEST_RATE = 48_000;

    /** Rates that are measured at are multiples of this. */
    private static final int RATE_STEP = 8_000;

    /** Bounds what a file can make us allocate: ten minutes. */
    private static final int MOST_SECONDS = 600;

    private final Path file;
    private final AVFormatContext format = new AVFormatContext(null);

    /** As these, null until it is opened. */
    private AVCodecContext decoder = new AVCodecContext(null);

    private SwrContext resampler = new SwrContext(null);
    private int frameRate;
    private int frameFormat;
    private int frameChannels;
    private int rate;
    private int channels;
    private short[] pcm = new short[1 << 16];
    private int filled;

    private SoundFile(Path file) {
        this.file = file;
    }

    /**
     * @param wanted Hz, or 0 for the file's own, or 48,000 if that is none to measure at
     * @return empty if there is no sound in it
     * @throws ClipException if FFmpeg does not read it
     */
    static Optional<Sound> read(Path file, int wanted) {
        try (SoundFile open = new SoundFile(file)) {
            return open.read(wanted);
        }
    }

    private Optional<Sound> read(int wanted) {
        if (avformat_open_input(format, file.toString(), (AVInputFormat) null, (AVDictionary) null) < 0) {
            throw new ClipException(file + ": no media file that FFmpeg reads");
        }
        if (avformat_find_stream_info(format, (PointerPointer<?>) null) < 0) {
            throw new ClipException(file + ": FFmpeg finds no streams in it");
        }
        int stream = av_find_best_stream(format, AVMEDIA_TYPE_AUDIO, -1, -1, (AVCodec) null, 0);
        if (stream < 0) {
            return Optional.empty();
        }
        open(stream, wanted);
        AVPacket packet = av_packet_alloc();
        AVFrame frame = av_frame_alloc();
        try {
            while (av_read_frame(format, packet) >= 0 && filled < MOST_SECONDS * rate * channels) {
                if (packet.stream_index() == stream && avcodec_send_packet(decoder, packet) >= 0) {
                    take(frame);
                }
                av_packet_unref(packet);
            }
            avcodec_send_packet(decoder, (AVPacket) null);
            take(frame);
            convert(null, 0);
        } finally {
            av_packet_free(packet);
            av_frame_free(frame);
        }
        if (filled == 0) {
            throw new ClipException(file + ": its sound does not decode");
        }
        return Optional.of(new Sound(rate, channels, Arrays.copyOf(pcm, filled)));
    }

    private void open(int stream, int wanted) {
        var parameters = format.streams(stream).codecpar();
        AVCodec codec = avcodec_find_decoder(parameters.codec_id());
        if (codec == null) {
            throw new ClipException(file + ": no decoder for its sound");
        }
        decoder = avcodec_alloc_context3(codec);
        if (avcodec_parameters_to_context(decoder, parameters) < 0
                || avcodec_open2(decoder, codec, (AVDictionary) null) < 0) {
            throw new ClipException(file + ": no decoder for its sound");
        }
        int own = decoder.sample_rate();
        boolean measurable = own % RATE_STEP == 0 && own >= RATE_STEP && own <= HIGHEST_RATE;
        rate = wanted > 0 ? wanted : measurable ? own : HIGHEST_RATE;
        channels = Math.min(2, decoder.ch_layout().nb_channels());
        resample(decoder.ch_layout(), decoder.sample_fmt(), own);
    }

    /** From what is decoded from now on. */
    private void resample(AVChannelLayout layout, int sampleFormat, int own) {
        frameRate = own;
        frameFormat = sampleFormat;
        frameChannels = layout.nb_channels();
        try (AVChannelLayout out = new AVChannelLayout()) {
            av_channel_layout_default(out, channels);
            if (swr_alloc_set_opts2(resampler, out, AV_SAMPLE_FMT_S16, rate, layout, sampleFormat, own, 0, (Pointer)
                                    null)
                            < 0
                    || swr_init(resampler) < 0) {
                throw new ClipException(file + ": its sound cannot be resampled");
            }
        }
    }

    private void take(AVFrame frame) {
        while (avcodec_receive_frame(decoder, frame) >= 0) {
            if (frame.sample_rate() != frameRate
                    || frame.format() != frameFormat
                    || frame.ch_layout().nb_channels() != frameChannels) {
                convert(null, 0);
                resample(frame.ch_layout(), frame.format(), frame.sample_rate());
            }
            convert(frame.extended_data(), frame.nb_samples());
        }
    }

    private void convert(@Nullable PointerPointer<?> in, int samples) {
        int room = (int) ((long) (samples + 4_096) * rate / Math.max(1, frameRate)) + 4_096;
        try (ShortPointer out = new ShortPointer((long) room * channels);
                PointerPointer<ShortPointer> planes = new PointerPointer<>(1)) {
            planes.put(0, out);
            int made = swr_convert(resampler, planes, room, in, samples);
            if (made > 0) {
                if (filled + made * channels > pcm.length) {
                    pcm = Arrays.copyOf(pcm, Math.max(pcm.length * 2, filled + made * channels));
                }
                out.get(pcm, filled, made * channels);
                filled += made * channels;
            }
        }
    }

    @Override
    public void close() {
        if (!resampler.isNull()) {
            swr_free(resampler);
        }
        if (!decoder.isNull()) {
            avcodec_free_context(decoder);
        }
        if (!format.isNull()) {
            avformat_close_input(format);
        }
    }
}

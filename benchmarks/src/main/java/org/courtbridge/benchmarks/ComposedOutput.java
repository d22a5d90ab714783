package org.courtbridge.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.courtbridge.codecs.video.EncoderSettings;
import org.courtbridge.codecs.video.PictureEncoder;
import org.courtbridge.codecs.video.PictureSize;

/** One picture of all parties, as both sides of the comparison code it: by the same encoders with the same settings. */
enum ComposedOutput {
    /** Slices fit a packet, as every room takes them. */
    H264_720P(new PictureSize(1_280, 720), 1_500_000, 1_100) {
        @Override
        PictureEncoder encoder(EncoderSettings settings) {
            return PictureEncoder.x264(settings);
        }

        @Override
        List<String> ffmpeg(EncoderSettings settings) {
            return List.of(
                    "-c:v",
                    "libx264",
                    "-preset",
                    "superfast",
                    "-tune",
                    "zerolatency",
                    "-profile:v",
                    "baseline",
                    "-sc_threshold",
                    "0",
                    "-forced-idr",
                    "1",
                    "-slice-max-size",
                    Integer.toString(settings.maxNalSize()));
        }
    },
    VP8_360P(new PictureSize(640, 360), 768_000, 0) {
        @Override
        PictureEncoder encoder(EncoderSettings settings) {
            return PictureEncoder.vp8(settings);
        }

        @Override
        List<String> ffmpeg(EncoderSettings settings) {
            return List.of(
                    "-c:v",
                    "libvpx",
                    "-deadline",
                    "realtime",
                    "-cpu-used",
                    "-8",
                    "-lag-in-frames",
                    "0",
                    "-auto-alt-ref",
                    "0",
                    "-error-resilient",
                    "default",
                    "-static-thresh",
                    "1",
                    "-max-intra-rate",
                    "800",
                    "-minrate",
                    Integer.toString(settings.bitsPerSecond()));
        }
    };

    private final PictureSize size;
    private final EncoderSettings settings;

    ComposedOutput(PictureSize size, int bitsPerSecond, int maxNalSize) {
        this.size = size;
        this.settings = EncoderSettings.ofDefaultProfile(
                size.width(), size.height(), CodedFilms.FRAMES_PER_SECOND, bitsPerSecond, maxNalSize);
    }

    abstract PictureEncoder encoder(EncoderSettings settings);

    /** Options of ffmpeg for the encoder alone. */
    abstract List<String> ffmpeg(EncoderSettings settings);

    PictureSize size() {
        return size;
    }

    EncoderSettings settings() {
        return settings;
    }

    PictureEncoder encoder() {
        return encoder(settings);
    }

    /** Options of ffmpeg for the encoder and its rate. */
    List<String> ffmpeg() {
        List<String> options = new ArrayList<>(ffmpeg(settings));
        options.addAll(List.of(
                "-threads",
                "1",
                "-b:v",
                Integer.toString(settings.bitsPerSecond()),
                "-maxrate",
                Integer.toString(settings.bitsPerSecond()),
                "-bufsize",
                Integer.toString(settings.bitsPerSecond() / 2),
                "-g",
                "100000"));
        return options;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

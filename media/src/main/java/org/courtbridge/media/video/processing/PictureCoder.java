package org.courtbridge.media.video.processing;

import java.util.Optional;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.payload.StatedLevel;
import org.courtbridge.codecs.video.EncodedPicture;
import org.courtbridge.codecs.video.EncoderSettings;
import org.courtbridge.codecs.video.NativePicture;
import org.courtbridge.codecs.video.PictureCoding;
import org.courtbridge.codecs.video.PictureEncoder;
import org.courtbridge.codecs.video.PictureScaler;
import org.courtbridge.codecs.video.PictureSize;
import org.courtbridge.codecs.video.PixelShape;
import org.courtbridge.media.video.PictureTarget;

/** Scales pictures and codes them anew. One thread's at a time; holds native memory. */
final class PictureCoder implements AutoCloseable {

    private final PictureFormat format;
    private final Encoders encoders;

    private Optional<PictureEncoder> encoder = Optional.empty();
    private Optional<EncoderSettings> coded = Optional.empty();
    private Optional<PictureScaler> scaler = Optional.empty();
    private Optional<Scaling> scaled = Optional.empty();

    /** A conversion of sizes and pixel shapes by the scaler. */
    private record Scaling(PictureSize from, PixelShape fromPixels, PictureSize to, PixelShape toPixels) {

        boolean changesNothing() {
            return from.equals(to) && fromPixels.equals(toPixels);
        }
    }

    /** A factory of encoders. */
    public interface Encoders {

        /** @throws org.courtbridge.codecs.video.PictureCodecException if there is none for these settings */
        PictureEncoder open(PictureCoding coding, EncoderSettings settings);
    }

    PictureCoder(PictureFormat format, Encoders encoders) {
        this.format = format;
        this.encoders = encoders;
    }

    /**
     * As {@link PictureEncoder#encode} gives it.
     *
     * @param target of this format
     * @param keyframe whether it must become a keyframe
     */
    EncodedPicture encode(NativePicture picture, PictureTarget target, boolean keyframe) {
        PixelShape pixels = format.coding().pixels();
        EncoderSettings settings = target.settings(picture.size().in(pixels, picture.pixels()));
        if (!coded.equals(Optional.of(settings))) {
            encoder.ifPresent(PictureEncoder::close);
            encoder = Optional.empty();
            encoder = Optional.of(encoders.open(format.coding(), settings));
            coded = Optional.of(settings);
        }
        Scaling wanted = new Scaling(
                picture.size(), picture.pixels(), new PictureSize(settings.width(), settings.height()), pixels);
        if (wanted.changesNothing()) {
            return stated(encoder.orElseThrow().encode(picture, keyframe));
        }
        try (NativePicture fitting = scale(picture, wanted)) {
            return stated(encoder.orElseThrow().encode(fitting, keyframe));
        }
    }

    private EncodedPicture stated(EncodedPicture picture) {
        return format instanceof H264Format h264
                ? EncodedPicture.of(StatedLevel.atMost(picture.bytes(), h264.levelIdc()))
                : picture;
    }

    private NativePicture scale(NativePicture picture, Scaling wanted) {
        if (!scaled.equals(Optional.of(wanted))) {
            closeScaler();
            scaler = Optional.of(new PictureScaler(wanted.from, wanted.fromPixels, wanted.to, wanted.toPixels));
            scaled = Optional.of(wanted);
        }
        return scaler.orElseThrow().scale(picture);
    }

    private void closeScaler() {
        scaler.ifPresent(PictureScaler::close);
        scaler = Optional.empty();
        scaled = Optional.empty();
    }

    /** May go on after it, with a new encoder. */
    @Override
    public void close() {
        encoder.ifPresent(PictureEncoder::close);
        encoder = Optional.empty();
        coded = Optional.empty();
        closeScaler();
    }
}

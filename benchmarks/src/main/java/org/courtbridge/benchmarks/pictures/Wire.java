package org.courtbridge.benchmarks.pictures;

import java.time.Duration;
import java.util.Optional;
import org.courtbridge.codecs.measure.picture.PictureMeter;
import org.courtbridge.codecs.video.EncoderSettings;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureCoding;
import org.courtbridge.codecs.video.PictureDecoder;
import org.courtbridge.codecs.video.PictureEncoder;
import org.courtbridge.codecs.video.PictureScaler;
import org.courtbridge.codecs.video.PictureSize;
import org.courtbridge.codecs.video.PixelShape;

/**
 * From the camera to the meter: coded and decoded again.
 *
 * @param kbit bit/s that the rate control aims at, in thousands
 * @param keyframes pictures from one keyframe to the next, or 0
 * @param scaled what the picture is scaled to after it was decoded, as by a device that decodes and codes anew
 */
record Wire(PictureCoding coding, int kbit, int keyframes, Optional<PictureSize> scaled) {

    static Wire of(PictureCoding coding, int kbit) {
        return new Wire(coding, kbit, 60, Optional.empty());
    }

    Wire keyframes(int changed) {
        return new Wire(coding, kbit, changed, scaled);
    }

    Wire scaled(int width, int height) {
        return new Wire(coding, kbit, keyframes, Optional.of(new PictureSize(width, height)));
    }

    /** Sends a film; the meter has taken its pictures then. @return the last picture, to be looked at */
    Optional<I420Picture> send(Film film, long seed, PictureMeter meter, int quarters) {
        Optional<I420Picture> last = Optional.empty();
        PictureSize size = film.scene().size();
        EncoderSettings settings = EncoderSettings.ofDefaultProfile(
                size.width(), size.height(), Math.max(1, film.perSecond()), kbit * 1_000, 0);
        try (PictureEncoder encoder = coding.encoder(settings);
                PictureDecoder decoder = coding.decoder();
                PictureScaler scaler =
                        new PictureScaler(size, PixelShape.SQUARE, scaled.orElse(size), PixelShape.SQUARE)) {
            int number = 0;
            for (Optional<I420Picture> picture : film.run(seed)) {
                Duration time = Duration.ofNanos(number * 1_000_000_000L / film.perSecond());
                if (picture.isPresent()) {
                    boolean keyframe = keyframes > 0 && number % keyframes == 0;
                    byte[] coded = encoder.encode(picture.get(), keyframe).bytes();
                    Optional<I420Picture> decoded = coded.length == 0 ? Optional.empty() : decoder.decode(coded);
                    if (decoded.isPresent()) {
                        I420Picture shown = scaled.isPresent() ? scaler.scale(square(decoded.get())) : decoded.get();
                        meter.take(shown, quarters, time);
                        last = Optional.of(shown);
                    }
                }
                number++;
            }
        }
        return last;
    }

    /** H.263's pictures are not of square pixels; what is scaled here is told so. */
    private static I420Picture square(I420Picture picture) {
        if (picture.pixels().equals(PixelShape.SQUARE)) {
            return picture;
        }
        I420Picture square = I420Picture.black(picture.width(), picture.height());
        System.arraycopy(picture.luma(), 0, square.luma(), 0, square.luma().length);
        System.arraycopy(picture.cb(), 0, square.cb(), 0, square.cb().length);
        System.arraycopy(picture.cr(), 0, square.cr(), 0, square.cr().length);
        return square;
    }
}

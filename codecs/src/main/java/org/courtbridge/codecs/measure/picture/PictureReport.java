package org.courtbridge.codecs.measure.picture;

import java.util.Optional;
import java.util.OptionalDouble;
import org.courtbridge.codecs.video.PictureSize;

/**
 * Measurements of one stream's pictures. What could not be measured is not there.
 *
 * @param pictures that came
 * @param seconds from the first picture to the end of the measurement
 * @param size of most pictures, upright, without black bars
 * @param perSecond pictures a second
 * @param still how they stood still
 * @param seen what is seen in them
 * @param faces whom one sees; empty if faces were not looked for
 */
public record PictureReport(
        long pictures,
        double seconds,
        Optional<PictureSize> size,
        OptionalDouble perSecond,
        Optional<StillTimes> still,
        Optional<SeenReport> seen,
        Optional<FaceReport> faces) {

    /** Of a stream that brought no picture. */
    static final PictureReport NOTHING = new PictureReport(
            0, 0, Optional.empty(), OptionalDouble.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** The same where it is not known of whom pictures that did not come were lost: of the sender, or of whoever measures. */
    public PictureReport withoutTimes() {
        return new PictureReport(pictures, seconds, size, OptionalDouble.empty(), Optional.empty(), seen, faces);
    }

    /** Resolution of most pictures in lines, as resolutions are named: pixels of the shorter side. */
    public OptionalDouble lines() {
        return size.map(most -> OptionalDouble.of(Math.min(most.width(), most.height())))
                .orElse(OptionalDouble.empty());
    }
}

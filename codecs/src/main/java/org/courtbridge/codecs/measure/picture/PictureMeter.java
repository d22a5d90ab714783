package org.courtbridge.codecs.measure.picture;

import java.time.Duration;
import java.util.Optional;
import org.courtbridge.codecs.measure.picture.face.FaceFinder;
import org.courtbridge.codecs.video.I420Picture;

/**
 * Measures the pictures of one stream as they come out of the decoder: each one for its rate and whether it moves, some a
 * second for what is seen in them, one a second for faces.
 *
 * <p>For one thread at a time, a platform thread if faces are looked for. It has no clock and no sockets: time is what it is
 * told.
 */
public final class PictureMeter {

    /** Seconds between pictures that are looked at. */
    private static final double LOOK = 0.4;

    private static final double LOOK_FOR_FACES = 1;

    private final Arrivals arrivals = new Arrivals();
    private final Stillness stillness = new Stillness();
    private final SeenPictures seen = new SeenPictures();
    private final Optional<FaceMeter> faces;
    private Duration begun = Duration.ZERO;
    private long pictures;
    private double nextLook;
    private double nextFaces;

    /** One that looks for no faces: its report has none, which is not the same as that nobody was seen. */
    public PictureMeter() {
        this.faces = Optional.empty();
    }

    /** @param finder stays the caller's, to be closed after the last picture */
    public PictureMeter(FaceFinder finder) {
        this.faces = Optional.of(new FaceMeter(finder));
    }

    /**
     * Takes the next picture; keeps nothing of it.
     *
     * @param quarters turns clockwise after which it is upright, 0 to 3
     * @param time when it came, by any clock that does not go back
     */
    public void take(I420Picture picture, int quarters, Duration time) {
        if (pictures == 0) {
            begun = time;
        }
        pictures++;
        double seconds = seconds(time);
        arrivals.take(seconds);
        stillness.take(picture, seconds);
        if (seconds >= nextLook) {
            nextLook = seconds + LOOK;
            look(picture, quarters, seconds);
        }
    }

    /** A picture came, too, which there is no time to look at: it counts for the rate. @param time as of {@link #take} */
    public void passOver(Duration time) {
        if (pictures == 0) {
            begun = time;
        }
        pictures++;
        arrivals.take(seconds(time));
    }

    /**
     * Blocks are where the coder put them, so all but faces is looked for before the picture is turned. Black bars are neither
     * behind a face nor what it is cut off by.
     */
    private void look(I420Picture picture, int quarters, double seconds) {
        Look look = Look.at(picture);
        seen.add(look, quarters);
        if (seconds >= nextFaces && faces.filter(FaceMeter::hasTime).isPresent()) {
            nextFaces = seconds + LOOK_FOR_FACES;
            faces.orElseThrow().take(look.area().of(picture).turned(quarters));
        }
    }

    private double seconds(Duration time) {
        return time.minus(begun).toNanos() / 1e9;
    }

    /** @param now when the measurement ends, by the same clock */
    public PictureReport report(Duration now) {
        if (pictures == 0) {
            return PictureReport.NOTHING;
        }
        double seconds = seconds(now);
        return new PictureReport(
                pictures,
                seconds,
                seen.size(),
                arrivals.rate(seconds),
                Optional.of(stillness.times(seconds)),
                seen.report(),
                faces.map(FaceMeter::report));
    }
}

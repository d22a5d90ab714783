package org.courtbridge.gateway.bridge;

import java.time.Duration;
import java.util.Optional;
import org.courtbridge.codecs.measure.picture.PictureMeter;
import org.courtbridge.codecs.measure.picture.PictureReport;
import org.courtbridge.codecs.measure.picture.face.FaceFinder;
import org.courtbridge.codecs.video.NativePicture;

/** Measures the pictures of one party as they are decoded. From any thread; a platform thread where faces are looked for. */
final class ProbedPicture implements PictureTaker {

    private final Optional<FaceFinder> faces;
    private PictureMeter meter;
    private final BridgeClock clock;
    private long begun;

    /** @param faces finds them; empty if nobody is to look for them */
    ProbedPicture(Optional<FaceFinder> faces, BridgeClock clock) {
        this.faces = faces;
        this.meter = meter(faces);
        this.clock = clock;
        this.begun = clock.now();
    }

    private static PictureMeter meter(Optional<FaceFinder> faces) {
        return faces.map(PictureMeter::new).orElseGet(PictureMeter::new);
    }

    /** Forgets what was measured. */
    synchronized void again() {
        meter = meter(faces);
        begun = clock.now();
    }

    /** It comes upright. */
    @Override
    public synchronized void take(NativePicture picture, long timestamp, long belongs, boolean behind) {
        meter.take(picture.copy(), 0, now());
    }

    private Duration now() {
        return Duration.ofNanos(clock.now() - begun);
    }

    @Override
    public void worked(long nanos) {}

    /** Figures up to now; goes on measuring. */
    synchronized PictureReport report() {
        return meter.report(now());
    }
}

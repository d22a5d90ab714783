package org.courtbridge.media.video.processing;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.courtbridge.codecs.measure.picture.PictureMeter;
import org.courtbridge.codecs.measure.picture.PictureReport;
import org.courtbridge.codecs.measure.picture.face.FaceFinder;
import org.courtbridge.codecs.video.NativePicture;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.video.coded.VideoProcessor;

/** Measures the pictures of one party as they are decoded. From any thread; a platform thread where faces are looked for. */
final class PictureMeasurement implements VideoProcessor.Measurement, DecodedPictureSink {

    /** Nanoseconds between pictures that are looked at, however many wait: what a meter looks at closely is no more. */
    private static final long LOOK = 400_000_000;

    private final Optional<FaceFinder> faces;
    private final Tap tap = new Tap(this);
    private PictureMeter meter;
    private final BridgeClock clock;
    private long begun;

    private boolean looked;
    private long lastLook;
    private long latest;
    private OptionalLong ended = OptionalLong.empty();

    /** @param faces finds them; empty if nobody is to look for them */
    PictureMeasurement(Optional<FaceFinder> faces, BridgeClock clock) {
        this.faces = faces;
        this.meter = meter(faces);
        this.clock = clock;
        this.begun = clock.now();
    }

    private static PictureMeter meter(Optional<FaceFinder> faces) {
        return faces.map(PictureMeter::new).orElseGet(PictureMeter::new);
    }

    @Override
    public void of(Optional<VideoProcessor.Input> input) {
        tap.on(input);
    }

    @Override
    public synchronized void again() {
        meter = meter(faces);
        begun = clock.now();
        looked = false;
        latest = 0;
        ended = OptionalLong.empty();
    }

    @Override
    public synchronized void end(long now) {
        ended = OptionalLong.of(ended.orElse(now));
    }

    /** It comes upright. While others wait behind it, which would be lost in the end, only so many are looked at. */
    @Override
    public synchronized void take(NativePicture picture, long timestamp, long playoutTime, boolean behind) {
        if (ended.isPresent()) {
            return;
        }
        long came = Math.max(latest, playoutTime - begun);
        latest = came;
        if (behind && looked && came - lastLook < LOOK) {
            meter.passOver(Duration.ofNanos(came));
        } else {
            looked = true;
            lastLook = came;
            meter.take(picture.copy(), 0, Duration.ofNanos(came));
        }
    }

    @Override
    public boolean worked(long nanos) {
        return false;
    }

    @Override
    public synchronized PictureReport report() {
        return meter.report(Duration.ofNanos(Math.max(latest, ended.orElse(clock.now()) - begun)));
    }
}

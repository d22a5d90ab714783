package org.courtbridge.signalling.probe;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.codecs.measure.picture.face.FaceBox;
import org.courtbridge.codecs.measure.picture.face.FaceFinder;
import org.courtbridge.codecs.video.I420Picture;

/**
 * One finder for all who are tried, one picture after the other; made when it is needed first. After each it has no time for as long as that
 * took: a look at an empty room takes long, and were all looked at each second, nobody's pictures would be decoded meanwhile. From any platform
 * thread.
 */
public final class SharedFaces implements FaceFinder {

    private static final Logger log = LogManager.getLogger(SharedFaces.class);
    private static final int SIDE = 128;

    private final Supplier<FaceFinder> maker;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<FaceFinder> finder = Optional.empty();
    private boolean closed;

    /** Until when it rests, on the clock of {@link #nanos}. */
    private volatile long rests;

    SharedFaces(Supplier<FaceFinder> maker, LongSupplier nanos) {
        this.maker = maker;
        this.nanos = nanos;
        this.rests = nanos.getAsLong();
    }

    /** Shares {@link FaceFinder#best}. */
    public static SharedFaces ofBest() {
        return new SharedFaces(FaceFinder::best, System::nanoTime);
    }

    private FaceFinder finder() {
        if (finder.isEmpty()) {
            finder = Optional.of(made());
        }
        return finder.get();
    }

    /** One whose libraries do not load would fail in each test call: nobody is found then, and it is said once. */
    private FaceFinder made() {
        try {
            return maker.get();
        } catch (LinkageError | UncheckedIOException e) {
            log.warn(
                    "No test call looks for faces, as OpenCV does not load; ./courtbridge doctor tells what to do: {}",
                    e.toString());
            return new Nobody();
        }
    }

    /** Finds no face, and is not sure of that. */
    private static final class Nobody implements FaceFinder {

        @Override
        public List<FaceBox> find(I420Picture picture) {
            return List.of();
        }

        @Override
        public boolean isSureOfNone() {
            return false;
        }

        @Override
        public void close() {}
    }

    /** Loads what takes long the first time. */
    void warmUp() {
        lock.lock();
        try {
            if (!closed && finder.isEmpty()) {
                finder().find(I420Picture.black(SIDE, SIDE));
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean hasTime() {
        return !lock.isLocked() && nanos.getAsLong() - rests >= 0;
    }

    @Override
    public List<FaceBox> find(I420Picture picture) {
        lock.lock();
        try {
            if (closed) {
                return List.of();
            }
            FaceFinder made = finder();
            long begun = nanos.getAsLong();
            List<FaceBox> found = made.find(picture);
            long ended = nanos.getAsLong();
            rests = ended + (ended - begun);
            return found;
        } finally {
            lock.unlock();
        }
    }

    /** Whoever is asked after the end is sure of nothing. */
    @Override
    public boolean isSureOfNone() {
        lock.lock();
        try {
            return !closed && finder().isSureOfNone();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            finder.ifPresent(FaceFinder::close);
        } finally {
            lock.unlock();
        }
    }
}

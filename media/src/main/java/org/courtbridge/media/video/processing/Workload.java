package org.courtbridge.media.video.processing;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Adds up the time of some threads that is taken by work that goes on for long, piece by piece: each work takes a place, which
 * is large until it has been measured what the work needs. From any thread.
 */
public final class Workload {

    /** Of one thread's time, what a place is taken to need at first: 720p at 30 pictures a second, some 6 ms each. */
    public static final double UNKNOWN = 0.25;

    /** Of what was measured, what is kept for it; a livelier picture takes longer. */
    static final double MARGIN = 1.5;

    /** Nanoseconds over which the time that a work needs is measured. */
    static final long WINDOW = 1_000_000_000;

    private final double threads;
    private final Set<Place> places = new HashSet<>();

    /** @param threads whose time may be taken whole; a part of one for less than a thread */
    Workload(double threads) {
        this.threads = threads;
    }

    /** Whether one more can be taken in. */
    synchronized boolean hasRoom() {
        return sum() + UNKNOWN <= threads;
    }

    /** Of the threads' time, what is taken by places; 1 if there is none to take. */
    synchronized double taken() {
        return threads == 0 ? 1 : sum() / threads;
    }

    private double sum() {
        return places.stream().mapToDouble(place -> place.share).sum();
    }

    /** Empty if there is no room. */
    synchronized Optional<Place> take() {
        return hasRoom() ? Optional.of(takeInAnyCase()) : Optional.empty();
    }

    /** Whether there is room or not. */
    synchronized Place takeInAnyCase() {
        Place place = new Place();
        places.add(place);
        return place;
    }

    /** Of one work; free again when it is closed. */
    final class Place implements AutoCloseable {

        private double share = UNKNOWN;
        private boolean measured;
        private Optional<Long> begin = Optional.empty();
        private long worked;

        /**
         * A piece has been done.
         *
         * @param nanos of a processor's time
         * @param now in nanoseconds
         * @return whether it is known only now how little the work needs, so that there may be room for another one
         */
        boolean worked(long nanos, long now) {
            synchronized (Workload.this) {
                worked += nanos;
                if (begin.isEmpty()) {
                    // The first piece also loads what the others find loaded.
                    restart(now);
                    return false;
                }
                long time = now - begin.get();
                if (time < WINDOW) {
                    return false;
                }
                double needed = MARGIN * worked / time;
                boolean first = !measured;
                share = first ? needed : Math.max(needed, (share + needed) / 2);
                measured = true;
                restart(now);
                return first && share < UNKNOWN;
            }
        }

        private void restart(long now) {
            begin = Optional.of(now);
            worked = 0;
        }

        @Override
        public void close() {
            synchronized (Workload.this) {
                places.remove(this);
            }
        }
    }
}

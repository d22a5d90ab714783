package org.courtbridge.gateway.bridge;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The platform threads that code the pictures of all hearings anew, and places for as many sources as they can keep up
 * with: sound and forwarded pictures must not suffer.
 */
public final class PictureWorkers implements AutoCloseable {

    /** Sources of 720p at 30 pictures a second that a thread keeps up with, at some 6 ms a picture. */
    private static final int PLACES_PER_THREAD = 4;

    private final ExecutorService threads;
    private final Semaphore places;

    private PictureWorkers(int threads, int places) {
        this.threads = Executors.newFixedThreadPool(threads, new DefaultThreadFactory("pictures"));
        this.places = new Semaphore(places);
    }

    /** Takes half of the processors. */
    public static PictureWorkers start() {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        return new PictureWorkers(threads, PLACES_PER_THREAD * threads);
    }

    /** On one thread. */
    public static PictureWorkers withPlaces(int places) {
        return new PictureWorkers(1, places);
    }

    Executor threads() {
        return threads;
    }

    boolean haveRoom() {
        return places.availablePermits() > 0;
    }

    /** Empty if all are taken. */
    Optional<Place> take() {
        return places.tryAcquire() ? Optional.of(new Place()) : Optional.empty();
    }

    /** For one source; free again when it is closed. */
    final class Place implements AutoCloseable {

        private final AtomicBoolean taken = new AtomicBoolean(true);

        @Override
        public void close() {
            if (taken.compareAndSet(true, false)) {
                places.release();
            }
        }
    }

    /** Bridges must be closed before: they give back native memory here. */
    @Override
    public void close() {
        threads.shutdown();
    }
}

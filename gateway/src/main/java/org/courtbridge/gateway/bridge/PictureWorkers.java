package org.courtbridge.gateway.bridge;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.codecs.video.PictureCodecException;
import org.courtbridge.codecs.video.PictureWarmUp;

/**
 * The platform threads that code the pictures of all hearings anew, with places for as many sources as they can keep up
 * with: sound and forwarded pictures must not suffer. Stills, which nobody misses for a moment but which take long to draw,
 * have a thread of their own.
 */
public final class PictureWorkers implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(PictureWorkers.class);

    private final ExecutorService threads;
    private final ExecutorService stills = Executors.newSingleThreadExecutor(new DefaultThreadFactory("stills"));
    private final Workload load;

    private PictureWorkers(int threads, double load) {
        this.threads = Executors.newFixedThreadPool(threads, new DefaultThreadFactory("pictures"));
        this.load = new Workload(load);
    }

    /** Takes half of the processors, and first loads the coders, which takes as long as several pictures do. */
    public static PictureWorkers start() {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        PictureWorkers workers = new PictureWorkers(threads, threads);
        workers.threads.execute(PictureWorkers::warmUp);
        return workers;
    }

    private static void warmUp() {
        try {
            PictureWarmUp.run();
        } catch (PictureCodecException | LinkageError e) {
            LOG.error("pictures cannot be coded anew here", e);
        }
    }

    /** On one thread, and so many sources until it is known how little they need. */
    public static PictureWorkers withPlaces(int places) {
        return new PictureWorkers(1, places * Workload.UNKNOWN);
    }

    Executor threads() {
        return threads;
    }

    /** For drawing and coding what those see who see nobody. */
    public Executor stills() {
        return stills;
    }

    boolean haveRoom() {
        return load.hasRoom();
    }

    /** Empty if all are taken. */
    Optional<Workload.Place> take() {
        return load.take();
    }

    /** Bridges must be closed before: they give back native memory here. */
    @Override
    public void close() {
        threads.shutdown();
        stills.shutdown();
    }
}

package org.courtbridge.media.video.processing;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.codecs.measure.picture.face.FaceFinder;
import org.courtbridge.codecs.payload.PictureMisfit;
import org.courtbridge.codecs.video.PictureCodecException;
import org.courtbridge.codecs.video.PictureCoding;
import org.courtbridge.codecs.video.PictureWarmUp;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.health.Part;
import org.courtbridge.media.health.RepeatedTask;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.video.LoadStep;
import org.courtbridge.media.video.coded.StillEncoder;
import org.courtbridge.media.video.coded.VideoProcessor;

/**
 * The platform threads that code the pictures of all hearings anew, with places for as many sources as they can keep up
 * with: sound and forwarded pictures must not suffer. When they do not keep up all the same, there is less to code from one
 * {@link LoadStep} to the next. Stills, which nobody misses for a moment but which take long to draw, have a thread of their
 * own.
 */
public final class PictureWorkers implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(PictureWorkers.class);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration CALM = Duration.ofSeconds(10);

    /** Threads for those who are tried. */
    public static final int PROBES = PictureThreads.PROBES;

    private final PictureThreads threads;
    private final Workload load;
    private final PictureCoder.Encoders encoders;
    private final InternalErrors errors;
    private final BridgeClock clock;
    private final LoadShedding shedding;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong refused = new AtomicLong();

    /** Those who called {@link #lack}, as their viewers would see more if there were more time. */
    private final Set<Object> lacking = ConcurrentHashMap.newKeySet();

    private volatile WorkerTime.Span span = WorkerTime.Span.IDLE;
    private volatile LoadStep step = LoadStep.NONE;

    /**
     * On some threads.
     *
     * @param load whose time may be taken whole, as of {@link Workload}
     * @param calm as of {@link LoadShedding}
     * @param errors hears of faults of ours
     */
    public PictureWorkers(
            int threads,
            double load,
            PictureCoder.Encoders encoders,
            BridgeClock clock,
            Duration calm,
            InternalErrors errors) {
        this.threads = new PictureThreads(threads, clock::now);
        this.load = new Workload(load);
        this.encoders = encoders;
        this.errors = errors;
        this.clock = clock;
        this.shedding = new LoadShedding(calm);
    }

    /** Takes half of the processors, and first loads the coders, which takes as long as several pictures do. */
    public static PictureWorkers start(InternalErrors errors) {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        PictureWorkers workers =
                new PictureWorkers(threads, threads, PictureCoding::encoder, BridgeClock.SYSTEM, CALM, errors);
        workers.threads.warmUp(PictureWorkers::warmUp);
        workers.lookEach(BETWEEN_LOOKS);
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
        return withPlaces(places, PictureCoding::encoder);
    }

    public static PictureWorkers withPlaces(int places, PictureCoder.Encoders encoders) {
        BridgeClock clock = BridgeClock.SYSTEM;
        return new PictureWorkers(
                1, places * Workload.UNKNOWN, encoders, clock, CALM, new InternalErrors(clock.wall()));
    }

    /** Looks by itself from now on. */
    public void lookEach(Duration period) {
        Runnable look = new RepeatedTask(errors, Part.PICTURES, "the look at the workers' load", this::look);
        threads.each(period, look);
    }

    /** Looks how much there was to do since the last time, and saves more or less. One thread's at a time. */
    void look() {
        judge(threads.measurements());
    }

    public void judge(WorkerTime.Span measuredNow) {
        span = measuredNow;
        LoadStep before = step;
        step = shedding.after(span.share(), span.waited(), !lacking.isEmpty() && !load.hasRoom(), clock.now());
        if (step != before) {
            LOG.log(
                    step.compareTo(before) > 0 ? Level.WARN : Level.INFO,
                    "coding pictures took {} % of the workers' time and they waited {} ms: they are {} from now on",
                    Math.round(100 * span.share()),
                    span.waited() / 1_000_000,
                    step.words());
            listeners.forEach(Runnable::run);
        }
    }

    /** The reduction of coded pictures that holds now. From any thread. */
    public LoadStep step() {
        return step;
    }

    /** @param changed runs when {@link #step} has changed, on the thread that looks */
    public void listen(Runnable changed) {
        listeners.add(changed);
    }

    public void forget(Runnable changed) {
        listeners.remove(changed);
    }

    /** From any thread. */
    public PictureLoad load() {
        WorkerTime.Span last = span;
        return new PictureLoad(last.share(), last.waited() / 1e9, step, refused.get());
    }

    /** A party is not shown what would have had to be coded for it. From any thread. */
    public void refused(LegId leg) {
        refused.incrementAndGet();
        LOG.warn("leg {}: there is no time to code pictures for it; it is shown what can go on as it comes", leg);
    }

    /**
     * While somebody lacks pictures because there is no room for them, those of all others are made smaller. From any thread.
     *
     * @param whose viewers they are; the same each time
     */
    public void lack(Object whose, boolean lacks) {
        if (lacks) {
            lacking.add(whose);
        } else {
            lacking.remove(whose);
        }
    }

    /** The reason why a picture cannot be coded now: the load. From any thread. */
    public PictureMisfit reason() {
        return PictureMisfit.processor(
                Math.round(100 * Math.max(span.share(), load.taken())), Math.round(100 * LoadShedding.MUCH));
    }

    public Executor threads() {
        return threads.ofHearings();
    }

    public InternalErrors errors() {
        return errors;
    }

    PictureCoder.Encoders encoders() {
        return encoders;
    }

    /** For one stream's stills. */
    public StillEncoder stillEncoder() {
        return new StillCoder(threads.stills());
    }

    /** For drawing and coding what those see who see nobody. */
    public Executor stills() {
        return threads.stills();
    }

    /** For decoding and measuring what is sent by those who are tried: not the time of those who are in hearings. */
    public Executor probes() {
        return threads.probes();
    }

    /** As of {@link VideoProcessor.Load#hasRoom}. */
    public boolean hasRoom(VideoProcessor.Admission admission) {
        return switch (admission) {
            case BEGINS -> step.takesMore() && load.hasRoom();
            case GOES_ON -> load.hasRoom();
            case REPLACES -> true;
        };
    }

    /** Empty if there is no room. */
    Optional<Workload.Place> take(VideoProcessor.Admission admission) {
        return switch (admission) {
            case BEGINS -> step.takesMore() ? load.take() : Optional.empty();
            case GOES_ON -> load.take();
            case REPLACES -> Optional.of(load.takeInAnyCase());
        };
    }

    /**
     * Decodes, composes and codes the pictures of one hearing.
     *
     * @param timer says when a picture is due
     * @param captions say who is who in pictures of several
     * @param changed runs when there may be room for another output, or the load step has changed; from any thread
     */
    public VideoProcessor ofHearing(EventExecutor timer, BridgeClock clock, Captions captions, Runnable changed) {
        listen(changed);
        return new InProcessVideoProcessor(
                this,
                new InProcessVideoProcessor.Setting(threads(), timer, clock, captions, Optional.empty(), changed));
    }

    /**
     * Decodes and measures the pictures of somebody who is tried: not in the time of those who are in hearings.
     *
     * @param timer says when a picture is due
     * @param faces finds them; empty if nobody is to look for them
     */
    public VideoProcessor ofTest(EventExecutor timer, BridgeClock clock, Optional<FaceFinder> faces) {
        return new InProcessVideoProcessor(
                this, new InProcessVideoProcessor.Setting(probes(), timer, clock, Captions.NONE, faces, () -> {}));
    }

    /** Bridges must be closed before: they give back native memory here. */
    @Override
    public void close() {
        threads.close();
    }
}

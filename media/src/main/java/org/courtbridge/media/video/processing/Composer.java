package org.courtbridge.media.video.processing;

import io.netty.util.concurrent.EventExecutor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.courtbridge.codecs.compose.Arrangement;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.health.Part;
import org.courtbridge.media.health.RepeatedTask;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.video.PictureTarget;
import org.courtbridge.media.video.coded.VideoProcessor;
import org.courtbridge.media.video.processing.SceneDrawing.Scenery;

/**
 * Composes several parties in one picture, and codes it. Each time that a picture is due, a worker draws what is new since the last
 * one, of each party the picture that goes with the sound when the whole goes out; while it has not finished, no other begins, so
 * that a processor that is too slow makes fewer pictures, and none late.
 */
final class Composer extends VideoEncoding implements VideoProcessor.ComposedOutput {

    /** While nothing moves, a picture is coded as often, so that no decoder takes the stream for dead. */
    private static final long AT_LEAST_EACH = 200_000_000;

    /** Nanoseconds between two pictures at least, should one fail before it is known when the next is due. */
    private static final long LEAST_PAUSE = 1_000_000;

    private static final long SECOND = 1_000_000_000;

    private final EventExecutor timer;
    private final RepeatedTask tick;
    private final ComposingTimes times;
    private int ticks;

    // Guarded by this.
    private Map<SharedVideoDecoder, TilePictures> pictures = new HashMap<>();
    private Optional<ScheduledFuture<?>> next = Optional.empty();
    private boolean started;
    private boolean over;

    private volatile Scenery scenery = Scenery.NOTHING;

    /** Those that are not shown any more: whoever takes one out finds something to show that is without it. */
    private final Queue<TilePictures> gone = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean working = new AtomicBoolean();

    /** The time at which a worker was asked for the next picture. */
    private volatile long asked;

    // The worker that works.
    private final SceneDrawing drawing;
    private long lastCoded;

    /**
     * @param timer its thread decides when a picture is due
     * @param errors hears of faults of ours
     */
    Composer(Captions captions, EventExecutor timer, InternalErrors errors, Setting setting) {
        super("a composed picture", setting);
        this.timer = timer;
        this.tick = new RepeatedTask(errors, Part.PICTURES, "a composed picture", this::tick);
        this.times = new ComposingTimes(SECOND / target().framesPerSecond(), clock().now());
        this.drawing = new SceneDrawing(target(), captions);
        this.lastCoded = clock().now() - AT_LEAST_EACH;
    }

    @Override
    public synchronized void start() {
        if (!started) {
            started = true;
            awaitNext();
        }
    }

    private synchronized void awaitNext() {
        if (over) {
            return;
        }
        long until = Math.max(LEAST_PAUSE, times.next() - clock().now());
        try {
            next = Optional.of(timer.schedule(this::due, until, TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException e) {
            // The gateway is going down.
            over = true;
        }
    }

    private void due() {
        tick.run();
        awaitNext();
    }

    @Override
    public synchronized void show(
            Arrangement arrangement, List<VideoProcessor.Tile> tiles, Optional<Language> language) {
        if (over) {
            return;
        }
        Map<SharedVideoDecoder, TilePictures> wanted = new HashMap<>();
        List<TilePictures> order =
                tiles.stream().map(tile -> pictures(wanted, tile)).toList();
        List<TilePictures> left =
                pictures.values().stream().filter(one -> !order.contains(one)).toList();
        pictures = wanted;
        scenery = new Scenery(
                arrangement,
                order,
                tiles.stream().map(VideoProcessor.Tile::label).toList(),
                language);
        left.forEach(TilePictures::stop);
        gone.addAll(left);
    }

    private TilePictures pictures(Map<SharedVideoDecoder, TilePictures> wanted, VideoProcessor.Tile tile) {
        SharedVideoDecoder source = (SharedVideoDecoder) tile.input();
        return wanted.computeIfAbsent(
                source,
                _ -> Optional.ofNullable(pictures.get(source)).orElseGet(() -> {
                    TilePictures fresh = new TilePictures(source, clock(), this::lead, this::worked);
                    fresh.start();
                    return fresh;
                }));
    }

    /** The next picture is due, if none is saved. The timer's. */
    void tick() {
        times.composed(
                scenery.pictures().stream().map(TilePictures::lastArrival).toList(), clock().now());
        ticks++;
        if (ticks % saved().divisor() == 0 && working.compareAndSet(false, true)) {
            asked = clock().now();
            if (!hand(this::workOff)) {
                working.set(false);
            }
        }
    }

    private void workOff() {
        try {
            work(this::compose);
        } finally {
            working.set(false);
        }
    }

    private void compose(long now) {
        forgetGone();
        long playoutTime = asked + lead();
        // What belongs until the middle between this and the next is nearer to this one.
        long shown = playoutTime + SECOND * saved().divisor() / target().framesPerSecond() / 2;
        PictureTarget becomes = target().under(saved());
        boolean moved = drawing.draw(scenery, becomes, shown, now);
        if (moved || keyframeIsDue(now) || now - lastCoded >= AT_LEAST_EACH) {
            lastCoded = now;
            code(drawing.picture(), becomes, timestamp(playoutTime), playoutTime, asked, now);
        }
    }

    private void forgetGone() {
        for (TilePictures left = gone.poll(); left != null; left = gone.poll()) {
            left.end();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            over = true;
            next.ifPresent(ticking -> ticking.cancel(false));
            pictures.values().forEach(TilePictures::stop);
        }
        super.close();
    }

    @Override
    void freeParts() {
        drawing.close();
        forgetGone();
        scenery.pictures().forEach(TilePictures::end);
    }

    private static long timestamp(long now) {
        return now / 1_000 * 9 / 100 & 0xFFFF_FFFFL;
    }
}

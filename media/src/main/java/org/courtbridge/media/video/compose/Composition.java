package org.courtbridge.media.video.compose;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.courtbridge.codecs.compose.Canvas;
import org.courtbridge.codecs.compose.Tile;
import org.courtbridge.codecs.video.NativePicture;
import org.courtbridge.codecs.video.PictureSize;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.video.DecodedPictureSink;
import org.courtbridge.media.video.LipSyncBuffer;
import org.courtbridge.media.video.PictureTarget;
import org.courtbridge.media.video.compose.Captions.Label;
import org.courtbridge.media.video.receive.VideoReceiver;

/**
 * Several parties in one picture, composed and coded once for all who see the same. At each {@link #tick} a worker draws what is
 * new since the last one, of each party the picture that goes with the sound when the whole goes out; while it has not finished,
 * no other begins, so that a processor that is too slow makes fewer pictures, and none late.
 */
public final class Composition extends EncodedVideoSource {

    /** While nothing moves, a picture is coded as often, so that no decoder takes the stream for dead. */
    private static final long AT_LEAST_EACH = 200_000_000;

    /** Pictures of one party that wait for their time at most. */
    private static final int MOST_WAITING = 8;

    private static final long SECOND = 1_000_000_000;

    private final BridgeClock clock;
    private final Captions captions;

    private final AtomicBoolean working = new AtomicBoolean();

    // The hearing's control thread.
    private Map<VideoReceiver, Input> inputs = new HashMap<>();

    private final ComposingTimes times;
    private int ticks;

    private volatile Showing showing = Showing.NOTHING;

    /** Those that are not shown any more: whoever takes one out finds something to show that is without it. */
    private final Queue<Input> gone = new ConcurrentLinkedQueue<>();

    /** The time at which a worker was asked for the next picture. */
    private volatile long asked;

    // The worker that works.
    private PictureTarget becomes;
    private Canvas canvas;
    private Showing drawn = Showing.NOTHING;
    private List<Painted> painted = List.of();
    private long lastCoded;

    /**
     * A party in the picture.
     *
     * @param source of its pictures
     */
    public record Part(VideoReceiver source, Label label) {}

    private record Showing(Scene scene, List<Input> inputs, List<Label> labels) {

        static final Showing NOTHING = new Showing(Scene.EMPTY, List.of(), List.of());

        List<Tile> tiles(PictureSize canvas) {
            return inputs.isEmpty() ? List.of() : scene.arrangement().tiles(inputs.size(), canvas);
        }
    }

    /** The pictures of one source: the one that is shown, and those that wait for their time. */
    private final class Input implements DecodedPictureSink {

        private final VideoReceiver source;

        // Guarded by this.
        private final Queue<Arrived> coming = new ArrayDeque<>();
        private Optional<Arrived> shown = Optional.empty();
        private boolean over;

        /** The earliest time at which the last picture could have been composed. */
        private volatile long lastArrival;

        Input(VideoReceiver source) {
            this.source = source;
            this.lastArrival = clock.now() - SLOW_LOSS_TIMEOUT_NANOS;
        }

        @Override
        public synchronized void take(NativePicture picture, long timestamp, long playoutTime, boolean behind) {
            if (over) {
                return;
            }
            if (coming.size() == MOST_WAITING) {
                show(coming.remove());
            }
            long now = clock.now();
            long due = now + Math.min(playoutTime - now, LipSyncBuffer.LONGEST);
            coming.add(new Arrived(picture.share(), now, due));
            lastArrival = Math.max(now, due - lead());
        }

        private void show(Arrived next) {
            forgetShown();
            shown = Optional.of(next);
        }

        private void forgetShown() {
            shown.map(Arrived::picture).ifPresent(NativePicture::close);
            shown = Optional.empty();
        }

        @Override
        public void worked(long nanos) {
            Composition.this.worked(nanos);
        }

        /**
         * Draws what may be seen of it now; no other comes in its place meanwhile.
         *
         * @param time when the whole goes out
         */
        synchronized boolean draw(long time, long now, Predicate<Optional<NativePicture>> drawing) {
            while (!coming.isEmpty() && coming.element().due() - time <= 0) {
                show(coming.remove());
            }
            return drawing.test(
                    source.open()
                            ? shown.filter(one -> now - one.at() < source.lossTimeoutNanos())
                                    .map(Arrived::picture)
                            : Optional.empty());
        }

        /** It is not to be seen any more. */
        synchronized void end() {
            over = true;
            coming.forEach(one -> one.picture().close());
            coming.clear();
            forgetShown();
        }
    }

    /** @param due when it is to be seen */
    private record Arrived(NativePicture picture, long at, long due) {}

    /** The content of a tile: a party's picture, or word that there is none; and who it is. */
    private record Painted(Optional<NativePicture> picture, Optional<Label> label) {

        static final Painted NOTHING = new Painted(Optional.empty(), Optional.empty());

        boolean shows(Optional<NativePicture> other, Label wanted) {
            return label.filter(wanted::equals).isPresent()
                    && picture.isPresent() == other.isPresent()
                    && (picture.isEmpty() || picture.get() == other.get());
        }
    }

    /** @param changed runs when {@link #description} has changed, or there may be room for another one */
    Composition(
            PictureTarget target,
            PictureWorkers workers,
            Workload.Place place,
            Captions captions,
            BridgeClock clock,
            Runnable changed) {
        super("a composed picture", target, workers, place, clock, changed);
        this.captions = captions;
        this.clock = clock;
        this.becomes = target;
        this.canvas = canvas();
        this.times = new ComposingTimes(SECOND / target.framesPerSecond(), clock.now());
        this.lastCoded = clock.now() - AT_LEAST_EACH;
    }

    private Canvas canvas() {
        return new Canvas(size(), becomes.format().coding().pixels());
    }

    private PictureSize size() {
        return becomes.largest().size();
    }

    /** Sets the scene that is composed from the next picture on. The hearing's control thread's. */
    void show(Scene scene, List<Part> parts) {
        Map<VideoReceiver, Input> next = new HashMap<>();
        List<Input> order = new ArrayList<>();
        for (Part part : parts) {
            Input input = inputs.getOrDefault(part.source(), new Input(part.source()));
            next.put(part.source(), input);
            order.add(input);
        }
        List<Input> left =
                inputs.values().stream().filter(input -> !order.contains(input)).toList();
        inputs = next;
        showing = new Showing(scene, order, parts.stream().map(Part::label).toList());
        gone.addAll(left);
    }

    /** The hearing's control thread's. */
    Scene scene() {
        return showing.scene();
    }

    /** The sources whose pictures are in it. The hearing's control thread's. */
    Set<VideoReceiver> sources() {
        return inputs.keySet();
    }

    /** The sink for a source's pictures in this; empty if it has no part in it. The hearing's control thread's. */
    Optional<DecodedPictureSink> taker(VideoReceiver source) {
        return Optional.ofNullable(inputs.get(source));
    }

    /** Time of the next picture, in nanoseconds. The hearing's control thread's. */
    long due() {
        return times.next();
    }

    /** The next picture is due, if none is saved. The hearing's control thread's. */
    void tick() {
        times.composed(inputs.values().stream().map(input -> input.lastArrival).toList(), clock.now());
        ticks++;
        if (ticks % saved().divisor() == 0 && working.compareAndSet(false, true)) {
            asked = clock.now();
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
        Showing wanted = showing;
        resize(target().under(saved()));
        boolean moved = arrange(wanted);
        long playoutTime = asked + lead();
        // What belongs until the middle between this and the next is nearer to this one.
        long shown = playoutTime + SECOND * saved().divisor() / target().framesPerSecond() / 2;
        for (int i = 0; i < wanted.inputs().size(); i++) {
            int number = i;
            moved |= wanted.inputs().get(i).draw(shown, now, picture -> paint(number, wanted, picture));
        }
        if (moved || keyframeIsDue(now) || now - lastCoded >= AT_LEAST_EACH) {
            lastCoded = now;
            code(canvas.picture(), becomes, timestamp(playoutTime), playoutTime, asked, now);
        }
    }

    private void forgetGone() {
        for (Input input = gone.poll(); input != null; input = gone.poll()) {
            input.end();
        }
    }

    @Override
    void freeParts() {
        canvas.close();
        forgetGone();
        showing.inputs().forEach(Input::end);
    }

    private void resize(PictureTarget wanted) {
        boolean sameSize = wanted.largest() == becomes.largest();
        becomes = wanted;
        if (!sameSize) {
            Canvas fresh = canvas();
            canvas.close();
            canvas = fresh;
            drawn = Showing.NOTHING;
        }
    }

    /** Whether that changed anything. */
    private boolean arrange(Showing wanted) {
        if (wanted.tiles(size()).equals(drawn.tiles(size())) && wanted.inputs().equals(drawn.inputs())) {
            drawn = wanted;
            return false;
        }
        drawn = wanted;
        canvas.arrange(wanted.tiles(size()));
        painted = new ArrayList<>(IntStream.range(0, wanted.inputs().size())
                .mapToObj(any -> Painted.NOTHING)
                .toList());
        return true;
    }

    /** Whether the tile looks different now. */
    private boolean paint(int number, Showing wanted, Optional<NativePicture> picture) {
        Label label = wanted.labels().get(number);
        if (painted.get(number).shows(picture, label)) {
            return false;
        }
        PictureSize tile = drawn.tiles(size()).get(number).size();
        picture.ifPresentOrElse(
                shown -> canvas.draw(number, shown),
                () -> canvas.draw(number, captions.absent(wanted.scene().language(), tile.width(), tile.height())));
        captions.name(label, tile.width(), tile.height()).ifPresent(name -> canvas.caption(number, name));
        painted.set(number, new Painted(picture, Optional.of(label)));
        return true;
    }

    private static long timestamp(long now) {
        return now / 1_000 * 9 / 100 & 0xFFFF_FFFFL;
    }

    /** Its parties come and go within it. */
    @Override
    public boolean open() {
        return true;
    }

    @Override
    public int openings() {
        return 0;
    }
}

package org.courtbridge.media.video.compose;

import io.netty.util.concurrent.EventExecutor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.courtbridge.codecs.video.PictureSize;
import org.courtbridge.media.health.Part;
import org.courtbridge.media.health.RepeatedTask;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.video.DecodedPictureSink;
import org.courtbridge.media.video.PictureTarget;
import org.courtbridge.media.video.VideoSink;
import org.courtbridge.media.video.VideoSource;
import org.courtbridge.media.video.receive.VideoReceiver;

/**
 * The compositions of one hearing, one for each scene and what its picture becomes. One whose viewers are all to see another
 * scene goes on with that. The hearing's control thread's.
 */
public final class Compositions {

    private final SharedVideoDecoders decodings;
    private final PictureWorkers workers;
    private final EventExecutor control;
    private final Captions captions;
    private final BridgeClock clock;
    private final Runnable changed;

    /** Nanoseconds between two pictures of one at least, should it fail before it knows when the next is. */
    private static final long LEAST_PAUSE = 1_000_000;

    private final Map<Composition, ScheduledFuture<?>> running = new HashMap<>();

    /** Those of which it is known this time what they show. */
    private final Set<Composition> settled = new HashSet<>();

    /** @param changed runs when something can be shown that could not before; from any thread */
    public Compositions(
            SharedVideoDecoders decodings,
            PictureWorkers workers,
            EventExecutor control,
            Captions captions,
            BridgeClock clock,
            Runnable changed) {
        this.decodings = decodings;
        this.workers = workers;
        this.control = control;
        this.captions = captions;
        this.clock = clock;
        this.changed = changed;
    }

    /** It is worked out anew who sees what. */
    public void begin() {
        settled.clear();
    }

    /**
     * Shows a scene by a composition for the target: one that is there, or a new one; empty if there is no room.
     *
     * @param parts the scene's parties
     * @param present what the viewer sees now
     * @param goesOn whether that, or what else it sees, is coded here
     */
    public Optional<Composition> make(
            Scene scene,
            List<Composition.Part> parts,
            PictureTarget target,
            Optional<Composition> present,
            boolean goesOn) {
        Optional<Composition> made = running.keySet().stream()
                .filter(known -> known.target().equals(target) && known.scene().equals(scene))
                .findFirst()
                .or(() -> present.filter(known ->
                        running.containsKey(known) && known.target().equals(target) && !settled.contains(known)))
                .or(() -> workers.take(goesOn).map(place -> start(target, place)));
        made.ifPresent(composition -> {
            composition.show(scene, parts);
            settled.add(composition);
            parts.forEach(part -> decodings.of(part.source()));
        });
        return made;
    }

    private Composition start(PictureTarget target, Workload.Place place) {
        Composition composition = new Composition(target, workers, place, captions, clock, changed);
        RepeatedTask tick = new RepeatedTask(workers.errors(), Part.PICTURES, "a composed picture", composition::tick);
        running.put(composition, schedule(composition, tick));
        return composition;
    }

    private ScheduledFuture<?> schedule(Composition composition, RepeatedTask tick) {
        long until = Math.max(LEAST_PAUSE, composition.due() - clock.now());
        return control.schedule(() -> run(composition, tick), until, TimeUnit.NANOSECONDS);
    }

    private void run(Composition composition, RepeatedTask tick) {
        tick.run();
        running.computeIfPresent(composition, (any, before) -> schedule(composition, tick));
    }

    /** In which a composed picture of that target is drawn now. */
    public PictureSize size(PictureTarget target) {
        return target.under(workers.step()).largest().size();
    }

    public boolean areRunning() {
        return !running.isEmpty();
    }

    /** Sets the sinks of all compositions. */
    public <T extends VideoSink> void outputs(Map<VideoSource, List<T>> receivers) {
        running.keySet().forEach(composition -> composition.outputs(receivers.getOrDefault(composition, List.of())));
    }

    /** The sinks for a source's pictures in those compositions that are used. */
    public List<DecodedPictureSink> takers(VideoReceiver source, Set<VideoSource> used) {
        return running.keySet().stream()
                .filter(used::contains)
                .flatMap(composition -> composition.taker(source).stream())
                .toList();
    }

    /** The sources whose pictures are in any of them. */
    public Set<VideoReceiver> sources() {
        return running.keySet().stream()
                .flatMap(composition -> composition.sources().stream())
                .collect(Collectors.toSet());
    }

    /** Ends all others. */
    public void keep(Set<VideoSource> wanted) {
        List<Composition> unwanted = running.keySet().stream()
                .filter(composition -> !wanted.contains(composition))
                .toList();
        unwanted.forEach(this::end);
        if (!unwanted.isEmpty()) {
            changed.run();
        }
    }

    private void end(Composition composition) {
        ScheduledFuture<?> ticking = running.remove(composition);
        if (ticking != null) {
            ticking.cancel(false);
        }
        composition.close();
    }

    public void close() {
        List.copyOf(running.keySet()).forEach(this::end);
    }
}

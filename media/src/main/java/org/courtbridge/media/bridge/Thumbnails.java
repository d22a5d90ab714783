package org.courtbridge.media.bridge;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.video.coded.VideoProcessor.Thumbnail;
import org.courtbridge.media.video.compose.VideoInputs;
import org.courtbridge.media.video.receive.SimulcastReceiver;
import org.courtbridge.media.video.receive.VideoReceiver;

/**
 * Small pictures of the parties of one hearing, for somebody who looks after the calls: of each party only while somebody asks again
 * and again. From any thread, but for what says otherwise.
 */
final class Thumbnails {

    /** Whoever has not asked for so long does not look any more, nanoseconds. */
    static final long PATIENCE = TimeUnit.SECONDS.toNanos(12);

    private final Supplier<Thumbnail> maker;
    private final BridgeClock clock;
    private final Runnable changed;
    private final Map<LegId, Watched> all = new ConcurrentHashMap<>();

    /** A party that somebody looks at. @param askedAt for the last time */
    private record Watched(Thumbnail thumbnail, long askedAt) {}

    /**
     * @param maker makes one that has no input yet
     * @param changed runs when somebody begins to look, or is to see nothing any more
     */
    Thumbnails(Supplier<Thumbnail> maker, BridgeClock clock, Runnable changed) {
        this.maker = maker;
        this.clock = clock;
        this.changed = changed;
    }

    /** Somebody looks at a party. @return the latest picture, JPEG; empty as long as there is none */
    Optional<byte[]> look(LegId leg) {
        AtomicBoolean begins = new AtomicBoolean();
        Watched watched = all.compute(leg, (_, before) -> {
            begins.set(before == null);
            return new Watched(before == null ? maker.get() : before.thumbnail(), clock.now());
        });
        if (begins.get()) {
            changed.run();
        }
        return watched.thumbnail().jpeg();
    }

    /** Forgets those that nobody looks at any more. @return whether there were any */
    boolean tidy() {
        long now = clock.now();
        boolean any = false;
        for (Map.Entry<LegId, Watched> entry : all.entrySet()) {
            Watched watched = entry.getValue();
            if (now - watched.askedAt() > PATIENCE && all.remove(entry.getKey(), watched)) {
                watched.thumbnail().close();
                any = true;
            }
        }
        return any;
    }

    /** Nobody is to see the party any more. */
    void forget(LegId leg) {
        Watched forgotten = all.remove(leg);
        if (forgotten != null) {
            forgotten.thumbnail().close();
            changed.run();
        }
    }

    /**
     * Takes those that somebody looks at: of a camera that sends several sizes, of the smallest that comes. The hearing's control
     * thread's.
     *
     * @param room whether there is time to take any
     * @return the sources that they are taken of
     */
    Set<VideoReceiver> take(Collection<Viewer> parties, boolean room, VideoInputs inputs) {
        Set<VideoReceiver> sources = new HashSet<>();
        parties.forEach(party -> {
            Watched watched = all.get(party.leg().id());
            if (watched != null) {
                Optional<VideoReceiver> source =
                        party.leg().source().filter(_ -> room).flatMap(Thumbnails::smallest);
                source.ifPresent(sources::add);
                watched.thumbnail().of(source.map(from -> inputs.of(from).input()));
            }
        });
        return sources;
    }

    private static Optional<VideoReceiver> smallest(SimulcastReceiver camera) {
        return camera.all().stream().filter(VideoReceiver::flows).min(Comparator.comparingLong(VideoReceiver::extent));
    }

    void close() {
        all.values().forEach(watched -> watched.thumbnail().close());
        all.clear();
    }
}

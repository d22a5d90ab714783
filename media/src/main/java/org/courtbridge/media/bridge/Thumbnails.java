package org.courtbridge.media.bridge;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.video.DecodedPictureSink;
import org.courtbridge.media.video.compose.Thumbnail;
import org.courtbridge.media.video.receive.SimulcastReceiver;
import org.courtbridge.media.video.receive.VideoReceiver;

/** The {@link Thumbnail}s at the parties of one hearing. From any thread, but for what says otherwise. */
final class Thumbnails {

    private final BridgeClock clock;
    private final Runnable changed;
    private final Map<LegId, Thumbnail> all = new ConcurrentHashMap<>();

    /** @param changed runs when somebody begins to look, or is to see nothing any more */
    Thumbnails(BridgeClock clock, Runnable changed) {
        this.clock = clock;
        this.changed = changed;
    }

    /** Somebody looks at a party. @return the latest picture, JPEG; empty as long as there is none */
    Optional<byte[]> look(LegId leg) {
        Thumbnail known = all.get(leg);
        if (known == null) {
            known = all.computeIfAbsent(leg, any -> new Thumbnail(clock));
            changed.run();
        }
        known.asked();
        return known.jpeg();
    }

    /** Forgets those that nobody takes any more. @return whether there were any */
    boolean tidy() {
        return all.values().removeIf(Thumbnail::isOver);
    }

    /** Nobody is to see the party any more. */
    void forget(LegId leg) {
        if (all.remove(leg) != null) {
            changed.run();
        }
    }

    /**
     * The sinks that make thumbnails of a source: none unless somebody looks, and it is the smallest size that comes of a
     * camera.
     *
     * @param camera of its party
     */
    List<DecodedPictureSink> takers(VideoReceiver source, Optional<SimulcastReceiver> camera) {
        return Optional.ofNullable(all.get(source.party().leg().id()))
                .filter(_ -> isWatched(source, camera))
                .map(thumbnail -> List.<DecodedPictureSink>of(thumbnail))
                .orElse(List.of());
    }

    /** Of a camera that sends several sizes, the smallest that comes. */
    private static boolean isWatched(VideoReceiver source, Optional<SimulcastReceiver> camera) {
        return camera.flatMap(pictures -> pictures.all().stream()
                        .filter(VideoReceiver::flows)
                        .min(Comparator.comparingLong(VideoReceiver::extent)))
                .filter(smallest -> smallest == source)
                .isPresent();
    }
}

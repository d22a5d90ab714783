package org.courtbridge.media.bridge;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.video.PictureTaker;
import org.courtbridge.media.video.compose.Glance;
import org.courtbridge.media.video.receive.PictureLayers;
import org.courtbridge.media.video.receive.PictureSource;

/** The {@link Glance}s at the parties of one hearing. From any thread, but for what says otherwise. */
final class Glances {

    private final BridgeClock clock;
    private final Runnable changed;
    private final Map<LegId, Glance> all = new ConcurrentHashMap<>();

    /** @param changed runs when somebody begins to look, or is to see nothing any more */
    Glances(BridgeClock clock, Runnable changed) {
        this.clock = clock;
        this.changed = changed;
    }

    /** Somebody looks at a party. @return the latest picture, JPEG; empty as long as there is none */
    Optional<byte[]> look(LegId leg) {
        Glance known = all.get(leg);
        if (known == null) {
            known = all.computeIfAbsent(leg, any -> new Glance(clock));
            changed.run();
        }
        known.asked();
        return known.jpeg();
    }

    /** Forgets those that nobody takes any more. @return whether there were any */
    boolean tidy() {
        return all.values().removeIf(Glance::isOver);
    }

    /** Nobody is to see the party any more. */
    void forget(LegId leg) {
        if (all.remove(leg) != null) {
            changed.run();
        }
    }

    /**
     * What takes a source's pictures.
     *
     * @param camera of its party
     */
    List<PictureTaker> takers(PictureSource source, Optional<PictureLayers> camera) {
        return Optional.ofNullable(all.get(source.party().leg().id()))
                .filter(_ -> isWatched(source, camera))
                .map(glance -> List.<PictureTaker>of(glance))
                .orElse(List.of());
    }

    /** Of a camera that sends several sizes, the smallest that comes. */
    private static boolean isWatched(PictureSource source, Optional<PictureLayers> camera) {
        return camera.flatMap(pictures -> pictures.all().stream()
                        .filter(PictureSource::flows)
                        .min(Comparator.comparingLong(PictureSource::extent)))
                .filter(smallest -> smallest == source)
                .isPresent();
    }
}

package org.courtbridge.media.video.compose;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.video.PictureTarget;
import org.courtbridge.media.video.VideoSource;
import org.courtbridge.media.video.receive.VideoReceiver;

/** The transcoders of one hearing, one for each source and what its pictures become. The hearing's control thread's. */
public final class Transcoders {

    private final SharedVideoDecoders decodings;
    private final PictureWorkers workers;
    private final BridgeClock clock;
    private final Runnable changed;
    private final Map<Key, Transcoder> running = new HashMap<>();

    private record Key(VideoReceiver source, PictureTarget target) {}

    /** @param changed runs when something can be shown that could not before; from any thread */
    public Transcoders(SharedVideoDecoders decodings, PictureWorkers workers, BridgeClock clock, Runnable changed) {
        this.decodings = decodings;
        this.workers = workers;
        this.clock = clock;
        this.changed = changed;
    }

    /**
     * Whether a source's pictures can be coded anew now.
     *
     * @param goesOn whether it is for one who is shown something that is coded here already
     */
    public boolean canMake(VideoReceiver source, PictureTarget target, boolean goesOn) {
        return runningWithin(source, target).isPresent() || workers.haveRoom(goesOn);
    }

    /**
     * The best that there is room for: without room for another, one that is made for somebody who takes less; empty without
     * any.
     *
     * @param goesOn whether it is for one who is shown something that is coded here already
     * @param inPlaceOfAnother whether another one ends for it
     */
    public Optional<Transcoder> make(
            VideoReceiver source, PictureTarget target, boolean goesOn, boolean inPlaceOfAnother) {
        Key key = new Key(source, target);
        return Optional.ofNullable(running.get(key)).or(() -> {
            Optional<Transcoder> made = (inPlaceOfAnother ? Optional.of(workers.takeInAnyCase()) : workers.take(goesOn))
                    .map(place -> new Transcoder(source, decodings.of(source), target, workers, place, clock, changed));
            made.ifPresent(transcoder -> running.put(key, transcoder));
            return made.or(() -> runningWithin(source, target));
        });
    }

    private Optional<Transcoder> runningWithin(VideoReceiver source, PictureTarget target) {
        return of(source).stream()
                .filter(transcoder -> transcoder.target().isWithin(target))
                .max(Comparator.comparingInt(transcoder -> transcoder.target().bitsPerSecond()));
    }

    /** Those of a source. */
    public List<Transcoder> of(VideoReceiver source) {
        return running.entrySet().stream()
                .filter(entry -> entry.getKey().source() == source)
                .map(Map.Entry::getValue)
                .toList();
    }

    /** The sources whose pictures are coded anew. */
    public Set<VideoReceiver> sources() {
        return running.keySet().stream().map(Key::source).collect(Collectors.toSet());
    }

    /** Ends all others. */
    public void keep(Set<VideoSource> wanted) {
        List<Transcoder> unwanted = running.values().stream()
                .filter(transcoder -> !wanted.contains(transcoder))
                .toList();
        running.values().removeAll(unwanted);
        unwanted.forEach(Transcoder::close);
        if (!unwanted.isEmpty()) {
            changed.run();
        }
    }

    public void close() {
        running.values().forEach(Transcoder::close);
        running.clear();
    }
}

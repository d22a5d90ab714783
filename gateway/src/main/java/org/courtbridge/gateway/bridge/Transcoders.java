package org.courtbridge.gateway.bridge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The transcoders of one hearing, one for each source and what its pictures become; those of one source share its
 * {@link PictureDecoding}. The hearing's control thread's.
 */
final class Transcoders {

    private final PictureWorkers workers;
    private final BridgeClock clock;
    private final Runnable changed;
    private final Map<Key, Transcoder> running = new HashMap<>();
    private final Map<PictureSource, PictureDecoding> decodings = new HashMap<>();

    private record Key(PictureSource source, PictureTarget target) {}

    /** @param changed runs when something can be shown that could not before; from any thread */
    Transcoders(PictureWorkers workers, BridgeClock clock, Runnable changed) {
        this.workers = workers;
        this.clock = clock;
        this.changed = changed;
    }

    /** Whether a source's pictures can be coded anew now. */
    boolean canMake(PictureSource source, PictureTarget target) {
        return running.containsKey(new Key(source, target)) || workers.haveRoom();
    }

    /** Empty if there is no room. */
    Optional<Transcoder> make(PictureSource source, PictureTarget target) {
        Key key = new Key(source, target);
        return Optional.ofNullable(running.get(key)).or(() -> {
            Optional<Transcoder> made = workers.take()
                    .map(place ->
                            new Transcoder(source, decoding(source), target, workers.threads(), place, clock, changed));
            made.ifPresent(transcoder -> running.put(key, transcoder));
            return made;
        });
    }

    private PictureDecoding decoding(PictureSource source) {
        return decodings.computeIfAbsent(source, any -> new PictureDecoding(source, workers.threads(), clock));
    }

    /** What takes a source's pictures for those of its transcoders that are used; empty if none is. */
    Optional<PictureReceiver> receiver(PictureSource source, List<Transcoder> used) {
        Optional<PictureDecoding> known = Optional.ofNullable(decodings.get(source));
        known.ifPresent(decoding -> decoding.transcoders(used));
        return known.filter(any -> !used.isEmpty()).map(decoding -> decoding);
    }

    /** Those of a source. */
    List<Transcoder> of(PictureSource source) {
        return running.entrySet().stream()
                .filter(entry -> entry.getKey().source() == source)
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Ends all others. */
    void keep(Set<PictureFeed> wanted) {
        List<Transcoder> unwanted = running.values().stream()
                .filter(transcoder -> !wanted.contains(transcoder))
                .toList();
        running.values().removeAll(unwanted);
        unwanted.forEach(Transcoder::close);
        Set<PictureSource> decoded = running.keySet().stream().map(Key::source).collect(Collectors.toSet());
        decodings.entrySet().removeIf(entry -> {
            boolean idle = !decoded.contains(entry.getKey());
            if (idle) {
                entry.getValue().close();
            }
            return idle;
        });
        if (!unwanted.isEmpty()) {
            changed.run();
        }
    }

    void close() {
        running.values().forEach(Transcoder::close);
        running.clear();
        decodings.values().forEach(PictureDecoding::close);
        decodings.clear();
    }
}

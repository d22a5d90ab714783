package org.courtbridge.media.video.compose;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.video.DecodedPictureSink;
import org.courtbridge.media.video.VideoSink;
import org.courtbridge.media.video.receive.VideoReceiver;

/** The decodings of one hearing: one for each source whose pictures somebody needs plain. The hearing's control thread's. */
public final class SharedVideoDecoders {

    private final PictureWorkers workers;
    private final BridgeClock clock;
    private final Map<VideoReceiver, SharedVideoDecoder> running = new HashMap<>();

    public SharedVideoDecoders(PictureWorkers workers, BridgeClock clock) {
        this.workers = workers;
        this.clock = clock;
    }

    public SharedVideoDecoder of(VideoReceiver source) {
        return running.computeIfAbsent(source, any -> new SharedVideoDecoder(source, workers.threads(), clock));
    }

    /**
     * Sets the sinks of a source's decoded pictures. Returns its decoder as a sink of packets; empty if there is none, or no
     * sink.
     */
    public Optional<VideoSink> receiver(VideoReceiver source, List<DecodedPictureSink> takers) {
        Optional<SharedVideoDecoder> known = Optional.ofNullable(running.get(source));
        known.ifPresent(decoding -> decoding.takers(takers));
        return known.filter(any -> !takers.isEmpty()).map(decoding -> decoding);
    }

    /** Ends all others. */
    public void keep(Set<VideoReceiver> needed) {
        running.entrySet().removeIf(entry -> {
            boolean idle = !needed.contains(entry.getKey());
            if (idle) {
                entry.getValue().close();
            }
            return idle;
        });
    }

    public void close() {
        keep(Set.of());
    }
}

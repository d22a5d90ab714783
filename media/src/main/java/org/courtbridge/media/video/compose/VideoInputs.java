package org.courtbridge.media.video.compose;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.video.coded.VideoProcessor;
import org.courtbridge.media.video.receive.VideoReceiver;

/** The inputs of one hearing's processor: one for each source whose pictures it needs. The hearing's control thread's. */
public final class VideoInputs {

    private final VideoProcessor processor;
    private final BridgeClock clock;
    private final Map<VideoReceiver, VideoInput> open = new HashMap<>();

    public VideoInputs(VideoProcessor processor, BridgeClock clock) {
        this.processor = processor;
        this.clock = clock;
    }

    /** The input of a source; it takes nothing before it is one of the source's sinks. */
    public VideoInput of(VideoReceiver source) {
        return open.computeIfAbsent(source, _ -> new VideoInput(source, processor, clock));
    }

    /** Ends all others. */
    public void keep(Set<VideoReceiver> needed) {
        open.entrySet().removeIf(entry -> {
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

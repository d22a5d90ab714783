package org.courtbridge.gateway.bridge;

import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import org.courtbridge.gateway.bridge.LegMedia.ReceivedAudio;
import org.courtbridge.gateway.bridge.LegMedia.SentAudio;
import org.courtbridge.hearings.LegId;

/**
 * The sound of one hearing: every 20 ms each leg inside is sent what all the others said.
 *
 * <p>Legs come, change and go from any thread; what they ask is done at the beginning of the next tick, which is the
 * only one that touches codecs. A leg that is not inside is sent silence, so that its call stays alive.
 */
public final class HearingAudio implements AutoCloseable {

    /** Hears of what people do, on the thread of the tick: returns at once. */
    public interface Listener {

        /** Another party speaks now; empty when the one that spoke has gone. */
        void activeSpeaker(Optional<LegId> leg);

        /** A party pressed a key (RFC 4733): 0 to 9, *, #, A to D. Once for each press. */
        void digit(LegId leg, char digit);
    }

    @SuppressWarnings("UnusedVariable")
    private final Listener listener;

    private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private final Map<LegId, AudioPort> ports = new ConcurrentHashMap<>();
    private final Map<LegId, AudioStatistics> statistics = new ConcurrentHashMap<>();

    /** Makes the sound of a hearing, which stands still until it is {@linkplain #start started}. */
    public HearingAudio(Listener listener) {
        this.listener = listener;
    }

    /**
     * Begins to tick.
     *
     * @param workers platform threads that all hearings share: native codecs would pin virtual ones
     */
    public void start(ScheduledExecutorService workers) {}

    /** Takes in a leg, which is not inside yet. */
    public AudioPort add(LegId leg, Optional<ReceivedAudio> received, Optional<SentAudio> sent) {
        AudioPort port = new AudioPort();
        ports.put(leg, port);
        return port;
    }

    /** Follows a new offer and answer; the leg's port stays. */
    public void update(LegId leg, Optional<ReceivedAudio> received, Optional<SentAudio> sent) {}

    public void remove(LegId leg) {
        ports.remove(leg);
    }

    /**
     * Who takes part, as in {@link Bridge.Policy}.
     *
     * @param inside legs that hear each other
     * @param muted legs that nobody hears
     */
    public void policy(Set<LegId> inside, Set<LegId> muted) {}

    /** A snapshot of the last tick. */
    public Map<LegId, AudioStatistics> statistics() {
        return Map.copyOf(statistics);
    }

    /** Stops ticking and lets go of the codecs. */
    @Override
    public void close() {
        commands.clear();
    }
}

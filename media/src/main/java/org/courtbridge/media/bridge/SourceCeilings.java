package org.courtbridge.media.bridge;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.courtbridge.media.pacing.PacedTransport;
import org.courtbridge.media.video.receive.SimulcastReceiver;
import org.courtbridge.media.video.receive.VideoReceiver;

/**
 * Limits the bit rate that each party is asked for: nobody sees what is more than the widest line of all who see it carries,
 * and it takes from the party's own line. Gathered anew whenever it is worked out who sees whom; the hearing's control
 * thread's.
 */
final class SourceCeilings {

    /** bit/s; to ask for less is to ask for no picture. */
    static final long LEAST = 150_000;

    /** Of what a line carries, what a party is asked for, so that it can be shown as it comes. */
    private static final double FITS = 0.85;

    /** Of what a party sends, what the lines must carry for it to be let free again. */
    private static final double FREE = 1.1;

    private final Map<SimulcastReceiver, Long> widest = new HashMap<>();

    /**
     * Somebody sees the source, or would, by so much of a line, bit/s, or wants so much at most; {@link PacedTransport#UNLIMITED} if no
     * limit is known.
     */
    void share(SimulcastReceiver source, long bitsPerSecond) {
        widest.merge(source, bitsPerSecond, Math::max);
    }

    /** Says it to the sources. */
    void apply(Collection<SimulcastReceiver> sources) {
        sources.stream().filter(SimulcastReceiver::heedsLimits).forEach(source -> source.ceiling(of(source)));
    }

    private long of(SimulcastReceiver source) {
        long share = widest.getOrDefault(source, PacedTransport.UNLIMITED);
        double enough = (source.isRestrained() ? FREE : FITS) * source.unrestrainedBits();
        if (share >= enough) {
            return PacedTransport.UNLIMITED;
        }
        long fits = (long) (FITS * share);
        // A party gives its smaller layers what they take before a larger one gets anything.
        long smaller = source.all().stream()
                .mapToLong(VideoReceiver::unrestrainedBits)
                .filter(bits -> bits < fits)
                .sum();
        return Math.max(LEAST, fits + smaller);
    }
}

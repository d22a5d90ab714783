package org.courtbridge.media.rtcp;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.courtbridge.codecs.rtp.BitrateTuple;
import org.courtbridge.codecs.rtp.TemporaryBitrateNotification;
import org.courtbridge.media.pacing.PacedTransport;

/**
 * Receives a party's limits for the bit rates of the pictures that it is sent (TMMBR; RFC 5104, section 3.5.4): heeds each
 * request, and answers it with the limits that hold now (TMMBN). Lives on the transport's event loop.
 */
final class TmmbrReceiver {

    /** A party asks with one SSRC, or with one for each of its streams; whoever asks with more loses the oldest. */
    private static final int MOST_OWNERS = 8;

    private final RtcpSender rtcp;
    private final PacedTransport line;

    /** By the SSRC of our stream, and by that of whoever asked. */
    private final Map<Long, Map<Long, BitrateTuple>> limits = new HashMap<>();

    TmmbrReceiver(RtcpSender rtcp, PacedTransport line) {
        this.rtcp = rtcp;
        this.line = line;
    }

    /** Somebody limits a stream of ours. @param ssrc of ours */
    void asked(long owner, long ssrc, BitrateTuple limit, long now) {
        Map<Long, BitrateTuple> owners = limits.computeIfAbsent(ssrc, fresh -> new LinkedHashMap<>());
        owners.remove(owner);
        if (owners.size() == MOST_OWNERS) {
            owners.remove(owners.keySet().iterator().next());
        }
        owners.put(owner, new BitrateTuple(owner, limit.bitrate(), limit.overhead()));
        List<BitrateTuple> bounding = BitrateTuple.boundingSet(owners.values());
        rtcp.feedback(new TemporaryBitrateNotification(ssrc, bounding));
        apply(now);
    }

    /** Those are gone, and their limits with them. */
    void left(List<Long> owners, long now) {
        limits.values().forEach(tuples -> tuples.keySet().removeAll(owners));
        apply(now);
    }

    /** Only these of our streams go on. */
    void keep(Set<Long> ssrcs, long now) {
        if (limits.keySet().retainAll(ssrcs)) {
            apply(now);
        }
    }

    private void apply(long now) {
        line.limitedPictures(
                limits.values().stream()
                        .flatMap(owners -> owners.values().stream())
                        .mapToLong(BitrateTuple::bitrate)
                        .min()
                        .orElse(PacedTransport.UNLIMITED),
                now);
    }
}

package org.courtbridge.signalling.webrtc;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The sources that we send to one browser: each mid keeps its own through every new offer. */
final class OurStreams {

    /** Of the sound, and the picture that goes with it (RFC 8830): a browser plays the two in time with each other. */
    static final String MAIN = "courtbridge";

    private final RandomGenerator random;
    private final String cname;
    private final Map<String, Ssrcs> byMid = new HashMap<>();

    OurStreams(RandomGenerator random) {
        this.random = random;
        this.cname = Long.toHexString(random.nextLong());
    }

    /** The same for all streams of the leg, and telling nothing (RFC 7022). */
    String cname() {
        return cname;
    }

    Ssrcs of(String mid) {
        return byMid.computeIfAbsent(mid, key -> {
            long media = fresh(0);
            return new Ssrcs(media, fresh(media));
        });
    }

    /** Forgets all others: a mid that was stopped does not come again. */
    void keep(Set<String> mids) {
        byMid.keySet().retainAll(mids);
    }

    private long fresh(long other) {
        long ssrc;
        do {
            ssrc = random.nextLong(1, 1L << 32);
        } while (ssrc == other || isUsed(ssrc));
        return ssrc;
    }

    private boolean isUsed(long ssrc) {
        return byMid.values().stream().anyMatch(one -> one.media == ssrc || one.retransmission == ssrc);
    }

    /** @param retransmission of RFC 4588, unused if the browser cannot take them */
    record Ssrcs(long media, long retransmission) {}
}

package org.courtbridge.gateway.webrtc;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The sources that we send to one browser: each mid keeps its own through every new offer. */
final class OurStreams {

    private final RandomGenerator random;
    private final String cname;
    private final Map<String, Ssrcs> byMid = new HashMap<>();
    private final Set<Long> used = new HashSet<>();

    OurStreams(RandomGenerator random) {
        this.random = random;
        this.cname = Long.toHexString(random.nextLong());
    }

    /** The same for all streams of the leg, and telling nothing (RFC 7022). */
    String cname() {
        return cname;
    }

    Ssrcs of(String mid) {
        return byMid.computeIfAbsent(mid, key -> new Ssrcs(fresh(), fresh()));
    }

    private long fresh() {
        long ssrc;
        do {
            ssrc = random.nextLong(1, 1L << 32);
        } while (!used.add(ssrc));
        return ssrc;
    }

    /** @param retransmission of RFC 4588, unused if the browser cannot take them */
    record Ssrcs(long media, long retransmission) {}
}

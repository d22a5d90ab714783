package org.courtbridge.media.transport;

/**
 * The latest SSRCs by which a party's packets have come, RTP and RTCP (RFC 3550, section 8). Drawn at random, they tell the party
 * from whoever cannot read its packets. Lives on the port's event loop.
 */
final class KnownSsrcs {

    /** A stream has one; what keeps a NAT open may have another (H.460.19), and so may a stream that begins anew. */
    private static final int MOST = 4;

    private final int[] ssrcs = new int[MOST];
    private int count;
    private int last;

    boolean contains(int ssrc) {
        for (int i = 0; i < count; i++) {
            if (ssrcs[i] == ssrc) {
                return true;
            }
        }
        return false;
    }

    /** In place of the one that was added first, if there are {@value #MOST}. */
    void add(int ssrc) {
        if (count > 0 && ssrcs[last] == ssrc || contains(ssrc)) {
            return;
        }
        last = count < MOST ? count++ : (last + 1) % MOST;
        ssrcs[last] = ssrc;
    }
}

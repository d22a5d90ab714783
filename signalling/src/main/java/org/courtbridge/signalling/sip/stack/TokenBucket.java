package org.courtbridge.signalling.sip.stack;

/** So many tokens a second, of which some can be saved up. Guarded by whoever has it. */
final class TokenBucket {

    private final double perSecond;
    private final double most;
    private double tokens;
    private long since;

    /**
     * Full.
     *
     * @param most tokens that are saved up
     * @param now in nanoseconds, as all times
     */
    TokenBucket(double perSecond, double most, long now) {
        this.perSecond = perSecond;
        this.most = most;
        this.tokens = most;
        this.since = now;
    }

    /** Takes one. @return whether there was one */
    boolean take(long now) {
        if (!has(now)) {
            return false;
        }
        tokens--;
        return true;
    }

    /** Whether there is one. */
    boolean has(long now) {
        tokens = Math.min(most, tokens + (now - since) / 1e9 * perSecond);
        since = now;
        return tokens >= 1;
    }
}

package org.courtbridge.media.leg;

/** Turns a count of bytes into bit/s over the time between two calls. */
public final class RateMeter {

    private long lastOctets;
    private long lastTime;
    private boolean started;

    /** @param now {@link System#nanoTime} */
    public long bitsPerSecond(long octets, long now) {
        long rate = started && now > lastTime ? 8_000_000 * (octets - lastOctets) / ((now - lastTime) / 1000 + 1) : 0;
        lastOctets = octets;
        lastTime = now;
        started = true;
        return rate;
    }
}

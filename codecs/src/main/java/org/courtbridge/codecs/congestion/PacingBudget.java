package org.courtbridge.codecs.congestion;

/**
 * Limits how much goes out at once, so that no burst fills the line's queue: octets that were sent are owed until the line has
 * carried them. One thread's; time is {@link System#nanoTime}. Allocates nothing.
 */
public final class PacingBudget {

    /** Milliseconds that may be owed while more is sent: so long does nobody wake up. */
    private static final double ALLOWANCE = 5;

    private long bitsPerSecond;
    private double owed;
    private long last;

    /** @param bitsPerSecond that are paid back */
    public PacingBudget(long bitsPerSecond, long now) {
        this.bitsPerSecond = bitsPerSecond;
        this.last = now;
    }

    /** From now on. */
    public void rate(long changedBitsPerSecond, long now) {
        payBack(now);
        bitsPerSecond = changedBitsPerSecond;
    }

    /** Whether another packet may go out. */
    public boolean allows(long now) {
        return owedMillis(now) <= ALLOWANCE;
    }

    /** Until what went out is paid back. */
    public double owedMillis(long now) {
        payBack(now);
        return 1_000 * owed / bitsPerSecond;
    }

    /** A packet went out, allowed or not. */
    public void charge(int octets, long now) {
        payBack(now);
        owed += 8.0 * octets;
    }

    private void payBack(long now) {
        owed = Math.max(0, owed - bitsPerSecond * ((now - last) / 1e9));
        last = now;
    }
}

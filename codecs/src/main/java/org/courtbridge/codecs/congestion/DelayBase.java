package org.courtbridge.codecs.congestion;

/** The shortest round trip of the last {@value #SECONDS} to {@code 2 *} {@value #SECONDS} seconds: without a queue. */
final class DelayBase {

    private static final int SECONDS = 60;
    private static final long WINDOW = SECONDS * 1_000_000_000L;

    private double before = Double.NaN;
    private double shortest = Double.NaN;
    private long since;

    /** @param millis of one round trip */
    void note(double millis, long now) {
        if (Double.isNaN(shortest)) {
            since = now;
        } else if (now - since >= WINDOW) {
            before = shortest;
            shortest = Double.NaN;
            since = now;
        }
        shortest = Double.isNaN(shortest) ? millis : Math.min(shortest, millis);
    }

    boolean isKnown() {
        return !Double.isNaN(shortest);
    }

    /** Milliseconds that a round trip is longer, because something waits on its way. */
    double queue(double millis) {
        double base = Double.isNaN(before) ? shortest : Math.min(before, shortest);
        return Math.max(0, millis - base);
    }
}

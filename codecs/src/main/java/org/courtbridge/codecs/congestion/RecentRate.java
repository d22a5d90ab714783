package org.courtbridge.codecs.congestion;

import java.util.Arrays;

/** bit/s of the last moments, by the clock of whoever sends or receives. */
final class RecentRate {

    private static final long BUCKET = 25_000_000;
    private static final int BUCKETS = 64;

    private final long[] octets = new long[BUCKETS];
    private long newest = -1;
    private long first = -1;

    /** @param time nanoseconds; may be a little before others that were noted */
    void note(int size, long time) {
        long bucket = Math.floorDiv(time, BUCKET);
        if (newest < 0) {
            newest = bucket;
            first = bucket;
        }
        if (bucket - newest >= BUCKETS) {
            Arrays.fill(octets, 0);
            newest = bucket;
            first = bucket;
        }
        while (newest < bucket) {
            newest++;
            octets[Math.floorMod(newest, BUCKETS)] = 0;
        }
        if (bucket > newest - BUCKETS) {
            octets[Math.floorMod(bucket, BUCKETS)] += size;
        }
    }

    /**
     * Over the time before the last packet.
     *
     * @param millis 50 to 1,500; the last 25 ms, which are not over, do not count
     * @return 0 as long as less than a quarter of that is known
     */
    long over(int millis) {
        long wanted = millis * 1_000_000L / BUCKET;
        long known = Math.min(wanted, newest - first);
        if (newest < 0 || known < 1 || 4 * known < wanted) {
            return 0;
        }
        long sum = 0;
        for (long bucket = newest - known; bucket < newest; bucket++) {
            sum += octets[Math.floorMod(bucket, BUCKETS)];
        }
        return sum * 8 * 1_000_000_000L / (known * BUCKET);
    }
}

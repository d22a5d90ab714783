package org.courtbridge.codecs.audio;

/**
 * Estimates the delay of arriving packets: the shortest way through the network, from the fastest packets of the last seconds,
 * and how much longer all but a few packets take. All times are samples at 48 kHz; the sender's clock may drift.
 */
final class ArrivalDelay {

    /** Play-out waits no longer than this for late packets: 200 ms. */
    static final int LONGEST = 9_600;

    /** Packets in a hundred for which play-out waits. */
    private static final double SHARE = 0.97;

    /** Packets looked back on: 5 s of 20 ms packets. */
    private static final int REMEMBERED = 250;

    /** 2 ms. */
    private static final int BUCKET = 96;

    private static final int BUCKETS = LONGEST / BUCKET + 1;

    /** Window of the shortest transit time, in samples: a minimum counts for this long at least, for twice as long at most. */
    private static final long WINDOW = 5L * Pcm.RATE;

    private final int[] buckets = new int[BUCKETS];
    private final int[] remembered = new int[REMEMBERED];
    private int count;
    private int oldest;
    private long fastest = Long.MAX_VALUE;
    private long fastestBefore = Long.MAX_VALUE;
    private long windowEnd = Long.MIN_VALUE;
    private int target;

    /**
     * @param arrival when the packet came
     * @param position of its first sample in the sender's time
     */
    void packet(long arrival, long position) {
        long transit = arrival - position;
        if (arrival >= windowEnd) {
            fastestBefore = windowEnd == Long.MIN_VALUE ? transit : fastest;
            fastest = transit;
            windowEnd = arrival + WINDOW;
        }
        fastest = Math.min(fastest, transit);
        remember((int) Math.min(BUCKETS - 1, (transit - base()) / BUCKET));
        target = BUCKET * quantile();
    }

    /** Difference between the clocks, for the fastest way through the network. */
    long base() {
        return Math.min(fastest, fastestBefore);
    }

    /** Time that play-out should wait beyond {@link #base}: nearly all recent packets take no longer. */
    int target() {
        return target;
    }

    private void remember(int bucket) {
        if (count == REMEMBERED) {
            buckets[remembered[oldest]]--;
        } else {
            count++;
        }
        remembered[oldest] = bucket;
        buckets[bucket]++;
        oldest = (oldest + 1) % REMEMBERED;
    }

    private int quantile() {
        int needed = (int) Math.ceil(SHARE * count);
        int bucket = 0;
        for (int seen = buckets[0]; seen < needed; seen += buckets[bucket]) {
            bucket++;
        }
        return bucket;
    }
}

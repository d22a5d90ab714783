package org.courtbridge.codecs;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;

/** Measures the native memory that the C library has given out and not got back. */
public final class NativeHeap {

    private static final int ROUNDS = 7;
    private static final int MOST_ROUNDS = 60;

    /** Bytes. */
    private static final long NOISE = 1 << 18;

    private NativeHeap() {}

    /** Skips the test where the C library does not count. */
    public static NativeHeap open() {
        assumeTrue(NativeMemory.inUse().isPresent(), "the C library counts what is allocated");
        return new NativeHeap();
    }

    /**
     * Bytes that one round of the work leaves behind: the median of some rounds, as Java's compiler takes and gives back
     * memory too, but not in every round. While it is so busy that most rounds differ, it is waited for.
     */
    public long growth(Runnable round) {
        round.run();
        List<Long> growth = new ArrayList<>();
        while (growth.size() < ROUNDS || growth.size() < MOST_ROUNDS && !agree(last(growth))) {
            long before = inUse();
            round.run();
            growth.add(inUse() - before);
        }
        return last(growth).get(ROUNDS / 2);
    }

    /** The last rounds, the smallest growth first. */
    private static List<Long> last(List<Long> growth) {
        return growth.stream().skip(growth.size() - ROUNDS).sorted().toList();
    }

    /** Whether the middle ones do. */
    private static boolean agree(List<Long> sorted) {
        return sorted.get(ROUNDS / 2 + 1) - sorted.get(ROUNDS / 2 - 1) < NOISE;
    }

    /** Bytes. */
    public long inUse() {
        return NativeMemory.inUse().orElseThrow();
    }
}

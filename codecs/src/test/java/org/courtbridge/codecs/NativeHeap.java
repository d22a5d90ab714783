package org.courtbridge.codecs;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/** What the C library has given out and not got back. */
public final class NativeHeap {

    private static final int ROUNDS = 7;
    private static final int MOST_ROUNDS = 60;

    /** Bytes. */
    private static final long NOISE = 1 << 18;

    private final MethodHandle mallinfo;

    private NativeHeap(MethodHandle mallinfo) {
        this.mallinfo = mallinfo;
    }

    /** Skips the test where the C library does not count. */
    public static NativeHeap open() {
        Linker linker = Linker.nativeLinker();
        assumeTrue(linker.defaultLookup().find("mallinfo2").isPresent(), "the C library counts what is allocated");
        MemoryLayout counters = MemoryLayout.sequenceLayout(10, JAVA_LONG);
        return new NativeHeap(linker.downcallHandle(
                linker.defaultLookup().findOrThrow("mallinfo2"),
                FunctionDescriptor.of(MemoryLayout.structLayout(counters))));
    }

    /**
     * Bytes that one round of the work leaves behind: the median of some rounds, as Java's compiler takes and gives back
     * memory too, but not in every round. While it is so busy that most rounds differ, it is waited for.
     */
    public long growth(Runnable round) throws Throwable {
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
    public long inUse() throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment counters = (MemorySegment) mallinfo.invokeExact((SegmentAllocator) arena);
            long mapped = counters.get(JAVA_LONG, 4 * 8); // hblkhd
            return counters.get(JAVA_LONG, 7 * 8) + mapped; // uordblks
        }
    }
}

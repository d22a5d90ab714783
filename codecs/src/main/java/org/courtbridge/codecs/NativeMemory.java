package org.courtbridge.codecs;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Counts the memory that the process has taken from the C library and not given back: pictures, coders, ciphers, and Java's own
 * compiler. Neither Java's heap nor what the library keeps for the next time is part of it, so that what grows here without end
 * is a leak.
 */
public final class NativeMemory {

    private static final String COUNTERS = "mallinfo2";

    /** Of {@code struct mallinfo2}, by index: in blocks of their own, and in all others. */
    private static final int HBLKHD = 4;

    private static final int UORDBLKS = 7;
    private static final int FIELDS = 10;

    private static final Optional<MethodHandle> MALLINFO = find();

    private NativeMemory() {}

    private static Optional<MethodHandle> find() {
        Linker linker = Linker.nativeLinker();
        MemoryLayout counters = MemoryLayout.structLayout(MemoryLayout.sequenceLayout(FIELDS, JAVA_LONG));
        return linker.defaultLookup()
                .find(COUNTERS)
                .map(function -> linker.downcallHandle(function, FunctionDescriptor.of(counters)));
    }

    /** Bytes; empty where the C library does not count (it is glibc's since 2.33 that does). Takes some microseconds. */
    public static OptionalLong inUse() {
        return MALLINFO.isEmpty() ? OptionalLong.empty() : OptionalLong.of(inUse(MALLINFO.get()));
    }

    private static long inUse(MethodHandle mallinfo) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment counters = (MemorySegment) mallinfo.invokeExact((SegmentAllocator) arena);
            return counters.getAtIndex(JAVA_LONG, HBLKHD) + counters.getAtIndex(JAVA_LONG, UORDBLKS);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(COUNTERS, e);
        }
    }
}

package org.courtbridge.codecs.video;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.bytedeco.javacpp.Pointer;

/** Copies rows of samples between native memory and ours: without a native call for each row. */
final class Planes {

    private Planes() {}

    /**
     * @param from the first row; there must be as many as are copied
     * @param fromStride octets from one row to the next
     * @param at where in the plane the first row begins
     * @param stride octets from one row of the plane to the next
     */
    static void read(Pointer from, int fromStride, byte[] plane, int at, int stride, int columns, int rows) {
        MemorySegment memory = memory(from, fromStride, columns, rows);
        for (int row = 0; row < rows; row++) {
            MemorySegment.copy(
                    memory, ValueLayout.JAVA_BYTE, (long) row * fromStride, plane, at + row * stride, columns);
        }
    }

    /** The other way, from a plane that is tightly packed. */
    static void write(byte[] plane, int columns, int rows, Pointer to, int toStride) {
        MemorySegment memory = memory(to, toStride, columns, rows);
        if (toStride == columns) {
            MemorySegment.copy(plane, 0, memory, ValueLayout.JAVA_BYTE, 0, columns * rows);
            return;
        }
        for (int row = 0; row < rows; row++) {
            MemorySegment.copy(plane, row * columns, memory, ValueLayout.JAVA_BYTE, (long) row * toStride, columns);
        }
    }

    /** Some rows of samples. @param stride octets from one row to the next */
    static MemorySegment memory(Pointer first, int stride, int columns, int rows) {
        // The address of a pointer is that of its array, wherever in it the pointer stands.
        return MemorySegment.ofAddress(first.address() + first.position())
                .reinterpret((long) (rows - 1) * stride + columns);
    }
}

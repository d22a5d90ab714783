package org.courtbridge.gateway.e2e;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * A network device whose far end is this program (Linux, tun(4)): what the kernel sends by it is read here, what is written
 * here the kernel receives. IP packets without any header before them. Needs root.
 */
final class TunDevice implements AutoCloseable {

    /** Bytes of the longest packet. */
    static final int MAX_PACKET = 2_048;

    private static final int O_RDWR = 2;
    private static final long TUNSETIFF = 0x4004_54CAL;
    private static final short IFF_TUN_NO_PI = 0x1001;
    private static final int IFNAMSIZ = 16;
    private static final int SIZEOF_IFREQ = 40;
    private static final short POLLIN = 1;
    private static final int SIZEOF_POLLFD = 8;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle OPEN =
            function("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle IOCTL = function(
            "ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle POLL =
            function("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle READ =
            function("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle WRITE =
            function("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle CLOSE = function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private final Arena arena = Arena.ofShared();
    private final MemorySegment reading = arena.allocate(MAX_PACKET);
    private final MemorySegment writing = arena.allocate(MAX_PACKET);
    private final MemorySegment polled = arena.allocate(SIZEOF_POLLFD, 4);
    private final int descriptor;

    private TunDevice(int descriptor) {
        this.descriptor = descriptor;
        polled.set(JAVA_INT, 0, descriptor);
        polled.set(JAVA_SHORT, 4, POLLIN);
    }

    /** Makes a device in this program's network namespace, from which it may be moved to another. */
    static TunDevice open(String name) throws IOException {
        if (name.length() >= IFNAMSIZ) {
            throw new IllegalArgumentException(name + ": longer than 15 characters");
        }
        try (Arena arena = Arena.ofConfined()) {
            int descriptor = (int) OPEN.invokeExact(arena.allocateFrom("/dev/net/tun"), O_RDWR);
            if (descriptor < 0) {
                throw new IOException("cannot open /dev/net/tun");
            }
            MemorySegment request = arena.allocate(SIZEOF_IFREQ, 8);
            request.setString(0, name);
            request.set(JAVA_SHORT, IFNAMSIZ, IFF_TUN_NO_PI);
            if ((int) IOCTL.invokeExact(descriptor, TUNSETIFF, request) < 0) {
                int ignored = (int) CLOSE.invokeExact(descriptor);
                throw new IOException("cannot make the device " + name);
            }
            return new TunDevice(descriptor);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Waits for the next packet. One thread's.
     *
     * @return the packet, or no bytes if none came in time
     */
    byte[] read(int milliseconds) {
        try {
            if ((int) POLL.invokeExact(polled, 1L, milliseconds) <= 0) {
                return new byte[0];
            }
            long length = (long) READ.invokeExact(descriptor, reading, (long) MAX_PACKET);
            return reading.asSlice(0, Math.max(0, length)).toArray(JAVA_BYTE);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** One thread's. @return false if the device is down */
    boolean write(byte[] packet) {
        MemorySegment.copy(packet, 0, writing, JAVA_BYTE, 0, packet.length);
        try {
            return (long) WRITE.invokeExact(descriptor, writing, (long) packet.length) == packet.length;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** The device is gone; when nobody reads or writes any more. */
    @Override
    public void close() {
        try {
            int ignored = (int) CLOSE.invokeExact(descriptor);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
        arena.close();
    }

    private static MethodHandle function(String name, FunctionDescriptor type, Linker.Option... options) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type, options);
    }
}

package org.courtbridge.codecs.srtp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Memory outside the heap in which OpenSSL works on one packet at a time: its vector, its bytes with the authenticated word
 * behind them, and its tag.
 *
 * <p>Copying a packet in and out costs some 20 ns; a heap array handed to native code would need a new object that
 * describes it, for every packet.
 */
final class NativePacket implements AutoCloseable {

    /** The longest packet that is protected: more than 80 ms of L16 at 48 kHz. */
    static final int CAPACITY = 8192;

    /** Bytes of the longest tag, a whole SHA-1. */
    static final int TAG_ROOM = 20;

    private static final int IV = 0;
    private static final int WRITTEN = 16;
    private static final int TAG = 24;
    private static final int DATA = 64;

    private static final ValueLayout.OfInt WORD = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment memory = arena.allocate(DATA + CAPACITY + Integer.BYTES, 64);
    private final MemorySegment tagParameter =
            Libcrypto.parameter(arena, "tag", Libcrypto.OCTET_STRING, memory.asSlice(TAG, TAG_ROOM), TAG_ROOM);

    /** Copies in vector, bytes and word. */
    void load(Envelope packet) {
        byte[] iv = packet.iv();
        MemorySegment.copy(iv, 0, memory, JAVA_BYTE, IV, iv.length);
        MemorySegment.copy(packet.bytes(), packet.offset(), memory, JAVA_BYTE, DATA, packet.length());
        memory.set(WORD, DATA + packet.length(), packet.word());
    }

    /** Copies out what is encrypted or has been. */
    void store(Envelope packet) {
        int clear = packet.clear();
        MemorySegment.copy(
                memory, JAVA_BYTE, DATA + clear, packet.bytes(), packet.offset() + clear, packet.length() - clear);
    }

    /** Copies in the tag that the packet carries. */
    void loadTag(Envelope packet) {
        MemorySegment.copy(
                packet.bytes(), packet.offset() + packet.tagAt(), memory, JAVA_BYTE, TAG, packet.tagLength());
        Libcrypto.resize(tagParameter, packet.tagLength());
    }

    /** Copies out the tag. */
    void storeTag(Envelope packet) {
        MemorySegment.copy(
                memory, JAVA_BYTE, TAG, packet.bytes(), packet.offset() + packet.tagAt(), packet.tagLength());
    }

    /** Whether the packet carries this tag; takes the same time whatever differs. */
    boolean hasTagOf(Envelope packet) {
        byte[] bytes = packet.bytes();
        int at = packet.offset() + packet.tagAt();
        int difference = 0;
        for (int i = 0; i < packet.tagLength(); i++) {
            difference |= bytes[at + i] ^ memory.get(JAVA_BYTE, TAG + i);
        }
        return difference == 0;
    }

    long iv() {
        return memory.address() + IV;
    }

    /** Address at which a call stores how much it has written. */
    long written() {
        return memory.address() + WRITTEN;
    }

    long tag() {
        return memory.address() + TAG;
    }

    /** Address of a parameter by which a cipher is given the tag of {@link #loadTag}. */
    long tagParameter() {
        return tagParameter.address();
    }

    long data() {
        return memory.address() + DATA;
    }

    @Override
    public void close() {
        memory.fill((byte) 0);
        arena.close();
    }
}

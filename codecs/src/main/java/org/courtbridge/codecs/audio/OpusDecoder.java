package org.courtbridge.codecs.audio;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Opus (RFC 6716) at 48 kHz; the decoder mixes stereo down by itself. */
final class OpusDecoder implements ConcealingDecoder {

    private static final int MAX_SAMPLES = 48 * MAX_MS;
    private static final int MAX_BYTES = 2_048;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment decoder = OpusLibrary.createDecoder();
    private final MemorySegment samples = arena.allocate(JAVA_FLOAT, MAX_SAMPLES);
    private final MemorySegment packet = arena.allocate(MAX_BYTES);
    private boolean closed;

    /** libopus would work on memory that is no longer ours. */
    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
    }

    @Override
    public int samples(byte[] payload, int at, int length) {
        requireOpen();
        if (length <= 0 || length > MAX_BYTES) {
            return INVALID;
        }
        MemorySegment.copy(payload, at, packet, JAVA_BYTE, 0, length);
        int count = OpusLibrary.samples(decoder, packet, length);
        return count > 0 && count <= MAX_SAMPLES ? count : INVALID;
    }

    @Override
    public int decode(byte[] payload, int at, int length, float[] into) {
        if (samples(payload, at, length) == INVALID) {
            return INVALID;
        }
        int count = OpusLibrary.decode(decoder, packet, length, samples, MAX_SAMPLES, 0);
        return count > 0 ? take(count, into) : INVALID;
    }

    @Override
    public int recover(byte[] payload, int at, int length, float[] into, int count) {
        if (samples(payload, at, length) == INVALID) {
            return conceal(into, count);
        }
        int recovered = OpusLibrary.decode(decoder, packet, length, samples, count, 1);
        return recovered == count ? take(count, into) : conceal(into, count);
    }

    @Override
    public int conceal(float[] into, int count) {
        requireOpen();
        int made = OpusLibrary.decode(decoder, MemorySegment.NULL, 0, samples, count, 0);
        if (made < 0) {
            throw new AudioCodecException("opus_decode_float: " + made + " (concealing " + count + " samples)");
        }
        return take(made, into);
    }

    private int take(int count, float[] into) {
        MemorySegment.copy(samples, JAVA_FLOAT, 0, into, 0, count);
        return count;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            OpusLibrary.destroyDecoder(decoder);
            arena.close();
        }
    }
}

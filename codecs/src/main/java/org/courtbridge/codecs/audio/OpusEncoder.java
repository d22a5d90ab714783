package org.courtbridge.codecs.audio;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Opus (RFC 6716) in one channel at 48 kHz. */
final class OpusEncoder implements AudioEncoder {

    /** bit/s: full-band speech, with room for error correction (RFC 7587, section 3.1.1). */
    private static final int DEFAULT_BITRATE = 36_000;

    /** RFC 7587, section 6.1. */
    private static final int LOWEST_BITRATE = 6_000;

    /** Of 10: more costs twice the time for a difference that trained ears hear. */
    private static final int COMPLEXITY = 5;

    /** Of 100: what error correction is laid out for. */
    private static final int EXPECTED_LOSS = 10;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment encoder = OpusLibrary.createEncoder();
    private final MemorySegment samples = arena.allocate(JAVA_FLOAT, Pcm.BLOCK);
    private final MemorySegment payload = arena.allocate(MAX_BYTES);
    private boolean closed;

    OpusEncoder(AudioFormat format) {
        boolean inbandFec = format.inbandFec();
        int maxBitrate = format.maxAverageBitrate();
        int bitrate =
                maxBitrate > 0 ? Math.max(LOWEST_BITRATE, Math.min(maxBitrate, DEFAULT_BITRATE)) : DEFAULT_BITRATE;
        try {
            OpusLibrary.control(encoder, OpusLibrary.SET_BITRATE, bitrate);
            OpusLibrary.control(encoder, OpusLibrary.SET_COMPLEXITY, COMPLEXITY);
            OpusLibrary.control(encoder, OpusLibrary.SET_INBAND_FEC, inbandFec ? 1 : 0);
            OpusLibrary.control(encoder, OpusLibrary.SET_PACKET_LOSS_PERC, inbandFec ? EXPECTED_LOSS : 0);
            OpusLibrary.control(encoder, OpusLibrary.SET_DTX, format.discontinuous() ? 1 : 0);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    @Override
    public int encode(float[] block, byte[] into, int at) {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        MemorySegment.copy(block, 0, samples, JAVA_FLOAT, 0, Pcm.BLOCK);
        int size = OpusLibrary.encode(encoder, samples, Pcm.BLOCK, payload, MAX_BYTES);
        MemorySegment.copy(payload, JAVA_BYTE, 0, into, at, size);
        return size;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            OpusLibrary.destroyEncoder(encoder);
            arena.close();
        }
    }
}

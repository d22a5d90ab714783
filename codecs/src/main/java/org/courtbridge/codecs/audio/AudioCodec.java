package org.courtbridge.codecs.audio;

/** The encodings of sound that rooms and browsers send us. */
public enum AudioCodec {
    PCMU("PCMU", 8_000, 8_000),
    PCMA("PCMA", 8_000, 8_000),
    /** Samples at 16 kHz, though its RTP clock runs at 8 kHz (RFC 3551, section 4.5.2). */
    G722("G722", 8_000, 16_000),
    /**
     * G.722 of devices that write its sample rate in place of its RTP clock rate, which is 8,000 Hz (RFC 3551, section 4.5.2), and mostly
     * count timestamps by it.
     */
    G722_16K("G722", 16_000, 16_000),
    OPUS("opus", 48_000, 48_000),
    /** Eight times less than the telephone's, and heard to be (RFC 3551, section 4.5.6). */
    G729("G729", 8_000, 8_000),
    /** Samples as they are, in one channel (RFC 3551, section 4.5.11). */
    L16_8K("L16", 8_000, 8_000),
    L16_16K("L16", 16_000, 16_000),
    L16_32K("L16", 32_000, 32_000),
    L16_48K("L16", 48_000, 48_000);

    /** Bytes of a frame of comfort noise (G.729, Annex B). */
    static final int G729_NOISE_BYTES = 2;

    /** Opus says with so short a packet that silence begins (RFC 6716, section 3.1; RFC 7587, section 3.1.3). */
    private static final int OPUS_SILENCE_BYTES = 2;

    private final String encodingName;
    private final int clockRate;
    private final int sampleRate;

    AudioCodec(String encodingName, int clockRate, int sampleRate) {
        this.encodingName = encodingName;
        this.clockRate = clockRate;
        this.sampleRate = sampleRate;
    }

    /** As {@code a=rtpmap} writes it. */
    public String encodingName() {
        return encodingName;
    }

    /** RTP timestamp units per second. */
    public int clockRate() {
        return clockRate;
    }

    /** Samples per second that the codec really codes. */
    public int sampleRate() {
        return sampleRate;
    }

    /** Whether it is for parties that know no other: others sound better, or as good for far fewer bits. */
    public boolean isLastResort() {
        return switch (this) {
            case PCMU, PCMA, G722, G722_16K, OPUS -> false;
            case G729, L16_8K, L16_16K, L16_32K, L16_48K -> true;
        };
    }

    /** Milliseconds of sound in a packet that we send: as many as fit an Ethernet frame, 20 at most. */
    public int packetMs() {
        return this == L16_48K ? 10 : 20;
    }

    /** Whether 20 ms that were coded at once may go in shorter packets: in Opus they are one frame. */
    public boolean isDivisible() {
        return this != OPUS;
    }

    /** Whether it is G.722, whatever its clock is said to be. */
    boolean isG722() {
        return this == G722 || this == G722_16K;
    }

    /** Whether a payload says by its length that the party has fallen silent, or ends so. */
    boolean announcesSilence(int length) {
        return switch (this) {
            case OPUS -> length <= OPUS_SILENCE_BYTES;
            case G729 -> length % G729Library.BYTES == G729_NOISE_BYTES;
            case PCMU, PCMA, G722, G722_16K, L16_8K, L16_16K, L16_32K, L16_48K -> false;
        };
    }
}

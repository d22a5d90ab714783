package org.courtbridge.codecs.audio;

/** The encodings of sound that rooms and browsers send us. */
public enum AudioCodec {
    PCMU(8_000, 8_000),
    PCMA(8_000, 8_000),
    /** Samples at 16 kHz, though its RTP clock runs at 8 kHz (RFC 3551, section 4.5.2). */
    G722(8_000, 16_000),
    OPUS(48_000, 48_000);

    private final int clockRate;
    private final int sampleRate;

    AudioCodec(int clockRate, int sampleRate) {
        this.clockRate = clockRate;
        this.sampleRate = sampleRate;
    }

    /** RTP timestamp units per second. */
    public int clockRate() {
        return clockRate;
    }

    /** Samples per second that the codec really codes. */
    public int sampleRate() {
        return sampleRate;
    }
}

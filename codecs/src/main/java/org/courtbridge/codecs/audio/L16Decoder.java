package org.courtbridge.codecs.audio;

/** Samples of 16 bits, the high byte first, in one channel (RFC 3551, section 4.5.11). */
final class L16Decoder implements AudioDecoder {

    private final int maxSamples;

    L16Decoder(int sampleRate) {
        maxSamples = sampleRate / 1_000 * MAX_MS;
    }

    @Override
    public int samples(byte[] payload, int at, int length) {
        return length > 0 && length % 2 == 0 && length <= 2 * maxSamples ? length / 2 : INVALID;
    }

    @Override
    public int decode(byte[] payload, int at, int length, float[] into) {
        int samples = samples(payload, at, length);
        for (int i = 0; i < samples; i++) {
            into[i] = Pcm.toFloat((short) (payload[at + 2 * i] << 8 | payload[at + 2 * i + 1] & 0xFF));
        }
        return samples;
    }

    @Override
    public void close() {}
}

package org.courtbridge.codecs.audio;

final class G711Decoder implements AudioDecoder {

    private static final int MAX_SAMPLES = 8 * MAX_MS;

    private final G711 law;

    G711Decoder(G711 law) {
        this.law = law;
    }

    @Override
    public int samples(byte[] payload, int at, int length) {
        return length > 0 && length <= MAX_SAMPLES ? length : INVALID;
    }

    @Override
    public int decode(byte[] payload, int at, int length, float[] into) {
        int samples = samples(payload, at, length);
        for (int i = 0; i < samples; i++) {
            into[i] = law.sample(payload[at + i]);
        }
        return samples;
    }

    @Override
    public void close() {}
}

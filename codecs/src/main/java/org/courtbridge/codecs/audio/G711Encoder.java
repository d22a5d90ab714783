package org.courtbridge.codecs.audio;

final class G711Encoder implements AudioEncoder {

    private static final int SAMPLES = 160;

    private final G711 law;

    G711Encoder(G711 law) {
        this.law = law;
    }

    @Override
    public int encode(float[] block, byte[] into, int at) {
        for (int i = 0; i < SAMPLES; i++) {
            into[at + i] = law.code(block[i]);
        }
        return SAMPLES;
    }

    @Override
    public void close() {}
}

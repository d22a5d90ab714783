package org.courtbridge.codecs.audio;

/** Samples of 16 bits, the high byte first, in one channel (RFC 3551, section 4.5.11). */
final class L16Encoder implements AudioEncoder {

    private final int samples;

    L16Encoder(int sampleRate) {
        samples = sampleRate / 50;
    }

    @Override
    public int encode(float[] block, byte[] into, int at) {
        for (int i = 0; i < samples; i++) {
            short sample = Pcm.toShort(block[i]);
            into[at + 2 * i] = (byte) (sample >> 8);
            into[at + 2 * i + 1] = (byte) sample;
        }
        return 2 * samples;
    }

    @Override
    public void close() {}
}

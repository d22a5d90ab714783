package org.courtbridge.codecs.audio;

/** The format of all sound here: floating point, full scale -1 to 1, mixed at 48 kHz in blocks of 20 ms. */
public final class Pcm {

    /** Samples per second in the mixer. */
    public static final int RATE = 48_000;

    /** Samples of 20 ms in the mixer. */
    public static final int BLOCK = 960;

    private Pcm() {}

    /** To 16 bits, rounded and held within their range. */
    static short toShort(float sample) {
        int rounded = Math.round(sample * 32_768f);
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, rounded));
    }

    /** Of no sound at all, as RFC 6464 counts levels. */
    public static final int SILENCE_LEVEL = -127;

    static float toFloat(short sample) {
        return sample / 32_768f;
    }

    /** Root mean square of a block as RFC 6464 counts it: dB relative to overload, -127 (silence) to 0. */
    public static int level(float[] samples, int count) {
        double energy = 0;
        for (int i = 0; i < count; i++) {
            energy += samples[i] * samples[i];
        }
        double decibels = 10 * Math.log10(energy / count + 1e-20);
        return (int) Math.round(Math.max(SILENCE_LEVEL, Math.min(0, decibels)));
    }
}

package org.courtbridge.codecs.measure.sound;

/**
 * The sound that is played into a room to hear whether it comes back: a tone that rises from 300 to 3400 Hz in 2 s, the band of
 * every telephone. Correlated with itself it is a short pulse, and 38 dB stronger than what it is not correlated with.
 */
public final class Probe {

    /** ms. */
    public static final int LENGTH = 2_000;

    private static final double FROM = 300;
    private static final double TO = 3_400;

    /** Peak, as a part of full scale: -15 dBov, as loud as speech. */
    private static final double AMPLITUDE = 0.25;

    /** Seconds in which it begins and ends, so that it does not click. */
    private static final double RAMP = 0.02;

    private Probe() {}

    /**
     * @param sampleRate Hz
     * @return the whole probe, full scale -1 to 1
     */
    public static float[] samples(int sampleRate) {
        float[] samples = new float[sampleRate * LENGTH / 1_000];
        double seconds = LENGTH / 1_000.0;
        for (int i = 0; i < samples.length; i++) {
            double t = (double) i / sampleRate;
            double phase = 2 * Math.PI * (FROM * t + (TO - FROM) * t * t / (2 * seconds));
            double ramp = Math.min(1, Math.min(t, seconds - t) / RAMP);
            samples[i] = (float) (AMPLITUDE * ramp * Math.sin(phase));
        }
        return samples;
    }

    /** Width of its spectrum, Hz. */
    static double width() {
        return TO - FROM;
    }
}

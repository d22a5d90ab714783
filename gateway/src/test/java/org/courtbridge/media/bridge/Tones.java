package org.courtbridge.media.bridge;

/** Measures tones. */
public final class Tones {

    private Tones() {}

    /** Amplitude of a frequency in the samples from {@code from} to {@code to} (Goertzel, Hann window), full scale 1. */
    public static double amplitude(float[] samples, int from, int to, double frequency, int rate) {
        double coefficient = 2 * Math.cos(2 * Math.PI * frequency / rate);
        double before = 0;
        double last = 0;
        int n = to - from;
        for (int i = 0; i < n; i++) {
            double window = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / n);
            double next = window * samples[from + i] + coefficient * last - before;
            before = last;
            last = next;
        }
        double power = before * before + last * last - coefficient * before * last;
        return 4 * Math.sqrt(Math.max(0, power)) / n;
    }

    public static double decibels(double amplitude) {
        return 20 * Math.log10(amplitude + 1e-12);
    }
}

package org.courtbridge.codecs.measure.sound;

import java.util.Arrays;
import java.util.OptionalDouble;

/** The mean power of sound in bands of 250 Hz, and where it ends. Loud sound weighs most, which is speech. */
final class AverageSpectrum {

    private static final int BAND_HZ = 250;

    /** dB below its strongest band down to which speech is told from what G.711 and G.722 add to it. */
    private static final double DEPTH = 44;

    /** dB by which a spectrum that was cut off falls, within {@link #EDGE} bands; one that ends by itself falls slowly. */
    private static final double CLIFF = 11;

    private static final int EDGE = 3;

    /** Part of what is carried, or of 8 kHz, that is as good as all. */
    private static final double AS_GOOD_AS_ALL = 0.75;

    /** Power of rounding to 16 bits, dBov, and how much more cannot be told from it. */
    private static final double ROUNDING = -101.1;

    private static final double ABOVE_ROUNDING = 8;

    /** Frames that make an average: 0.5 s. */
    private static final int LEAST_FRAMES = 25;

    private final int sampleRate;
    private final FourierTransform fourier;
    private final float[] window;
    private final float[] real;
    private final float[] imaginary;

    /** [part of the minute][band]. */
    private final double[][] parts;

    private final long[] frames = new long[FrameHistory.PARTS];
    private final double scale;
    private int part;

    AverageSpectrum(int sampleRate) {
        this.sampleRate = sampleRate;
        int frame = sampleRate / 50;
        fourier = new FourierTransform(Integer.highestOneBit(frame - 1) * 2);
        window = new float[frame];
        double sum = 0;
        for (int i = 0; i < frame; i++) {
            window[i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / frame));
            sum += window[i] * window[i];
        }
        scale = 2 / (sum * fourier.size());
        real = new float[fourier.size()];
        imaginary = new float[fourier.size()];
        parts = new double[FrameHistory.PARTS][(sampleRate / 2 + BAND_HZ - 1) / BAND_HZ];
    }

    /** Forgets the part of the minute that is the longest ago, for what comes next. */
    void beginPart() {
        part = (part + 1) % FrameHistory.PARTS;
        Arrays.fill(parts[part], 0);
        frames[part] = 0;
    }

    /** @param frame 20 ms, full scale -1 to 1 */
    void hear(float[] frame) {
        for (int i = 0; i < window.length; i++) {
            real[i] = frame[i] * window[i];
        }
        Arrays.fill(real, window.length, real.length, 0);
        Arrays.fill(imaginary, 0);
        fourier.transform(real, imaginary);
        double[] bands = parts[part];
        double perBin = (double) sampleRate / fourier.size() / BAND_HZ;
        for (int bin = 1; bin < fourier.size() / 2; bin++) {
            bands[(int) (bin * perBin)] += real[bin] * real[bin] + imaginary[bin] * imaginary[bin];
        }
        frames[part]++;
    }

    /** Mean power of each band, dBov. */
    private double[] levels(long count) {
        double[] levels = new double[parts[0].length];
        for (int band = 0; band < levels.length; band++) {
            double sum = 0;
            for (double[] bands : parts) {
                sum += bands[band];
            }
            levels[band] = 10 * Math.log10(sum * scale / count + 1e-20);
        }
        return levels;
    }

    /** Whether it falls steeply from the last band to the first that are not heard. */
    private static boolean cutOff(double[] levels, int end, double hidden) {
        if (end < EDGE || end + EDGE > levels.length) {
            return false;
        }
        double inside = levels[end - EDGE];
        double outside = Math.max(levels[end + EDGE - 2], hidden);
        return inside - outside >= CLIFF;
    }

    /** Hz; empty if there is too little, or it fades away so that nobody can tell where it ends. */
    OptionalDouble bandwidth() {
        long count = Arrays.stream(frames).sum();
        if (count < LEAST_FRAMES) {
            return OptionalDouble.empty();
        }
        double[] levels = levels(count);
        double strongest = Arrays.stream(levels).max().orElseThrow();
        double hidden = ROUNDING + ABOVE_ROUNDING + 10 * Math.log10(2.0 * BAND_HZ / sampleRate);
        double threshold = Math.max(strongest - DEPTH, hidden);
        int end = levels.length;
        while (end > 0 && levels[end - 1] < threshold) {
            end--;
        }
        double bandwidth = Math.min(end * BAND_HZ, sampleRate / 2);
        boolean whole = bandwidth >= Math.min(sampleRate / 2, 8_000) * AS_GOOD_AS_ALL;
        return whole || cutOff(levels, end, hidden) ? OptionalDouble.of(bandwidth) : OptionalDouble.empty();
    }
}

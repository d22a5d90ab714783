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
    private final double[] bands;
    private final double scale;
    private long frames;

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
        bands = new double[(sampleRate / 2 + BAND_HZ - 1) / BAND_HZ];
    }

    /** @param frame 20 ms, full scale -1 to 1 */
    void hear(float[] frame) {
        for (int i = 0; i < window.length; i++) {
            real[i] = frame[i] * window[i];
        }
        Arrays.fill(real, window.length, real.length, 0);
        Arrays.fill(imaginary, 0);
        fourier.transform(real, imaginary);
        double perBin = (double) sampleRate / fourier.size() / BAND_HZ;
        for (int bin = 1; bin < fourier.size() / 2; bin++) {
            bands[(int) (bin * perBin)] += real[bin] * real[bin] + imaginary[bin] * imaginary[bin];
        }
        frames++;
    }

    /** Mean power of a band, dBov. */
    private double level(int band) {
        return 10 * Math.log10(bands[band] * scale / frames + 1e-20);
    }

    /** Whether it falls steeply from the last band to the first that are not heard. */
    private boolean cutOff(int end, double hidden) {
        if (end < EDGE || end + EDGE > bands.length) {
            return false;
        }
        double inside = level(end - EDGE);
        double outside = Math.max(level(end + EDGE - 2), hidden);
        return inside - outside >= CLIFF;
    }

    /** Hz; empty if there is too little, or it fades away so that nobody can tell where it ends. */
    OptionalDouble bandwidth() {
        if (frames < LEAST_FRAMES) {
            return OptionalDouble.empty();
        }
        double strongest = Double.NEGATIVE_INFINITY;
        for (int band = 0; band < bands.length; band++) {
            strongest = Math.max(strongest, level(band));
        }
        double hidden = ROUNDING + ABOVE_ROUNDING + 10 * Math.log10(2.0 * BAND_HZ / sampleRate);
        double threshold = Math.max(strongest - DEPTH, hidden);
        int end = bands.length;
        while (end > 0 && level(end - 1) < threshold) {
            end--;
        }
        double bandwidth = Math.min(end * BAND_HZ, sampleRate / 2);
        boolean whole = bandwidth >= Math.min(sampleRate / 2, 8_000) * AS_GOOD_AS_ALL;
        return whole || cutOff(end, hidden) ? OptionalDouble.of(bandwidth) : OptionalDouble.empty();
    }
}

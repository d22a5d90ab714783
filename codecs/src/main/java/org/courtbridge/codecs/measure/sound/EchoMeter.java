package org.courtbridge.codecs.measure.sound;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Hears whether our own {@link Probe} comes back, and how strong and how late, by correlation. Speech at the same time is noise
 * to it: it raises what can be found at least, which {@link #level} then says instead.
 */
final class EchoMeter {

    private static final int RATE = 8_000;

    /** ms that an echo may be late: twice a satellite, jitter buffers and a large room. */
    private static final int LATEST = 1_500;

    private static final int LAGS = RATE / 1_000 * LATEST;
    private static final int LENGTH = RATE / 1_000 * (Probe.LENGTH + LATEST);

    /** A peak over the root mean square of what is there by chance: of 12,000 lags, none so high in a thousand tests. */
    private static final double CERTAIN = 7;

    /** Pieces of the probe, each of a band of its own, of which a real echo has something of all. */
    private static final int PIECES = 8;

    /** Those that are left out, the strongest: what then remains of a peak, as a part, of an echo and not of a voice's glide. */
    private static final int LEFT_OUT = 2;

    private static final double REMAINS = 0.45;

    /** Samples around the peak that are the same echo: the room's first 50 ms. */
    private static final int BEFORE = 16;

    private static final int AFTER = 400;

    /** Part of the time of the probe and its latest echo in which a microphone must have been heard. */
    private static final double HEARD_PART = 0.75;

    /** Sum of squares of the autocorrelation of a band of noise over that of one sample. */
    private static final double SPREAD = RATE / (2 * Probe.width());

    private final int sampleRate;
    private final int factor;
    private final float[] heard = new float[LENGTH];
    private boolean began;
    private int filled;
    private int living;
    private int skip;
    private double sum;
    private int inSum;

    EchoMeter(int sampleRate) {
        this.sampleRate = sampleRate;
        factor = sampleRate / RATE;
    }

    /**
     * The probe begins to be sent.
     *
     * @param before samples of the next frame that were there before
     */
    void begin(int before) {
        began = true;
        skip = before;
        filled = 0;
        living = 0;
        sum = 0;
        inSum = 0;
    }

    /** @param microphone whether it was received, and is more than digital silence */
    void hear(float[] frame, boolean microphone) {
        if (!began || filled == LENGTH) {
            return;
        }
        int from = skip;
        skip = 0;
        for (int i = from; i < frame.length; i++) {
            sum += frame[i];
            if (++inSum == factor && filled < LENGTH) {
                heard[filled++] = (float) (sum / factor);
                living += microphone ? 1 : 0;
                sum = 0;
                inSum = 0;
            }
        }
    }

    /** An echo; without a delay, that there is none louder than {@code level}; without both, that nobody can tell. */
    record Echo(OptionalDouble level, OptionalDouble delay) {

        private static final Echo UNKNOWN = new Echo(OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** Unknown before the probe and its latest echo are over, and where no microphone was heard meanwhile. */
    Echo measure() {
        if (filled < LENGTH || living < HEARD_PART * LENGTH) {
            return Echo.UNKNOWN;
        }
        float[] response = response();
        double chance = chance(response);
        if (chance == 0) {
            return Echo.UNKNOWN;
        }
        int peak = 0;
        for (int lag = 1; lag < LAGS; lag++) {
            if (Math.abs(response[lag]) > Math.abs(response[peak])) {
                peak = lag;
            }
        }
        double size = Math.abs(response[peak]);
        if (size < CERTAIN * chance || !inAllPieces(peak)) {
            return new Echo(
                    OptionalDouble.of(20 * Math.log10(Math.max(size, CERTAIN * chance))), OptionalDouble.empty());
        }
        double energy = 0;
        int from = Math.max(0, peak - BEFORE);
        int to = Math.min(LAGS, peak + AFTER);
        for (int lag = from; lag < to; lag++) {
            energy += response[lag] * response[lag];
        }
        energy = Math.max(response[peak] * response[peak], (energy - (to - from) * chance * chance) / SPREAD);
        return new Echo(OptionalDouble.of(10 * Math.log10(energy)), OptionalDouble.of(peak * 1_000.0 / RATE));
    }

    /** Whether the whole probe came back at a lag; a voice may glide as the probe does, but for a moment. */
    private boolean inAllPieces(int lag) {
        float[] sent = sent();
        double[] pieces = new double[PIECES];
        for (int i = 0; i < sent.length; i++) {
            pieces[(int) ((long) i * PIECES / sent.length)] += heard[lag + i] * sent[i];
        }
        double sum = Arrays.stream(pieces).sum();
        for (int i = 0; i < PIECES; i++) {
            pieces[i] *= Math.signum(sum);
        }
        Arrays.sort(pieces);
        double rest = Arrays.stream(pieces, 0, PIECES - LEFT_OUT).sum();
        return rest >= REMAINS * Math.abs(sum);
    }

    /** Impulse response of the echo path: amplitude that comes back for each sample that is sent, by lag. */
    private float[] response() {
        float[] sent = sent();
        double power = 0;
        for (float sample : sent) {
            power += sample * sample;
        }
        int size = Integer.highestOneBit(LENGTH + sent.length) * 2;
        FourierTransform fourier = new FourierTransform(size);
        float[] real = Arrays.copyOf(heard, size);
        float[] imaginary = new float[size];
        float[] probeReal = Arrays.copyOf(sent, size);
        float[] probeImaginary = new float[size];
        fourier.transform(real, imaginary);
        fourier.transform(probeReal, probeImaginary);
        for (int i = 0; i < size; i++) {
            float re = real[i] * probeReal[i] + imaginary[i] * probeImaginary[i];
            float im = imaginary[i] * probeReal[i] - real[i] * probeImaginary[i];
            // Conjugated, so that transforming once more is the inverse; of it only the real part is wanted.
            real[i] = re;
            imaginary[i] = -im;
        }
        fourier.transform(real, imaginary);
        float[] response = new float[LAGS];
        for (int lag = 0; lag < LAGS; lag++) {
            response[lag] = (float) (real[lag] / (size * power));
        }
        return response;
    }

    /** The probe as it is after the same averaging. */
    private float[] sent() {
        float[] probe = Probe.samples(sampleRate);
        float[] low = new float[probe.length / factor];
        for (int i = 0; i < low.length; i++) {
            double total = 0;
            for (int k = 0; k < factor; k++) {
                total += probe[i * factor + k];
            }
            low[i] = (float) (total / factor);
        }
        return low;
    }

    /** Root mean square of what is there by chance, from the median, which an echo does not move. */
    private static double chance(float[] response) {
        float[] sizes = new float[response.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.abs(response[i]);
        }
        Arrays.sort(sizes);
        return sizes[sizes.length / 2] / 0.6745;
    }
}

package org.courtbridge.benchmarks.verdicts;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Random;
import org.courtbridge.codecs.measure.sound.Origin;
import org.courtbridge.codecs.measure.sound.SoundMeter;

/** Changes to sound between a mouth and a codec; samples at 48 kHz, full scale -1 to 1. Nothing is changed in place. */
final class Waves {

    static final int RATE = 48_000;

    private Waves() {}

    static float[] gain(float[] in, double decibels) {
        float factor = (float) Math.pow(10, decibels / 20);
        float[] out = new float[in.length];
        for (int i = 0; i < in.length; i++) {
            out[i] = in[i] * factor;
        }
        return out;
    }

    /** To an active speech level, dBov. */
    static float[] spokenAt(float[] in, double level) {
        SoundMeter meter = new SoundMeter(RATE, 1);
        short[] pcm = pcm(in);
        meter.hear(pcm, 0, pcm.length, Origin.RECEIVED);
        OptionalDouble now = meter.report().speechLevel();
        return gain(in, level - now.orElseThrow(() -> new IllegalStateException("no speech in what was spoken")));
    }

    /** To a mean power, dBov. */
    static float[] at(float[] in, double level) {
        double energy = 0;
        for (float sample : in) {
            energy += sample * sample;
        }
        return gain(in, level - 10 * Math.log10(energy / in.length));
    }

    static float[] mix(float[]... sounds) {
        float[] sum = sounds[0].clone();
        for (int k = 1; k < sounds.length; k++) {
            for (int i = 0; i < Math.min(sum.length, sounds[k].length); i++) {
                sum[i] += sounds[k][i];
            }
        }
        return sum;
    }

    static float[] white(int length, double level, Random random) {
        float[] out = new float[length];
        for (int i = 0; i < length; i++) {
            out[i] = (float) random.nextGaussian();
        }
        return at(out, level);
    }

    /** As of moving air: 3 dB less an octave (Kellet's filter). */
    static float[] pink(int length, double level, Random random) {
        float[] out = new float[length];
        double b0 = 0;
        double b1 = 0;
        double b2 = 0;
        for (int i = 0; i < length; i++) {
            double white = random.nextGaussian();
            b0 = 0.99765 * b0 + white * 0.0990460;
            b1 = 0.96300 * b1 + white * 0.2965164;
            b2 = 0.57000 * b2 + white * 1.0526913;
            out[i] = (float) (b0 + b1 + b2 + white * 0.1848);
        }
        return at(out, level);
    }

    /** Mains hum: the first is the mains' frequency. */
    static float[] hum(int length, double level, double mains, double... harmonics) {
        float[] out = new float[length];
        for (int k = 0; k < harmonics.length; k++) {
            for (int i = 0; i < length && harmonics[k] > 0; i++) {
                out[i] += (float) (harmonics[k] * Math.sin(2 * Math.PI * mains * (k + 1) * i / RATE + k));
            }
        }
        return at(out, level);
    }

    static float[] clip(float[] in, double lowest, double highest) {
        float[] out = new float[in.length];
        for (int i = 0; i < in.length; i++) {
            out[i] = (float) Math.max(lowest, Math.min(highest, in[i]));
        }
        return out;
    }

    /** So loud that it is driven over a ceiling. @param ceiling as a part of full scale */
    static float[] overdrive(float[] in, double decibels, double ceiling) {
        float peak = 0;
        for (float sample : in) {
            peak = Math.max(peak, Math.abs(sample));
        }
        float[] driven = gain(in, decibels + 20 * Math.log10(ceiling / peak));
        return clip(driven, -ceiling, ceiling);
    }

    /** Pieces of nothing. @param every seconds, on average */
    static float[] dropOuts(float[] in, double ms, double every, Random random) {
        float[] out = in.clone();
        int length = (int) (RATE * ms / 1_000);
        for (double at = every; at < (double) in.length / RATE - 1; at += every * (0.8 + 0.4 * random.nextDouble())) {
            int from = (int) (at * RATE);
            Arrays.fill(out, from, Math.min(out.length, from + length), 0);
        }
        return out;
    }

    /** Without what is above half of a rate, and at that rate. */
    static float[] decimate(float[] in, int factor) {
        float[] low = lowPass(in, 0.46 / factor);
        float[] out = new float[in.length / factor];
        for (int i = 0; i < out.length; i++) {
            out[i] = low[i * factor];
        }
        return out;
    }

    /** @param cutoff as a part of the rate */
    static float[] lowPass(float[] in, double cutoff) {
        int half = (int) Math.ceil(5 / cutoff);
        float[] taps = new float[2 * half + 1];
        double sum = 0;
        for (int i = 0; i < taps.length; i++) {
            double x = i - half;
            double sinc = x == 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * x) / (Math.PI * x);
            double window =
                    0.42 + 0.5 * Math.cos(Math.PI * x / (half + 1)) + 0.08 * Math.cos(2 * Math.PI * x / (half + 1));
            taps[i] = (float) (sinc * window);
            sum += taps[i];
        }
        float[] padded = new float[in.length + 2 * half];
        System.arraycopy(in, 0, padded, half, in.length);
        float[] out = new float[in.length];
        for (int k = 0; k < taps.length; k++) {
            float tap = (float) (taps[k] / sum);
            for (int i = 0; i < out.length; i++) {
                out[i] += tap * padded[i + k];
            }
        }
        return out;
    }

    /** Played at another rate than it was recorded at. */
    static float[] faster(float[] in, double factor) {
        float[] low = factor > 1 ? lowPass(in, 0.46 / factor) : in;
        float[] out = new float[(int) (in.length / factor)];
        for (int i = 0; i < out.length - 1; i++) {
            double at = i * factor;
            int k = (int) at;
            out[i] = k + 1 < low.length ? (float) (low[k] + (at - k) * (low[k + 1] - low[k])) : 0;
        }
        return out;
    }

    /** A room, by 400 reflections a second that die away by 60 dB in so many seconds. */
    static float[] reverberate(float[] in, double seconds, double direct, Random random) {
        float[] out = gain(in, direct);
        for (double at = 0.008; at < seconds * 0.7; at += -Math.log(1 - random.nextDouble()) / 400) {
            int delay = (int) (at * RATE);
            float gain = (float) (0.12 * Math.pow(10, -3 * at / seconds) * (random.nextBoolean() ? 1 : -1));
            for (int i = delay; i < out.length; i++) {
                out[i] += gain * in[i - delay];
            }
        }
        return out;
    }

    /** Knocks of noise: keys, paper, a door. @param every seconds between them, on average */
    static float[] knocks(int length, double every, double ms, double peak, double cutoff, Random random) {
        float[] out = new float[length];
        for (double at = 0.3; at < (double) length / RATE - 1; at += every * (0.5 + random.nextDouble())) {
            int from = (int) (at * RATE);
            float strength = (float) (Math.pow(10, peak / 20) * (0.5 + 0.5 * random.nextDouble()));
            for (int i = 0; i < RATE * ms / 1_000 * 5 && from + i < length; i++) {
                out[from + i] += strength * (float) (random.nextGaussian() * Math.exp(-i * 1_000.0 / RATE / ms) / 2);
            }
        }
        return cutoff > 0 ? lowPass(out, cutoff / RATE) : out;
    }

    /** Makes what is quieter than a threshold quieter still, softly or to nothing. @param rest gain that is left, 0 to 1 */
    static float[] gate(float[] in, double threshold, double rest) {
        float[] out = new float[in.length];
        double envelope = 0;
        double open = 0;
        int hold = 0;
        for (int i = 0; i < in.length; i++) {
            envelope = Math.max(Math.abs(in[i]), envelope * 0.9995);
            hold = envelope > threshold ? RATE / 5 : hold - 1;
            open += ((hold > 0 ? 1 : rest) - open) * (hold > 0 ? 0.01 : 0.0005);
            out[i] = (float) (in[i] * (hold < -RATE / 5 && rest == 0 ? 0 : open));
        }
        return out;
    }

    /** Automatic gain: slow, up to 20 dB. */
    static float[] automaticGain(float[] in, double level) {
        float[] out = new float[in.length];
        double target = Math.pow(10, level / 20);
        double envelope = target;
        for (int i = 0; i < in.length; i++) {
            double size = Math.abs(in[i]) * 1.5;
            envelope += (size - envelope) * (size > envelope ? 0.002 : 0.00002);
            out[i] = (float) (in[i] * Math.min(10, target / Math.max(envelope, target / 10)));
        }
        return out;
    }

    static short[] pcm(float[] in) {
        short[] pcm = new short[in.length];
        for (int i = 0; i < in.length; i++) {
            pcm[i] = (short) Math.clamp(Math.round(in[i] * 32_768), -32_768, 32_767);
        }
        return pcm;
    }
}

package org.courtbridge.codecs.measure.sound;

import java.util.Random;

/** Something that a meter takes for speech: glottal pulses and hiss through resonances, in syllables, words and pauses. */
final class SyntheticVoice {

    private final int rate;
    private final Random random;

    SyntheticVoice(int rate, long seed) {
        this.rate = rate;
        random = new Random(seed);
    }

    /**
     * @param pitch Hz
     * @param level root mean square of all of it, dBov
     */
    float[] speak(double seconds, double pitch, double level) {
        float[] sound = new float[(int) (rate * seconds)];
        double[][] state = new double[3][2];
        double phase = 0;
        double before = 0;
        double centred = 0;
        for (int i = 0; i < sound.length; i++) {
            double t = (double) i / rate;
            boolean pause = t % 2 > 1.5;
            double syllable = t * 4 % 1;
            boolean hiss = syllable > 0.75 && (int) (t * 4) % 2 == 0;
            phase += pitch * (1 + 0.05 * Math.sin(2 * Math.PI * 0.7 * t)) / rate;
            double source = hiss ? 2 * random.nextGaussian() : 0.02 * random.nextGaussian();
            if (phase >= 1) {
                phase -= 1;
                source += hiss ? 0 : 8 + random.nextDouble() * 4;
            }
            double envelope = i > sound.length - rate / 5 || pause
                    ? 0
                    : Math.pow(Math.sin(Math.PI * syllable), 2) * (0.6 + 0.4 * ((int) (t * 4) % 3 == 0 ? 1 : 0));
            double sum = hiss ? 0.3 * source : 0;
            double[] formants = {400 + 300 * ((int) (t * 4) % 3) / 2.0, 1_300, 2_600};
            for (int f = 0; f < 3; f++) {
                double r = Math.exp(-Math.PI * 90 / rate);
                double next =
                        source + 2 * r * Math.cos(2 * Math.PI * formants[f] / rate) * state[f][0] - r * r * state[f][1];
                state[f][1] = state[f][0];
                state[f][0] = next;
                sum += next * 0.3 / (f + 1);
            }
            // Pulses have a mean, which no microphone hands on.
            centred = sum * envelope - before + 0.98 * centred;
            before = sum * envelope;
            sound[i] = (float) centred;
        }
        return scale(sound, level);
    }

    /** White noise. */
    float[] noise(double seconds, double level) {
        float[] sound = new float[(int) (rate * seconds)];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (float) random.nextGaussian();
        }
        return scale(sound, level);
    }

    static float[] tone(int rate, double seconds, double frequency, double level) {
        float[] sound = new float[(int) (rate * seconds)];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (float) Math.sin(2 * Math.PI * frequency * i / rate);
        }
        return scale(sound, level);
    }

    /** To a root mean square, dBov. */
    static float[] scale(float[] sound, double level) {
        double energy = 0;
        for (float sample : sound) {
            energy += sample * sample;
        }
        double gain = Math.pow(10, level / 20) / Math.sqrt(energy / sound.length);
        for (int i = 0; i < sound.length; i++) {
            sound[i] *= (float) gain;
        }
        return sound;
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

    static short[] pcm(float[] sound) {
        short[] pcm = new short[sound.length];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) Math.max(-32_768, Math.min(32_767, Math.round(sound[i] * 32_768)));
        }
        return pcm;
    }

    static short[] stereo(float[] left, float[] right) {
        short[] l = pcm(left);
        short[] r = pcm(right);
        short[] both = new short[2 * l.length];
        for (int i = 0; i < l.length; i++) {
            both[2 * i] = l[i];
            both[2 * i + 1] = r[i];
        }
        return both;
    }
}

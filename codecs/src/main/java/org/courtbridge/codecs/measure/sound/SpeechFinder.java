package org.courtbridge.codecs.measure.sound;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Tells afterwards where somebody spoke. Speech stands out from what is always there, is voiced for a good part of the time,
 * and goes up and down with every syllable; a fan, a hum, a keyboard or a tone lacks one of these.
 */
final class SpeechFinder {

    /** dB over the noise floor. */
    private static final double STANDS_OUT = 8;

    /** Level below which nothing is speech, dBov. */
    private static final double QUIETEST = -75;

    /** Level of digital silence as it is counted, dBov: an amplitude of a half in 16 bits. */
    private static final double DIGITAL_SILENCE = -96;

    /** Level within 5 ms below which sound is no microphone's, dBov: G.722 leaves -84 of nothing. */
    static final double DEAD = -82;

    /** dB over the quietest frames up to which a frame is the noise, too: that of deep tones goes up and down. */
    private static final double NOISE_RANGE = 6;

    /** Of all blocks of the noise, so many are quieter than what is taken for its quietest. */
    private static final double QUIETEST_PART = 0.01;

    /** Part of the frames that are the noise floor: even who speaks without a pause draws breath. */
    private static final double QUIETER_PART = 0.15;

    private static final int LEAST_FRAMES = 25;

    /** Part of what was received that may be dead before the noise is that of the rest. */
    private static final double DEAD_PART = 0.03;

    /** Part of the frames of speech that are voiced, at least. */
    private static final double VOICED_PART = 0.2;

    /** Ratio of the pitches of two frames of one voice. */
    private static final double GLIDE = 1.2;

    /** Frames of speech that make figures of it: 1 s. */
    private static final int LEAST_SPEECH = 50;

    /** Frames of a voice that make a median of its pitch: 0.6 s. */
    private static final int LEAST_VOICED = 30;

    /** dB down and up that make a syllable. */
    private static final double SWING = 6;

    /** Blocks on either side that are averaged for it: 35 ms in all, so that consonants do not count. */
    private static final int AROUND = 3;

    /** dB between the quietest 2 % and {@link #QUIETER_PART} of frames of a room: its noise is always the same. */
    private static final double STEADY = 6;

    /** Syllables a second, at least. */
    private static final double LEAST_SYLLABLES = 1;

    private final FrameHistory history;
    private final boolean[] speaking;
    private final OptionalDouble quietFloor;
    private final OptionalDouble roomFloor;
    /** Whether a room is heard in the pauses, and not what a noise gate or a synthesizer leaves of them. */
    private boolean steady;

    private int received;
    private int deadFrames;
    private int spoken;
    private int voiced;
    private int syllables;

    SpeechFinder(FrameHistory history) {
        this.history = history;
        speaking = new boolean[history.size()];
        quietFloor = floor(false);
        roomFloor = floor(true);
        if (quietFloor.isPresent()) {
            double threshold = Math.max(quietFloor.getAsDouble() + STANDS_OUT, QUIETEST);
            find(threshold);
            count(threshold);
        }
    }

    /** @param living only frames in which a microphone is heard all the time */
    private OptionalDouble floor(boolean living) {
        double[] powers = new double[history.size()];
        int count = 0;
        for (int i = 0; i < history.size(); i++) {
            boolean dead = history.silent(i) || Decibels.of(history.leastVariance(i)) < DEAD;
            if (history.origin(i) == Origin.RECEIVED && !(living && dead)) {
                powers[count++] = history.power(i);
            }
            if (history.origin(i) == Origin.RECEIVED && living) {
                received++;
                deadFrames += dead ? 1 : 0;
            }
        }
        if (count < LEAST_FRAMES) {
            return OptionalDouble.empty();
        }
        Arrays.sort(powers, 0, count);
        if (living) {
            double quietest = powers[count / 50];
            steady = Decibels.of(powers[(int) (count * QUIETER_PART)]) - Decibels.of(quietest) < STEADY;
        }
        double quiet = mean(powers, (int) Math.ceil(count * QUIETER_PART));
        int noise = count;
        while (noise > 1
                && Decibels.of(powers[noise - 1]) > Math.max(DIGITAL_SILENCE, Decibels.of(quiet)) + NOISE_RANGE) {
            noise--;
        }
        return OptionalDouble.of(Math.max(DIGITAL_SILENCE, Decibels.of(mean(powers, noise))));
    }

    private static double mean(double[] powers, int count) {
        return Arrays.stream(powers, 0, count).average().orElseThrow();
    }

    /** The level within 5 ms that hardly any of the room's noise is below, dBov; empty where no room is heard. */
    OptionalDouble quietestOfRoom() {
        if (roomFloor.isEmpty() || !steady) {
            return OptionalDouble.empty();
        }
        double[] variances = new double[history.size() * FrameHistory.BLOCKS];
        int count = 0;
        for (int i = 0; i < history.size(); i++) {
            boolean room = Decibels.of(history.power(i)) < roomFloor.getAsDouble() + NOISE_RANGE;
            if (history.origin(i) == Origin.RECEIVED && room && Decibels.of(history.leastVariance(i)) >= DEAD) {
                for (int block = 0; block < FrameHistory.BLOCKS; block++) {
                    variances[count++] = history.blockVariance(i * FrameHistory.BLOCKS + block);
                }
            }
        }
        Arrays.sort(variances, 0, count);
        return OptionalDouble.of(Decibels.of(variances[(int) (count * QUIETEST_PART)]));
    }

    private void find(double threshold) {
        for (int i = 0; i < speaking.length; i++) {
            if (history.origin(i) == Origin.RECEIVED && Decibels.of(history.power(i)) > threshold) {
                speaking[i] = true;
                spoken++;
                voiced += voiced(i) ? 1 : 0;
            }
        }
    }

    /** A voice lasts, and its pitch does not leap; in a knock there may be one by chance. */
    private boolean voiced(int frame) {
        if (frame == 0 || history.pitch(frame) == 0 || history.pitch(frame - 1) == 0) {
            return false;
        }
        double ratio = history.pitch(frame) / history.pitch(frame - 1);
        return ratio > 1 / GLIDE && ratio < GLIDE;
    }

    /** A syllable is over when the level has fallen from a peak and risen again from a valley. */
    private void count(double threshold) {
        double peak = -200;
        double valley = -200;
        boolean falling = true;
        for (int block = AROUND; block < history.size() * FrameHistory.BLOCKS - AROUND; block++) {
            double level = Decibels.of(around(block));
            if (falling) {
                valley = Math.min(valley, level);
                if (level > valley + SWING && level > threshold) {
                    falling = false;
                    peak = level;
                    syllables++;
                }
            } else {
                peak = Math.max(peak, level);
                if (level < peak - SWING) {
                    falling = true;
                    valley = level;
                }
            }
        }
    }

    private double around(int block) {
        double sum = 0;
        for (int i = block - AROUND; i <= block + AROUND; i++) {
            sum += history.blockPower(i);
        }
        return sum / (2 * AROUND + 1);
    }

    /** Whether anybody spoke for long enough to measure it. */
    boolean anySpeech() {
        return spoken >= LEAST_SPEECH && voiced >= VOICED_PART * spoken && syllables * 50.0 / spoken >= LEAST_SYLLABLES;
    }

    boolean speaking(int frame) {
        return speaking[frame];
    }

    double seconds() {
        return anySpeech() ? spoken / 50.0 : 0;
    }

    /**
     * Mean power of the quieter part of what was received, dBov. Where more than a little of that is what no microphone can have
     * made, it is that of the rest; empty if the rest is too short, or is no room's, as where a noise gate leaves but the speech.
     */
    OptionalDouble noiseFloor() {
        if (deadFrames <= DEAD_PART * received) {
            return quietFloor;
        }
        return steady ? roomFloor : OptionalDouble.empty();
    }

    OptionalDouble syllableRate() {
        return anySpeech() ? OptionalDouble.of(syllables * 50.0 / spoken) : OptionalDouble.empty();
    }

    /** Median of the voice, Hz. */
    OptionalDouble pitch() {
        if (!anySpeech() || voiced < LEAST_VOICED) {
            return OptionalDouble.empty();
        }
        double[] pitches = new double[voiced];
        int count = 0;
        for (int i = 0; i < speaking.length; i++) {
            if (speaking[i] && voiced(i)) {
                pitches[count++] = history.pitch(i);
            }
        }
        Arrays.sort(pitches);
        return OptionalDouble.of(pitches[count / 2]);
    }
}

package org.courtbridge.benchmarks.verdicts;

/**
 * Decoded sound.
 *
 * @param rate Hz
 * @param channels whose samples are there in turn
 * @param pcm 16 bits; never changed
 */
record Sound(int rate, int channels, short[] pcm) {

    /** Samples of each channel. */
    int length() {
        return pcm.length / channels;
    }
}

package org.courtbridge.simulators;

/** What a room makes of the sound that it receives. */
@FunctionalInterface
interface Loudspeaker {

    /** @param samples of one channel at 16 kHz, -1 to 1, of which the first {@code count} are played */
    void play(float[] samples, int count);
}

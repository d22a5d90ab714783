package org.courtbridge.simulators;

/** Takes the sound that a room receives. */
@FunctionalInterface
interface Loudspeaker {

    /** @param samples of one channel at 16 kHz, -1 to 1, of which the first {@code count} are played */
    void play(float[] samples, int count);
}

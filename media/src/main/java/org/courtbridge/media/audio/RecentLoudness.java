package org.courtbridge.media.audio;

import java.util.Arrays;
import org.courtbridge.codecs.audio.Pcm;

/** How loud the last block of sound is, and the loudest of the last minute; blocks of 20 ms come one after the other. */
final class RecentLoudness {

    private static final int SECONDS = 60;
    private static final int BLOCKS_A_SECOND = 50;

    private final int[] loudest = new int[SECONDS];
    private int second;
    private int blocks;
    private int level = Pcm.SILENCE_LEVEL;

    RecentLoudness() {
        Arrays.fill(loudest, Pcm.SILENCE_LEVEL);
    }

    /** @param last dBov (-127 to 0) */
    void block(int last) {
        level = last;
        if (blocks == BLOCKS_A_SECOND) {
            blocks = 0;
            second = (second + 1) % SECONDS;
            loudest[second] = Pcm.SILENCE_LEVEL;
        }
        blocks++;
        loudest[second] = Math.max(loudest[second], level);
    }

    /** Of the last block, dBov (-127 to 0). */
    int level() {
        return level;
    }

    /** dBov (-127 to 0); -127 if there was no sound. */
    int loudest() {
        int most = Pcm.SILENCE_LEVEL;
        for (int one : loudest) {
            most = Math.max(most, one);
        }
        return most;
    }
}

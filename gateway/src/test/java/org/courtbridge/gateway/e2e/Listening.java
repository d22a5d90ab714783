package org.courtbridge.gateway.e2e;

import java.util.Arrays;

/**
 * The sound of another party that a room receives from a certain time on.
 *
 * @param before number of samples that it had received until then
 * @param begin when that was, by {@link System#nanoTime}
 */
record Listening(BaresipPeer room, int other, int before, long begin) {

    static Listening to(int other, BaresipPeer room) throws Exception {
        return new Listening(room, other, room.received().length, System.nanoTime());
    }

    /** The longest time without the other's sound, in milliseconds; what did not arrive is not recorded. */
    double longestGap() throws Exception {
        short[] all = room.received();
        double elapsed = (System.nanoTime() - begin) / 1e6;
        short[] sound = Arrays.copyOfRange(all, before, all.length);
        double missing = Math.max(0, elapsed - 1e3 * sound.length / BaresipPeer.SAMPLE_RATE);
        double silent = Tones.longestSilence(other, sound, BaresipPeer.SAMPLE_RATE) - Tones.pauseMillis(other);
        return missing + Math.max(0, silent);
    }
}

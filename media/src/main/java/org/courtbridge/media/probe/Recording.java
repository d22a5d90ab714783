package org.courtbridge.media.probe;

import java.util.Arrays;
import org.courtbridge.codecs.audio.Pcm;
import org.courtbridge.media.leg.Announcement;

/** A recording of a party's sound in a test call, so that the party can hear itself. From any thread. */
final class Recording {

    /** Blocks that are louder are taken for speech, dBov. */
    private static final int SPEECH = -50;

    private final short[] samples;
    private final boolean[] speech;
    private int blocks;

    /** @param most blocks of 20 ms; what comes after them is not kept */
    Recording(int most) {
        samples = new short[most * Pcm.BLOCK];
        speech = new boolean[most];
    }

    /** Begins anew. */
    synchronized void clear() {
        blocks = 0;
    }

    /** @param block 20 ms, full scale -1 to 1 */
    synchronized void add(float[] block) {
        if (blocks == speech.length) {
            return;
        }
        for (int i = 0; i < Pcm.BLOCK; i++) {
            samples[blocks * Pcm.BLOCK + i] = (short) Math.round(Math.clamp(block[i], -1, 1) * Short.MAX_VALUE);
        }
        speech[blocks] = Pcm.level(block, Pcm.BLOCK) > SPEECH;
        blocks++;
    }

    /** Says that part of it again in which most is said. @param length blocks, fewer if there are not so many */
    synchronized Announcement replay(int length) {
        int most = Math.min(length, blocks);
        int from = mostSpeech(most);
        short[] said = Arrays.copyOfRange(samples, from * Pcm.BLOCK, (from + most) * Pcm.BLOCK);
        return new Announcement() {
            private int at;

            @Override
            public boolean next(float[] block) {
                if (at == said.length) {
                    return false;
                }
                for (int i = 0; i < Pcm.BLOCK; i++) {
                    block[i] = said[at++] / (float) Short.MAX_VALUE;
                }
                return true;
            }
        };
    }

    /** The first block of those in a row that have the most speech in them. */
    private int mostSpeech(int length) {
        int best = 0;
        int count = 0;
        int most = -1;
        for (int i = 0; i < blocks; i++) {
            count += speech[i] ? 1 : 0;
            count -= i >= length && speech[i - length] ? 1 : 0;
            if (i >= length - 1 && count > most) {
                most = count;
                best = i - length + 1;
            }
        }
        return best;
    }
}

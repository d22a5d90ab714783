package org.courtbridge.codecs.measure.sound;

/** Figures of each 20 ms, of the latest minute: enough to tell afterwards what was speech and what was missing in it. */
final class FrameHistory {

    /** Frames. */
    static final int CAPACITY = 3_000;

    /** Parts of the minute, in which those meters count that cannot look back at single frames. */
    static final int PARTS = 12;

    /** Blocks of 5 ms in a frame. */
    static final int BLOCKS = 4;

    private final float[] powers = new float[CAPACITY * BLOCKS];
    private final float[] variances = new float[CAPACITY * BLOCKS];
    private final float[] pitches = new float[CAPACITY];
    private final Origin[] origins = new Origin[CAPACITY];
    private final boolean[] silent = new boolean[CAPACITY];
    private long frames;

    /**
     * @param sound of the frame, without its mean
     * @param pitch Hz, or 0
     * @param digitalSilence whether no microphone can have made it
     */
    void add(float[] sound, Origin origin, double pitch, boolean digitalSilence) {
        int at = (int) (frames++ % CAPACITY);
        int length = sound.length / BLOCKS;
        for (int block = 0; block < BLOCKS; block++) {
            double sum = 0;
            double squares = 0;
            for (int i = block * length; i < (block + 1) * length; i++) {
                sum += sound[i];
                squares += sound[i] * sound[i];
            }
            powers[at * BLOCKS + block] = (float) (squares / length);
            variances[at * BLOCKS + block] = (float) Math.max(0, (squares - sum * sum / length) / length);
        }
        origins[at] = origin;
        pitches[at] = (float) pitch;
        silent[at] = digitalSilence;
    }

    /** Frames that are kept. */
    int size() {
        return (int) Math.min(frames, CAPACITY);
    }

    /** Whether the next frame begins another part of the minute. */
    boolean beginsPart() {
        return frames % (CAPACITY / PARTS) == 0;
    }

    private int at(int index) {
        return (int) ((frames - size() + index) % CAPACITY);
    }

    Origin origin(int index) {
        return origins[at(index)];
    }

    double pitch(int index) {
        return pitches[at(index)];
    }

    boolean silent(int index) {
        return silent[at(index)];
    }

    /** Mean power of a block of 5 ms. */
    double blockPower(int block) {
        return powers[at(block / BLOCKS) * BLOCKS + block % BLOCKS];
    }

    /** Mean power of a block of 5 ms less its own mean, which a codec may leave where there is nothing. */
    double blockVariance(int block) {
        return variances[at(block / BLOCKS) * BLOCKS + block % BLOCKS];
    }

    /** Mean power of a frame. */
    double power(int index) {
        double sum = 0;
        for (int block = 0; block < BLOCKS; block++) {
            sum += blockPower(index * BLOCKS + block);
        }
        return sum / BLOCKS;
    }

    /** Of the quietest 5 ms of a frame. */
    double leastVariance(int index) {
        double least = Double.MAX_VALUE;
        for (int block = 0; block < BLOCKS; block++) {
            least = Math.min(least, blockVariance(index * BLOCKS + block));
        }
        return least;
    }
}

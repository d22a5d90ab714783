package org.courtbridge.codecs.audio;

import java.util.function.Function;

/**
 * The way of one mix out of the mixer: limit, resample, encode; for one leg or for all that hear the same.
 *
 * <p>A leg's decoder has followed one encoder; handed to another that knows nothing of what was said before, it would
 * click. So an encoder that goes on in the place of another is first {@linkplain #following taught} the last
 * {@value #REMEMBERED} blocks, after which both are in practically the same state. One thread at a time.
 */
public final class MixEncoder implements AutoCloseable {

    /** Blocks of 20 ms: what codecs need to forget how they started. */
    private static final int REMEMBERED = 10;

    private final AudioFormat format;
    private final Function<AudioFormat, AudioEncoder> encoders;
    private final Limiter limiter = new Limiter();
    private final RateChange resampler;
    private final AudioEncoder encoder;
    private final float[][] past = new float[REMEMBERED][Pcm.BLOCK];
    private final float[] coded = new float[Pcm.BLOCK];
    private final byte[] payload = new byte[AudioEncoder.MAX_BYTES];
    private long blocks;
    private int length;
    private boolean silent;
    private boolean needed;

    /**
     * Makes one that has heard nothing yet.
     *
     * @param encoders makes the codec's part of it, such as {@link AudioEncoder#of}
     */
    public MixEncoder(AudioFormat format, Function<AudioFormat, AudioEncoder> encoders) {
        this.format = format;
        this.encoders = encoders;
        this.resampler = RateChange.between(Pcm.RATE, format.codec().sampleRate(), Pcm.BLOCK);
        this.encoder = encoders.apply(format);
    }

    /** Makes one that goes on where another is now, and from here on may hear something else. */
    public static MixEncoder following(MixEncoder other) {
        MixEncoder made = new MixEncoder(other.format, other.encoders);
        for (long block = Math.max(0, other.blocks - REMEMBERED); block < other.blocks; block++) {
            made.code(other.past[(int) (block % REMEMBERED)]);
        }
        made.limiter.like(other.limiter);
        return made;
    }

    /**
     * Limits and codes the next 20 ms.
     *
     * @param mix {@link Pcm#BLOCK} samples at 48 kHz; not changed
     */
    public void encode(float[] mix) {
        float[] block = past[(int) (blocks % REMEMBERED)];
        System.arraycopy(mix, 0, block, 0, Pcm.BLOCK);
        limiter.process(block);
        code(block);
    }

    private void code(float[] block) {
        float[] kept = past[(int) (blocks % REMEMBERED)];
        if (kept != block) {
            System.arraycopy(block, 0, kept, 0, Pcm.BLOCK);
        }
        resampler.process(block, Pcm.BLOCK, coded);
        length = encoder.encode(coded, payload, 0);
        boolean wasSilent = silent;
        silent = format.discontinuous() && format.codec().announcesSilence(length);
        needed = !silent || !wasSilent;
        blocks++;
    }

    public AudioFormat format() {
        return format;
    }

    /** Payload that was coded last, in the first {@link #length} bytes; valid until the next. */
    public byte[] payload() {
        return payload;
    }

    public int length() {
        return length;
    }

    /** Whether what was coded last has to be sent: where sound is discontinuous, silence is announced, and then goes on. */
    public boolean isNeeded() {
        return needed;
    }

    @Override
    public void close() {
        encoder.close();
    }
}

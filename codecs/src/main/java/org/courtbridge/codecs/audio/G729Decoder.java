package org.courtbridge.codecs.audio;

import java.util.Arrays;

/**
 * G.729, and Annex A, whose frames are the same (RFC 3551, section 4.5.6): frames of 10 ms, perhaps with one of comfort
 * noise (Annex B) behind them. We answer {@code annexb=no} (RFC 7261), and yet some send it: it is taken as 10 ms of
 * silence.
 */
final class G729Decoder implements AudioDecoder {

    private static final int MAX_FRAMES = MAX_MS / 10;

    private final G729Library library = G729Library.decoder();
    private final short[] frame = new short[G729Library.FRAME];

    @Override
    public int samples(byte[] payload, int at, int length) {
        int rest = length % G729Library.BYTES;
        int frames = length / G729Library.BYTES + (rest == 0 ? 0 : 1);
        boolean whole = rest == 0 || rest == AudioCodec.G729_NOISE_BYTES;
        return length > 0 && whole && frames <= MAX_FRAMES ? frames * G729Library.FRAME : INVALID;
    }

    @Override
    public int decode(byte[] payload, int at, int length, float[] into) {
        int samples = samples(payload, at, length);
        int coded = length / G729Library.BYTES;
        for (int i = 0; samples != INVALID && i < coded; i++) {
            library.decode(payload, at + i * G729Library.BYTES, frame);
            for (int j = 0; j < frame.length; j++) {
                into[i * G729Library.FRAME + j] = Pcm.toFloat(frame[j]);
            }
        }
        if (samples > coded * G729Library.FRAME) {
            Arrays.fill(into, coded * G729Library.FRAME, samples, 0);
        }
        return samples;
    }

    @Override
    public void close() {}
}

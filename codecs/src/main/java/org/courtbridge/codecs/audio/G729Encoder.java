package org.courtbridge.codecs.audio;

/** G.729 at 8 kbit/s, two frames in a packet and none of Annex B. */
final class G729Encoder implements AudioEncoder {

    private static final int FRAMES = 2;

    private final G729Library library = G729Library.coder();
    private final short[] frame = new short[G729Library.FRAME];

    @Override
    public int encode(float[] block, byte[] into, int at) {
        for (int i = 0; i < FRAMES; i++) {
            for (int j = 0; j < frame.length; j++) {
                frame[j] = Pcm.toShort(block[i * G729Library.FRAME + j]);
            }
            library.encode(frame, into, at + i * G729Library.BYTES);
        }
        return FRAMES * G729Library.BYTES;
    }

    @Override
    public void close() {}
}

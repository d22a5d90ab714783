package org.courtbridge.codecs.audio;

/** A decoder that knows best how to make up what was lost. */
interface ConcealingDecoder extends AudioDecoder {

    /**
     * Decodes what was lost just before a packet, from that packet's forward error correction if it has any, and else
     * makes it up.
     *
     * @param samples length of what was lost
     * @return samples
     */
    int recover(byte[] payload, int at, int length, float[] into, int samples);

    /**
     * Makes up sound that fits on to the last.
     *
     * @param samples a multiple of 2.5 ms
     * @return samples
     */
    int conceal(float[] into, int samples);
}

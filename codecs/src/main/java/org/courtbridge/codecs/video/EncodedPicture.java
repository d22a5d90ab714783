package org.courtbridge.codecs.video;

import java.util.List;

/**
 * A coded picture, and where it may be cut.
 *
 * @param bytes of H.264 one access unit in byte-stream format (ITU-T H.264, annex B), key pictures with their parameter sets;
 *     of VP8 one frame (RFC 6386, section 9.1), of H.263 and H.261 one picture. Not to be changed
 * @param macroblocks where some of its macroblocks begin, in their order; only of H.263, whose groups of blocks may become too
 *     long for one packet
 */
public record EncodedPicture(byte[] bytes, List<Macroblock> macroblocks) {

    /**
     * Beginning of a macroblock of H.263, with the state that a decoder needs to begin there (RFC 2190, section 5.2).
     *
     * @param bit in the picture
     * @param quantizer QUANT before it, 1 to 31
     * @param group number of its group of blocks
     * @param address of the macroblock in the group, from 0
     * @param horizontal predictor of its motion vector, in half pixels
     * @param vertical predictor of its motion vector, in half pixels
     */
    public record Macroblock(int bit, int quantizer, int group, int address, int horizontal, int vertical) {}

    /** One that is cut only where its bytes say that it may. */
    public static EncodedPicture of(byte[] bytes) {
        return new EncodedPicture(bytes, List.of());
    }
}

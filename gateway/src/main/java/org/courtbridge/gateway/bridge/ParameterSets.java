package org.courtbridge.gateway.bridge;

import java.util.Arrays;
import org.courtbridge.codecs.payload.H264Payload;

/**
 * The last sequence and picture parameter sets of a stream, for receivers that begin at a keyframe that comes without
 * its own. Changes by being replaced, so that every event loop may read it.
 */
final class ParameterSets {

    static final ParameterSets NONE = new ParameterSets(new byte[0], new byte[0]);

    /** Bytes; scaling lists make the longest real ones, of some 200. */
    private static final int MAX_SIZE = 1000;

    private final byte[] sequence;
    private final byte[] picture;

    private ParameterSets(byte[] sequence, byte[] picture) {
        this.sequence = sequence;
        this.picture = picture;
    }

    /** These, or others if the NAL unit changes them. Allocates only when it does. */
    ParameterSets seen(byte[] bytes, int offset, int length) {
        if (length > MAX_SIZE) {
            return this;
        }
        int type = bytes[offset] & 0x1F;
        int end = offset + length;
        if (type == H264Payload.SPS && !Arrays.equals(sequence, 0, sequence.length, bytes, offset, end)) {
            return new ParameterSets(Arrays.copyOfRange(bytes, offset, end), picture);
        }
        if (type == H264Payload.PPS && !Arrays.equals(picture, 0, picture.length, bytes, offset, end)) {
            return new ParameterSets(sequence, Arrays.copyOfRange(bytes, offset, end));
        }
        return this;
    }

    /** From the NAL unit's header byte on; empty before the first. Not to be changed. */
    byte[] sequence() {
        return sequence;
    }

    /** From the NAL unit's header byte on; empty before the first. Not to be changed. */
    byte[] picture() {
        return picture;
    }
}

package org.courtbridge.gateway.bridge;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.courtbridge.codecs.payload.H264Payload;

/**
 * The sequence and picture parameter sets of a stream, the last of each number, for receivers that begin at a keyframe
 * that comes without its own. Changes by being replaced, so that every event loop may read it.
 */
final class ParameterSets {

    static final ParameterSets NONE = new ParameterSets(new byte[0][]);

    private static final byte[] START_CODE = {0, 0, 0, 1};

    /** Bytes; scaling lists make the longest real ones, of some 200. */
    private static final int MAX_SIZE = 1000;

    /** Real streams have one or two of a kind; a receiver gets no burst of hundreds. */
    private static final int MAX_UNITS = 16;

    /** Sequence parameter sets, to which the picture parameter sets behind them refer; each from its header byte on. */
    private final byte[][] units;

    private ParameterSets(byte[][] units) {
        this.units = units;
    }

    /** These, or others if the NAL unit changes them. Allocates only when it does. */
    ParameterSets seen(byte[] bytes, int offset, int length) {
        if (length > MAX_SIZE || knows(bytes, offset, length)) {
            return this;
        }
        int number = H264Payload.parameterSetNumber(bytes, offset, length);
        if (number < 0) {
            return this;
        }
        int type = type(bytes, offset);
        List<byte[]> changed = new ArrayList<>();
        for (byte[] unit : units) {
            boolean replaced = type(unit, 0) == type && H264Payload.parameterSetNumber(unit, 0, unit.length) == number;
            if (!replaced) {
                changed.add(unit);
            }
        }
        if (changed.size() == MAX_UNITS) {
            return this;
        }
        changed.add(Arrays.copyOfRange(bytes, offset, offset + length));
        changed.sort(Comparator.comparingInt(unit -> type(unit, 0)));
        return new ParameterSets(changed.toArray(byte[][]::new));
    }

    private boolean knows(byte[] bytes, int offset, int length) {
        for (byte[] unit : units) {
            if (Arrays.equals(unit, 0, unit.length, bytes, offset, offset + length)) {
                return true;
            }
        }
        return false;
    }

    private static int type(byte[] bytes, int offset) {
        return bytes[offset] & 0x1F;
    }

    /** Whether a picture could be decoded with these: there is at least one of each kind. */
    boolean areComplete() {
        return units.length > 1
                && type(units[0], 0) == H264Payload.SPS
                && type(units[units.length - 1], 0) == H264Payload.PPS;
    }

    /** A picture as a byte stream (ITU-T H.264, annex B) with these before it, if they are complete. */
    byte[] before(byte[] picture) {
        if (!areComplete()) {
            return picture;
        }
        int size = picture.length;
        for (byte[] unit : units) {
            size += START_CODE.length + unit.length;
        }
        ByteBuffer whole = ByteBuffer.allocate(size);
        for (byte[] unit : units) {
            whole.put(START_CODE).put(unit);
        }
        return whole.put(picture).array();
    }

    int count() {
        return units.length;
    }

    /** From the NAL unit's header byte on, in the order in which they are sent. Not to be changed. */
    byte[] unit(int index) {
        return units[index];
    }
}

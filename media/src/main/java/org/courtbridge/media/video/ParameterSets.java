package org.courtbridge.media.video;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.courtbridge.codecs.payload.ParameterSetSyntax;

/**
 * The parameter sets of a stream of H.264 or H.265, the last of each kind and number, for receivers that begin at a
 * keyframe that comes without its own. Changes by being replaced, so that every event loop may read it.
 */
public final class ParameterSets {

    static final ParameterSets NONE = new ParameterSets(ParameterSetSyntax.H264, new byte[0][]);

    private static final byte[] START_CODE = {0, 0, 0, 1};

    /** Bytes; scaling lists make the longest real ones, of some 200. */
    private static final int MAX_SIZE = 1000;

    /** Real streams have one or two of a kind; a receiver gets no burst of hundreds. */
    private static final int MAX_UNITS = 16;

    private final ParameterSetSyntax syntax;

    /** Those to which others refer come first; each from its header byte on. */
    private final byte[][] units;

    private ParameterSets(ParameterSetSyntax syntax, byte[][] units) {
        this.syntax = syntax;
        this.units = units;
    }

    /** These, or others if the NAL unit changes them. Allocates only when it does. */
    ParameterSets seen(ParameterSetSyntax as, byte[] bytes, int offset, int length) {
        if (length > MAX_SIZE || as == syntax && knows(bytes, offset, length)) {
            return this;
        }
        int key = as.key(bytes, offset, length);
        if (key < 0) {
            return this;
        }
        List<byte[]> changed = new ArrayList<>();
        for (byte[] unit : units) {
            if (as == syntax && key(unit) != key) {
                changed.add(unit);
            }
        }
        if (changed.size() == MAX_UNITS) {
            return this;
        }
        changed.add(Arrays.copyOfRange(bytes, offset, offset + length));
        changed.sort(Comparator.comparingInt(unit -> as.key(unit, 0, unit.length)));
        return new ParameterSets(as, changed.toArray(byte[][]::new));
    }

    private boolean knows(byte[] bytes, int offset, int length) {
        for (byte[] unit : units) {
            if (Arrays.equals(unit, 0, unit.length, bytes, offset, offset + length)) {
                return true;
            }
        }
        return false;
    }

    private int key(byte[] unit) {
        return syntax.key(unit, 0, unit.length);
    }

    /** Whether a picture could be decoded with these: there is at least one of each kind. */
    public boolean areComplete() {
        int kinds = 0;
        int last = -1;
        for (byte[] unit : units) {
            int kind = key(unit) >> 8;
            kinds += kind == last ? 0 : 1;
            last = kind;
        }
        return kinds == syntax.kinds();
    }

    /** A picture as a byte stream (annex B of ITU-T H.264 and H.265) with these before it, if they are complete. */
    public byte[] before(byte[] picture) {
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

    public int count() {
        return units.length;
    }

    /** From the NAL unit's header byte on, in the order in which they are sent. Not to be changed. */
    public byte[] unit(int index) {
        return units[index];
    }
}

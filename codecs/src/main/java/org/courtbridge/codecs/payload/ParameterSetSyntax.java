package org.courtbridge.codecs.payload;

/** Finds the parameter sets of a coding in its payloads, and tells them apart. */
public enum ParameterSetSyntax {
    /** Sequence and picture parameter sets (ITU-T H.264, clause 7.3.2). */
    H264(2) {
        @Override
        public void forEachUnit(byte[] bytes, int offset, int length, H264Payload.UnitVisitor visitor) {
            H264Payload.forEachUnit(bytes, offset, length, visitor);
        }

        @Override
        public int key(byte[] bytes, int offset, int length) {
            int number = H264Payload.parameterSetNumber(bytes, offset, length);
            return number < 0 ? -1 : (bytes[offset] & 0x1F) << 8 | number;
        }
    },
    /** The same, and those of the video before them (ITU-T H.265, clause 7.3.2). */
    H265(3) {
        @Override
        public void forEachUnit(byte[] bytes, int offset, int length, H264Payload.UnitVisitor visitor) {
            H265Payload.forEachUnit(bytes, offset, length, visitor);
        }

        @Override
        public int key(byte[] bytes, int offset, int length) {
            return H265Payload.parameterSetKey(bytes, offset, length);
        }
    };

    private final int kinds;

    ParameterSetSyntax(int kinds) {
        this.kinds = kinds;
    }

    /** Kinds of parameter sets, of each of which a picture needs one. */
    public int kinds() {
        return kinds;
    }

    /** Shows every whole NAL unit of a payload that was found in order; none of a fragment. */
    public abstract void forEachUnit(byte[] bytes, int offset, int length, H264Payload.UnitVisitor visitor);

    /**
     * Identifies a parameter set: when it comes, it replaces the last of the same key. Keys of those that others refer to are
     * smaller.
     *
     * @return the kind in the upper bits, the number in the lower eight; negative if the NAL unit is none
     */
    public abstract int key(byte[] bytes, int offset, int length);
}

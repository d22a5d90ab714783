package org.courtbridge.codecs.payload;

/**
 * Goes through the pictures, groups of blocks (GOBs) and macroblocks of H.261 (ITU-T H.261, clause 4.2), none of which begins
 * at a whole byte. It knows where each ends and what the next one depends on; coefficients are passed over.
 */
final class H261Walk {

    /** Syntax element that was passed. */
    enum Step {
        PICTURE_HEADER,
        GROUP_HEADER,
        MACROBLOCK,
        /** There is no more. */
        END,
        /** The next bits are not H.261. */
        BROKEN
    }

    static final int HIGHEST_GROUP = 12;
    private static final int MACROBLOCKS_OF_GROUP = 33;

    private static final int START_CODE_BITS = 16;
    private static final int START_CODE = 1;

    /** TR and PTYPE (clauses 4.2.1.2 and 4.2.1.3). */
    private static final int PICTURE_HEADER_BITS = 5 + 6;

    private static final int QUANTIZER_BITS = 5;

    /** FLC of the INTRA DC coefficient (clause 4.2.4.1). */
    private static final int DC_BITS = 8;

    private static final int BLOCKS = 6;

    /** Table 1: by how much the address grows; 34 is stuffing. */
    private static final BitCode ADDRESS = new BitCode("""
            - 1 011 010 0011 0010 00011 00010 0000111 0000110 00001011 00001010 00001001 00001000 00000111
            00000110 0000010111 0000010110 0000010101 0000010100 0000010011 0000010010 00000100011
            00000100010 00000100001 00000100000 00000011111 00000011110 00000011101 00000011100 00000011011
            00000011010 00000011001 00000011000 00000001111""");

    private static final int STUFFING = 34;

    /** Table 2: by their order there, which is that of {@link Type}. */
    private static final BitCode TYPE = new BitCode("0001 0000001 1 00001 000000001 00000001 0000000001 001 01 000001");

    /** Table 2: INTRA, INTER, with motion compensation (MC), with the loop filter (FIL). */
    private enum Type {
        INTRA(false, false, false),
        INTRA_MQUANT(true, false, false),
        INTER(false, false, true),
        INTER_MQUANT(true, false, true),
        MC(false, true, false),
        MC_CODED(false, true, true),
        MC_MQUANT(true, true, true),
        FIL(false, true, false),
        FIL_CODED(false, true, true),
        FIL_MQUANT(true, true, true);

        private static final Type[] ALL = values();

        private final boolean quantizer;
        private final boolean vector;
        private final boolean pattern;

        Type(boolean quantizer, boolean vector, boolean pattern) {
            this.quantizer = quantizer;
            this.vector = vector;
            this.pattern = pattern;
        }

        boolean isIntra() {
            return this == INTRA || this == INTRA_MQUANT;
        }
    }

    /** Table 3: how far a motion vector is from its prediction; but for zero, a sign follows. */
    private static final BitCode VECTOR = new BitCode("""
            1 01 001 0001 000011 0000101 0000100 0000011 000001011 000001010 000001001 0000010001
            0000010000 0000001111 0000001110 0000001101 0000001100""");

    /** Table 4: a bit for each coded block. */
    private static final BitCode PATTERN = new BitCode("""
            - 01011 01001 001101 1101 0010111 0010011 00011111 1100 0010110 0010010 00011110 10011 00011011
            00010111 00010011 1011 0010101 0010001 00011101 10001 00011001 00010101 00010001 001111
            00001111 00001101 000000011 01111 00001011 00000111 000000111 1010 0010100 0010000 00011100
            001110 00001110 00001100 000000010 10000 00011000 00010100 00010000 01110 00001010 00000110
            000000110 10010 00011010 00010110 00010010 01101 00001001 00000101 000000101 01100 00001000
            00000100 000000100 111 01010 01000 001100""");

    private final byte[] bytes;
    private final int end;
    private int position;
    private int group;
    private int address;
    private int growth;
    private int quantizer;
    private int horizontal;
    private int vertical;
    private Type type = Type.INTER;

    /**
     * @param from the first bit
     * @param end the bit behind the last one
     */
    H261Walk(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.position = from;
        this.end = end;
    }

    /** Passes the next header or macroblock; what does not end before the end is {@link Step#BROKEN}. */
    Step next() {
        int rest = end - position;
        if (rest <= 0 || rest < START_CODE_BITS && peek(rest) == 0) {
            return Step.END;
        }
        Step step = peek(START_CODE_BITS) == START_CODE ? header() : macroblock();
        return position > end ? Step.BROKEN : step;
    }

    private Step header() {
        skip(START_CODE_BITS);
        group = take(4);
        address = 0;
        horizontal = 0;
        vertical = 0;
        type = Type.INTER;
        if (group > HIGHEST_GROUP) {
            return Step.BROKEN;
        }
        boolean picture = group == 0;
        if (picture) {
            skip(PICTURE_HEADER_BITS);
        } else {
            quantizer = take(QUANTIZER_BITS);
        }
        // PEI or GEI: another eight bits follow.
        while (position < end && take(1) == 1) {
            skip(8);
        }
        return picture ? Step.PICTURE_HEADER : Step.GROUP_HEADER;
    }

    private Step macroblock() {
        if (group == 0) {
            return Step.BROKEN;
        }
        int grown = take(ADDRESS);
        while (grown == STUFFING && position < end) {
            grown = take(ADDRESS);
        }
        int of = take(TYPE);
        if (grown == BitCode.NONE || grown == STUFFING || of == BitCode.NONE) {
            return Step.BROKEN;
        }
        growth = grown;
        address += grown;
        if (address > MACROBLOCKS_OF_GROUP) {
            return Step.BROKEN;
        }
        // Clause 4.2.3.4: where the vector before is not one of a neighbour, zero predicts.
        boolean predicted = grown == 1 && address % 11 != 1 && type.vector;
        type = Type.ALL[of];
        if (type.quantizer) {
            quantizer = take(QUANTIZER_BITS);
        }
        horizontal = type.vector ? vector(predicted ? horizontal : 0) : 0;
        vertical = type.vector ? vector(predicted ? vertical : 0) : 0;
        return blocks() ? Step.MACROBLOCK : Step.BROKEN;
    }

    private int vector(int prediction) {
        int difference = take(VECTOR);
        if (difference > 0 && take(1) == 1) {
            difference = -difference;
        }
        // Of the two values that each code has, the one that leads to -15 to 15.
        int value = prediction + difference;
        return value > 15 ? value - 32 : value < -15 ? value + 32 : value;
    }

    private boolean blocks() {
        if (type.isIntra()) {
            for (int block = 0; block < BLOCKS; block++) {
                skip(DC_BITS);
                if (!coefficients(false)) {
                    return false;
                }
            }
            return true;
        }
        int coded = type.pattern ? take(PATTERN) : 0;
        if (coded == BitCode.NONE) {
            return false;
        }
        for (int block = Integer.bitCount(coded); block > 0; block--) {
            if (!coefficients(true)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Passes the coefficients of a block, whose codes (table 5) tell their length by the zeros before their first one.
     *
     * @param first whether one bit may stand for the first coefficient, as no block is empty
     */
    private boolean coefficients(boolean first) {
        boolean atFirst = first;
        while (position < end) {
            int next = peek(9);
            boolean one = next >> 8 == 1;
            if (one && !atFirst && (next & 0x80) == 0) {
                skip(2);
                return true;
            }
            int length = one ? atFirst ? 2 : 3 : length(next);
            if (length == 0) {
                return false;
            }
            skip(length);
            atFirst = false;
        }
        return false;
    }

    /** @param next nine bits, the first of them zero; @return bits, or 0 if there is no such code */
    private static int length(int next) {
        return switch (Integer.numberOfLeadingZeros(next) - (32 - 9)) {
            case 1 -> (next & 0x40) != 0 ? 4 : 5;
            case 2 -> (next & 0x30) == 0 ? 9 : 6;
            case 3 -> 7;
            case 4 -> 8;
            // The escape: 6 bits, a run of 6, a level of 8.
            case 5 -> 20;
            case 6 -> 11;
            case 7 -> 13;
            case 8 -> 14;
            default -> 0;
        };
    }

    private int peek(int count) {
        return BitCode.bits(bytes, position, end, count);
    }

    private int take(int count) {
        int value = peek(count);
        position += count;
        return value;
    }

    private int take(BitCode code) {
        int read = code.read(bytes, position, end);
        if (read == BitCode.NONE) {
            return BitCode.NONE;
        }
        position += BitCode.length(read);
        return BitCode.value(read);
    }

    private void skip(int count) {
        position += count;
    }

    /** The bit behind what was passed. */
    int position() {
        return position;
    }

    /** Number of the group that we are in, 1 to 12. */
    int group() {
        return group;
    }

    /** Of the macroblock that was passed, 1 to 33; 0 behind a header. */
    int address() {
        return address;
    }

    /** By how much its address is larger than that of the one before; 1 if none was left out. */
    int growth() {
        return growth;
    }

    /** In effect behind what was passed, 1 to 31. */
    int quantizer() {
        return quantizer;
    }

    /** Motion vector of the macroblock that was passed, -15 to 15 samples; 0 if it has none. */
    int horizontal() {
        return horizontal;
    }

    /** Motion vector of the macroblock that was passed, -15 to 15 lines; 0 if it has none. */
    int vertical() {
        return vertical;
    }

    /** Whether the macroblock that was passed depends on no other picture. */
    boolean isIntra() {
        return type.isIntra();
    }
}

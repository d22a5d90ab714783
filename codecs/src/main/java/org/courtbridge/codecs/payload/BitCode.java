package org.courtbridge.codecs.payload;

/** A variable-length code, as a Recommendation's table has it: values by the bits that stand for them. */
final class BitCode {

    /** {@link #read}: the bits stand for no value. */
    static final int NONE = -1;

    private static final int LENGTH_BITS = 5;

    /** Value and length by the next {@link #longest} bits; zero where there is none. */
    private final int[] byBits;

    private final int longest;

    /** @param table codes of the values 0, 1 and so on, in zeros and ones; "-" for a value that there is not */
    BitCode(String table) {
        String[] codes = table.split("\\s+");
        int most = 0;
        for (String code : codes) {
            most = Math.max(most, code.length());
        }
        longest = most;
        byBits = new int[1 << longest];
        for (int value = 0; value < codes.length; value++) {
            int length = codes[value].length();
            int free = longest - length;
            for (int rest = 0; !codes[value].equals("-") && rest < 1 << free; rest++) {
                byBits[(Integer.parseInt(codes[value], 2) << free) + rest] = value << LENGTH_BITS | length;
            }
        }
    }

    /** Of what {@link #read} says. */
    static int value(int read) {
        return read >> LENGTH_BITS;
    }

    /** Of what {@link #read} says: 1 to 31 bits. */
    static int length(int read) {
        return read & (1 << LENGTH_BITS) - 1;
    }

    /**
     * Reads one value; allocates nothing.
     *
     * @param at the first bit
     * @param end the bit behind the last one; what is behind it counts as zero
     * @return {@link #value} and {@link #length}, or {@link #NONE}
     */
    int read(byte[] bytes, int at, int end) {
        int found = byBits[bits(bytes, at, end, longest)];
        return found == 0 ? NONE : found;
    }

    /**
     * Reads a number; allocates nothing.
     *
     * @param at the first bit
     * @param end the bit behind the last one; what is behind it counts as zero
     * @param count 1 to 20 bits
     */
    static int bits(byte[] bytes, int at, int end, int count) {
        int index = at >> 3;
        int word = 0;
        for (int i = 0; i < 4; i++) {
            word = word << 8 | (index + i < end + 7 >> 3 ? bytes[index + i] & 0xFF : 0);
        }
        int value = word << (at & 7) >>> 32 - count;
        int behind = at + count - end;
        return behind <= 0 ? value : behind >= count ? 0 : value >> behind << behind;
    }
}

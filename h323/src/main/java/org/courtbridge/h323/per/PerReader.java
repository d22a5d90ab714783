package org.courtbridge.h323.per;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Reads what was encoded by BASIC-PER in its aligned variant (X.691); methods are called in the order in which the type's
 * parts stand. Everything that the sender claims is checked before it is believed, so that what is allocated is bounded by
 * the octets that came.
 *
 * <p>All methods throw {@link PerException} where the octets are no such encoding, or nested or repeated beyond reason.
 */
public final class PerReader {

    /** Types within types, open types included. */
    static final int MAX_DEPTH = 64;

    /** Items of all lists of a message. */
    static final int MAX_ITEMS = 20_000;

    /** Octets of an integer without bounds. */
    private static final int MAX_INTEGER = 128;

    private static final int SIXTEEN_K = 16_384;
    private static final int SIXTY_FOUR_K = 65_536;

    private final byte[] octets;
    private final int end;
    private final Limits limits;
    private long bit;

    /** What all readers of one message have in common. */
    private static final class Limits {
        private int items;
        private int depth;
    }

    private PerReader(byte[] octets, int start, int end, Limits limits) {
        this.octets = octets;
        this.bit = 8L * start;
        this.end = end;
        this.limits = limits;
    }

    /** @param octets a whole encoding; not copied */
    public static PerReader of(byte[] octets) {
        return new PerReader(octets, 0, octets.length, new Limits());
    }

    /** Octets of which nothing has been read yet. */
    public int remaining() {
        return end - (int) (bit + 7 >> 3);
    }

    /** Skips the padding up to the next octet (X.691, clause 11.2.7.1 NOTE). */
    void align() {
        bit = bit + 7 & ~7L;
    }

    /** A BOOLEAN (clause 12), or any other single bit. */
    public boolean bool() {
        need(1);
        boolean set = (octets[(int) (bit >> 3)] >> 7 - (int) (bit & 7) & 1) != 0;
        bit++;
        return set;
    }

    /** @param count 0 to 63 */
    public long bits(int count) {
        need(count);
        long value = 0;
        int left = count;
        while (left > 0) {
            int offset = (int) (bit & 7);
            int taken = Math.min(8 - offset, left);
            int part = (octets[(int) (bit >> 3)] & 0xFF) >> 8 - offset - taken & (1 << taken) - 1;
            value = value << taken | part;
            bit += taken;
            left -= taken;
        }
        return value;
    }

    private void need(long count) {
        if (bit + count > 8L * end) {
            throw new PerException("bits: %d (expected: >= %d more)".formatted(8L * end - bit, count));
        }
    }

    private byte[] aligned(int count) {
        align();
        need(8L * count);
        int start = (int) (bit >> 3);
        bit += 8L * count;
        return Arrays.copyOfRange(octets, start, start + count);
    }

    private long alignedInteger(int count) {
        align();
        if (count > 8) {
            throw new PerException("integer: %d octets (expected: <= 8)".formatted(count));
        }
        need(8L * count);
        long value = 0;
        for (int i = 0; i < count; i++, bit += 8) {
            value = value << 8 | octets[(int) (bit >> 3)] & 0xFF;
        }
        return value;
    }

    /** A constrained whole number (clause 11.5). @param upper at most lower + 2^32 - 1 */
    public long constrained(long lower, long upper) {
        long range = upper - lower + 1;
        long offset;
        if (range < 256) {
            offset = bits(64 - Long.numberOfLeadingZeros(range - 1));
        } else if (range == 256) {
            offset = alignedInteger(1);
        } else if (range <= SIXTY_FOUR_K) {
            offset = alignedInteger(2);
        } else {
            int octetsOfRange = (71 - Long.numberOfLeadingZeros(range - 1)) / 8;
            offset = alignedInteger((int) constrained(1, octetsOfRange));
        }
        if (offset < 0 || offset >= range) {
            throw new PerException("integer: %d (expected: %d to %d)".formatted(lower + offset, lower, upper));
        }
        return lower + offset;
    }

    /** A semi-constrained whole number (clause 11.7) of up to 63 bits above its lower bound. */
    public long semiConstrained(long lower) {
        long offset = alignedInteger(shortLength(8));
        if (offset < 0 || lower + offset < lower) {
            throw new PerException("integer: larger than 2^63");
        }
        return lower + offset;
    }

    /** An unconstrained whole number (clause 11.8). */
    public BigInteger unconstrained() {
        int length = shortLength(MAX_INTEGER);
        if (length == 0) {
            throw new PerException("integer: 0 octets (expected: >= 1)");
        }
        return new BigInteger(aligned(length));
    }

    private int shortLength(int most) {
        Length length = length();
        if (length.more || length.count > most) {
            throw new PerException("length: %d (expected: <= %d)".formatted(length.count, most));
        }
        return length.count;
    }

    /** A normally small non-negative whole number (clause 11.6). */
    public int normallySmall() {
        if (!bool()) {
            return (int) bits(6);
        }
        long large = semiConstrained(0);
        if (large > Integer.MAX_VALUE) {
            throw new PerException("small number: %d".formatted(large));
        }
        return (int) large;
    }

    /** The index of an ENUMERATED (clause 14) or CHOICE (clause 23): from {@code root} on, it is of an extension. */
    public int index(int root, boolean extensible) {
        if (extensible && bool()) {
            return Math.addExact(root, Math.min(normallySmall(), Integer.MAX_VALUE - root));
        }
        return (int) constrained(0, root - 1);
    }

    /** Which extension additions of a SEQUENCE are there (clause 19.7): at least one bit. */
    public boolean[] extensions() {
        int count = bool() ? shortLength(MAX_ITEMS) : (int) bits(6) + 1;
        need(count);
        boolean[] present = new boolean[count];
        for (int i = 0; i < count; i++) {
            present[i] = bool();
        }
        return present;
    }

    /** A length determinant without an upper bound below 64K, and whether more follows what it counts (clause 11.9). */
    private record Length(int count, boolean more) {}

    private Length length() {
        int first = (int) alignedInteger(1);
        if (first < 0x80) {
            return new Length(first, false);
        }
        if (first < 0xC0) {
            return new Length((first & 0x3F) << 8 | (int) alignedInteger(1), false);
        }
        int blocks = first & 0x3F;
        if (blocks < 1 || blocks > 4) {
            throw new PerException("fragment: %d blocks of 16K (expected: 1 to 4)".formatted(blocks));
        }
        return new Length(blocks * SIXTEEN_K, true);
    }

    /** Whether the count is given as if there were no bounds. */
    private boolean isLong(Size size) {
        return size.extensible() && bool() || size.isLong();
    }

    private static void require(Size size, int count) {
        if (count < size.lower() || count > size.upper() && !size.extensible()) {
            throw new PerException("items: %d (expected: %d to %d)".formatted(count, size.lower(), size.upper()));
        }
    }

    /** An OCTET STRING (clause 17). */
    public byte[] octets(Size size) {
        if (isLong(size)) {
            byte[] all = fragments();
            if (!size.extensible()) {
                require(size, all.length);
            }
            return all;
        }
        if (size.isFixed()) {
            if (size.upper() > 2) {
                return aligned(size.upper());
            }
            byte[] few = new byte[size.upper()];
            for (int i = 0; i < few.length; i++) {
                few[i] = (byte) bits(8);
            }
            return few;
        }
        int count = (int) constrained(size.lower(), size.upper());
        return count == 0 ? new byte[0] : aligned(count);
    }

    private byte[] fragments() {
        Length length = length();
        if (!length.more) {
            return aligned(length.count);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (length.more) {
            all.writeBytes(aligned(length.count));
            length = length();
        }
        all.writeBytes(aligned(length.count));
        return all.toByteArray();
    }

    /** What an open type holds (clause 11.2), to be read by itself. */
    public PerReader open() {
        byte[] whole = openOctets();
        return new PerReader(whole, 0, whole.length, limits);
    }

    /** The same as it came. */
    public byte[] openOctets() {
        return fragments();
    }

    /** A BIT STRING (clause 16), first bit first. */
    public List<Boolean> bitString(Size size) {
        List<Boolean> all = new ArrayList<>();
        if (isLong(size)) {
            Length length;
            do {
                length = length();
                takeBits(length.count, all);
            } while (length.more);
            if (!size.extensible()) {
                require(size, all.size());
            }
            return List.copyOf(all);
        }
        int count = size.isFixed() ? size.upper() : (int) constrained(size.lower(), size.upper());
        if (!(size.isFixed() && count <= 16) && count > 0) {
            align();
        }
        takeBits(count, all);
        return List.copyOf(all);
    }

    private void takeBits(int count, List<Boolean> all) {
        need(count);
        for (int i = 0; i < count; i++) {
            all.add(bool());
        }
    }

    /** A known-multiplier character string (clause 30.5). */
    public String characters(Size size, Alphabet alphabet) {
        StringBuilder text = new StringBuilder();
        if (isLong(size)) {
            Length length;
            do {
                length = length();
                takeCharacters(length.count, alphabet, text);
            } while (length.more);
            if (!size.extensible()) {
                require(size, text.length());
            }
            return text.toString();
        }
        int count = size.isFixed() ? size.upper() : (int) constrained(size.lower(), size.upper());
        if (isAligned(size, alphabet) && count > 0) {
            align();
        }
        takeCharacters(count, alphabet, text);
        return text.toString();
    }

    /** Whether the characters begin at an octet, after a length that is below 64K (clauses 30.5.6 and 30.5.7). */
    static boolean isAligned(Size size, Alphabet alphabet) {
        long most = (long) size.upper() * alphabet.bits();
        return size.isFixed() ? most > 16 : most >= 16;
    }

    private void takeCharacters(int count, Alphabet alphabet, StringBuilder text) {
        need((long) count * alphabet.bits());
        for (int i = 0; i < count; i++) {
            text.append(alphabet.character((int) bits(alphabet.bits())));
        }
    }

    /** The octets of an OBJECT IDENTIFIER as BER has them (clause 24). */
    public ObjectIdentifier objectIdentifier() {
        return ObjectIdentifier.ofContents(aligned(shortLength(ObjectIdentifier.MAX_OCTETS)));
    }

    /** A SEQUENCE OF or SET OF (clauses 20 and 22). */
    public <T> List<T> list(Size size, Function<PerReader, T> item) {
        List<T> all = new ArrayList<>();
        if (isLong(size)) {
            Length length;
            do {
                length = length();
                take(length.count, item, all);
            } while (length.more);
            if (!size.extensible()) {
                require(size, all.size());
            }
        } else {
            take(size.isFixed() ? size.upper() : (int) constrained(size.lower(), size.upper()), item, all);
        }
        return List.copyOf(all);
    }

    private <T> void take(int count, Function<PerReader, T> item, List<T> all) {
        limits.items += count;
        if (limits.items > MAX_ITEMS) {
            throw new PerException("items of lists: %d (expected: <= %d)".formatted(limits.items, MAX_ITEMS));
        }
        for (int i = 0; i < count; i++) {
            all.add(nested(item));
        }
    }

    /** A type within a type. */
    public <T> T nested(Function<PerReader, T> type) {
        if (limits.depth == MAX_DEPTH) {
            throw new PerException("depth: more than %d types".formatted(MAX_DEPTH));
        }
        limits.depth++;
        T value = type.apply(this);
        limits.depth--;
        return value;
    }
}

package org.courtbridge.h323.per;

import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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

    /** Bits that are read at once: with those before them in their first octet they fit into eight. */
    public static final int MAX_BITS = 56;

    /** Octets of an integer without bounds. */
    private static final int MAX_INTEGER = 128;

    /** An octet of an array and the seven after it, the first the highest. */
    private static final VarHandle EIGHT_OCTETS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int SIXTEEN_K = 16_384;
    private static final int SIXTY_FOUR_K = 65_536;

    private byte[] octets;
    private final ItemCount items;
    private long bit;

    /** The first bit after the encoding. */
    private long end;

    /** Types that are being read, the open types included that this encoding is within. */
    private int depth;

    /** Reads this one's open types, one after the other. */
    private @Nullable PerReader inner;

    /** Of all readers of one message. */
    private static final class ItemCount {
        private int count;
    }

    private PerReader(byte[] octets, ItemCount items) {
        this.octets = octets;
        this.end = 8L * octets.length;
        this.items = items;
    }

    /** @param octets a whole encoding; not copied */
    public static PerReader of(byte[] octets) {
        return new PerReader(octets, new ItemCount());
    }

    /** Octets of which nothing has been read yet. */
    public int remaining() {
        return (int) (end - bit >> 3);
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

    /** @param count 0 to {@value #MAX_BITS} */
    public long bits(int count) {
        need(count);
        int first = (int) (bit >> 3);
        long eight = first + Long.BYTES <= octets.length ? (long) EIGHT_OCTETS.get(octets, first) : lastOctets(first);
        long fromThere = eight << (bit & 7);
        bit += count;
        return fromThere >>> 1 >>> Long.SIZE - 1 - count;
    }

    /** Fewer than eight, as if zeros came after them. */
    private long lastOctets(int first) {
        int before = first + Long.BYTES - octets.length;
        if (before <= first && before < Long.BYTES) {
            return (long) EIGHT_OCTETS.get(octets, first - before) << 8 * before;
        }
        long eight = 0;
        for (int i = first; i < octets.length; i++) {
            eight |= (octets[i] & 0xFFL) << Long.SIZE - 8 * (i - first + 1);
        }
        return eight;
    }

    private void need(long count) {
        if (bit + count > end) {
            throw new PerException("bits: %d (expected: >= %d more)".formatted(end - bit, count));
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
        return count < 8 ? bits(8 * count) : bits(32) << 32 | bits(32);
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
        for (int i = 0; i < count; i += MAX_BITS) {
            int taken = Math.min(MAX_BITS, count - i);
            long some = bits(taken);
            for (int j = 0; j < taken; j++) {
                present[i + j] = (some >> taken - 1 - j & 1) != 0;
            }
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
        return length.more ? fragments(length) : aligned(length.count);
    }

    private byte[] fragments(Length first) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Length length = first;
        while (length.more) {
            all.writeBytes(aligned(length.count));
            length = length();
        }
        all.writeBytes(aligned(length.count));
        return all.toByteArray();
    }

    /** What an open type holds (clause 11.2), to be read by itself, and before the next one is asked for. */
    public PerReader open() {
        Length length = length();
        if (length.more) {
            byte[] whole = fragments(length);
            return inner(whole, 0, 8L * whole.length);
        }
        need(8L * length.count);
        long start = bit;
        bit += 8L * length.count;
        return inner(octets, start, bit);
    }

    private PerReader inner(byte[] octets, long start, long end) {
        if (inner == null) {
            inner = new PerReader(octets, items);
        }
        inner.octets = octets;
        inner.bit = start;
        inner.end = end;
        inner.depth = depth;
        return inner;
    }

    /** The same as it came. */
    public byte[] openOctets() {
        return fragments();
    }

    /** A BIT STRING (clause 16). */
    public BitString bitString(Size size) {
        if (isLong(size)) {
            return longBitString(size);
        }
        int count = size.isFixed() ? size.upper() : (int) constrained(size.lower(), size.upper());
        if (size.isFixed() && count <= 16) {
            byte[] few = new byte[BitString.octetsFor(count)];
            for (int i = 0; i < few.length; i++) {
                int taken = Math.min(8, count - 8 * i);
                few[i] = (byte) (bits(taken) << 8 - taken);
            }
            return BitString.wrap(few, count);
        }
        return BitString.wrap(count == 0 ? new byte[0] : alignedBits(count), count);
    }

    private BitString longBitString(Size size) {
        Length length = length();
        int count = length.count;
        byte[] all = alignedBits(count);
        if (length.more) {
            ByteArrayOutputStream fragments = new ByteArrayOutputStream();
            fragments.writeBytes(all);
            while (length.more) {
                length = length();
                count += length.count;
                fragments.writeBytes(alignedBits(length.count));
            }
            all = fragments.toByteArray();
        }
        if (!size.extensible()) {
            require(size, count);
        }
        return BitString.wrap(all, count);
    }

    /** The octets that hold so many bits; what the last one has of what follows is left to be read. */
    private byte[] alignedBits(int count) {
        align();
        need(count);
        int start = (int) (bit >> 3);
        bit += count;
        return Arrays.copyOfRange(octets, start, start + BitString.octetsFor(count));
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
        if (!isLong(size)) {
            return items(size.isFixed() ? size.upper() : (int) constrained(size.lower(), size.upper()), item);
        }
        Length length = length();
        List<T> all = items(length.count, item);
        if (length.more) {
            all = new ArrayList<>(all);
            while (length.more) {
                length = length();
                all.addAll(items(length.count, item));
            }
            all = Collections.unmodifiableList(all);
        }
        if (!size.extensible()) {
            require(size, all.size());
        }
        return all;
    }

    private <T> List<T> items(int count, Function<PerReader, T> item) {
        items.count += count;
        if (items.count > MAX_ITEMS) {
            throw new PerException("items of lists: %d (expected: <= %d)".formatted(items.count, MAX_ITEMS));
        }
        if (count == 1) {
            return List.of(item(item));
        }
        List<T> all = new ArrayList<>(2);
        for (int i = 0; i < count; i++) {
            all.add(item(item));
        }
        return Collections.unmodifiableList(all);
    }

    private <T> T item(Function<PerReader, T> item) {
        enter();
        T value = item.apply(this);
        leave();
        return value;
    }

    /** Before a type within a type. */
    public void enter() {
        if (depth == MAX_DEPTH) {
            throw new PerException("depth: more than %d types".formatted(MAX_DEPTH));
        }
        depth++;
    }

    /** After it. */
    public void leave() {
        depth--;
    }
}

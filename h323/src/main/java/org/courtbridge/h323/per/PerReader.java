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
import java.util.Objects;
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

    /** So many, their first bit included that says that they are none of an extension, take no more than eight bits. */
    private static final int SHORT_INDICES = 128;

    /** So many bits at most are counted in six bits, less one. */
    private static final int SHORT_EXTENSIONS = 64;

    /** So many have room before the first of them came; for more room is made as they come. */
    private static final int FEW_ITEMS = 16;

    /** In the place of where an outer encoding ends. */
    private static final long OPEN_IN_FRAGMENTS = -1;

    private byte[] octets;
    private long bit;

    /** The first bit after the encoding, or after the open type that is being read. */
    private long end;

    /** Items of the lists that were read. */
    private int items;

    /** Types that are being read. */
    private int depth;

    /** Place at which to go on after the open type that is being read, if that came in fragments. */
    private @Nullable Outside outside;

    /** Place at which to go on after an open type that came in fragments, which are read from an array of their own. */
    private record Outside(
            byte[] octets, long bit, long end, @Nullable Outside next) {}

    private PerReader(byte[] octets) {
        this.octets = octets;
        this.end = 8L * octets.length;
    }

    /** @param octets a whole encoding; not copied */
    public static PerReader of(byte[] octets) {
        return new PerReader(octets);
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

    /** The next one, which begins here. */
    private int octet() {
        need(8);
        int octet = octets[(int) (bit >> 3)] & 0xFF;
        bit += 8;
        return octet;
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

    /** A constrained whole number (clause 11.5). */
    public long constrained(Bounds bounds) {
        long offset;
        if (bounds.mostOctets == 0) {
            bit = bit + bounds.padding & ~bounds.padding;
            offset = bits(bounds.width);
        } else {
            offset = alignedInteger(1 + bitsBelow(bounds.mostOctets));
        }
        if (offset >= bounds.range) {
            throw new PerException("integer: %d (expected: %d to %d)"
                    .formatted(bounds.lower() + offset, bounds.lower(), bounds.upper()));
        }
        return bounds.lower() + offset;
    }

    /** One of so many numbers, the first of them 0, in as few bits as the largest takes. @param count 1 to 255 */
    private int bitsBelow(int count) {
        int number = (int) bits(Integer.SIZE - Integer.numberOfLeadingZeros(count - 1));
        if (number >= count) {
            throw new PerException("number: %d (expected: 0 to %d)".formatted(number, count - 1));
        }
        return number;
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
        int length = length();
        if (length < 0 || length > most) {
            throw new PerException("length: %d (expected: <= %d)".formatted(counted(length), most));
        }
        return length;
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
        if (root > SHORT_INDICES) {
            return extensible && bool() ? addition(root) : (int) constrained(Bounds.of(0, root - 1));
        }
        // The bit that says which, and the index with it: no index of an addition is shorter.
        int width = Integer.SIZE - Integer.numberOfLeadingZeros(root - 1);
        int both = (int) bits(extensible ? 1 + width : width);
        if (both < root) {
            return both;
        }
        if (both >> width == 0) {
            throw new PerException("integer: %d (expected: 0 to %d)".formatted(both, root - 1));
        }
        bit -= width;
        return addition(root);
    }

    private int addition(int root) {
        return Math.addExact(root, Math.min(normallySmall(), Integer.MAX_VALUE - root));
    }

    /**
     * Reads the number of bits that say which extension additions of a SEQUENCE are there (clause 19.7): at least one. They
     * come next.
     */
    public int extensions() {
        int count = (int) bits(7);
        if (count < SHORT_EXTENSIONS) {
            return count + 1;
        }
        bit -= 6;
        int large = shortLength(MAX_ITEMS);
        if (large == 0) {
            throw new PerException("extension additions: 0 (expected: >= 1)");
        }
        return large;
    }

    /** Leaves out bits that {@link #bitsFrom} reads. @return where the first of them is */
    public long skip(int count) {
        need(count);
        long first = bit;
        bit += count;
        return first;
    }

    /** Those at a place that {@link #skip} gave, or so many bits after it. @param count 0 to {@value #MAX_BITS} */
    public long bitsFrom(long place, int count) {
        long next = bit;
        bit = place;
        long skipped = bits(count);
        bit = next;
        return skipped;
    }

    /**
     * A length determinant without an upper bound below 64K (clause 11.9).
     *
     * @return what it counts; all bits of that turned round, and so less than zero, if more follows
     */
    private int length() {
        align();
        int first = octet();
        if (first < 0x80) {
            return first;
        }
        if (first < 0xC0) {
            return (first & 0x3F) << 8 | octet();
        }
        int blocks = first & 0x3F;
        if (blocks < 1 || blocks > 4) {
            throw new PerException("fragment: %d blocks of 16K (expected: 1 to 4)".formatted(blocks));
        }
        return ~(blocks * SIXTEEN_K);
    }

    private static int counted(int length) {
        return length < 0 ? ~length : length;
    }

    private int count(Size size) {
        return size.isFixed() ? size.upper() : (int) constrained(size.count);
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
        int count = (int) constrained(size.count);
        return count == 0 ? new byte[0] : aligned(count);
    }

    private byte[] fragments() {
        int length = length();
        return length < 0 ? fragments(length) : aligned(length);
    }

    private byte[] fragments(int first) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int length = first;
        while (length < 0) {
            all.writeBytes(aligned(counted(length)));
            length = length();
        }
        all.writeBytes(aligned(length));
        return all.toByteArray();
    }

    /**
     * Begins an open type (clause 11.2): what it holds is read next, and nothing behind it before {@link #leaveOpen}.
     *
     * @return for {@link #leaveOpen}
     */
    public long enterOpen() {
        int length = length();
        if (length < 0) {
            byte[] whole = fragments(length);
            outside = new Outside(octets, bit, end, outside);
            octets = whole;
            bit = 0;
            end = 8L * whole.length;
            return OPEN_IN_FRAGMENTS;
        }
        need(8L * length);
        long outerEnd = end;
        end = bit + 8L * length;
        return outerEnd;
    }

    /** Goes to where an open type ends, however much of it was read. @param entered what {@link #enterOpen} gave */
    public void leaveOpen(long entered) {
        if (entered == OPEN_IN_FRAGMENTS) {
            Outside back = Objects.requireNonNull(outside, "outside");
            octets = back.octets;
            bit = back.bit;
            end = back.end;
            outside = back.next;
        } else {
            bit = end;
            end = entered;
        }
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
        int count = count(size);
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
        int length = length();
        int count = counted(length);
        byte[] all = alignedBits(count);
        if (length < 0) {
            ByteArrayOutputStream fragments = new ByteArrayOutputStream();
            fragments.writeBytes(all);
            while (length < 0) {
                length = length();
                count += counted(length);
                fragments.writeBytes(alignedBits(counted(length)));
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
        if (isLong(size)) {
            int length = length();
            String first = take(counted(length), alphabet);
            String all = length < 0 ? first + characters(alphabet) : first;
            if (!size.extensible()) {
                require(size, all.length());
            }
            return all;
        }
        int count = count(size);
        if (isAligned(size, alphabet) && count > 0) {
            align();
        }
        return take(count, alphabet);
    }

    /** Those after the first fragment. */
    private String characters(Alphabet alphabet) {
        StringBuilder rest = new StringBuilder();
        int length;
        do {
            length = length();
            rest.append(take(counted(length), alphabet));
        } while (length < 0);
        return rest.toString();
    }

    /** Whether the characters begin at an octet, after a length that is below 64K (clauses 30.5.6 and 30.5.7). */
    static boolean isAligned(Size size, Alphabet alphabet) {
        long most = (long) size.upper() * alphabet.bits();
        return size.isFixed() ? most > 16 : most >= 16;
    }

    private String take(int count, Alphabet alphabet) {
        int width = alphabet.bits();
        need((long) count * width);
        char[] characters = new char[count];
        int done = 0;
        while (done < count) {
            int some = Math.min(MAX_BITS / width, count - done);
            long codes = bits(some * width);
            for (int i = some - 1; i >= 0; i--) {
                characters[done + i] = alphabet.character((int) codes & (1 << width) - 1);
                codes >>>= width;
            }
            done += some;
        }
        return String.valueOf(characters);
    }

    /** The octets of an OBJECT IDENTIFIER as BER has them (clause 24). */
    public ObjectIdentifier objectIdentifier() {
        return ObjectIdentifier.ofContents(aligned(shortLength(ObjectIdentifier.MAX_OCTETS)));
    }

    /** A SEQUENCE OF or SET OF (clauses 20 and 22). */
    public <T> List<T> list(Size size, Function<PerReader, T> item) {
        if (!isLong(size)) {
            return items(count(size), item);
        }
        int length = length();
        List<T> all = items(counted(length), item);
        if (length < 0) {
            all = new ArrayList<>(all);
            while (length < 0) {
                length = length();
                all.addAll(items(counted(length), item));
            }
            all = Collections.unmodifiableList(all);
        }
        if (!size.extensible()) {
            require(size, all.size());
        }
        return all;
    }

    private <T> List<T> items(int count, Function<PerReader, T> item) {
        items += count;
        if (items > MAX_ITEMS) {
            throw new PerException("items of lists: %d (expected: <= %d)".formatted(items, MAX_ITEMS));
        }
        if (count == 1) {
            return List.of(item(item));
        }
        List<T> all = new ArrayList<>(Math.min(count, FEW_ITEMS));
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

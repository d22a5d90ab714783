package org.courtbridge.h323.per;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Writes the canonical encoding of BASIC-PER in its aligned variant (X.691); the counterpart of {@link PerReader}, method
 * by method.
 *
 * <p>All methods throw {@link IllegalArgumentException} for values that the type does not have: that is a mistake of ours.
 */
public final class PerWriter {

    private static final int SIXTEEN_K = 16_384;
    private static final int FIRST_SIZE = 256;

    private byte[] octets = new byte[FIRST_SIZE];
    private long bit;

    /** All that was written, the last octet padded with zeros; one octet of zeros at least (clause 11.1.3). */
    public byte[] toOctets() {
        return Arrays.copyOf(octets, Math.max(1, (int) (bit + 7 >> 3)));
    }

    void align() {
        bit = bit + 7 & ~7L;
        room(0);
    }

    private void room(long bits) {
        int needed = (int) (bit + bits + 7 >> 3);
        if (needed > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(needed, 2 * octets.length));
        }
    }

    public void bool(boolean set) {
        bits(set ? 1 : 0, 1);
    }

    /** @param count 0 to 63: the lowest bits of the value, the highest of them first */
    public void bits(long value, int count) {
        room(count);
        int left = count;
        while (left > 0) {
            int offset = (int) (bit & 7);
            int taken = Math.min(8 - offset, left);
            int part = (int) (value >> left - taken) & (1 << taken) - 1;
            octets[(int) (bit >> 3)] |= (byte) (part << 8 - offset - taken);
            bit += taken;
            left -= taken;
        }
    }

    private void aligned(byte[] whole, int from, int count) {
        align();
        room(8L * count);
        System.arraycopy(whole, from, octets, (int) (bit >> 3), count);
        bit += 8L * count;
    }

    private void alignedInteger(long value, int count) {
        align();
        for (int i = count - 1; i >= 0; i--) {
            bits(value >> 8 * i & 0xFF, 8);
        }
    }

    private static int octetsFor(long value) {
        return Math.max(1, (71 - Long.numberOfLeadingZeros(value)) / 8);
    }

    public void constrained(long value, Bounds bounds) {
        if (value < bounds.lower() || value > bounds.upper()) {
            throw new IllegalArgumentException(
                    "integer: %d (expected: %d to %d)".formatted(value, bounds.lower(), bounds.upper()));
        }
        long offset = value - bounds.lower();
        if (bounds.mostOctets > 0) {
            int count = octetsFor(offset);
            constrained(count, Bounds.of(1, bounds.mostOctets));
            alignedInteger(offset, count);
        } else if (bounds.padding > 0) {
            alignedInteger(offset, bounds.width / 8);
        } else {
            bits(offset, bounds.width);
        }
    }

    public void semiConstrained(long value, long lower) {
        if (value < lower) {
            throw new IllegalArgumentException("integer: %d (expected: >= %d)".formatted(value, lower));
        }
        int count = octetsFor(value - lower);
        length(count);
        alignedInteger(value - lower, count);
    }

    public void unconstrained(BigInteger value) {
        byte[] complement = value.toByteArray();
        length(complement.length);
        aligned(complement, 0, complement.length);
    }

    public void normallySmall(int value) {
        if (value < 64) {
            bool(false);
            bits(value, 6);
        } else {
            bool(true);
            semiConstrained(value, 0);
        }
    }

    /** @param index of an extension from {@code root} on */
    public void index(int index, int root, boolean extensible) {
        if (extensible) {
            bool(index >= root);
        }
        if (index < root) {
            constrained(index, Bounds.of(0, root - 1));
        } else if (extensible) {
            normallySmall(index - root);
        } else {
            throw new IllegalArgumentException("index: %d (expected: < %d)".formatted(index, root));
        }
    }

    /** @param present at least one bit */
    public void extensions(boolean[] present) {
        if (present.length <= 64) {
            bool(false);
            bits(present.length - 1, 6);
        } else {
            bool(true);
            length(present.length);
        }
        for (boolean one : present) {
            bool(one);
        }
    }

    /** Below 16K. */
    private void length(int count) {
        align();
        if (count < 0x80) {
            bits(count, 8);
        } else {
            bits(0x8000 | count, 16);
        }
    }

    /** Writes so many items as if there were no bounds. @param items writes from one index up to another */
    private void fragments(int count, BiConsumer<Integer, Integer> items) {
        int written = 0;
        while (count - written >= SIXTEEN_K) {
            int blocks = Math.min(4, (count - written) / SIXTEEN_K);
            align();
            bits(0xC0 | blocks, 8);
            items.accept(written, written + blocks * SIXTEEN_K);
            written += blocks * SIXTEEN_K;
        }
        length(count - written);
        items.accept(written, count);
    }

    /** Writes what comes before the items, or says that there are so many that they are written as if without bounds. */
    private boolean isLong(int count, Size size) {
        boolean within = size.contains(count);
        if (!within && (!size.extensible() || count < 0)) {
            throw new IllegalArgumentException(
                    "items: %d (expected: %d to %d)".formatted(count, size.lower(), size.upper()));
        }
        if (size.extensible()) {
            bool(!within);
        }
        if (!within || size.isLong()) {
            return true;
        }
        if (!size.isFixed()) {
            constrained(count, size.count);
        }
        return false;
    }

    public void octets(byte[] value, Size size) {
        if (isLong(value.length, size)) {
            fragments(value.length, (from, to) -> aligned(value, from, to - from));
        } else if (size.isFixed() && size.upper() <= 2) {
            for (byte octet : value) {
                bits(octet, 8);
            }
        } else if (value.length > 0) {
            aligned(value, 0, value.length);
        }
    }

    /** Writes an open type, whose contents go into a writer of its own. */
    public void open(Consumer<PerWriter> type) {
        PerWriter inside = new PerWriter();
        type.accept(inside);
        openOctets(inside.toOctets());
    }

    public void openOctets(byte[] encoding) {
        octets(encoding, Size.ANY);
    }

    public void bitString(BitString value, Size size) {
        if (isLong(value.length(), size)) {
            fragments(value.length(), (from, to) -> takeBits(value, from, to));
            return;
        }
        if (!(size.isFixed() && size.upper() <= 16) && value.length() > 0) {
            align();
        }
        takeBits(value, 0, value.length());
    }

    /** @param from a multiple of eight */
    private void takeBits(BitString value, int from, int to) {
        for (int i = from; i < to; i += 8) {
            int taken = Math.min(8, to - i);
            bits((value.unwrap()[i / 8] & 0xFF) >> 8 - taken, taken);
        }
    }

    public void characters(String value, Size size, Alphabet alphabet) {
        if (isLong(value.length(), size)) {
            fragments(value.length(), (from, to) -> characters(value.substring(from, to), alphabet));
            return;
        }
        if (PerReader.isAligned(size, alphabet) && !value.isEmpty()) {
            align();
        }
        characters(value, alphabet);
    }

    private void characters(String value, Alphabet alphabet) {
        for (int i = 0; i < value.length(); i++) {
            bits(alphabet.code(value.charAt(i)), alphabet.bits());
        }
    }

    public void objectIdentifier(ObjectIdentifier value) {
        byte[] contents = value.contents();
        length(contents.length);
        aligned(contents, 0, contents.length);
    }

    /** @param item writes one */
    public <T> void list(List<T> value, Size size, BiConsumer<PerWriter, T> item) {
        if (isLong(value.size(), size)) {
            fragments(value.size(), (from, to) -> value.subList(from, to).forEach(one -> item.accept(this, one)));
        } else {
            value.forEach(one -> item.accept(this, one));
        }
    }
}

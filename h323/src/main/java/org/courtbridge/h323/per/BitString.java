package org.courtbridge.h323.per;

import java.util.Arrays;

/** The value of a BIT STRING, eight bits to an octet, so that it takes no more room than it did on the wire. */
public final class BitString {

    /** The first bit is the highest of the first octet; what the last octet has beyond {@link #length} is zero. */
    private final byte[] octets;

    private final int length;

    private BitString(byte[] octets, int length) {
        this.octets = octets;
        this.length = length;
    }

    /** @param bits such as "0110", the first bit first */
    public static BitString of(String bits) {
        byte[] octets = new byte[octetsFor(bits.length())];
        for (int i = 0; i < bits.length(); i++) {
            if (bits.charAt(i) == '1') {
                octets[i / 8] |= (byte) (0x80 >> i % 8);
            }
        }
        return new BitString(octets, bits.length());
    }

    /** All bits of some octets. @param octets copied */
    public static BitString ofOctets(byte... octets) {
        return new BitString(octets.clone(), 8 * octets.length);
    }

    /** @param octets not copied; what they have beyond the length is made zero */
    static BitString wrap(byte[] octets, int length) {
        if (length % 8 != 0) {
            octets[length / 8] &= (byte) (0xFF00 >> length % 8);
        }
        return new BitString(octets, length);
    }

    static int octetsFor(int bits) {
        return bits + 7 >> 3;
    }

    byte[] unwrap() {
        return octets;
    }

    /** In bits. */
    public int length() {
        return length;
    }

    /** The bits, the last octet filled up with zeros; a copy. */
    public byte[] toOctets() {
        return octets.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BitString that && length == that.length && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    /** Such as "0110", the first bit first. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((octets[i / 8] & 0x80 >> i % 8) == 0 ? '0' : '1');
        }
        return text.toString();
    }
}

package org.courtbridge.h323.asn1;

import java.util.Arrays;
import java.util.HexFormat;

/** The value of an OCTET STRING, or of an open type whose contents nobody here knows. */
public final class Octets {

    private final byte[] octets;

    private Octets(byte[] octets) {
        this.octets = octets;
    }

    /** @param octets copied */
    public static Octets of(byte... octets) {
        return new Octets(octets.clone());
    }

    /** Those from one index up to another, copied. */
    public static Octets of(byte[] octets, int from, int to) {
        return new Octets(Arrays.copyOfRange(octets, from, to));
    }

    /** @param hex such as "0a1b2c" */
    public static Octets ofHex(String hex) {
        return new Octets(HexFormat.of().parseHex(hex));
    }

    static Octets wrap(byte[] octets) {
        return new Octets(octets);
    }

    byte[] unwrap() {
        return octets;
    }

    public int length() {
        return octets.length;
    }

    /** @return 0 to 255 @throws IndexOutOfBoundsException if there are not so many */
    public int octet(int index) {
        return octets[index] & 0xFF;
    }

    /** Those from an index on. */
    public Octets from(int start) {
        return start == 0 ? this : new Octets(Arrays.copyOfRange(octets, start, octets.length));
    }

    /** A copy. */
    public byte[] toArray() {
        return octets.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    /** Hexadecimal. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(octets);
    }
}

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

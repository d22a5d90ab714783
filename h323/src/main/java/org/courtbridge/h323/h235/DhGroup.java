package org.courtbridge.h323.h235;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.per.BitString;
import org.courtbridge.h323.per.ObjectIdentifier;

/**
 * A group of Diffie and Hellman's, by the identifier that its ClearToken has (H.235.6, clause 7): those of IKE (RFC 2409,
 * section 6.2; RFC 3526), whose generator is 2. A group that somebody makes up himself is none of these, as we could not
 * tell a weak one.
 */
public enum DhGroup {
    DH1024("0.0.8.235.0.3.43", 1024, 129_093),
    DH1536("0.0.8.235.0.3.44", 1536, 741_804),
    DH2048("0.0.8.235.0.3.45", 2048, 124_476),
    DH4096("0.0.8.235.0.3.47", 4096, 240_904),
    DH6144("0.0.8.235.0.4.77", 6144, 929_484),
    DH8192("0.0.8.235.0.4.78", 8192, 4_743_158);

    static final BigInteger GENERATOR = BigInteger.TWO;

    /** A {@code dhkey} has no room for more. */
    private static final int LONGEST_DHKEY = 2048;

    /** Up to here prime and generator are sent, and the generator as long as the prime: older endpoints read them. */
    private static final int LONGEST_WITH_PARAMETERS = 1024;

    private final ObjectIdentifier identifier;
    private final int bits;
    private final BigInteger prime;

    DhGroup(String identifier, int bits, int increment) {
        this.identifier = ObjectIdentifier.of(identifier);
        this.bits = bits;
        this.prime = prime(bits, increment);
    }

    /** 64 ones, the digits of pi as far as they go, and 64 ones; the increment is the least that makes it a safe prime. */
    private static BigInteger prime(int bits, int increment) {
        BigInteger middle = pi(bits - 130).add(BigInteger.valueOf(increment));
        return BigInteger.ONE
                .shiftLeft(bits)
                .subtract(BigInteger.ONE.shiftLeft(bits - 64))
                .subtract(BigInteger.ONE)
                .add(middle.shiftLeft(64));
    }

    /** Pi, times two to that power, rounded down (Machin's formula). */
    private static BigInteger pi(int power) {
        int guard = 64;
        BigInteger unit = BigInteger.ONE.shiftLeft(power + guard);
        return arctanOfInverse(5, unit)
                .shiftLeft(2)
                .subtract(arctanOfInverse(239, unit))
                .shiftLeft(2)
                .shiftRight(guard);
    }

    private static BigInteger arctanOfInverse(int inverse, BigInteger unit) {
        BigInteger square = BigInteger.valueOf((long) inverse * inverse);
        BigInteger term = unit.divide(BigInteger.valueOf(inverse));
        BigInteger sum = term;
        for (int n = 3; term.signum() > 0; n += 2) {
            term = term.divide(square);
            BigInteger part = term.divide(BigInteger.valueOf(n));
            sum = n % 4 == 3 ? sum.subtract(part) : sum.add(part);
        }
        return sum;
    }

    public int bits() {
        return bits;
    }

    ObjectIdentifier identifier() {
        return identifier;
    }

    BigInteger prime() {
        return prime;
    }

    static Optional<DhGroup> of(ObjectIdentifier token) {
        return Arrays.stream(values())
                .filter(group -> group.identifier.equals(token))
                .findFirst();
    }

    /** A ClearToken. @param half our half of the key, g^x */
    Sequence toToken(BigInteger half) {
        Sequence.Builder token = H235Types.CLEAR_TOKEN.build().set("tokenOID", identifier);
        if (bits > LONGEST_DHKEY) {
            return token.set(
                            "dhkeyext",
                            H235Types.DH_SET_EXT
                                    .build()
                                    .set("halfkey", bits(half))
                                    .done())
                    .done();
        }
        boolean named = bits > LONGEST_WITH_PARAMETERS;
        return token.set(
                        "dhkey",
                        H235Types.DH_SET
                                .build()
                                .set("halfkey", bits(half))
                                .set("modSize", named ? BitString.of("") : bits(prime))
                                .set("generator", named ? BitString.of("") : bits(GENERATOR))
                                .done())
                .done();
    }

    /** As long as the prime. */
    private BitString bits(BigInteger number) {
        byte[] octets = number.toByteArray();
        byte[] whole = new byte[bits / Byte.SIZE];
        int count = Math.min(octets.length, whole.length);
        System.arraycopy(octets, octets.length - count, whole, whole.length - count, count);
        return BitString.ofOctets(whole);
    }

    /**
     * The other side's half of the key: empty if it is none from which a secret can be had, such as 0, 1 or p - 1, or if the
     * token says another prime or generator.
     */
    Optional<BigInteger> half(Sequence token) {
        return token.find("dhkey", Sequence.class)
                .or(() -> token.find("dhkeyext", Sequence.class))
                .filter(set -> says(set, "modSize", prime) && says(set, "generator", GENERATOR))
                .map(set -> number(set.get("halfkey", BitString.class)))
                .filter(half ->
                        half.compareTo(BigInteger.ONE) > 0 && half.compareTo(prime.subtract(BigInteger.ONE)) < 0);
    }

    /** A parameter that is left out, or empty, goes without saying. */
    private static boolean says(Sequence set, String component, BigInteger expected) {
        return set.find(component, BitString.class)
                .filter(bits -> bits.length() > 0)
                .map(bits -> number(bits).equals(expected))
                .orElse(true);
    }

    private static BigInteger number(BitString bits) {
        byte[] octets = bits.toOctets();
        return new BigInteger(1, octets).shiftRight(octets.length * Byte.SIZE - bits.length());
    }
}

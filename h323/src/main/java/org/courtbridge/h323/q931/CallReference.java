package org.courtbridge.h323.q931;

/**
 * The call reference, which tells a connection's calls apart (Q.931, clause 4.3): a number that the caller chose.
 *
 * @param octets of the value, 0 to 2; H.225.0 (clause 7.1) uses 2, and some send 0 or 1 in messages that are of no call
 * @param value 0 to 32,767 in two octets, to 127 in one; 0 is the global call reference, of all calls of the connection
 * @param toOriginator the flag: whether the message goes to the side that chose the value
 */
public record CallReference(int octets, int value, boolean toOriginator) {

    static final int MAX_OCTETS = 2;

    public CallReference {
        if (octets < 0 || octets > MAX_OCTETS) {
            throw new IllegalArgumentException("call reference: %d octets (expected: 0 to 2)".formatted(octets));
        }
        int most = octets == 0 ? 0 : (1 << 8 * octets - 1) - 1;
        if (value < 0 || value > most || octets == 0 && toOriginator) {
            throw new IllegalArgumentException("call reference: %d (expected: 0 to %d)".formatted(value, most));
        }
    }

    /** In messages of the caller. @param value 0 to 32,767 */
    public static CallReference ofOriginator(int value) {
        return new CallReference(MAX_OCTETS, value, false);
    }

    /** The same call in messages of the other side. */
    public CallReference reversed() {
        return octets == 0 ? this : new CallReference(octets, value, !toOriginator);
    }

    /** The value with the flag before it, as it is written. */
    int bits() {
        return toOriginator ? value | 1 << 8 * octets - 1 : value;
    }

    static CallReference ofBits(int octets, int bits) {
        int flag = octets == 0 ? 0 : 1 << 8 * octets - 1;
        return new CallReference(octets, bits & ~flag, (bits & flag) != 0);
    }
}

package org.courtbridge.h323.per;

/**
 * The characters of a known-multiplier string type under its permitted-alphabet constraint, and how many bits each takes
 * in the aligned variant (X.691, clause 30.5).
 */
public final class Alphabet {

    /** Space and the digits. */
    public static final Alphabet NUMERIC = of(" 0123456789");

    /** Latin letters, digits, space and {@code '()+,-./:=?} (X.680, clause 41.4). */
    public static final Alphabet PRINTABLE =
            of(" '()+,-./0123456789:=?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /** All of ISO 646. */
    public static final Alphabet IA5 = upTo(127);

    /** All of the Basic Multilingual Plane of ISO 10646. */
    public static final Alphabet BMP = upTo(65_535);

    private final int largest;
    private final int bits;
    private final String characters;

    /** Whether a character is written as its place among them, not as it is. */
    private final boolean indexed;

    private Alphabet(int count, int largest, String characters) {
        this.largest = largest;
        this.bits = powerOfTwoAtLeast(32 - Integer.numberOfLeadingZeros(count - 1));
        this.characters = characters;
        this.indexed = largest >= 1 << bits;
    }

    private static Alphabet upTo(int largest) {
        return new Alphabet(largest + 1, largest, "");
    }

    /** @param characters in the order of their codes, at least two */
    public static Alphabet of(String characters) {
        if (characters.length() < 2 || characters.chars().sorted().distinct().count() != characters.length()) {
            throw new IllegalArgumentException("alphabet: " + characters);
        }
        String sorted = characters
                .chars()
                .sorted()
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return new Alphabet(sorted.length(), sorted.charAt(sorted.length() - 1), sorted);
    }

    private static int powerOfTwoAtLeast(int bits) {
        return bits <= 1 ? 1 : Integer.highestOneBit(bits - 1) << 1;
    }

    /** Of each character. */
    int bits() {
        return bits;
    }

    /** In the order of their codes; empty if all are permitted up to the largest that the type has. */
    public String characters() {
        return characters;
    }

    char character(int code) {
        boolean known = indexed ? code < characters.length() : isPermitted(code);
        if (!known) {
            throw new PerException("character code: %d (not of the alphabet)".formatted(code));
        }
        return indexed ? characters.charAt(code) : (char) code;
    }

    int code(char character) {
        if (!isPermitted(character)) {
            throw new IllegalArgumentException("character U+%04X is not of the alphabet".formatted((int) character));
        }
        return indexed ? characters.indexOf(character) : character;
    }

    private boolean isPermitted(int character) {
        return character <= largest && (characters.isEmpty() || characters.indexOf(character) >= 0);
    }
}

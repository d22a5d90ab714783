package org.courtbridge.h323.per;

/**
 * The characters of a known-multiplier string type under its permitted-alphabet constraint, and how many bits each takes
 * in the aligned variant (X.691, clause 30.5).
 */
public final class Alphabet {

    /** Space and the digits. */
    public static final Alphabet NUMERIC = of(" 0123456789");

    /** All of ISO 646. */
    public static final Alphabet IA5 = upTo(127);

    /** All of the Basic Multilingual Plane of ISO 10646. */
    public static final Alphabet BMP = upTo(65_535);

    private final int largest;
    private final int bits;

    /** By their code; empty where a character is written as it is. */
    private final String indexed;

    private Alphabet(int count, int largest, String characters) {
        this.largest = largest;
        this.bits = powerOfTwoAtLeast(32 - Integer.numberOfLeadingZeros(count - 1));
        this.indexed = largest < 1 << bits ? "" : characters;
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

    char character(int code) {
        if (indexed.isEmpty() ? code > largest : code >= indexed.length()) {
            throw new PerException("character code: %d (not of the alphabet)".formatted(code));
        }
        return indexed.isEmpty() ? (char) code : indexed.charAt(code);
    }

    int code(char character) {
        int code = indexed.isEmpty() ? character : indexed.indexOf(character);
        if (code < 0 || character > largest) {
            throw new IllegalArgumentException("character U+%04X is not of the alphabet".formatted((int) character));
        }
        return code;
    }
}

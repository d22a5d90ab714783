package org.courtbridge.operations.delivery;

/**
 * Folds the lines of a calendar after 75 octets of UTF-8, between characters (RFC 5545, section 3.1). The writer of ical4j counts characters, of
 * which each Cyrillic one takes two octets.
 */
public final class FoldedLines {

    private static final int MOST_OCTETS = 75;
    private static final String FOLD = "\r\n ";

    private FoldedLines() {}

    /** @param unfolded lines that end in CRLF */
    public static String of(String unfolded) {
        StringBuilder folded = new StringBuilder(unfolded.length() * 5 / 4);
        int octets = 0;
        for (int at = 0; at < unfolded.length(); ) {
            int character = unfolded.codePointAt(at);
            at += Character.charCount(character);
            if (character == '\r' || character == '\n') {
                octets = 0;
            } else {
                int length = octets(character);
                if (octets + length > MOST_OCTETS) {
                    folded.append(FOLD);
                    octets = 1;
                }
                octets += length;
            }
            folded.appendCodePoint(character);
        }
        return folded.toString();
    }

    /** In UTF-8 (RFC 3629, section 3). */
    private static int octets(int character) {
        if (character < 0x80) {
            return 1;
        }
        if (character < 0x800) {
            return 2;
        }
        return character < 0x10000 ? 3 : 4;
    }
}

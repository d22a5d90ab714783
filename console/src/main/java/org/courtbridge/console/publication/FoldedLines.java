package org.courtbridge.console.publication;

/**
 * Folds the lines of a calendar after 75 octets, between characters (RFC 5545, section 3.1). The writer of ical4j counts characters, of which each
 * Cyrillic one takes two octets.
 */
final class FoldedLines {

    private static final int MOST_OCTETS = 75;
    private static final String FOLD = "\r\n ";

    private FoldedLines() {}

    /** @param text lines that end in CRLF */
    static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length() * 5 / 4);
        int octets = 0;
        for (int at = 0; at < text.length(); ) {
            int character = text.codePointAt(at);
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

package org.courtbridge.operations.invitations;

/**
 * Folds lines as RFC 5545, section 3.1 has it: 75 octets at most of UTF-8, with no character cut. ical4j counts characters, of which a Cyrillic
 * one has two octets.
 */
final class FoldedLines {

    private static final int MOST_OCTETS = 75;

    private static final String LINE_BREAK = "\r\n";

    private FoldedLines() {}

    /** @param unfolded lines that end in CR LF */
    static String of(String unfolded) {
        StringBuilder folded = new StringBuilder(unfolded.length() + unfolded.length() / MOST_OCTETS);
        unfolded.lines().forEach(line -> {
            int octets = 0;
            for (int i = 0; i < line.length(); i += Character.charCount(line.codePointAt(i))) {
                int character = line.codePointAt(i);
                int more = octets(character);
                if (octets + more > MOST_OCTETS) {
                    folded.append(LINE_BREAK).append(' ');
                    octets = 1;
                }
                folded.appendCodePoint(character);
                octets += more;
            }
            folded.append(LINE_BREAK);
        });
        return folded.toString();
    }

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

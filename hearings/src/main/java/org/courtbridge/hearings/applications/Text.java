package org.courtbridge.hearings.applications;

/** Checks of text that people type, in any script. */
final class Text {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private Text() {}

    /** A line with a letter or digit, of a number of characters (code points) at most. */
    static boolean isLine(String text, int most) {
        return hasLength(text, most) && isPlain(text, false) && has(text, true);
    }

    /** As {@link #isLine}, with breaks of lines. */
    static boolean isLines(String text, int most) {
        return hasLength(text, most) && isPlain(text, true) && has(text, true);
    }

    /** A line with a letter. */
    static boolean isName(String text, int most) {
        return isLine(text, most) && has(text, false);
    }

    /** Digits of ASCII with what people write between and around them, as for an extension. */
    static boolean isTelephone(String text, int most) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= '0' && text.charAt(i) <= '9') {
                digits++;
            }
        }
        return digits >= 3 && isLine(text, most);
    }

    /** One mailbox at a domain (RFC 5321, section 4.1.2); no more is checked, as only a letter can tell. */
    static boolean isEmail(String text) {
        return text.length() <= 254
                && text.matches("[^\\s\\p{Z}@<>,;:\"()\\[\\]\\\\]+@[^\\s\\p{Z}@<>,;:\"()\\[\\]\\\\]+")
                && isPlain(text, false);
    }

    private static boolean hasLength(String text, int most) {
        return text.codePointCount(0, text.length()) <= most;
    }

    private static boolean has(String text, boolean digits) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int character = text.codePointAt(i);
            if (Character.isLetter(character) || digits && Character.isDigit(character)) {
                return true;
            }
        }
        return false;
    }

    /** Nothing that is invisible, or turns the direction of what follows; joiners are part of some scripts. */
    private static boolean isPlain(String text, boolean breaks) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int character = text.codePointAt(i);
            boolean plain = switch (Character.getType(character)) {
                case Character.CONTROL -> breaks && (character == '\n' || character == '\r');
                case Character.FORMAT -> character == ZERO_WIDTH_NON_JOINER || character == ZERO_WIDTH_JOINER;
                case Character.SURROGATE,
                        Character.UNASSIGNED,
                        Character.PRIVATE_USE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> false;
                default -> true;
            };
            if (!plain) {
                return false;
            }
        }
        return true;
    }
}

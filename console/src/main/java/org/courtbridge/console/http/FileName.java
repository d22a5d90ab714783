package org.courtbridge.console.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

/** The name of a file in {@code Content-Disposition} (RFC 6266). */
final class FileName {

    /** Besides letters and digits (RFC 8187, section 3.2.1, attr-char). */
    private static final String PLAIN = "!#$&+-.^_`|~";

    private FileName() {}

    /**
     * An attachment of this name. A name that a quoted string of ASCII cannot hold stands there in UTF-8, and before it what is left of it
     * in ASCII for who does not know that (RFC 6266, appendix D).
     */
    static String attachment(String name) {
        String ascii = ascii(name);
        String plain = "attachment; filename=\"" + ascii + "\"";
        return ascii.equals(name) ? plain : plain + "; filename*=UTF-8''" + encoded(name);
    }

    /** Without what ends or escapes a quoted string, and without percent signs, which some decode. */
    private static String ascii(String name) {
        String left = name.replaceAll("[^\\x20-\\x7e]|[\"\\\\/%]", "").strip();
        return left.isEmpty() || left.startsWith(".") ? "file" + left : left;
    }

    private static String encoded(String name) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : name.getBytes(UTF_8)) {
            char character = (char) (octet & 0xFF);
            boolean plain = character < 0x80 && (Character.isLetterOrDigit(character) || PLAIN.indexOf(character) >= 0);
            encoded.append(plain ? new String(new byte[] {octet}, US_ASCII) : "%%%02X".formatted(octet & 0xFF));
        }
        return encoded.toString();
    }
}

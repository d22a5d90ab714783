package org.courtbridge.console.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Text from outside that is kept and shown again: of bounded length, and without what breaks a line, a database or a
 * reader's trust (U+0000, line breaks, halves of characters, changes of writing direction).
 */
final class PlainText {

    /** Characters; longer than any name, title or reason. */
    static final int MOST = 1_000;

    private PlainText() {}

    /** @throws RequestException with 400 if it is not such a text */
    static String checked(String name, String text) {
        if (text.length() > MOST) {
            throw new RequestException(
                    400, "%s: %d characters (expected: at most %d)".formatted(name, text.length(), MOST));
        }
        text.codePoints().filter(PlainText::isForbidden).findFirst().ifPresent(character -> {
            throw new RequestException(400, "%s: U+%04X (expected: text of one line)".formatted(name, character));
        });
        return text;
    }

    private static boolean isForbidden(int character) {
        return Character.isISOControl(character)
                || Character.getType(character) == Character.SURROGATE
                || character == 0xFFFD
                || character >= 0x202A && character <= 0x202E
                || character >= 0x2066 && character <= 0x2069;
    }

    /** @throws RequestException with 400 if the bytes are not UTF-8 */
    static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            throw new RequestException(400, "body: not UTF-8");
        }
    }
}

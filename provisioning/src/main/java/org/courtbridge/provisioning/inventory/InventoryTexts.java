package org.courtbridge.provisioning.inventory;

import java.util.regex.Pattern;

/** Checks the texts of the inventory: their length, characters and form. */
final class InventoryTexts {

    private static final int MOST = 2000;
    private static final int MOST_OF_A_NAME = 200;

    /** A host name (RFC 1123), an IPv4 address, or an IPv6 address in brackets; then perhaps a port. Bare IPv6 too. */
    private static final Pattern ADDRESS = Pattern.compile(
            "([A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?|(?=[^:]*:[^:]*:)[0-9A-Fa-f:.]{2,45}");

    private static final Pattern SIP_URI = Pattern.compile("sips?:([A-Za-z0-9_.+!~*'()&=$,;?/%-]+@)?"
            + "([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?(;[A-Za-z0-9=._-]+)*");

    private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");

    private InventoryTexts() {}

    /** @throws IllegalArgumentException if it is longer than 2,000 characters or holds what no text does */
    static void check(String field, String text) {
        if (text.length() > MOST) {
            throw new InventoryTextException(field, RowFault.TOO_LONG, text.length(), MOST);
        }
        if (text.codePoints().anyMatch(c -> isForbidden(c) && (c != '\n' || !field.equals("notes")))) {
            throw new InventoryTextException(field, RowFault.CONTROL_CHARACTER);
        }
    }

    /** Half a pair cannot be stored, and what turns the direction of writing shows a text as another. */
    private static boolean isForbidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE -> true;
            default -> false;
        };
    }

    static void checkName(String field, String text) {
        check(field, text);
        if (text.isBlank()) {
            throw new InventoryTextException(field, RowFault.BLANK);
        }
        if (text.length() > MOST_OF_A_NAME) {
            throw new InventoryTextException(field, RowFault.TOO_LONG, text.length(), MOST_OF_A_NAME);
        }
    }

    static void checkAddress(String field, String text) {
        checkForm(field, text, ADDRESS, RowFault.NO_ADDRESS);
    }

    static void checkSipUri(String field, String text) {
        checkForm(field, text, SIP_URI, RowFault.NO_SIP_URI);
    }

    static void checkWord(String field, String text) {
        checkForm(field, text, WORD, RowFault.NO_WORD);
    }

    private static void checkForm(String field, String text, Pattern form, RowFault fault) {
        check(field, text);
        if (!text.isEmpty() && !form.matcher(text).matches()) {
            throw new InventoryTextException(field, fault, text);
        }
    }
}

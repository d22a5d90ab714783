package org.courtbridge.provisioning.inventory;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** MAC addresses (EUI-48) in one form, such as {@code 80:5e:c0:79:c3:7f}, however people and labels write them. */
public final class MacAddress {

    private static final Pattern SEPARATORS = Pattern.compile("[\\s:.-]");
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{12}");
    private static final Pattern PAIR = Pattern.compile("(..)(?!$)");
    private static final String NOBODY = "000000000000";

    /** Of the first octet: addresses of a group, and of all (IEEE 802, section 8.2). */
    private static final int GROUP = 0x01;

    private MacAddress() {}

    /**
     * @return empty for an empty text
     * @throws IllegalArgumentException if it is none of one device
     */
    public static String of(String text) {
        if (digits(text).isEmpty()) {
            return "";
        }
        return find(text).orElseThrow(() -> new InventoryTextException("mac", RowFault.NO_MAC, text));
    }

    /** Empty if a text is none of one device. */
    public static Optional<String> find(String text) {
        return Optional.of(digits(text))
                .filter(MacAddress::isOfOne)
                .map(digits -> PAIR.matcher(digits).replaceAll("$1:"));
    }

    private static boolean isOfOne(String digits) {
        return DIGITS.matcher(digits).matches()
                && !digits.equals(NOBODY)
                && (Integer.parseInt(digits.substring(0, 2), 16) & GROUP) == 0;
    }

    private static String digits(String text) {
        return SEPARATORS.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
    }

    /** The ways in which somebody may search for one. @param mac as {@link #of} gives it */
    static List<String> writings(String mac) {
        String digits = digits(mac);
        return digits.isEmpty()
                ? List.of()
                : List.of(
                        mac,
                        digits,
                        mac.replace(':', '-'),
                        digits.substring(0, 4) + "." + digits.substring(4, 8) + "." + digits.substring(8));
    }
}

package org.courtbridge.gateway;

import java.util.Locale;

/**
 * Prints a measured figure for {@code gateway/src/test/scripts/nightly} to keep, which refuses what it cannot read: {@code figure:
 * NAME VALUE UNIT}, on a line of its own.
 */
public final class Figure {

    private Figure() {}

    /**
     * @param name lower case, parts divided by dots, dashes or underscores
     * @param value a finite number; three decimals of it are kept
     * @param unit one word
     */
    public static void print(String name, double value, String unit) {
        System.out.printf(Locale.ROOT, "figure: %s %.3f %s%n", name, value, unit);
    }
}

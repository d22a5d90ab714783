package org.courtbridge.benchmarks.nightly;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * One measured figure, as programs say it to {@code gateway/src/test/scripts/nightly}: {@code figure: NAME VALUE UNIT}, on a line
 * of its own.
 *
 * @param name lower case, parts divided by dots, dashes or underscores
 * @param value a finite number; three decimals of it are kept
 * @param unit one word, such as ms, ns/packet or %
 */
public record Figure(String name, double value, String unit) {

    static final Pattern NAME = Pattern.compile("[a-z0-9]+([._-][a-z0-9]+)*");
    static final Pattern UNIT = Pattern.compile("[A-Za-z%/]+");
    private static final int DECIMALS = 3;

    public Figure {
        if (!NAME.matcher(name).matches() || !UNIT.matcher(unit).matches() || !Double.isFinite(value)) {
            throw new IllegalArgumentException("figure: %s %s %s".formatted(name, value, unit));
        }
    }

    /** Prints one on the standard output. */
    public static void print(String name, double value, String unit) {
        System.out.println(new Figure(name, value, unit));
    }

    /** A value without needless zeros, and never with an exponent. */
    static String text(double value) {
        return BigDecimal.valueOf(value)
                .setScale(DECIMALS, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    @Override
    public String toString() {
        return "figure: %s %s %s".formatted(name, text(value), unit);
    }
}

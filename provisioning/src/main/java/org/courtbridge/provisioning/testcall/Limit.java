package org.courtbridge.provisioning.testcall;

import java.util.OptionalDouble;

/**
 * The limits beyond which a figure is good and bad, with a border between them. If {@code pass} is the larger, more is better;
 * else less is.
 *
 * @param pass from here on it is good
 * @param fail from here on it is bad
 * @param reason why these, for whoever would change them
 */
public record Limit(double pass, double fail, String reason) {

    public Limit {
        if (!Double.isFinite(pass) || !Double.isFinite(fail) || pass == fail) {
            throw new IllegalArgumentException(
                    "limits: %s and %s (expected: two different numbers)".formatted(pass, fail));
        }
    }

    /** Whether more is better. */
    public boolean isMinimum() {
        return pass > fail;
    }

    /** A figure that is not there, or is no finite number, never passes, and never fails. */
    public Outcome judge(OptionalDouble figure) {
        if (figure.isEmpty() || !Double.isFinite(figure.getAsDouble())) {
            return Outcome.COULD_NOT_TELL;
        }
        double measured = figure.getAsDouble();
        if (isMinimum() ? measured >= pass : measured <= pass) {
            return Outcome.PASS;
        }
        return (isMinimum() ? measured <= fail : measured >= fail) ? Outcome.FAIL : Outcome.COULD_NOT_TELL;
    }
}

package org.courtbridge.provisioning.testcall;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The verdict of one check of a test call: never a guess, and never a pass without a figure.
 *
 * @param check what was checked
 * @param outcome what came of it
 * @param figure what was measured, in the check's unit; empty if it was not
 * @param limit what it was held against
 * @param doubt why it could not tell; there just then
 * @param reason why it failed, if more is known of that than the figure says
 * @param codings that the figure is of; empty for a figure of something else
 */
public record Verdict(
        Check check,
        Outcome outcome,
        OptionalDouble figure,
        Limit limit,
        Optional<Doubt> doubt,
        Optional<Reason> reason,
        Optional<Codings> codings) {

    /**
     * Names of codings as RTP has them.
     *
     * @param up of what comes from the place; empty if there is none
     * @param down of what it is sent; empty if there is none
     */
    public record Codings(String up, String down) {}

    public Verdict {
        if (reason.isPresent() && (outcome != Outcome.FAIL || !reason.get().isOf(check))) {
            throw new IllegalArgumentException(
                    "reason: %s (not one for which %s may be %s)".formatted(reason.get(), check, outcome));
        }
        if (doubt.isPresent() != (outcome == Outcome.COULD_NOT_TELL)) {
            throw new IllegalArgumentException("doubt: %s (expected just with COULD_NOT_TELL, not %s)"
                    .formatted(doubt.map(Enum::name).orElse("none"), outcome));
        }
        if (figure.isEmpty() && doubt.map(Doubt::hasFigure).orElse(false)) {
            throw new IllegalArgumentException("figure: none (expected with doubt %s: one)".formatted(doubt.get()));
        }
        if (figure.isPresent() && !Double.isFinite(figure.getAsDouble())) {
            throw new IllegalArgumentException("figure: %s (expected: a finite one)".formatted(figure.getAsDouble()));
        }
        if (figure.isEmpty() && outcome != Outcome.COULD_NOT_TELL) {
            throw new IllegalArgumentException(
                    "outcome: %s (expected without a figure: COULD_NOT_TELL)".formatted(outcome));
        }
    }

    /** A verdict on something else than codings. */
    public Verdict(
            Check check,
            Outcome outcome,
            OptionalDouble figure,
            Limit limit,
            Optional<Doubt> doubt,
            Optional<Reason> reason) {
        this(check, outcome, figure, limit, doubt, reason, Optional.empty());
    }

    /** The same, of these codings. */
    Verdict naming(Codings named) {
        return new Verdict(check, outcome, figure, limit, doubt, reason, Optional.of(named));
    }

    /**
     * Holds a figure against the check's limit.
     *
     * @param figure none that is not finite counts
     * @param missing why there is no figure, if there is none
     */
    public static Verdict of(Check check, OptionalDouble figure, Limits limits, Doubt missing) {
        Limit limit = limits.of(check);
        OptionalDouble measured =
                figure.isPresent() && Double.isFinite(figure.getAsDouble()) ? figure : OptionalDouble.empty();
        Outcome outcome = limit.judge(measured);
        Optional<Doubt> doubt = outcome != Outcome.COULD_NOT_TELL
                ? Optional.empty()
                : Optional.of(measured.isPresent() ? Doubt.BORDERLINE : missing);
        return new Verdict(check, outcome, measured, limit, doubt, Optional.empty());
    }

    /** A figure that fails, and why it does. */
    public static Verdict failed(Check check, double figure, Limits limits, Reason why) {
        Limit limit = limits.of(check);
        if (limit.judge(OptionalDouble.of(figure)) != Outcome.FAIL) {
            throw new IllegalArgumentException(
                    "%s: %s (expected: one that fails, at %s)".formatted(check, figure, limit.fail()));
        }
        return new Verdict(check, Outcome.FAIL, OptionalDouble.of(figure), limit, Optional.empty(), Optional.of(why));
    }

    /** There is a figure, and it does not tell. */
    static Verdict doubtful(Check check, double figure, Limits limits, Doubt why) {
        return new Verdict(
                check,
                Outcome.COULD_NOT_TELL,
                OptionalDouble.of(figure),
                limits.of(check),
                Optional.of(why),
                Optional.empty());
    }

    /** There is no figure. */
    public static Verdict couldNotTell(Check check, Limits limits, Doubt why) {
        return of(check, OptionalDouble.empty(), limits, why);
    }

    /** For who is tested: what is wrong and what helps, without a number. */
    public String forPerson(Locale language) {
        return VerdictTexts.of(check.subject(), language).forPerson(this);
    }

    /** For the technician: what was measured, what the limit is, and where to look. */
    public String forTechnician(Locale language) {
        return VerdictTexts.of(check.subject(), language).forTechnician(this);
    }
}

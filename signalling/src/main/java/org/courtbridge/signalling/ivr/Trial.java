package org.courtbridge.signalling.ivr;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.media.language.Language;
import org.courtbridge.provisioning.testcall.Verdict;
import org.courtbridge.signalling.ivr.Prompt.Spoken;

/**
 * A room that has dialled the number of tests is told to speak after a tone, sees itself, hears what came of it, and reads what was
 * found ({@link TrialScreen}): pure, as {@link Menu} is.
 *
 * <p>{@code 1} tests again, {@code *} changes the language while nothing is measured.
 *
 * @param due when {@link #time} has something to do
 * @param end of all patience
 */
record Trial(Language language, Stage stage, Times times, Instant due, Instant end) {

    /** For all of it: nobody keeps a line of ours for himself. */
    static final Duration LONGEST = Duration.ofMinutes(2);

    /**
     * Durations of the stages.
     *
     * @param guide in which the room is told what to do
     * @param tone in which it is played to the room
     * @param speak in which people speak, and are recorded
     */
    record Times(Duration guide, Duration tone, Duration speak) {}

    /** Stage of the test. */
    sealed interface Stage {

        record Guided() implements Stage {}

        record Toned() implements Stage {}

        record Spoken() implements Stage {}

        record Judging() implements Stage {}

        /** The room hears itself. */
        record Replayed(Findings findings) implements Stage {}

        record Told(Findings findings) implements Stage {}

        record Over() implements Stage {}
    }

    /**
     * Result of the test.
     *
     * @param good whether everything was measured, and passed
     * @param failed whether something is wrong; if neither, something could not be measured
     * @param worst what is wrong, or else what is not known to be right; the most important first
     */
    record Findings(boolean good, boolean failed, List<Verdict> worst) {

        /** Nothing could be told. */
        static final Findings NONE = new Findings(false, false, List.of());

        Findings {
            worst = List.copyOf(worst);
        }
    }

    /** Action that the test's owner is to carry out. */
    sealed interface Action {

        /** Play the tone, and measure anew: what comes back of our own prompt before it is no speech of the room. */
        record PlayTone() implements Action {}

        /** Record the room from now on. */
        record Record() implements Action {}

        /** Judge what has been measured, and report it by {@link #judged}. */
        record Judge() implements Action {}

        /** Play the recording to the room. */
        record Replay() implements Action {}

        record HangUp(EndReason reason) implements Action {}
    }

    /** One step on. @param said instead of what is being said */
    record Step(Trial trial, Optional<List<Spoken>> said, Optional<Action> action) {}

    static Step open(Language language, Times times, Instant now) {
        return guided(language, times, now, now.plus(LONGEST));
    }

    private static Step guided(Language language, Times times, Instant now, Instant end) {
        Trial trial = new Trial(language, new Stage.Guided(), times, earlier(now.plus(times.guide()), end), end);
        return new Step(trial, Optional.of(List.of(Prompt.TRIAL.in(language))), Optional.empty());
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** A key was pressed: 0 to 9, *, #, A to D. */
    Step key(char key, Instant now) {
        return switch (key) {
            case '1' -> isTold() ? guided(language, times, now, end) : unchanged();
            case '*' -> nextLanguage(now);
            default -> unchanged();
        };
    }

    private boolean isTold() {
        return stage instanceof Stage.Told || stage instanceof Stage.Replayed;
    }

    private Step nextLanguage(Instant now) {
        Language[] all = Language.values();
        Language next = all[(language.ordinal() + 1) % all.length];
        return switch (stage) {
            case Stage.Guided _ -> guided(next, times, now, end);
            case Stage.Replayed _, Stage.Told _ -> silent(new Trial(next, stage, times, due, end));
            case Stage.Toned _, Stage.Spoken _, Stage.Judging _, Stage.Over _ -> unchanged();
        };
    }

    /** Time has passed; does nothing before {@link #due}. */
    Step time(Instant now) {
        if (now.isBefore(due)) {
            return unchanged();
        }
        if (!now.isBefore(end)) {
            return stage instanceof Stage.Over
                    ? unchanged()
                    : new Step(
                            new Trial(language, new Stage.Over(), times, Instant.MAX, end),
                            Optional.empty(),
                            Optional.of(new Action.HangUp(EndReason.LEFT)));
        }
        return switch (stage) {
            case Stage.Guided _ -> at(new Stage.Toned(), now.plus(times.tone()), new Action.PlayTone());
            case Stage.Toned _ -> at(new Stage.Spoken(), now.plus(times.speak()), new Action.Record());
            case Stage.Spoken _ -> at(new Stage.Judging(), end, new Action.Judge());
            case Stage.Replayed replayed -> silent(at(new Stage.Told(replayed.findings()), end));
            case Stage.Judging _, Stage.Told _, Stage.Over _ -> unchanged();
        };
    }

    /** Takes the result, and has the recording played while it is shown. */
    Step judged(Findings findings, Instant now) {
        return stage instanceof Stage.Judging
                ? at(new Stage.Replayed(findings), now.plus(times.speak()), new Action.Replay())
                : unchanged();
    }

    private Step at(Stage next, Instant then, Action action) {
        return new Step(at(next, then), Optional.empty(), Optional.of(action));
    }

    private Trial at(Stage next, Instant then) {
        return new Trial(language, next, times, earlier(then, end), end);
    }

    private static Step silent(Trial next) {
        return new Step(next, Optional.empty(), Optional.empty());
    }

    private Step unchanged() {
        return silent(this);
    }
}

package org.courtbridge.gateway.measuring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.opentest4j.TestAbortedException;

/**
 * A measurement by a test, which must bear the tag {@value #TAG}. If it is good, the test goes on. If it is bad and the machine
 * had time, the test fails. If it is bad and the machine was short of processor, it is made again, a few times at most; then
 * the test has neither passed nor failed: it could not measure.
 */
public final class Measurement {

    /** Of every test that measures. */
    public static final String TAG = "measures";

    /** So the reason begins why such a test was aborted. */
    public static final String COULD_NOT_MEASURE = "could not measure: ";

    static final int ATTEMPTS = 3;

    /** A machine that stands still for so long at one time is seen in a picture that should move. */
    static final Duration STANDSTILL = Duration.ofMillis(200);

    private final RunningTest test;
    private final Supplier<ShortageWatch> watches;
    private final FurtherAttempts attempts;
    private final Duration standstill;

    Measurement(RunningTest test, Supplier<ShortageWatch> watches, FurtherAttempts attempts, Duration standstill) {
        this.test = test;
        this.watches = watches;
        this.attempts = attempts;
        this.standstill = standstill;
    }

    /** For the test that calls this, on its own thread. */
    private static Measurement ofRunningTest(Duration standstill) {
        RunningTest test = RunningTest.find();
        if (!test.isTagged(TAG)) {
            throw new IllegalStateException(test + " measures, and has no @Tag(\"" + TAG + "\")");
        }
        return new Measurement(test, ShortageWatch::start, FurtherAttempts.OF_THIS_JVM, standstill);
    }

    /**
     * Measures until there is nothing to complain of, a few times at most.
     *
     * @param attempt returns what there is to complain of
     * @throws TestAbortedException if the machine was too short of processor in every attempt
     */
    public static void holds(Callable<List<String>> attempt) throws Exception {
        holds(STANDSTILL, attempt);
    }

    /**
     * The same of smaller gaps.
     *
     * @param standstill of the machine, at one time, with which a bad measurement says nothing
     */
    public static void holds(Duration standstill, Callable<List<String>> attempt) throws Exception {
        Optional<String> reason = ofRunningTest(standstill).judge(attempt);
        if (reason.isPresent()) {
            throw couldNotMeasure(reason.get());
        }
    }

    /** Measures once, and leaves it to the test what comes of that. */
    public static Look once(Duration standstill, Callable<List<String>> attempt) throws Exception {
        return ofRunningTest(standstill).look(attempt);
    }

    /** What such a test ends with that has found no machine to measure on. */
    public static TestAbortedException couldNotMeasure(String reason) {
        return new TestAbortedException(COULD_NOT_MEASURE + reason.replaceAll("\\s+", " "));
    }

    /**
     * Measures as {@link #holds} does.
     *
     * @return why it could not be measured; empty if there is nothing to complain of
     */
    Optional<String> judge(Callable<List<String>> attempt) throws Exception {
        List<Look> bad = new ArrayList<>();
        while (bad.size() < ATTEMPTS) {
            if (!bad.isEmpty()) {
                attempts.record(test, bad.size() + 1, bad.getLast().toString());
            }
            Look look = look(attempt);
            if (look.isGood()) {
                return Optional.empty();
            }
            bad.add(look);
            if (!look.saysNothing()) {
                throw new AssertionError("though the machine had time, attempt by attempt: " + bad);
            }
        }
        return Optional.of("the machine was short of processor in each of %d attempts: %s".formatted(ATTEMPTS, bad));
    }

    private Look look(Callable<List<String>> attempt) throws Exception {
        try (ShortageWatch watch = watches.get()) {
            List<String> complaints = attempt.call();
            Look look = new Look(complaints, watch.shortage(), standstill);
            System.out.println(look.isGood() ? "[" + look.shortage() + "]" : "bad: " + look);
            return look;
        }
    }
}

package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.Outcome;
import org.courtbridge.provisioning.testcall.ProbeReport;
import org.courtbridge.provisioning.testcall.Reason;
import org.courtbridge.provisioning.testcall.Verdict;

/** The states in which rooms and phones are broken, and what a test call must say of each. */
enum BrokenState {
    MUTED(checks(Check.MICROPHONE), checks(Check.SPEECH_LEVEL)),
    BLACK(checks(Check.BLACK), checks(Check.UNDER_EXPOSED, Check.CONTRAST)),
    FROZEN(checks(Check.FROZEN), checks()),
    DARK(checks(Check.UNDER_EXPOSED), checks(Check.CONTRAST, Check.FACE_LIGHT)),
    NOISY(checks(Check.NOISE), checks(Check.SIGNAL_TO_NOISE)),
    /** 300 kbit/s both ways: what it cannot carry is lost, and waits in a queue. */
    NARROW(
            checks(Check.RATE_UP, Check.RATE_DOWN),
            checks(
                    Check.LOSS,
                    Check.LONGEST_LOSS,
                    Check.JITTER,
                    Check.ROUND_TRIP,
                    Check.LINE_QUALITY,
                    Check.DROP_OUTS,
                    Check.FRAME_RATE,
                    Check.FROZEN,
                    Check.CORRUPTION,
                    Check.BLOCKING,
                    Check.BLUR,
                    Check.RESOLUTION,
                    Check.KEYFRAME_RECOVERY,
                    Check.SOUND_SENT,
                    Check.PICTURE_SENT,
                    Check.PICTURE_SHOWN)),
    /** One packet of eight is lost on the way to us. */
    LOSSY(
            checks(Check.LOSS),
            checks(
                    Check.LONGEST_LOSS,
                    Check.LINE_QUALITY,
                    Check.DROP_OUTS,
                    Check.FRAME_RATE,
                    Check.FROZEN,
                    Check.CORRUPTION,
                    Check.KEYFRAME_RECOVERY)),
    /** It is seen and heard, and neither sees nor hears; nor does it get requests for keyframes. */
    ONE_WAY(
            checks(Check.SOUND_SENT, Check.PICTURE_SENT),
            checks(Check.PICTURE_SHOWN, Check.KEYFRAME_RECOVERY, Check.FRAME_RATE)),
    NO_ANSWER(Reason.NO_ANSWER),
    WRONG_PASSWORD(Reason.WRONG_PASSWORD);

    /** From the beginning of a test to its verdict. */
    static final Duration LONGEST = Duration.ofSeconds(30);

    /** Of what those are who take part in these tests without encryption. */
    private static final Set<Check> PLAIN = EnumSet.of(Check.ENCRYPTION);

    private final Set<Check> must;
    private final Set<Check> may;
    private final Optional<Reason> why;

    BrokenState(Set<Check> must, Set<Check> may) {
        this.must = must;
        this.may = may;
        this.why = Optional.empty();
    }

    BrokenState(Reason why) {
        this.must = checks(Check.CONNECTION);
        this.may = checks();
        this.why = Optional.of(why);
    }

    private static Set<Check> checks(Check... checks) {
        Set<Check> set = EnumSet.noneOf(Check.class);
        set.addAll(Arrays.asList(checks));
        return set;
    }

    /**
     * The result of a test.
     *
     * @param why there was no call
     * @param detail for whoever reads a failure
     */
    record Found(Set<Check> failed, Optional<Reason> why, Duration took, String detail) {

        static Found of(ProbeReport report, List<Verdict> verdicts) {
            return new Found(
                    BrokenState.failed(verdicts),
                    verdicts.stream()
                            .filter(verdict -> verdict.check() == Check.CONNECTION)
                            .findFirst()
                            .flatMap(Verdict::reason),
                    Duration.between(report.begun(), report.ended()),
                    report.toString());
        }
    }

    /** The right checks fail for the right reason, no other one does, and in time. */
    void is(Found found) {
        is(found, EnumSet.noneOf(Check.class));
    }

    /** @param untold that this kind of peer need not fail, though it may */
    void is(Found found, Set<Check> untold) {
        Set<Check> told = EnumSet.copyOf(must);
        told.removeAll(untold);
        assertThat(found.failed()).as("%s: %s", this, found.detail()).containsAll(told);
        Set<Check> falseAlarms = EnumSet.noneOf(Check.class);
        falseAlarms.addAll(found.failed());
        falseAlarms.removeAll(must);
        falseAlarms.removeAll(may);
        falseAlarms.removeAll(PLAIN);
        assertThat(falseAlarms).as("%s: false alarms, %s", this, found.detail()).isEmpty();
        assertThat(found.why()).as("%s: %s", this, found.detail()).isEqualTo(why);
        assertThat(found.took()).as("%s: from begin to end", this).isLessThan(LONGEST);
    }

    private static Set<Check> failed(List<Verdict> verdicts) {
        Set<Check> failed = EnumSet.noneOf(Check.class);
        verdicts.stream()
                .filter(verdict -> verdict.outcome() == Outcome.FAIL)
                .forEach(verdict -> failed.add(verdict.check()));
        return failed;
    }
}

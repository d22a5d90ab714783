package org.courtbridge.provisioning.testcall;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * Settings for the schedule of tests. Configuration.
 *
 * @param before how long before each hearing its places are tested
 * @param retries after a test that failed: how long after its end it is repeated, as often as there are times
 * @param quiet when there are no tests
 * @param spread over how long the tests that would be at one time are spread; never over more than a third of the time that is left
 *     until the hearing
 * @param share how much earlier than planned a test of the same place may have been to count as well, so that hearings that follow
 *     each other share one; never more than half of the time before the hearing
 * @param last how long before the hearing a test may begin at the latest
 * @param atOnce how many at a time
 */
public record PlanSettings(
        List<Duration> before,
        List<Duration> retries,
        QuietTimes quiet,
        Duration spread,
        Duration share,
        Duration last,
        int atOnce) {

    /** A day before, so that there is time to mend; and twice on the day itself, as paragraphs 15(5), 16(1) and 22 demand. */
    public static final PlanSettings STANDARD = new PlanSettings(
            List.of(Duration.ofHours(24), Duration.ofHours(2), Duration.ofMinutes(30)),
            List.of(Duration.ofMinutes(3), Duration.ofMinutes(10)),
            QuietTimes.STANDARD,
            Duration.ofMinutes(20),
            Duration.ofHours(1),
            Duration.ofMinutes(5),
            20);

    public PlanSettings {
        before = before.stream().sorted(Comparator.reverseOrder()).distinct().toList();
        retries = List.copyOf(retries);
        for (Duration time : before) {
            if (time.compareTo(last) <= 0) {
                throw new IllegalArgumentException("before: %s (expected: more than %s)".formatted(time, last));
            }
        }
        if (retries.stream().anyMatch(Duration::isNegative)
                || spread.isNegative()
                || share.isNegative()
                || last.isNegative()) {
            throw new IllegalArgumentException(
                    "times: %s, %s, %s, %s (expected: none negative)".formatted(retries, spread, share, last));
        }
        if (atOnce < 1) {
            throw new IllegalArgumentException("at once: %d (expected: 1 or more)".formatted(atOnce));
        }
    }
}

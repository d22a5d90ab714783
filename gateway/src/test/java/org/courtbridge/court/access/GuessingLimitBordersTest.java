package org.courtbridge.court.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.courtbridge.court.access.GuessingLimit.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of the waits after wrong guesses, of whom an address stands for, and of when failures are forgotten. */
class GuessingLimitBordersTest {

    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    private static final Duration BLOCK = Duration.ofMinutes(15);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Limits GENEROUS = new Limits(1_000_000, SECOND, 1_000_000, BLOCK);
    private static final String HERE = "192.0.2.1";

    private Instant now = START;

    /** What is said to one more attempt after so many failures, each of which was waited for. */
    private Duration waitAfter(GuessingLimit limit, int failures) {
        int counted = 0;
        while (counted < failures) {
            Duration wait = limit.attempt("a", HERE, now);
            counted += wait.isZero() ? 1 : 0;
            now = now.plus(wait);
        }
        return limit.attempt("a", HERE, now);
    }

    @Test
    void waitsTwiceAsLongEachTimeUpToTheBlock() {
        Limits limits = new Limits(1, SECOND, 40, BLOCK);
        for (int failures = 1; failures <= 39; failures++) {
            now = START;
            long seconds = failures > 10 ? 900 : 1L << (failures - 1);
            assertThat(waitAfter(new GuessingLimit(limits, GENEROUS), failures))
                    .as("%d failures", failures)
                    .isEqualTo(Duration.ofSeconds(seconds));
        }
    }

    @Test
    void blocksAfterTheMostHoweverShortTheWaitWouldBe() {
        Limits limits = new Limits(3, SECOND, 4, BLOCK);
        assertThat(waitAfter(new GuessingLimit(limits, GENEROUS), 2)).isZero();
        assertThat(waitAfter(new GuessingLimit(limits, GENEROUS), 3)).isEqualTo(SECOND);
        assertThat(waitAfter(new GuessingLimit(limits, GENEROUS), 4)).isEqualTo(BLOCK);
    }

    /** After a hundred failures twice as long would be longer than time can be. */
    @Test
    void waitsTwelveDaysAtTheLongestWhereTheBlockIsLonger() {
        Limits limits = new Limits(1, SECOND, 1_000, Duration.ofDays(30));
        assertThat(waitAfter(new GuessingLimit(limits, GENEROUS), 20)).isEqualTo(Duration.ofSeconds(1 << 19));
        assertThat(waitAfter(new GuessingLimit(limits, GENEROUS), 21)).isEqualTo(Duration.ofSeconds(1 << 20));
        assertThat(waitAfter(new GuessingLimit(limits, GENEROUS), 100)).isEqualTo(Duration.ofSeconds(1 << 20));
    }

    @Test
    void theLongerOfTwoWaitsCounts() {
        Limits strict = new Limits(1, Duration.ofSeconds(10), 40, BLOCK);
        Limits lenient = new Limits(1, SECOND, 40, BLOCK);
        assertThat(waitAfter(new GuessingLimit(strict, lenient), 1)).isEqualTo(Duration.ofSeconds(10));
        assertThat(waitAfter(new GuessingLimit(lenient, strict), 1)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void forgetsAfterTwiceTheBlockWithoutAttemptsAndNotBefore() {
        Limits limits = new Limits(2, SECOND, 10, BLOCK);
        GuessingLimit limit = new GuessingLimit(limits, GENEROUS);
        assertThat(limit.attempt("a", HERE, now)).isZero();
        assertThat(limit.attempt("a", HERE, now.plus(BLOCK.multipliedBy(2)))).isZero();
        now = now.plus(BLOCK.multipliedBy(2));
        assertThat(limit.attempt("a", HERE, now)).as("one was forgotten").isZero();
        assertThat(limit.attempt("a", HERE, now)).isEqualTo(SECOND);

        GuessingLimit another = new GuessingLimit(limits, GENEROUS);
        assertThat(another.attempt("a", HERE, now)).isZero();
        now = now.plus(BLOCK.multipliedBy(2)).minusMillis(1);
        assertThat(another.attempt("a", HERE, now)).isZero();
        assertThat(another.attempt("a", HERE, now)).as("two in all").isEqualTo(SECOND);
    }

    @Test
    void whatIsTakenBackIsOneFailureAndItsWait() {
        Limits limits = new Limits(2, SECOND, 10, BLOCK);
        GuessingLimit limit = new GuessingLimit(limits, GENEROUS);
        assertThat(waitAfter(limit, 2)).isEqualTo(SECOND);
        limit.undecided("a", HERE);
        assertThat(limit.attempt("a", HERE, now)).isZero();
        assertThat(limit.attempt("a", HERE, now)).as("the second again").isEqualTo(SECOND);
        limit.undecided("a", HERE);
        limit.undecided("a", HERE);
        limit.undecided("a", HERE);
        assertThat(limit.attempt("a", HERE, now)).isZero();
        assertThat(limit.attempt("a", HERE, now)).isZero();
        assertThat(limit.attempt("a", HERE, now)).isEqualTo(SECOND);
    }

    /** Guessers of many names take no more than so much memory, and drive out no name that is guessed at still. */
    @Test
    void remembersFiftyThousandNamesAndForgetsTheLongestUnused() {
        GuessingLimit limit = new GuessingLimit(new Limits(1, SECOND, 10, BLOCK), GENEROUS);
        assertThat(limit.attempt("first", HERE, now)).isZero();
        assertThat(limit.attempt("second", HERE, now)).isZero();
        for (int i = 0; i < 49_998; i++) {
            assertThat(limit.attempt("name" + i, HERE, now)).isZero();
        }
        assertThat(limit.attempt("first", HERE, now)).as("50,000 names").isEqualTo(SECOND);
        assertThat(limit.attempt("one more", HERE, now)).isZero();
        assertThat(limit.attempt("first", HERE, now)).isEqualTo(SECOND);
        assertThat(limit.attempt("second", HERE, now)).as("the longest unused").isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1, 192.0.2.1",
        "2001:db8:1:2:3:4:5:6, 20010db800010002, 20010db80001",
        "fe80::1%eth0, fe80000000000000, fe8000000000",
        "::ffff:192.0.2.1, 192.0.2.1, 192.0.2.1",
        "64:ff9b::c000:201, 192.0.2.1, 192.0.2.1",
        "no:address, no:address, no:address",
        "unknown, unknown, unknown"
    })
    void anAddressOfVersion6StandsForItsNetworkAndForItsSite(String source, String network, String site) {
        assertThat(GuessingLimit.network(source)).isEqualTo(network);
        assertThat(GuessingLimit.site(source)).isEqualTo(site);
    }

    @Test
    void aBlockIsNotLongerWhenTheClockIsSetBack() {
        GuessingLimit limit = new GuessingLimit(new Limits(1, SECOND, 10, BLOCK), GENEROUS);
        limit.attempt("a", HERE, now);
        Instant back = now.minus(Duration.ofHours(1));
        assertThat(limit.attempt("a", HERE, back)).isEqualTo(SECOND);
        assertThat(limit.attempt("a", HERE, back.plus(SECOND))).isZero();
    }
}

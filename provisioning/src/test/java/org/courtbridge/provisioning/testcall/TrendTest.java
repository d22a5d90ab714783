package org.courtbridge.provisioning.testcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class TrendTest {

    private static final Instant BEGIN = Instant.parse("2026-10-01T04:00:00Z");

    /** One test a day. */
    private static List<Tested> tests(int count, Check check, IntToDoubleFunction figure) {
        List<Tested> tests = new ArrayList<>();
        for (int day = 0; day < count; day++) {
            tests.add(SampleTests.tested(
                    "a", BEGIN.plus(Duration.ofDays(day)), Map.of(check, figure.applyAsDouble(day))));
        }
        return tests;
    }

    private static Optional<Trend> trend(Check check, List<Tested> tests) {
        return Trend.of(tests).stream().filter(trend -> trend.check() == check).findFirst();
    }

    /** A decibel in three days, and speakers who differ by as much. */
    @Test
    void seesADyingMicrophone() {
        int seen = 0;
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            List<Tested> tests = tests(30, Check.SPEECH_LEVEL, day -> -28 - day / 3.0 + 1.5 * random.nextGaussian());
            Optional<Trend> trend = trend(Check.SPEECH_LEVEL, tests);
            if (trend.isPresent()) {
                seen++;
                assertThat(trend.get().worsens()).isTrue();
                assertThat(trend.get().perDay()).isCloseTo(-1 / 3.0, within(0.13));
                assertThat(trend.get().tests()).isEqualTo(30);
                Instant fails = trend.get().failsAt().orElseThrow();
                assertThat(Duration.between(BEGIN.plus(Duration.ofDays(54)), fails)
                                .abs())
                        .as("-46 dBov is reached on the 54th day; the 29th is the last that was tested")
                        .isLessThan(Duration.ofDays(16));
            }
        }
        assertThat(seen).isGreaterThan(90);
    }

    @Test
    void isNotMisledBySingleBadTests() {
        Random random = new Random(1);
        List<Tested> tests = tests(
                30, Check.SPEECH_LEVEL, day -> day % 7 == 3 ? -60 : -28 - day / 3.0 + 0.5 * random.nextGaussian());
        assertThat(trend(Check.SPEECH_LEVEL, tests).orElseThrow().perDay()).isCloseTo(-1 / 3.0, within(0.1));
    }

    /** A thousand rooms, with 8, 15 and 30 tests. */
    private static int alarms(double likeTheDayBefore) {
        int alarms = 0;
        for (int seed = 0; seed < 1_000; seed++) {
            for (int count : new int[] {8, 15, 30}) {
                Random random = new Random(seed);
                double[] noise = new double[count];
                for (int day = 0; day < count; day++) {
                    noise[day] = 3 * random.nextGaussian() + (day > 0 ? likeTheDayBefore * noise[day - 1] : 0);
                }
                alarms += trend(Check.SPEECH_LEVEL, tests(count, Check.SPEECH_LEVEL, day -> -30 + noise[day]))
                                .isPresent()
                        ? 1
                        : 0;
            }
        }
        return alarms;
    }

    @Test
    void raisesNoAlarmAtNoise() {
        assertThat(alarms(0)).isZero();
        assertThat(alarms(0.5))
                .as("where each day is half like the one before: 1 in 200")
                .isLessThanOrEqualTo(15);
    }

    @Test
    void saysNothingOfFewTestsOrAShortTime() {
        assertThat(Trend.of(tests(7, Check.SPEECH_LEVEL, day -> -28 - day))).isEmpty();
        assertThat(trend(Check.SPEECH_LEVEL, tests(8, Check.SPEECH_LEVEL, day -> -28 - day)))
                .isPresent();
        List<Tested> minutes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            minutes.add(
                    SampleTests.tested("a", BEGIN.plus(Duration.ofMinutes(i)), Map.of(Check.SPEECH_LEVEL, -28.0 - i)));
        }
        assertThat(Trend.of(minutes)).isEmpty();
        assertThat(Trend.of(List.of())).isEmpty();
    }

    /** Somebody turned the microphone down once. */
    @Test
    void takesAStepForNoTrend() {
        for (int step : new int[] {8, 15, 22}) {
            Random random = new Random(step);
            List<Tested> tests =
                    tests(30, Check.SPEECH_LEVEL, day -> (day < step ? -28 : -34) + 0.3 * random.nextGaussian());
            assertThat(trend(Check.SPEECH_LEVEL, tests)).as("after %d", step).isEmpty();
        }
    }

    /** It went down for some days, and has stayed there since. */
    @Test
    void takesAChangeThatIsOverForNoTrend() {
        assertThat(trend(Check.SPEECH_LEVEL, tests(20, Check.SPEECH_LEVEL, day -> -28 - Math.min(day, 12))))
                .isEmpty();
        assertThat(trend(Check.SPEECH_LEVEL, tests(20, Check.SPEECH_LEVEL, day -> -28 - Math.min(day, 17))))
                .isPresent();
    }

    @Test
    void tellsGettingBetterFromGettingWorse() {
        Trend better = trend(Check.NOISE, tests(20, Check.NOISE, day -> -44 - 0.5 * day))
                .orElseThrow();
        assertThat(better.worsens()).isFalse();
        assertThat(better.failsAt()).isEmpty();
        Trend worse = trend(Check.NOISE, tests(20, Check.NOISE, day -> -60 + 0.5 * day))
                .orElseThrow();
        assertThat(worse.worsens()).isTrue();
        assertThat(worse.figure()).isCloseTo(-50.5, within(1e-6));
        assertThat(worse.failsAt()).contains(BEGIN.plus(Duration.ofDays(36)));
    }

    @Test
    void forecastsNothingThatIsFarAwayOrHasHappened() {
        Trend slow = trend(Check.NOISE, tests(20, Check.NOISE, day -> -70 + 0.1 * day))
                .orElseThrow();
        assertThat(slow.worsens()).isTrue();
        assertThat(slow.failsAt()).isEmpty();
        Trend over =
                trend(Check.NOISE, tests(20, Check.NOISE, day -> -50 + day)).orElseThrow();
        assertThat(over.worsens()).isTrue();
        assertThat(over.failsAt()).isEmpty();
    }

    @Test
    void looksAtTheLatestTestsAndAtNoRetries() {
        List<Tested> tests = tests(60, Check.NOISE, day -> day < 30 ? -60 + day : -50);
        assertThat(trend(Check.NOISE, tests)).as("it is over for 30 tests").isEmpty();
        List<Tested> retried = new ArrayList<>(tests(7, Check.NOISE, day -> -60 + day));
        for (int i = 0; i < 20; i++) {
            retried.add(SampleTests.tested(
                    "a",
                    BEGIN.plus(Duration.ofDays(8)).plusSeconds(i),
                    Tested.SCHEDULE,
                    2,
                    Map.of(Check.NOISE, -52.0 + i),
                    Set.of()));
        }
        assertThat(trend(Check.NOISE, retried)).isEmpty();
        Instant eighth = BEGIN.plus(Duration.ofDays(7));
        List<Tested> row = new ArrayList<>(tests(7, Check.NOISE, day -> -60 + day));
        row.add(SampleTests.tested("a", eighth, Tested.SCHEDULE, 2, Map.of(Check.NOISE, -53.0), Set.of()));
        assertThat(trend(Check.NOISE, row)).as("the eighth is a retry").isEmpty();
    }

    @Test
    void looksAtFiguresAlone() {
        List<Tested> tests = new ArrayList<>(tests(7, Check.NOISE, day -> -60 + day));
        tests.add(SampleTests.tested("a", BEGIN.plus(Duration.ofDays(8)), Map.of(), Check.NOISE));
        assertThat(trend(Check.NOISE, tests)).as("seven figures").isEmpty();
        assertThat(Trend.of(tests(20, Check.CONNECTION, day -> day / 20))).isEmpty();
    }
}

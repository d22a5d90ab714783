package org.courtbridge.provisioning.testcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final Limits LIMITS = Limits.standard();
    private static final List<Locale> LANGUAGES =
            List.of(Locale.forLanguageTag("kk"), Locale.forLanguageTag("ru"), Locale.ENGLISH);

    @Test
    void everyCheckHasALimitAndAReason() {
        for (Check check : Check.values()) {
            assertThat(LIMITS.of(check).reason()).as("%s", check).isNotBlank();
        }
    }

    @Test
    void neverPassesWithoutAFigure() {
        for (Check check : Check.values()) {
            for (OptionalDouble none : List.of(
                    OptionalDouble.empty(),
                    OptionalDouble.of(Double.NaN),
                    OptionalDouble.of(Double.POSITIVE_INFINITY),
                    OptionalDouble.of(Double.NEGATIVE_INFINITY))) {
                assertThat(LIMITS.of(check).judge(none)).isEqualTo(Outcome.COULD_NOT_TELL);
                Verdict verdict = Verdict.of(check, none, LIMITS, Doubt.NOT_MEASURED);
                assertThat(verdict.outcome()).isEqualTo(Outcome.COULD_NOT_TELL);
                assertThat(verdict.doubt()).contains(Doubt.NOT_MEASURED);
                assertThat(verdict.figure()).isEmpty();
            }
        }
        assertThatThrownBy(() -> new Verdict(
                        Check.NOISE,
                        Outcome.PASS,
                        OptionalDouble.empty(),
                        LIMITS.of(Check.NOISE),
                        Optional.empty(),
                        Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cannotTellBetweenTheLimits() {
        for (Check check : Check.values()) {
            Limit limit = LIMITS.of(check);
            double step = limit.pass() - limit.fail();
            assertThat(outcome(check, limit.pass())).isEqualTo(Outcome.PASS);
            assertThat(outcome(check, limit.pass() + step)).isEqualTo(Outcome.PASS);
            assertThat(outcome(check, limit.fail())).isEqualTo(Outcome.FAIL);
            assertThat(outcome(check, limit.fail() - step)).isEqualTo(Outcome.FAIL);
            assertThat(outcome(check, limit.fail() + step / 2)).isEqualTo(Outcome.COULD_NOT_TELL);
        }
    }

    private static Outcome outcome(Check check, double figure) {
        return Verdict.of(check, OptionalDouble.of(figure), LIMITS, Doubt.NOT_MEASURED)
                .outcome();
    }

    @Test
    void saysItInEveryLanguage() {
        for (Check check : Check.values()) {
            for (Verdict verdict : all(check)) {
                for (Locale language : LANGUAGES) {
                    assertThat(verdict.forPerson(language)).isNotBlank().doesNotContainPattern("[{}–]");
                    assertThat(verdict.forTechnician(language)).isNotBlank().doesNotContainPattern("[{}–]");
                }
                assertThat(Set.of(
                                verdict.forPerson(LANGUAGES.get(0)),
                                verdict.forPerson(LANGUAGES.get(1)),
                                verdict.forPerson(LANGUAGES.get(2))))
                        .hasSize(3);
            }
        }
    }

    private static List<Verdict> all(Check check) {
        List<Verdict> verdicts = new ArrayList<>();
        Limit limit = LIMITS.of(check);
        verdicts.add(Verdict.of(check, OptionalDouble.of(limit.pass()), LIMITS, Doubt.NOT_MEASURED));
        verdicts.add(Verdict.of(check, OptionalDouble.of(limit.fail()), LIMITS, Doubt.NOT_MEASURED));
        double between = (limit.pass() + limit.fail()) / 2;
        for (Doubt doubt : Doubt.values()) {
            verdicts.add(
                    doubt.hasFigure()
                            ? Verdict.doubtful(check, between, LIMITS, doubt)
                            : Verdict.couldNotTell(check, LIMITS, doubt));
        }
        verdicts.addAll(failedByReason(check));
        return verdicts;
    }

    private static List<Verdict> failedByReason(Check check) {
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.isOf(check))
                .map(reason -> Verdict.failed(check, LIMITS.of(check).fail(), LIMITS, reason))
                .toList();
    }

    /** Each cause is mended differently. */
    @Test
    void saysWhatHelpsAgainstEachReason() {
        for (Check check : Check.values()) {
            List<Verdict> verdicts = new ArrayList<>(failedByReason(check));
            verdicts.add(failed(check));
            for (Locale language : LANGUAGES) {
                assertThat(verdicts)
                        .extracting(verdict -> verdict.forPerson(language))
                        .doesNotHaveDuplicates();
                assertThat(verdicts)
                        .extracting(verdict -> verdict.forTechnician(language))
                        .doesNotHaveDuplicates();
            }
        }
        Verdict wrong = Verdict.failed(Check.CONNECTION, 0, LIMITS, Reason.WRONG_PASSWORD);
        assertThat(wrong.forTechnician(Locale.ENGLISH))
                .isEqualTo(
                        "Call set up: no (expected: yes). The device has the wrong password: issue it anew and type it in.");
    }

    @Test
    void givesReasonsToFailuresAlone() {
        assertThatThrownBy(() -> Verdict.failed(Check.CONNECTION, 1, LIMITS, Reason.BUSY))
                .hasMessageContaining("expected: one that fails");
        assertThatThrownBy(() -> Verdict.failed(Check.NOISE, 0, LIMITS, Reason.BUSY))
                .hasMessageContaining("BUSY");
    }

    @Test
    void saysStatesInWords() {
        Verdict on = Verdict.of(Check.MICROPHONE_ON, OptionalDouble.of(1), LIMITS, Doubt.NOT_MEASURED);
        assertThat(on.forTechnician(Locale.ENGLISH)).isEqualTo("Microphones switched on: yes (expected: yes).");
        assertThat(on.forPerson(Locale.ENGLISH)).isEqualTo("Microphones switched on: nothing wrong.");
    }

    @Test
    void namesTheFigureTheLimitAndTheRemedy() {
        Verdict verdict = Verdict.of(Check.SPEECH_LEVEL, OptionalDouble.of(-52.26), LIMITS, Doubt.NOT_MEASURED);
        assertThat(verdict.forPerson(Locale.ENGLISH))
                .isEqualTo("You are hardly heard: come closer to the microphone, or turn it up.");
        assertThat(verdict.forTechnician(Locale.ENGLISH)).contains("-52.3 dBov (limit ≥ -40.0 dBov)");
        assertThat(verdict.forTechnician(Locale.forLanguageTag("ru"))).contains("-52,3 dBov");
    }

    @Test
    void refusesALanguageThatItDoesNotSpeak() {
        Verdict verdict = Verdict.couldNotTell(Check.NOISE, LIMITS, Doubt.NO_MEDIA);
        assertThatThrownBy(() -> verdict.forPerson(Locale.FRENCH)).hasMessageContaining("language: fr");
    }

    @Test
    void takesACourtsOwnLimits() {
        Limits own = LIMITS.with(Map.of(Check.NOISE, new Limit(-60, -50, "a studio")));
        assertThat(Verdict.of(Check.NOISE, OptionalDouble.of(-49), own, Doubt.NO_MEDIA)
                        .outcome())
                .isEqualTo(Outcome.FAIL);
        assertThat(own.of(Check.HUM)).isEqualTo(LIMITS.of(Check.HUM));
        assertThatThrownBy(() -> LIMITS.with(Map.of(Check.NOISE, new Limit(-40, -50, "upside down"))))
                .hasMessageContaining("NOISE");
        assertThatThrownBy(() -> new Limit(3, 3, "no border")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesNoFigureThatIsNotThere() {
        for (Doubt doubt : Doubt.values()) {
            if (doubt.hasFigure()) {
                assertThatThrownBy(() -> new Verdict(
                                Check.FROZEN,
                                Outcome.COULD_NOT_TELL,
                                OptionalDouble.empty(),
                                LIMITS.of(Check.FROZEN),
                                Optional.of(doubt),
                                Optional.empty()))
                        .hasMessageContaining("figure: none");
            }
        }
    }

    /** Whoever reads a fault needs what was measured and what it should be, in any language. */
    @Test
    void givesTheTechnicianFigureAndLimit() {
        for (Check check : Check.values()) {
            Limit limit = LIMITS.of(check);
            // Beyond the limit for failing, so that none of the two is found in the other's place.
            double figure = limit.fail() + (limit.fail() - limit.pass()) * 1.37;
            List<Verdict> verdicts = new ArrayList<>(failedByReason(check));
            verdicts.add(Verdict.of(check, OptionalDouble.of(figure), LIMITS, Doubt.NOT_MEASURED));
            assertThat(verdicts).extracting(Verdict::outcome).containsOnly(Outcome.FAIL);
            for (Verdict failed : verdicts) {
                for (Locale language : LANGUAGES) {
                    assertThat(failed.forTechnician(language))
                            .as("%s in %s", check, language)
                            .contains(said(check, failed.figure().orElseThrow(), language))
                            .contains(
                                    check.unit() == Unit.STATE
                                            ? said(check, limit.pass(), language)
                                            : (limit.isMinimum() ? "≥ " : "≤ ") + said(check, limit.pass(), language));
                }
            }
        }
    }

    private static String said(Check check, double figure, Locale language) {
        if (check.unit() != Unit.STATE) {
            return String.format(language, "%." + check.unit().decimals() + "f", figure);
        }
        int word = figure > 0 ? 1 : 0;
        return switch (language.getLanguage()) {
            case "kk" -> List.of("жоқ", "иә").get(word);
            case "ru" -> List.of("нет", "да").get(word);
            default -> List.of("no", "yes").get(word);
        };
    }

    /** A picture stands still where nothing comes as well; a covered lens is as dark as a dark room. */
    @Test
    void namesBothOfTwoCauses() {
        assertThat(failed(Check.FROZEN).forPerson(Locale.ENGLISH)).contains("connection", "camera");
        assertThat(failed(Check.FROZEN).forPerson(Locale.forLanguageTag("ru"))).contains("связь", "камеру");
        assertThat(failed(Check.FROZEN).forPerson(Locale.forLanguageTag("kk"))).contains("байланысты", "камераны");
        assertThat(failed(Check.COVERED_LENS).forPerson(Locale.ENGLISH)).contains("lens", "light");
        assertThat(failed(Check.COVERED_LENS).forPerson(Locale.forLanguageTag("ru")))
                .contains("объектив", "свет");
        assertThat(failed(Check.COVERED_LENS).forPerson(Locale.forLanguageTag("kk")))
                .contains("объектив", "жарықты");
    }

    private static Verdict failed(Check check) {
        return Verdict.of(check, OptionalDouble.of(LIMITS.of(check).fail()), LIMITS, Doubt.NOT_MEASURED);
    }

    @Test
    void doesNotTellAPersonThatWhatIsBorderlineIsGood() {
        Limit limit = LIMITS.of(Check.NOISE);
        double between = (limit.pass() + limit.fail()) / 2;
        Verdict verdict = Verdict.of(Check.NOISE, OptionalDouble.of(between), LIMITS, Doubt.NOT_MEASURED);
        assertThat(verdict.forPerson(Locale.ENGLISH))
                .startsWith("Noise in the room: close to the limit, could not tell");
        Verdict passed = Verdict.of(Check.NOISE, OptionalDouble.of(limit.pass()), LIMITS, Doubt.NOT_MEASURED);
        assertThat(passed.forPerson(Locale.ENGLISH)).isEqualTo("Noise in the room: nothing wrong.");
    }
}

package org.courtbridge.court.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CodeWordGuessesTest {

    private static final String LINK = "link";
    private static final String GUESSER = "203.0.113.7";
    private static final String PERSON = "192.0.2.1";

    private Instant now = Instant.parse("2026-03-02T09:00:00Z");
    private final CodeWordGuesses guesses = new CodeWordGuesses(() -> now);

    private CodeWordGuesses.Answer ask(String source, String... browser) {
        return guesses.attempt(
                LINK, source, Optional.of(browser).filter(one -> one.length > 0).map(one -> one[0]));
    }

    private static CodeWordGuesses.Attempt goingOn(CodeWordGuesses.Answer answer) {
        assertThat(answer).isInstanceOf(CodeWordGuesses.Attempt.class);
        return (CodeWordGuesses.Attempt) answer;
    }

    private static Duration waiting(CodeWordGuesses.Answer answer) {
        return answer instanceof CodeWordGuesses.Blocked(Duration pause) ? pause : Duration.ZERO;
    }

    /** @return wrong words that were compared */
    private int guessUntilBlocked(String source, String... browser) {
        for (int i = 0; i < 100; i++) {
            if (ask(source, browser) instanceof CodeWordGuesses.Attempt attempt) {
                attempt.wrong();
            } else {
                return i;
            }
        }
        return 100;
    }

    @Test
    void whoeverElseHoldsTheLinkLocksOutHimselfAlone() {
        assertThat(guessUntilBlocked(GUESSER)).isEqualTo(8);
        assertThat(waiting(ask(GUESSER))).isEqualTo(Duration.ofMinutes(10));
        assertThat(waiting(ask(PERSON))).isZero();
        now = now.plus(CodeWordGuesses.BLOCK);
        assertThat(waiting(ask(GUESSER))).isZero();
    }

    @Test
    void aThousandSourcesMakeStrangersLateAndBarNobody() {
        for (int i = 0; i < 1_000; i++) {
            guessUntilBlocked("10.0.%d.%d".formatted(i / 250, i % 250 + 1));
        }
        assertThat(goingOn(ask(PERSON)).lateness()).isEqualTo(CodeWordGuesses.VERY_LATE);
        assertThat(guesses.at(LINK)).contains(new CodeWordGuesses.Guessing(8_000, 1_000, now, now));
    }

    @Test
    void answersComeLateFromTwentyFourWrongWordsOn() {
        for (int i = 0; i < CodeWordGuesses.MANY; i++) {
            assertThat(lateness()).as("after %d", i).isZero();
            goingOn(ask("10.0.0." + i)).wrong();
            now = now.plusSeconds(1);
        }
        assertThat(lateness()).isEqualTo(CodeWordGuesses.LATE);
        now = now.plus(CodeWordGuesses.QUIET);
        assertThat(lateness()).isZero();
        assertThat(guesses.at(LINK)).isEmpty();
    }

    /** Of a stranger, whose attempt is taken back. */
    private Duration lateness() {
        CodeWordGuesses.Attempt attempt = goingOn(ask(PERSON));
        attempt.undecided();
        return attempt.lateness();
    }

    /** As behind the address translation of a phone network, with the guesser. */
    @Test
    void aBrowserThatHasSaidTheWordGoesOnWhateverItsSourceDoes() {
        String browser = goingOn(ask(GUESSER)).right();
        guessUntilBlocked(GUESSER);
        assertThat(waiting(ask(GUESSER))).isPositive();
        assertThat(goingOn(ask(GUESSER, browser)).right()).as("the same").isEqualTo(browser);
        assertThat(goingOn(ask(PERSON, browser)).right()).as("from elsewhere").isEqualTo(browser);
        assertThat(waiting(ask(GUESSER, "x"))).as("another token").isPositive();
    }

    @Test
    void aSourceThatHasSaidTheWordWaitsSecondsAndAMinuteAtTheMost() {
        goingOn(ask(PERSON)).right();
        assertThat(guessUntilBlocked(PERSON)).isEqualTo(8);
        assertThat(waiting(ask(PERSON))).isEqualTo(Duration.ofSeconds(15));
        for (int i = 0; i < 20; i++) {
            now = now.plus(waiting(ask(PERSON)));
            goingOn(ask(PERSON)).wrong();
            assertThat(waiting(ask(PERSON))).isLessThanOrEqualTo(Duration.ofMinutes(1));
        }
        now = now.plusSeconds(60);
        for (int i = 0; i < 200; i++) {
            goingOn(ask("10.0.1." + i)).wrong();
        }
        assertThat(goingOn(ask(PERSON)).lateness()).as("as it is known").isZero();
    }

    /** The link is another: what is known at one is nothing at the next. */
    @Test
    void whoIsKnownAtOneLinkIsAStrangerAtAnother() {
        String browser = goingOn(ask(PERSON)).right();
        for (int i = 0; i < 8; i++) {
            goingOn(guesses.attempt("other", PERSON, Optional.of(browser))).wrong();
        }
        assertThat(waiting(guesses.attempt("other", PERSON, Optional.of(browser))))
                .isEqualTo(CodeWordGuesses.BLOCK);
    }

    @Test
    void aGuesserAtManyLinksIsBlockedAtAll() {
        for (int i = 0; i < 40; i++) {
            assertThat(waiting(guesses.attempt("link" + i, GUESSER, Optional.empty())))
                    .isZero();
        }
        assertThat(waiting(guesses.attempt("another", GUESSER, Optional.empty())))
                .isEqualTo(CodeWordGuesses.BLOCK);
        assertThat(waiting(guesses.attempt("another", PERSON, Optional.empty())))
                .isZero();
    }

    /** The clerk goes on seeing it, and the source goes on being blocked. */
    @Test
    void aGuesserForgetsNothingForUsByNamingOtherLinks() {
        guessUntilBlocked(GUESSER);
        for (int i = 0; i < 60_000; i++) {
            guesses.attempt("none" + i, GUESSER, Optional.empty());
        }
        assertThat(guesses.at(LINK)).isPresent();
        assertThat(waiting(ask(GUESSER))).isEqualTo(CodeWordGuesses.BLOCK);
    }

    @Test
    void aNetworkOfVersion6IsOneSource() {
        for (int i = 0; i < 8; i++) {
            goingOn(ask("2001:db8:1:2::" + i)).wrong();
        }
        assertThat(waiting(ask("2001:db8:1:2:ffff::1"))).isEqualTo(CodeWordGuesses.BLOCK);
        assertThat(guesses.at(LINK)).get().matches(guessing -> guessing.sources() == 1);
        assertThat(waiting(ask("2001:db8:1:3::1"))).isZero();
    }

    @Test
    void slipsOfOnePersonAlarmNobody() {
        Instant first = now;
        for (int i = 0; i < 7; i++) {
            goingOn(ask(PERSON)).wrong();
            now = now.plusSeconds(10);
        }
        assertThat(guesses.at(LINK)).isEmpty();
        goingOn(ask(GUESSER)).wrong();
        assertThat(guesses.at(LINK)).contains(new CodeWordGuesses.Guessing(8, 2, first, now));
        assertThat(guesses.at("other")).isEmpty();
    }

    @Test
    void whatWasNeverDecidedCountsForNothing() {
        for (int i = 0; i < 100; i++) {
            goingOn(ask(PERSON)).undecided();
        }
        assertThat(waiting(ask(PERSON))).isZero();
        assertThat(guesses.at(LINK)).isEmpty();
    }

    @Test
    void aNewWordBeginsAnewForEverybody() {
        String browser = goingOn(ask(PERSON)).right();
        guessUntilBlocked(GUESSER);
        guesses.renewed(LINK);
        assertThat(guesses.at(LINK)).isEmpty();
        assertThat(guessUntilBlocked(GUESSER)).as("at the new word").isEqualTo(8);
        assertThat(guessUntilBlocked(PERSON, browser))
                .as("the old word proves nothing")
                .isEqualTo(8);
        assertThat(waiting(ask(PERSON, browser))).isEqualTo(CodeWordGuesses.BLOCK);
    }
}

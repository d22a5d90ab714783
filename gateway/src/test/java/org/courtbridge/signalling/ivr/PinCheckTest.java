package org.courtbridge.signalling.ivr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.courtbridge.court.conference.HearingLog;
import org.courtbridge.court.conference.RunningConferences;
import org.courtbridge.court.conference.Slates;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.Layout;
import org.courtbridge.media.health.InternalErrors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PinCheckTest {

    /** Keeps nothing. */
    private static final HearingLog NOWHERE = new HearingLog() {
        @Override
        public List<HearingState> load() {
            return List.of();
        }

        @Override
        public void append(String hearingId, List<HearingEvent.Recorded> events) {}
    };

    private Instant now = Instant.parse("2026-11-25T09:00:00Z");
    private final RunningConferences conferences = RunningConferences.start(
            NOWHERE,
            _ -> {
                throw new AssertionError("nobody came");
            },
            Slates.NONE,
            Layout.COURT,
            new InternalErrors(() -> now),
            () -> now);
    private final PinCheck check = new PinCheck(conferences, () -> now);
    private final String pin = conferences
            .create("clerk", "100", "Іс")
            .toCompletableFuture()
            .join()
            .pin()
            .orElseThrow();

    @AfterEach
    void close() {
        conferences.close();
    }

    private PinCheck.Result guess(String source) {
        return check.check("100", pin.equals("1111") ? "2222" : "1111", source);
    }

    @Test
    void numberAndPinBelongTogether() {
        assertThat(check.check("100", pin, "192.0.2.1"))
                .isInstanceOfSatisfying(
                        PinCheck.Result.Right.class,
                        right -> assertThat(right.hearing().number()).isEqualTo("100"));
        assertThat(check.check("101", pin, "192.0.2.1")).isEqualTo(new PinCheck.Result.Wrong());
        assertThat(check.check("100", pin + "0", "192.0.2.1")).isEqualTo(new PinCheck.Result.Wrong());
        assertThat(check.check("100", "", "192.0.2.1")).isEqualTo(new PinCheck.Result.Wrong());
    }

    @Test
    void guessingIsSlowedThenBlockedAndThenForgotten() {
        for (int i = 0; i < 3; i++) {
            assertThat(guess("192.0.2.1")).isEqualTo(new PinCheck.Result.Wrong());
        }
        for (int seconds = 2; seconds <= 32; seconds *= 2) {
            assertThat(check.check("100", pin, "192.0.2.1"))
                    .as("even the right one waits")
                    .isEqualTo(new PinCheck.Result.Wait(Duration.ofSeconds(seconds)));
            now = now.plusSeconds(seconds);
            assertThat(guess("192.0.2.1")).isEqualTo(new PinCheck.Result.Wrong());
        }
        assertThat(check.check("100", pin, "192.0.2.1")).isEqualTo(new PinCheck.Result.Wait(Duration.ofMinutes(15)));
        assertThat(check.check("100", pin, "192.0.2.2")).as("from elsewhere").isInstanceOf(PinCheck.Result.Right.class);
        now = now.plus(Duration.ofMinutes(15));
        assertThat(check.check("100", pin, "192.0.2.1")).isInstanceOf(PinCheck.Result.Right.class);
    }

    /** Of many sources none has tried too often; the clock does not move, so nobody is let wait for long. */
    @Test
    void guessesFromEverywhereRaiseAnAlarmAndBarNobody() {
        for (int i = 0; i < 49; i++) {
            assertThat(guess("192.0.2." + i)).isEqualTo(new PinCheck.Result.Wrong());
        }
        assertThat(check.alarms()).isZero();
        assertThat(guess("192.0.2.49")).isEqualTo(new PinCheck.Result.Wrong());
        assertThat(check.alarms()).isEqualTo(1);
        assertThat(check.check("100", pin, "192.0.2.50")).isInstanceOf(PinCheck.Result.Right.class);
    }

    @Test
    void onePlaceMayNotTryAllNumbers() {
        int tries = 0;
        while (check.check(Integer.toString(500 + tries), pin, "192.0.2.1") instanceof PinCheck.Result.Wrong) {
            tries++;
            assertThat(tries).isLessThanOrEqualTo(20);
        }
        assertThat(tries).isEqualTo(20);
    }
}

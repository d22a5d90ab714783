package org.courtbridge.court.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuessTotalsTest {

    private Instant now = Instant.parse("2026-03-02T09:00:00Z");
    private final List<Duration> waits = new ArrayList<>();
    private final GuessTotals totals = new GuessTotals("password", () -> now, waits::add);

    private void fails(int times, String target) {
        for (int i = 0; i < times; i++) {
            totals.failed(target);
        }
    }

    @Test
    void slowBeyondTheBorderMoreAndMoreButNeverForLong() {
        fails(GuessTotals.BORDER - 1, "a");
        totals.slow("a");
        assertThat(waits).isEmpty();
        assertThat(totals.alarms()).isZero();

        fails(1, "a");
        totals.slow("a");
        fails(1, "a");
        totals.slow("a");
        assertThat(waits).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200));
        fails(100_000, "a");
        totals.slow("a");
        assertThat(waits).last().isEqualTo(GuessTotals.LONGEST);
        totals.slow("b");
        assertThat(waits).as("another's").hasSize(3);
    }

    @Test
    void alarmOnceInAnHour() {
        fails(10 * GuessTotals.BORDER, "a");
        assertThat(totals.alarms()).isEqualTo(1);
        now = now.plus(GuessTotals.WINDOW);
        totals.slow("a");
        assertThat(waits).as("a new hour").isEmpty();
        fails(GuessTotals.BORDER, "a");
        assertThat(totals.alarms()).isEqualTo(2);
    }

    @Test
    void fewAnHourAreNoAlarm() {
        for (int hour = 0; hour < 24; hour++) {
            fails(GuessTotals.BORDER - 1, "a");
            now = now.plus(GuessTotals.WINDOW);
        }
        assertThat(totals.alarms()).isZero();
    }

    @Test
    void forgetsTheEldestOfTooMany() {
        fails(GuessTotals.BORDER, "a");
        for (int i = 0; i < GuessTotals.MOST; i++) {
            totals.failed("name" + i);
        }
        assertThat(totals.pause("a")).isZero();
    }
}

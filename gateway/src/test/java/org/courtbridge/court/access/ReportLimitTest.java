package org.courtbridge.court.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReportLimitTest {

    private Instant now = Instant.parse("2026-12-02T04:00:00Z");
    private final ReportLimit limit = new ReportLimit(() -> now);

    private int passing(int reports, String subject, String source) {
        int passed = 0;
        for (int i = 0; i < reports; i++) {
            passed += limit.attempt(subject, source).isZero() ? 1 : 0;
        }
        return passed;
    }

    @Test
    void aLinkReportsAFewTimesWithinAnHour() {
        assertThat(passing(3, "w", "192.0.2.1")).isEqualTo(3);
        now = now.plus(Duration.ofMinutes(20));
        assertThat(passing(10, "w", "192.0.2.1")).isEqualTo(3);
        assertThat(limit.attempt("w", "192.0.2.1")).isEqualTo(Duration.ofMinutes(40));
        now = now.plus(Duration.ofMinutes(40)).minusMillis(1);
        assertThat(limit.attempt("w", "192.0.2.1")).isEqualTo(Duration.ofMillis(1));
        now = now.plusMillis(1);
        assertThat(passing(10, "w", "192.0.2.1"))
                .as("those of the first minute are forgotten")
                .isEqualTo(3);
    }

    /** Whoever else has the link. */
    @Test
    void oneWhoReportsElsewhereKeepsThePersonFromNothing() {
        assertThat(passing(100, "w", "203.0.113.7")).isEqualTo(ReportLimit.OF_ONE);
        assertThat(passing(1, "w", "192.0.2.1")).isEqualTo(1);
    }

    @Test
    void aLinkIsLimitedFromEverywhereAndASourceAtAllLinks() {
        int fromEverywhere = 0;
        for (int i = 0; i < 20; i++) {
            fromEverywhere += passing(5, "w", "203.0.113." + i);
        }
        assertThat(fromEverywhere).isEqualTo(ReportLimit.OF_A_SUBJECT);
        int atAllLinks = 0;
        for (int i = 0; i < 20; i++) {
            atAllLinks += passing(5, "w" + i, "192.0.2.1");
        }
        assertThat(atAllLinks).isEqualTo(ReportLimit.FROM_A_SOURCE);
    }

    @Test
    void oneNetworkOfVersion6IsOneSource() {
        assertThat(passing(4, "w", "2001:db8::1")).isEqualTo(4);
        assertThat(passing(4, "w", "2001:db8::2")).isEqualTo(2);
        assertThat(passing(4, "w", "2001:db8:0:1::1")).isEqualTo(4);
    }

    @Test
    void aClockThatIsSetBackMakesNoneWaitLonger() {
        passing(6, "w", "192.0.2.1");
        now = now.minus(Duration.ofDays(1));
        assertThat(limit.attempt("w", "192.0.2.1")).isEqualTo(Duration.ofHours(1));
        now = now.plus(Duration.ofHours(1));
        assertThat(limit.attempt("w", "192.0.2.1")).isZero();
    }
}

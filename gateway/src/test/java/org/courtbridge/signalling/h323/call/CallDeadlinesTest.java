package org.courtbridge.signalling.h323.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CallDeadlinesTest {

    private static final Instant NOON = Instant.parse("2026-09-01T12:00:00Z");

    private final CallDeadlines deadlines = new CallDeadlines();

    @Test
    void nothingIsDueAtFirst() {
        assertThat(deadlines.next()).isEmpty();
        assertThat(deadlines.lacksChannels(Instant.MAX)).isFalse();
        assertThat(deadlines.lacksOffer(Instant.MAX)).isFalse();
        assertThat(deadlines.awaitsOffer()).isFalse();
    }

    @Test
    void theEarlierIsNext() {
        deadlines.channelsBy(NOON.plusSeconds(30));
        assertThat(deadlines.next()).contains(NOON.plusSeconds(30));
        deadlines.offerBy(NOON.plusSeconds(10));
        assertThat(deadlines.next()).contains(NOON.plusSeconds(10));
        assertThat(deadlines.awaitsOffer()).isTrue();
        deadlines.offerIsThere();
        assertThat(deadlines.next()).contains(NOON.plusSeconds(30));
    }

    @Test
    void whatHasNotComeByThenIsMissed() {
        deadlines.channelsBy(NOON);
        deadlines.offerBy(NOON.plusSeconds(1));
        assertThat(deadlines.lacksChannels(NOON.minusNanos(1))).isFalse();
        assertThat(deadlines.lacksChannels(NOON)).isTrue();
        assertThat(deadlines.lacksOffer(NOON)).isFalse();
        deadlines.channelsAreThere();
        assertThat(deadlines.lacksChannels(NOON)).isFalse();
        assertThat(deadlines.lacksOffer(NOON.plusSeconds(1))).isTrue();
    }
}

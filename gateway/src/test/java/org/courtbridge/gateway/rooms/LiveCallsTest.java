package org.courtbridge.gateway.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.courtbridge.hearings.EndReason;
import org.junit.jupiter.api.Test;

class LiveCallsTest {

    private final LiveCalls calls = new LiveCalls(2);
    private final List<EndReason> ended = new ArrayList<>();

    @Test
    void takesNoMoreThanThereMayBe() {
        LiveCalls.Slot first = calls.enter(ended::add).orElseThrow();
        assertThat(calls.enter(ended::add)).isPresent();
        assertThat(calls.enter(ended::add)).isEmpty();
        first.close();
        assertThat(calls.count()).isEqualTo(1);
        assertThat(calls.enter(ended::add)).isPresent();
    }

    @Test
    void endsThemAllAndWaitsNoLongerThanItIsTold() {
        assertThat(calls.enter(ended::add)).isPresent();
        assertThat(calls.enter(ended::add)).isPresent();
        calls.endAll(Duration.ofMillis(1));
        assertThat(ended).containsExactly(EndReason.SHUTDOWN, EndReason.SHUTDOWN);
    }

    @Test
    void takesNoneWhenAllHaveEnded() {
        calls.endAll(Duration.ofMinutes(1));
        assertThat(calls.enter(ended::add)).isEmpty();
    }
}

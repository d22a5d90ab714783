package org.courtbridge.signalling.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.provisioning.inventory.Device;
import org.junit.jupiter.api.Test;

class LiveCallsTest {

    private final LiveCalls calls = new LiveCalls(2);
    private final List<EndReason> ended = new ArrayList<>();

    @Test
    void takesNoMoreThanThereMayBe() {
        LiveCalls.Slot first = calls.enter(Optional.empty(), ended::add).orElseThrow();
        assertThat(calls.enter(Optional.empty(), ended::add)).isPresent();
        assertThat(calls.enter(Optional.empty(), ended::add)).isEmpty();
        first.close();
        assertThat(calls.count()).isEqualTo(1);
        assertThat(calls.enter(Optional.empty(), ended::add)).isPresent();
    }

    @Test
    void endsThemAllAndWaitsNoLongerThanItIsTold() {
        assertThat(calls.enter(Optional.empty(), ended::add)).isPresent();
        assertThat(calls.enter(Optional.empty(), ended::add)).isPresent();
        calls.endAll(Duration.ofMillis(1));
        assertThat(ended).containsExactly(EndReason.SHUTDOWN, EndReason.SHUTDOWN);
    }

    @Test
    void endsThoseWithOneDevice() {
        LiveCalls many = new LiveCalls(4);
        Device room = Device.newlyAdded("1", "Зал 1", "room-1", Instant.EPOCH);
        Device other = Device.newlyAdded("2", "Зал 2", "room-2", Instant.EPOCH);
        List<String> whose = new ArrayList<>();
        assertThat(many.enter(Optional.of(room), reason -> whose.add("room " + reason)))
                .isPresent();
        LiveCalls.Slot over =
                many.enter(Optional.of(room), _ -> whose.add("over")).orElseThrow();
        assertThat(many.enter(Optional.of(other), _ -> whose.add("other"))).isPresent();
        assertThat(many.enter(Optional.empty(), _ -> whose.add("stranger"))).isPresent();
        assertThat(many.isWith(other)).isTrue();
        assertThat(many.isWith(Device.newlyAdded("3", "Зал 3", "room-3", Instant.EPOCH)))
                .isFalse();
        over.close();
        assertThat(many.isWith(room)).isTrue();
        many.endOf(room, EndReason.REFUSED);
        assertThat(whose).containsExactly("room REFUSED");
    }

    @Test
    void takesNoneWhenAllHaveEnded() {
        calls.endAll(Duration.ofMinutes(1));
        assertThat(calls.enter(Optional.empty(), ended::add)).isEmpty();
    }
}

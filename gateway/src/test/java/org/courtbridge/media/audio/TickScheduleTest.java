package org.courtbridge.media.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TickScheduleTest {

    private static final long TICK = HearingAudio.TICK;

    private final TickSchedule ticks = new TickSchedule();

    /** When those were due that are due now. */
    private List<Long> due(long now) {
        List<Long> due = new ArrayList<>();
        while (ticks.isDue(now)) {
            due.add(ticks.take());
        }
        return due;
    }

    @Test
    void oneIsDueEvery20MsSinceTheFirst() {
        assertThat(ticks.leaveOut(-7)).isZero();
        assertThat(due(-7)).containsExactly(-7L);
        assertThat(due(TICK - 8)).isEmpty();
        assertThat(due(TICK - 7)).containsExactly(TICK - 7);
        assertThat(due(3 * TICK)).containsExactly(2 * TICK - 7, 3 * TICK - 7);
    }

    @Test
    void someAreMadeUpForAndTheRestAreLeftOut() {
        ticks.leaveOut(0);
        due(0);
        long late = TickSchedule.CATCH_UP * TICK;
        assertThat(ticks.leaveOut(late)).isZero();
        assertThat(due(late)).hasSize((int) TickSchedule.CATCH_UP);
        long later = late + 10 * TICK;
        assertThat(ticks.leaveOut(later)).isEqualTo(10 - TickSchedule.CATCH_UP);
        assertThat(ticks.leaveOut(later)).isZero();
        assertThat(due(later)).hasSize((int) TickSchedule.CATCH_UP).endsWith(later);
        assertThat(ticks.leftOut()).isEqualTo(10 - TickSchedule.CATCH_UP);
    }

    @Test
    void whatIsTakenIsNotDueAgain() {
        ticks.leaveOut(0);
        assertThat(ticks.take()).isZero();
        assertThat(ticks.isDue(0)).isFalse();
    }
}

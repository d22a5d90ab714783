package org.courtbridge.signalling.h323.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlowLimitTest {

    private static final long ALLOWED = 384_000;
    private static final long FREE = Long.MAX_VALUE;
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final FlowLimit flow = new FlowLimit(ALLOWED);
    private final List<Integer> told = new ArrayList<>();
    private int second;

    /** The same for some seconds. @return what the room was told last in them: bit/s, or -1 for no limit; 0 if nothing */
    private long measured(long bits, long useful, int seconds) {
        long last = 0;
        for (int i = 0; i < seconds; i++) {
            Optional<Optional<Long>> said = flow.measured(bits, useful, START.plusSeconds(++second));
            if (said.isPresent()) {
                told.add(second);
                last = said.get().orElse(-1L);
            }
        }
        return last;
    }

    @Test
    void saysNothingToARoomThatKeepsToItsChannel() {
        assertThat(measured(400_000, FREE, 120)).isZero();
        assertThat(flow.hasExceeded()).isFalse();
    }

    @Test
    void saysNothingOfOneSecondThatIsTooMuch() {
        measured(300_000, FREE, 3);
        assertThat(measured(560_000, FREE, 1)).isZero();
        assertThat(measured(300_000, FREE, 3)).isZero();
    }

    @Test
    void tellsARoomThatDoesNotObeyAgainAndAgainButNotForEver() {
        assertThat(measured(830_000, FREE, 600)).isEqualTo(ALLOWED);
        assertThat(flow.hasExceeded()).isTrue();
        assertThat(told).containsExactly(2, 6, 14, 30, 62, 126);
    }

    @Test
    void tellsARoomAnewThatObeyedForAMinute() {
        measured(830_000, FREE, 600);
        measured(380_000, FREE, 63);
        told.clear();
        measured(830_000, FREE, 10);
        assertThat(told).hasSize(2);
    }

    @Test
    void tellsWhatIsOfUseAtOnceAndLiftsTheLimit() {
        assertThat(measured(300_000, FREE, 5)).isZero();
        assertThat(measured(300_000, 200_000, 1)).isEqualTo(200_000);
        assertThat(measured(200_000, 200_000, 5)).isZero();
        assertThat(measured(200_000, 210_000, 5)).as("hardly more").isZero();
        assertThat(measured(200_000, 250_000, 1)).isEqualTo(250_000);
        assertThat(measured(200_000, FREE, 1)).isEqualTo(-1);
        assertThat(measured(300_000, FREE, 5)).isZero();
    }

    @Test
    void doesNotLiftTheLimitOfAChannelThatARoomHasExceeded() {
        measured(830_000, FREE, 3);
        assertThat(measured(300_000, 200_000, 1)).isEqualTo(200_000);
        assertThat(measured(200_000, FREE, 1)).isEqualTo(ALLOWED);
        assertThat(measured(300_000, FREE, 60)).isZero();
    }

    @Test
    void asksForAPictureAtLeast() {
        assertThat(measured(300_000, 1, 1)).isEqualTo(FlowLimit.LEAST);
    }
}

package org.courtbridge.hearings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The PIN by which callers without a seat get into the lobby. */
class HearingPinTest {

    private static final String PIN = "471108";

    @Test
    void aHearingMayBeginWithOne() {
        assertThat(Hearing.create("1001", "Іс № 7", PIN))
                .containsExactly(new HearingEvent.Created("1001", "Іс № 7"), new HearingEvent.PinChanged(PIN));
        assertThatThrownBy(() -> Hearing.create("1001", "Іс № 7", "123"))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.PIN_NOT_DIGITS));
    }

    /** Logs are read by more people than may get into a hearing. */
    @Test
    void isInNothingThatIsPrinted() {
        HearingState state = HearingState.initial("h-1");
        List<HearingEvent> events = Hearing.create("1001", "Іс № 7", PIN);
        for (HearingEvent.Recorded recorded : Hearing.record(state, events, "user:clerk", Instant.EPOCH)) {
            assertThat(recorded.toString()).contains("user:clerk").doesNotContain(PIN);
            state = Hearing.apply(state, recorded);
        }
        assertThat(state.pin()).contains(PIN);
        assertThat(state.toString())
                .contains("h-1", "1001", "Іс № 7", "SCHEDULED")
                .doesNotContain(PIN);
        assertThat(new HearingEvent.PinChanged(PIN)).hasToString("PinChanged[]");
        assertThat(new HearingCommand.ChangePin("user:clerk", PIN).toString())
                .contains("user:clerk")
                .doesNotContain(PIN);
    }
}

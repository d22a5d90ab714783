package org.courtbridge.devices.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import org.courtbridge.devices.ActiveCall;
import org.junit.jupiter.api.Test;

class SimulatedCallsTest {

    private final SimulatedCalls calls = new SimulatedCalls();

    @Test
    void ringUntilTheyAreAnswered() {
        ActiveCall ringing = calls.ring("1001");
        assertThat(ringing.state()).isEqualTo(ActiveCall.State.RINGING);
        ActiveCall dialled = calls.dial("1002");
        assertThat(dialled.state()).isEqualTo(ActiveCall.State.CONNECTED);
        assertThat(calls.all()).containsExactly(ringing, dialled);

        calls.answer(ringing.id());
        assertThat(calls.all()).extracting(ActiveCall::state).containsOnly(ActiveCall.State.CONNECTED);
        assertThat(calls.all()).extracting(ActiveCall::remote).containsExactly("1001", "1002");
    }

    @Test
    void areAnsweredAtOnceIfTheyAnswerByThemselves() {
        calls.answerByThemselves(true);
        assertThat(calls.ring("1001").state()).isEqualTo(ActiveCall.State.CONNECTED);
    }

    @Test
    void neverHaveTheIdentifierOfOneBefore() {
        String first = calls.ring("1001").id();
        calls.hangUp(first);
        assertThat(calls.all()).isEmpty();
        assertThat(calls.ring("1001").id()).isNotEqualTo(first);
    }
}

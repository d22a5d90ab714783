package org.courtbridge.h323.h245;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.courtbridge.h323.h245.AudioCapability.Frames;
import org.courtbridge.h323.h245.CapabilityExchange.Change;
import org.junit.jupiter.api.Test;

class CapabilityExchangeTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static final Capabilities A_LAW = sound(AudioCoding.G711_ALAW_64K);
    private static final Capabilities MU_LAW = sound(AudioCoding.G711_ULAW_64K);

    private final List<ControlAction> actions = new ArrayList<>();
    private final CapabilityExchange exchange = new CapabilityExchange(Duration.ofSeconds(20), actions::add);

    private static Capabilities sound(AudioCoding coding) {
        return Capabilities.of(
                new H2250Capability(250, List.of()),
                List.of(new Capability.Audio(Direction.RECEIVE, new Frames(coding, 20))));
    }

    /** Messages sent since the last call. */
    private List<ControlMessage> sent() {
        List<ControlMessage> sent = actions.stream()
                .filter(ControlAction.Send.class::isInstance)
                .map(action -> ((ControlAction.Send) action).message())
                .toList();
        actions.clear();
        return sent;
    }

    @Test
    void isCompleteOnceEachSideKnowsTheOthers() {
        exchange.start(A_LAW, NOW);
        assertThat(sent()).containsExactly(A_LAW.toSet(1));
        assertThat(exchange.receive(MU_LAW.toSet(7), NOW)).isEqualTo(Change.SAID);
        assertThat(sent()).containsExactly(new CapabilityAnswer.Ack(7));
        assertThat(exchange.theirs()).isEqualTo(MU_LAW);
        assertThat(exchange.isComplete()).isFalse();

        assertThat(exchange.receive(new CapabilityAnswer.Ack(1), NOW)).isTrue();
        assertThat(exchange.isComplete()).isTrue();
    }

    @Test
    void saysOursAnewBeforeItAcknowledgesTheirsIfTheyChangeOurs() {
        exchange.fit(theirs -> theirs);
        exchange.start(A_LAW, NOW);
        sent();
        assertThat(exchange.receive(MU_LAW.toSet(7), NOW)).isEqualTo(Change.SAID);
        assertThat(exchange.ours()).isEqualTo(MU_LAW);
        exchange.acknowledge();
        assertThat(sent()).as("the first is not answered yet").isEmpty();

        exchange.receive(new CapabilityAnswer.Ack(1), NOW);
        exchange.acknowledge();
        assertThat(sent()).containsExactly(MU_LAW.toSet(2), new CapabilityAnswer.Ack(7));
    }

    @Test
    void isPausedUntilTheOtherSideCanSomethingAgain() {
        exchange.start(A_LAW, NOW);
        exchange.receive(new CapabilityAnswer.Ack(1), NOW);
        exchange.receive(MU_LAW.toSet(7), NOW);
        sent();

        assertThat(exchange.receive(Capabilities.NONE.toSet(8), NOW)).isEqualTo(Change.PAUSED);
        assertThat(exchange.receive(Capabilities.NONE.toSet(9), NOW)).isEqualTo(Change.STILL_PAUSED);
        assertThat(exchange.isPaused()).isTrue();
        assertThat(exchange.theirs()).isEqualTo(Capabilities.NONE);
        assertThat(sent()).containsExactly(new CapabilityAnswer.Ack(8), new CapabilityAnswer.Ack(9));

        assertThat(exchange.receive(A_LAW.toSet(10), NOW)).isEqualTo(Change.RESUMED);
        assertThat(exchange.isPaused()).isFalse();
        assertThat(sent()).containsExactly(new CapabilityAnswer.Ack(10), A_LAW.toSet(2));
    }

    @Test
    void givesUpWaitingForAnAnswer() {
        exchange.start(A_LAW, NOW);
        Instant late = exchange.deadline().orElseThrow();
        assertThat(late).isEqualTo(NOW.plusSeconds(20));
        exchange.expire(late);
        assertThat(actions)
                .endsWith(
                        new ControlAction.Send(new CapabilityAnswer.Release()),
                        new ControlAction.Failed(ControlAction.Procedure.CAPABILITY_EXCHANGE));
        assertThat(exchange.deadline()).isEmpty();
    }
}

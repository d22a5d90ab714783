package org.courtbridge.console.handover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.courtbridge.provisioning.audit.AuditEntry.Subject;
import org.junit.jupiter.api.Test;

class HandoversTest {

    private Instant now = Instant.parse("2026-11-25T05:00:00Z");
    private final Handovers handovers = new Handovers(() -> now);
    private final Handover handover =
            new Handover(new Subject("device", "1", "Зал"), "device", List.of(), "password=geheim");

    @Test
    void goEachWayOnce() {
        String id = handovers.keep("user:aidana", handover);
        assertThat(handovers.take(id, "user:aidana", Handovers.Way.PAPER)).contains(handover);
        assertThat(handovers.take(id, "user:aidana", Handovers.Way.PAPER)).isEmpty();
        assertThat(handovers.take(id, "user:aidana", Handovers.Way.MAIL)).contains(handover);
        assertThat(handovers.take(id, "user:aidana", Handovers.Way.MAIL)).isEmpty();
    }

    @Test
    void areForWhoeverIssuedThem() {
        String id = handovers.keep("user:aidana", handover);
        assertThat(handovers.take(id, "user:marat", Handovers.Way.PAPER)).isEmpty();
        assertThat(handovers.take("x", "user:aidana", Handovers.Way.PAPER)).isEmpty();
        assertThat(handovers.take(id, "user:aidana", Handovers.Way.PAPER)).isPresent();
    }

    @Test
    void mayBeTriedAgainWhenTheyDidNotGo() {
        String id = handovers.keep("user:aidana", handover);
        handovers.take(id, "user:aidana", Handovers.Way.MAIL);
        handovers.giveBack(id, Handovers.Way.MAIL);
        assertThat(handovers.take(id, "user:aidana", Handovers.Way.MAIL)).isPresent();
    }

    @Test
    void mayBeTriedAgainAlsoWhenTheyWentTheOtherWayMeanwhile() {
        String id = handovers.keep("user:aidana", handover);
        handovers.take(id, "user:aidana", Handovers.Way.MAIL);
        handovers.take(id, "user:aidana", Handovers.Way.PAPER);
        handovers.went(id, Handovers.Way.PAPER);
        handovers.giveBack(id, Handovers.Way.PAPER);
        handovers.giveBack(id, Handovers.Way.MAIL);
        assertThat(handovers.take(id, "user:aidana", Handovers.Way.PAPER)).isEmpty();
        assertThat(handovers.take(id, "user:aidana", Handovers.Way.MAIL)).isPresent();
    }

    /** Whoever has as many as one may have loses the oldest to the next one. */
    @Test
    void areKeptNoMoreOnceTheyWentBothWays() {
        String oldest = handovers.keep("user:aidana", handover);
        String gone = handovers.keep("user:aidana", handover);
        for (Handovers.Way way : Handovers.Way.values()) {
            handovers.take(gone, "user:aidana", way);
            handovers.went(gone, way);
        }
        for (int i = 1; i < 20_000; i++) {
            handovers.keep("user:aidana", handover);
        }
        assertThat(handovers.take(oldest, "user:aidana", Handovers.Way.PAPER)).isPresent();
    }

    @Test
    void areForgotten() {
        String id = handovers.keep("user:aidana", handover);
        now = now.plus(Duration.ofMinutes(15)).minusMillis(1);
        assertThat(handovers.take(id, "user:aidana", Handovers.Way.PAPER)).isPresent();
        now = now.plusMillis(1);
        assertThat(handovers.take(id, "user:aidana", Handovers.Way.MAIL)).isEmpty();
    }

    @Test
    void theOldestGoWhenThereAreTooMany() {
        String first = handovers.keep("user:aidana", handover);
        List<String> others = IntStream.range(0, 20_000)
                .mapToObj(_ -> handovers.keep("user:aidana", handover))
                .toList();
        assertThat(handovers.take(first, "user:aidana", Handovers.Way.PAPER)).isEmpty();
        assertThat(handovers.take(others.getFirst(), "user:aidana", Handovers.Way.PAPER))
                .isPresent();
        assertThat(others).doesNotHaveDuplicates();
        assertThat(handover).hasToString("Handover[1]");
    }
}

package org.courtbridge.media.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadinessTest {

    private static final IllegalStateException FAULT = new IllegalStateException("a fault, as a test wants it");

    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private boolean databaseUp = true;
    private long waiting;
    private long setAside;
    private long free = 64L << 20;
    private final InternalErrors errors = new InternalErrors(() -> now);
    private final Readiness readiness = new Readiness(
            () -> databaseUp,
            new EventBacklog(() -> waiting, () -> setAside, Path.of("refused.jsonl")),
            new DiskSpace(Path.of("data"), 64L << 20, () -> free),
            errors);

    @Test
    void aGatewayOfWhichAllWorksIsReadyAndSaysNoMore() {
        assertThat(readiness.now()).isEqualTo(new Readiness.State(true, List.of()));
    }

    @Test
    void theEndOfOneCallIsToldForAnHourAndTakesNothingFromOthers() {
        errors.report(Part.SOUND, "leg 7 is ended", FAULT);
        now = now.plusSeconds(10);
        errors.report(Part.SOUND, "leg 9 is ended", FAULT);
        Readiness.State state = readiness.now();
        assertThat(state.ready()).isTrue();
        assertThat(state.details())
                .containsExactly("sound: internal errors since the start: 2;"
                        + " the last at 2026-03-01T10:00:10Z: leg 9 is ended");
        now = now.plus(Duration.ofMinutes(59));
        assertThat(readiness.now().details()).hasSize(1);
        now = now.plus(Duration.ofMinutes(1));
        assertThat(readiness.now().details()).isEmpty();
    }

    @Test
    void whatEverybodyNeedsAndHasStoppedWantsARestartHoweverLongAgoThatWas() {
        errors.stopped(Part.JOURNAL, "no hearing event can be stored any more", FAULT);
        now = now.plus(Duration.ofDays(2));
        Readiness.State state = readiness.now();
        assertThat(state.ready()).isFalse();
        assertThat(state.details())
                .containsExactly("journal: no hearing event can be stored any more; restart the gateway");
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsNamed() {
        databaseUp = false;
        waiting = 300;
        assertThat(readiness.now().ready()).isFalse();
        assertThat(readiness.now().details())
                .containsExactly(
                        "the database does not answer", "entries of the journal that the database has not yet: 300");
    }

    @Test
    void littleSpaceIsToldAndNoReasonForARestart() {
        free--;
        assertThat(readiness.now())
                .isEqualTo(new Readiness.State(
                        true, List.of("the disk of data has 63 MiB free (wanted: 64): make room before it is full")));
    }

    @Test
    void whatTheDatabaseRefusedIsNamedUntilSomebodyHasLookedAtIt() {
        setAside = 3;
        now = now.plus(Duration.ofDays(2));
        assertThat(readiness.now())
                .isEqualTo(new Readiness.State(
                        true, List.of("entries of the journal that the database refused: 3, in refused.jsonl")));
    }
}

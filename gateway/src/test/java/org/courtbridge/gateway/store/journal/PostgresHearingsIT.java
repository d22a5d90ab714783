package org.courtbridge.gateway.store.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.courtbridge.gateway.e2e.Await;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.Postgres;
import org.courtbridge.hearings.Hearing;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.health.InternalErrors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class PostgresHearingsIT extends HearingsContract {

    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    private final InternalErrors errors = new InternalErrors(InstantSource.system());

    @Override
    Database open(Path folder) {
        return POSTGRES.emptyDatabase();
    }

    @Test
    @Timeout(300)
    void hearingsGoOnWhileTheDatabaseIsDown(@TempDir Path journal) throws Exception {
        HearingState state = HearingState.initial("h");
        try (Database database = POSTGRES.emptyDatabase();
                StoredHearings hearings = StoredHearings.open(database, journal, errors)) {
            state = append(hearings, state, Hearing.create("7", "t"));
            POSTGRES.cluster().stopServer();
            assertThat(database.isUp()).isFalse();
            for (int i = 0; i < 20; i++) {
                state = append(hearings, state, List.of(new HearingEvent.Uninvited(PartyId.device("d" + i))));
            }
            assertThat(hearings.behind()).isPositive();
            POSTGRES.cluster().startServer();
            Await.until("the database has everything", Duration.ofSeconds(60), () -> hearings.behind() == 0);
            assertThat(hearings.load()).containsExactly(state);
        }
    }

    private static HearingState append(StoredHearings hearings, HearingState state, List<HearingEvent> events) {
        HearingState next = state;
        List<HearingEvent.Recorded> recorded = Hearing.record(state, events, "x", Instant.EPOCH);
        hearings.append("h", recorded);
        for (HearingEvent.Recorded event : recorded) {
            next = Hearing.apply(next, event);
        }
        return next;
    }
}

package org.courtbridge.gateway.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.courtbridge.court.conference.HearingLogException;
import org.courtbridge.gateway.e2e.Await;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.EmptyDatabase;
import org.courtbridge.hearings.Hearing;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.health.DiskSpace;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.health.Part;
import org.courtbridge.media.health.Readiness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of hearing events when the database is away for long, or a writer fails for good. */
class FaultyStoreTest {

    private static final int LARGE = 1 << 20;
    private static final int MOST_WAITING = 20;

    /** Several times what is read back from the journal at once. */
    private static final int MANY = 1_500;

    @TempDir
    Path folder;

    private final InternalErrors errors = new InternalErrors(InstantSource.system());
    private final FullDisk disk = new FullDisk();
    private Database database;
    private StoredHearings hearings;
    private HearingState state = HearingState.initial("h");

    @BeforeEach
    void open() {
        database = EmptyDatabase.in(folder);
        hearings = StoredHearings.open(
                database, Journal.open(folder.resolve("journal"), disk::open, LARGE), errors, MOST_WAITING);
    }

    @AfterEach
    void close() {
        hearings.close();
        database.close();
    }

    @Test
    void aDatabaseThatIsAwayForLongTakesNoMoreMemoryAndGetsAllInTheEnd() {
        append(Hearing.create("7", "t"));
        await(() -> hearings.behind() == 0);
        takeAway();
        for (int i = 0; i < 10 * MOST_WAITING; i++) {
            append(List.of(new HearingEvent.Uninvited(PartyId.device("d" + i))));
            assertThat(hearings.inMemory()).isLessThanOrEqualTo(MOST_WAITING);
        }
        assertThat(hearings.behind()).isEqualTo(10 * MOST_WAITING);
        assertThat(readiness().details())
                .containsExactly("entries of the journal that the database has not yet: " + 10 * MOST_WAITING);

        giveBack();
        await(() -> hearings.behind() == 0);
        assertThat(hearings.load()).containsExactly(state);
        append(List.of(new HearingEvent.Uninvited(PartyId.device("last"))));
        await(() -> hearings.behind() == 0);
        assertThat(hearings.load()).containsExactly(state);
        assertThat(errors.count(Part.DATABASE_WRITER)).isZero();
    }

    /** More than is read back at once: what comes between two readings must wait for the second. */
    @Test
    void whatComesWhileTheDatabaseCatchesUpKeepsItsPlace() {
        append(Hearing.create("7", "t"));
        await(() -> hearings.behind() == 0);
        takeAway();
        int number = 0;
        while (number < MANY) {
            append(List.of(new HearingEvent.Uninvited(PartyId.device("d" + ++number))));
        }
        giveBack();
        while (hearings.behind() > 0 && number < 3 * MANY) {
            append(List.of(new HearingEvent.Uninvited(PartyId.device("d" + ++number))));
        }
        await(() -> hearings.behind() == 0);
        assertThat(hearings.load()).containsExactly(state);
        assertThat(errors.count(Part.DATABASE_WRITER)).isZero();
    }

    @Test
    void aWriterThatHasStoppedWantsARestartWhileHearingsGoOn() throws Exception {
        append(Hearing.create("7", "t"));
        await(() -> hearings.behind() == 0);
        takeAway();
        for (int i = 0; i < 3 * MOST_WAITING; i++) {
            append(List.of(new HearingEvent.Uninvited(PartyId.device("d" + i))));
        }
        for (Path segment : JournalSegment.in(folder.resolve("journal"))) {
            Files.delete(segment);
        }
        giveBack();
        await(() -> errors.count(Part.DATABASE_WRITER) > 0);
        assertThat(readiness().ready()).isFalse();
        assertThat(readiness().details()).first().asString().startsWith("database-writer: ");
        append(List.of(new HearingEvent.Uninvited(PartyId.device("last"))));
    }

    @Test
    void aJournalThatHasStoppedFailsEveryCommandAndWantsARestart() {
        append(Hearing.create("7", "t"));
        assertThat(readiness().ready()).isTrue();
        disk.breakDown();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> append(List.of(new HearingEvent.Uninvited(PartyId.device("d")))))
                    .isInstanceOf(HearingLogException.class);
        }
        await(() -> !readiness().ready());
        assertThat(readiness().details())
                .contains("journal: no hearing event can be stored any more; restart the gateway");
        assertThat(errors.count(Part.JOURNAL)).isEqualTo(1);
    }

    private Readiness.State readiness() {
        return new Readiness(database::isUp, hearings.backlog(), DiskSpace.of(folder, 0), errors).now();
    }

    private void takeAway() {
        database.jdbi().useHandle(handle -> handle.execute("alter table hearing_events rename to elsewhere"));
    }

    private void giveBack() {
        database.jdbi().useHandle(handle -> handle.execute("alter table elsewhere rename to hearing_events"));
    }

    private void append(List<HearingEvent> events) {
        List<HearingEvent.Recorded> recorded = Hearing.record(state, events, "x", Instant.EPOCH);
        hearings.append(state.id(), recorded);
        for (HearingEvent.Recorded event : recorded) {
            state = Hearing.apply(state, event);
        }
    }

    private static void await(BooleanSupplier condition) {
        Await.until("the store's answer", Duration.ofMinutes(1), condition::getAsBoolean);
    }
}

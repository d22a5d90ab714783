package org.courtbridge.gateway.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
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

/** Tests of a database that loses what it had taken: segments of the journal go only when it has been read back. */
class ProvenStoreTest {

    /** Bytes of a dozen entries. */
    private static final int SEGMENT = 2_000;

    @TempDir
    Path folder;

    private final InternalErrors errors = new InternalErrors(InstantSource.system());
    private final Map<String, HearingState> states = new HashMap<>();
    private Database database;
    private StoredHearings hearings;

    @BeforeEach
    void open() {
        database = EmptyDatabase.in(folder);
        hearings = StoredHearings.open(
                database, Journal.open(folder.resolve("journal"), FileChannel::open, SEGMENT), errors, 1_000);
    }

    @AfterEach
    void close() {
        hearings.close();
        database.close();
    }

    @Test
    void segmentsGoWhenTheDatabaseHasBeenReadBackFromItsFile() {
        long before = database.openings();
        append("h", Hearing.create("7", "t"));
        appendMany("h", 40);
        await(() -> hearings.behind() == 0
                && JournalSegment.in(folder.resolve("journal")).size() == 1);
        assertThat(database.openings()).isGreaterThan(before);
        assertThat(hearings.load()).containsExactlyInAnyOrderElementsOf(states.values());
        assertThat(errors.count(Part.DATABASE_WRITER)).isZero();
    }

    @Test
    void aSegmentStaysWhileTheDatabaseLacksWhatItHadTakenAndGivesItBack() {
        append("lost", Hearing.create("7", "t"));
        appendMany("lost", 5);
        await(() -> hearings.behind() == 0);
        database.execute("delete from hearing_events where number > 2");
        append("other", Hearing.create("8", "t"));
        appendMany("other", 20);
        await(() -> hearings.behind() == 0 && hearings.load().containsAll(states.values()));
        assertThat(errors.count(Part.DATABASE_WRITER)).isZero();
    }

    @Test
    void whatFollowsALostEventBringsItBack() {
        append("h", Hearing.create("7", "t"));
        appendMany("h", 5);
        await(() -> hearings.behind() == 0);
        database.execute("delete from hearing_events where number > 3");
        appendMany("h", 1);
        await(() -> hearings.behind() == 0 && hearings.load().containsAll(states.values()));
        assertThat(errors.count(Part.DATABASE_WRITER)).isZero();
    }

    /** What is missing in the journal, too, is for a person to look at; other hearings go on. */
    @Test
    void whatFollowsAGapThatTheJournalDoesNotFillIsSetAside() {
        append("h", Hearing.create("7", "t"));
        appendMany("h", 40);
        await(() -> hearings.behind() == 0
                && JournalSegment.in(folder.resolve("journal")).size() == 1);
        database.execute("delete from hearing_events where number > 3");
        appendMany("h", 1);
        append("other", Hearing.create("8", "t"));
        await(() -> hearings.behind() == 0);
        assertThat(hearings.backlog().setAside().getAsLong()).isPositive();
        long others = database.jdbi()
                .withHandle(handle -> handle.select("select count(*) from hearing_events where hearing_id = 'other'")
                        .mapTo(Long.class)
                        .one());
        assertThat(others).isEqualTo(1);
        assertThat(new Readiness(database::isUp, hearings.backlog(), DiskSpace.of(folder, 0), errors)
                        .now()
                        .ready())
                .isTrue();
    }

    @Test
    void aDatabaseThatHasClosedItselfWorksAgainWithoutARestart() {
        append("h", Hearing.create("7", "t"));
        await(() -> hearings.behind() == 0);
        assertThatThrownBy(() -> database.execute("shutdown immediately"))
                .as("nobody hears how it ended")
                .isInstanceOf(RuntimeException.class);
        await(database::isUp);
        appendMany("h", 1);
        await(() -> hearings.behind() == 0);
        assertThat(hearings.load()).containsExactlyInAnyOrderElementsOf(states.values());
    }

    private void appendMany(String id, int events) {
        for (int i = 0; i < events; i++) {
            append(
                    id,
                    List.of(new HearingEvent.Uninvited(PartyId.device(
                            "d" + Objects.requireNonNull(states.get(id)).lastEvent()))));
        }
    }

    private void append(String id, List<HearingEvent> events) {
        HearingState state = states.getOrDefault(id, HearingState.initial(id));
        List<HearingEvent.Recorded> recorded = Hearing.record(state, events, "x", Instant.EPOCH);
        hearings.append(id, recorded);
        for (HearingEvent.Recorded event : recorded) {
            state = Hearing.apply(state, event);
        }
        states.put(id, state);
    }

    private static void await(Callable<Boolean> condition) {
        Await.until("the store's answer", Duration.ofMinutes(1), condition);
    }
}

package org.courtbridge.gateway.store.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.courtbridge.court.conference.HearingLogException;
import org.courtbridge.gateway.e2e.Await;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.StoreException;
import org.courtbridge.hearings.Hearing;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingCommand.Admission;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.Layout;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.health.Part;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contract of the store of hearing events, for each database. */
abstract class HearingsContract {

    private static final Instant NOW = Instant.parse("2026-11-25T05:00:00.123Z");
    private static final PartyId ROOM = PartyId.device("r");

    @TempDir
    Path folder;

    private final InternalErrors errors = new InternalErrors(InstantSource.system());
    private Path journal;
    private Database database;
    private HearingState state = HearingState.initial("h");

    /** @param folder empty, of this test alone */
    abstract Database open(Path folder);

    @BeforeEach
    void open() {
        journal = folder.resolve("journal");
        database = open(folder);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void givesBackHearingsAsTheirEventsMadeThem() {
        try (StoredHearings hearings = StoredHearings.open(database, journal, errors)) {
            append(hearings, Hearing.create("7", "Қазақша \0 іс"));
            append(hearings, Hearing.decide(state, new HearingCommand.Invite("x", ROOM, "Зал", Admission.DIRECT)));
            append(hearings, Hearing.decide(state, new HearingCommand.Start("x")));
        }
        try (StoredHearings hearings = StoredHearings.open(database, journal, errors)) {
            assertThat(hearings.load()).containsExactly(state);
        }
        assertThat(folder.resolve("journal")).isDirectoryNotContaining("glob:**.journal");
    }

    @Test
    void givesBackLayouts() {
        try (StoredHearings hearings = StoredHearings.open(database, journal, errors)) {
            append(hearings, Hearing.create("7", "t"));
            append(hearings, Hearing.decide(state, new HearingCommand.Invite("x", ROOM, "Зал", Admission.DIRECT)));
            append(hearings, Hearing.decide(state, new HearingCommand.ChooseLayout("x", Layout.ONE_AND_SEVEN)));
            append(
                    hearings,
                    Hearing.decide(state, new HearingCommand.ChooseSeatLayout("x", ROOM, Optional.of(Layout.GRID))));
        }
        try (StoredHearings hearings = StoredHearings.open(database, journal, errors)) {
            HearingState loaded = hearings.load().getFirst();
            assertThat(loaded.layout()).contains(Layout.ONE_AND_SEVEN);
            assertThat(loaded.seat(ROOM).orElseThrow().layout()).contains(Layout.GRID);
            assertThat(loaded).isEqualTo(state);
        }
    }

    /** As the version before layouts wrote it, octet for octet. */
    @Test
    void aHearingOfBeforeTheLayoutsHasNoChoice() {
        try (Journal old = Journal.open(journal)) {
            old.append("""
                    {"hearing":"h","events":[{"number":1,"at":"2026-11-25T05:00:00.123Z","actor":"user:клерк",\
                    "event":{"type":"created","number":"7","title":"Іс"}},\
                    {"number":2,"at":"2026-11-25T05:00:00.123Z","actor":"user:клерк",\
                    "event":{"type":"invited","party":"device:r","name":"Зал","admission":"DIRECT"}}]}\
                    """.getBytes(UTF_8), _ -> {});
        }
        try (StoredHearings hearings = StoredHearings.open(database, journal, errors)) {
            HearingState loaded = hearings.load().getFirst();
            assertThat(loaded.lastEvent()).isEqualTo(2);
            assertThat(loaded.layout()).isEmpty();
            assertThat(loaded.seat(ROOM).orElseThrow().layout()).isEmpty();
        }
    }

    /** The journal holds an entry that the version of before gave to the database, too, and that this one writes otherwise. */
    @Test
    void anEventThatAVersionOfBeforeStoredIsTheSame() {
        try (StoredHearings hearings = StoredHearings.open(database, journal, errors)) {
            append(hearings, Hearing.create("7", "t"));
        }
        database.execute(
                "update hearing_events set payload = '{\"title\":\"t\", \"number\":\"7\", \"type\":\"created\"}'");
        try (Journal old = Journal.open(journal)) {
            old.append("""
                    {"hearing":"h","events":[{"number":1,"at":"2026-11-25T05:00:00.123Z","actor":"x",\
                    "event":{"type":"created","number":"7","title":"t"}}]}\
                    """.getBytes(UTF_8), _ -> {});
        }
        try (StoredHearings hearings = StoredHearings.open(database, journal, errors)) {
            assertThat(hearings.load()).containsExactly(state);
        }
    }

    /** The process was killed after the journal and before the database. */
    @Test
    void takesWhatTheDatabaseLacksFromTheJournal() throws Exception {
        Path copy = copyOfTwoEvents();
        database.jdbi().useHandle(handle -> handle.execute("delete from hearing_events where number = 2"));
        try (StoredHearings hearings = StoredHearings.open(database, copy, errors)) {
            assertThat(hearings.load()).containsExactly(state);
        }
    }

    @Test
    void noticesAGapBetweenDatabaseAndJournal() {
        try (Journal rest = Journal.open(folder.resolve("rest"))) {
            EventJson.Entry entry = new EventJson.Entry(
                    "h", List.of(new HearingEvent.Recorded(5, NOW, "x", new HearingEvent.Admitted(ROOM))));
            rest.append(new EventJson().entry(entry), _ -> {});
        }
        assertThatThrownBy(() -> StoredHearings.open(database, folder.resolve("rest"), errors))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the database ends with event 0, the journal goes on with 5");
    }

    @Test
    void noticesThatAnotherGatewayWrites() throws Exception {
        Path copy = copyOfTwoEvents();
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "update hearing_events set payload = '{\"type\":\"recovered\"}' where number = 2"));
        assertThatThrownBy(() -> StoredHearings.open(database, copy, errors))
                .hasMessage("hearing h: event 2 of the journal is another in the database; do two gateways use it?");
    }

    @Test
    void doesNotStartWithAnEventItDoesNotKnow() {
        try (StoredHearings hearings = StoredHearings.open(database, journal, errors)) {
            append(hearings, Hearing.create("7", "t"));
        }
        // The start after which only the database has it.
        StoredHearings.open(database, journal, errors).close();
        database.jdbi()
                .useHandle(handle -> handle.execute("update hearing_events set payload = '{\"type\":\"teleported\"}'"));
        try (StoredHearings hearings = StoredHearings.open(database, journal, errors)) {
            assertThatThrownBy(hearings::load)
                    .hasMessage(
                            "hearing h, event 1: event type teleported is not known to this version of the program");
        }
    }

    @Test
    void aFullDiskFailsTheCommand() {
        FullDisk disk = new FullDisk();
        Journal full = Journal.open(journal, disk::open, 1_000_000);
        try (StoredHearings hearings = StoredHearings.open(database, full, errors, 1_000)) {
            append(hearings, Hearing.create("7", "t"));
            disk.free(10);
            List<HearingEvent> start = Hearing.decide(state, new HearingCommand.Start("x"));
            List<HearingEvent.Recorded> recorded = Hearing.record(state, start, "x", NOW);
            assertThatThrownBy(() -> hearings.append("h", recorded))
                    .isInstanceOf(HearingLogException.class)
                    .hasMessageContaining("No space left on device");
            disk.free(10_000);
            append(hearings, start);
        }
        try (StoredHearings hearings = StoredHearings.open(database, journal, errors)) {
            assertThat(hearings.load()).containsExactly(state);
        }
    }

    @Test
    void whatTheDatabaseRefusesIsSetAsideAndAllElseGoesOn() throws Exception {
        narrowTitles();
        HearingState refused = HearingState.initial("refused");
        try (StoredHearings hearings = StoredHearings.open(database, journal, errors)) {
            refused = append(hearings, refused, Hearing.create("8", "a title of thirty characters!!"));
            append(hearings, Hearing.create("7", "short"));
            refused = append(hearings, refused, Hearing.decide(refused, new HearingCommand.Start("x")));
            append(hearings, Hearing.decide(state, new HearingCommand.Start("x")));
            awaitAllIn(hearings);

            assertThat(new EventTable(database, new EventJson()).load()).containsExactly(state);
            assertThat(hearings.load()).containsExactlyInAnyOrder(state, refused);
            assertThat(hearings.backlog().setAside().getAsLong()).isEqualTo(2);
            assertThat(errors.count(Part.DATABASE_WRITER))
                    .as("once for the hearing")
                    .isEqualTo(1);
            assertThat(Files.readAllLines(hearings.backlog().file()))
                    .hasSize(2)
                    .allMatch(line -> line.contains("\"hearing\":\"refused\""))
                    .first()
                    .asString()
                    .contains("a title of thirty characters!!");
        }
        // A start with them, and with entries that the journal has besides.
        try (StoredHearings hearings = StoredHearings.open(database, journal, errors)) {
            assertThat(hearings.load()).containsExactlyInAnyOrder(state, refused);
            refused = append(hearings, refused, Hearing.decide(refused, new HearingCommand.Adjourn("x", "lunch")));
            awaitAllIn(hearings);
            assertThat(hearings.backlog().setAside().getAsLong()).isEqualTo(3);
        }
        widenTitles();
        try (StoredHearings hearings = StoredHearings.open(database, journal, errors)) {
            assertThat(new EventTable(database, new EventJson()).load()).containsExactlyInAnyOrder(state, refused);
            assertThat(hearings.backlog().setAside().getAsLong()).isZero();
            assertThat(hearings.backlog().file()).doesNotExist();
        }
    }

    /** The process was killed before the database was asked. */
    @Test
    void aStartSetsAsideWhatTheDatabaseRefuses() throws Exception {
        HearingState refused = HearingState.initial("refused");
        Path copy = folder.resolve("copy");
        Files.createDirectories(copy);
        try (Journal rest = Journal.open(copy)) {
            for (HearingEvent event : Hearing.create("8", "a title of thirty characters!!")) {
                HearingEvent.Recorded recorded = new HearingEvent.Recorded(1, NOW, "x", event);
                refused = Hearing.apply(refused, recorded);
                rest.append(new EventJson().entry(new EventJson.Entry("refused", List.of(recorded))), _ -> {});
            }
            HearingEvent.Recorded other = new HearingEvent.Recorded(
                    1, NOW, "x", Hearing.create("7", "t").getFirst());
            state = Hearing.apply(state, other);
            rest.append(new EventJson().entry(new EventJson.Entry("h", List.of(other))), _ -> {});
        }
        narrowTitles();
        try (StoredHearings hearings = StoredHearings.open(database, copy, errors)) {
            assertThat(hearings.load()).containsExactlyInAnyOrder(state, refused);
            assertThat(hearings.backlog().setAside().getAsLong()).isEqualTo(1);
        }
        assertThat(JournalSegment.in(copy)).as("all is stored or set aside").isEmpty();
    }

    private void narrowTitles() {
        database.jdbi().useHandle(handle -> handle.execute("alter table hearings alter column title type varchar(20)"));
    }

    private void widenTitles() {
        database.jdbi().useHandle(handle -> handle.execute("alter table hearings alter column title type varchar"));
    }

    private static void awaitAllIn(StoredHearings hearings) {
        Await.until("the database has everything", Duration.ofMinutes(1), () -> hearings.behind() == 0);
    }

    private static HearingState append(StoredHearings hearings, HearingState before, List<HearingEvent> events) {
        List<HearingEvent.Recorded> recorded = Hearing.record(before, events, "user:клерк", NOW);
        hearings.append(before.id(), recorded);
        HearingState after = before;
        for (HearingEvent.Recorded event : recorded) {
            after = Hearing.apply(after, event);
        }
        return after;
    }

    private Path copyOfTwoEvents() throws Exception {
        Path copy = folder.resolve("copy");
        Files.createDirectories(copy);
        try (StoredHearings hearings = StoredHearings.open(database, journal, errors)) {
            append(hearings, Hearing.create("7", "t"));
            append(hearings, Hearing.decide(state, new HearingCommand.Start("x")));
            for (Path segment : JournalSegment.in(journal)) {
                Files.copy(segment, copy.resolve(segment.getFileName()));
            }
        }
        return copy;
    }

    private void append(StoredHearings hearings, List<HearingEvent> events) {
        state = append(hearings, state, events);
    }
}

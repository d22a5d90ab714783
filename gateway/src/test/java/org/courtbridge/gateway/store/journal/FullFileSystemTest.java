package org.courtbridge.gateway.store.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.courtbridge.court.conference.HearingLogException;
import org.courtbridge.gateway.e2e.Await;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.EmptyDatabase;
import org.courtbridge.hearings.Hearing;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.health.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real file system of some megabytes, in a mount namespace of its own, is full while hearings go on: every event that was
 * acknowledged is there afterwards, and the database works again without a restart.
 */
class FullFileSystemTest {

    private static final String SIZE = "24m";

    @TempDir
    Path folder;

    @Test
    @Timeout(300)
    void losesNothingThatWasAcknowledged() throws Exception {
        Path log = folder.resolve("log");
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Process child = new ProcessBuilder(
                        "unshare",
                        "--mount",
                        "sh",
                        "-c",
                        "mount -t tmpfs -o size=%s tmpfs \"$0\" && exec \"$@\"".formatted(SIZE),
                        disk.toString(),
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        disk.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            boolean ended = child.waitFor(4, TimeUnit.MINUTES);
            assertThat(ended).as(() -> "has ended: " + text(log)).isTrue();
        } finally {
            child.toHandle().destroyForcibly();
        }
        assertThat(child.exitValue()).as(() -> text(log)).isZero();
    }

    private static String text(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Ends with 1 if anything is missing. */
    static final class Child {

        private static final int[] KIBIBYTES_LEFT = {0, 100};
        private static final int HEARINGS = 3;
        private static final int OTHERS_EVERY = 50;
        private static final int MOST = 1_500;

        private final Path disk;
        private final Path data;
        private final InternalErrors errors = new InternalErrors(InstantSource.system());
        private Map<String, HearingState> acknowledged = new HashMap<>();

        private Child(Path disk, String round) {
            this.disk = disk;
            this.data = disk.resolve(round);
        }

        public static void main(String[] arguments) throws IOException {
            Path disk = Path.of(arguments[0]);
            for (int left : KIBIBYTES_LEFT) {
                for (boolean freedBeforeTheEnd : new boolean[] {false, true}) {
                    String round = left + (freedBeforeTheEnd ? "-freed" : "-full");
                    Child child = new Child(disk, round);
                    child.run(left, freedBeforeTheEnd);
                    System.out.println(Instant.now() + " " + round + ": all is there");
                    deleteAll(child.data);
                }
            }
        }

        private void run(int kibibytesLeft, boolean freedBeforeTheEnd) throws IOException {
            try (Database database = EmptyDatabase.in(data);
                    StoredHearings hearings = StoredHearings.open(database, data.resolve("journal"), errors)) {
                database.execute("create table others (id bigint primary key, content varchar)");
                for (int i = 0; i < HEARINGS; i++) {
                    append(hearings, "h" + i, Hearing.create(Integer.toString(i), "t"));
                }
                await("the database has all", () -> hearings.behind() == 0);
                fill(kibibytesLeft);
                int refused = 0;
                for (int i = 0; i < MOST && refused < 5; i++) {
                    refused += appendOrNot(hearings, "h" + i % HEARINGS, i) ? 0 : 1;
                    if (i % OTHERS_EVERY == 0) {
                        writeAnotherOrNot(database, i);
                    }
                }
                if (freedBeforeTheEnd) {
                    Files.delete(disk.resolve("filling"));
                    await("the database answers again", database::isUp);
                    append(hearings, "new", Hearing.create("99", "after the disk was full"));
                    await("the database has all", () -> hearings.behind() == 0);
                    check(hearings.load());
                }
            }
            Files.deleteIfExists(disk.resolve("filling"));
            try (Database database = Database.embedded(data);
                    StoredHearings hearings = StoredHearings.open(database, data.resolve("journal"), errors)) {
                check(hearings.load());
            }
            if (errors.count(Part.DATABASE_WRITER) > 0 || errors.count(Part.JOURNAL) > 0) {
                throw new IllegalStateException("a writer has stopped");
            }
        }

        private void fill(int kibibytesLeft) throws IOException {
            byte[] page = new byte[4_096];
            try (OutputStream out = Files.newOutputStream(disk.resolve("filling"))) {
                while (disk.toFile().getUsableSpace() > kibibytesLeft * 1_024L) {
                    out.write(page);
                }
            }
        }

        private boolean appendOrNot(StoredHearings hearings, String id, int number) {
            try {
                append(hearings, id, List.of(new HearingEvent.Uninvited(PartyId.device("d" + number))));
                return true;
            } catch (HearingLogException _) {
                return false;
            }
        }

        /** Others use the database, too, and do not mind that it is full. */
        private static void writeAnotherOrNot(Database database, int number) {
            try {
                database.execute("insert into others values (?, ?)", number, "x".repeat(2_000));
            } catch (RuntimeException e) {
                System.out.println("not written: " + e.getMessage());
            }
        }

        private void append(StoredHearings hearings, String id, List<HearingEvent> events) {
            HearingState state = acknowledged.getOrDefault(id, HearingState.initial(id));
            List<HearingEvent.Recorded> recorded = Hearing.record(state, events, "x", Instant.EPOCH);
            hearings.append(id, recorded);
            for (HearingEvent.Recorded event : recorded) {
                state = Hearing.apply(state, event);
            }
            acknowledged.put(id, state);
        }

        private void check(List<HearingState> found) {
            Map<String, HearingState> byId = new HashMap<>();
            found.forEach(state -> byId.put(state.id(), state));
            acknowledged.forEach((id, state) -> {
                if (!state.equals(byId.get(id))) {
                    throw new IllegalStateException("%s: hearing %s is not as it was acknowledged: %s, and not %s"
                            .formatted(data.getFileName(), id, byId.get(id), state));
                }
            });
        }

        private static void await(String what, BooleanSupplier condition) {
            Await.until(what, Duration.ofMinutes(1), condition::getAsBoolean);
        }

        private static void deleteAll(Path folder) throws IOException {
            List<Path> all;
            try (Stream<Path> inside = Files.walk(folder)) {
                all = new ArrayList<>(inside.sorted(Comparator.reverseOrder()).toList());
            }
            for (Path path : all) {
                Files.delete(path);
            }
        }
    }
}

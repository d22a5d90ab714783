package org.courtbridge.operations.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.media.bridge.Log;
import org.courtbridge.operations.publication.DroppedList.Reason;
import org.courtbridge.operations.publication.DroppedList.State;
import org.courtbridge.operations.publication.DroppedList.Trouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DroppedListTest {

    private static final Instant START = Instant.parse("2026-11-27T05:00:00Z");
    private static final Duration STEP = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private Instant now = START;
    private Map<String, String> files = Map.of("hearings.json", "{\"court\":\"Алматы\"}", "hearings.ics", "BEGIN");

    private DroppedList list(Path there) {
        return new DroppedList(there, () -> files, () -> now);
    }

    private static List<String> names(Path of) throws Exception {
        try (Stream<Path> all = Files.list(of)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static State trouble(Path folder, Optional<Instant> written, Instant since, Reason reason) {
        return new State(folder, written, Optional.of(new Trouble(since, reason)));
    }

    @Test
    void replacesFilesAsAWholeWhenTheyAreToBeOthers() throws Exception {
        DroppedList list = list(folder);
        list.run();
        assertThat(names(folder)).containsExactly("hearings.ics", "hearings.json");
        Path json = folder.resolve("hearings.json");
        assertThat(Files.readString(json)).isEqualTo("{\"court\":\"Алматы\"}");
        Object first = Files.getAttribute(json, "unix:ino");
        Files.setLastModifiedTime(json, FileTime.from(Instant.EPOCH));
        now = now.plus(STEP);
        list.run();
        assertThat(Files.getLastModifiedTime(json)).as("left alone").isEqualTo(FileTime.from(Instant.EPOCH));
        assertThat(list.state()).isEqualTo(new State(folder, Optional.of(START), Optional.empty()));
        files = Map.of("hearings.json", "{}", "hearings.ics", "BEGIN");
        list.run();
        assertThat(Files.readString(json)).isEqualTo("{}");
        assertThat(Files.getAttribute(json, "unix:ino"))
                .as("another file, whoever reads the former one")
                .isNotEqualTo(first);
        assertThat(names(folder)).containsExactly("hearings.ics", "hearings.json");
        assertThat(list.state()).isEqualTo(new State(folder, Optional.of(START.plus(STEP)), Optional.empty()));
    }

    @Test
    void itsGroupReadsAFileAndNobodyElse() throws Exception {
        list(folder).run();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("hearings.json"))))
                .isEqualTo("rw-r-----");
    }

    @Test
    void aFileThatWasTakenAwayIsWrittenAgain() throws Exception {
        DroppedList list = list(folder);
        list.run();
        Files.delete(folder.resolve("hearings.json"));
        list.run();
        assertThat(names(folder)).containsExactly("hearings.ics", "hearings.json");
    }

    @Test
    void aMissingFolderIsNotMadeButToldOnceAndTriedAgain() throws Exception {
        Path there = folder.resolve("list");
        DroppedList list = list(there);
        try (Log log = new Log(DroppedList.class)) {
            list.run();
            now = now.plus(STEP);
            list.run();
            assertThat(there).doesNotExist();
            assertThat(list.state()).isEqualTo(trouble(there, Optional.empty(), START, Reason.NO_FOLDER));
            assertThat(log.lines().stream().filter(line -> line.contains(there.toString())))
                    .singleElement()
                    .asString()
                    .startsWith("WARN the list of hearings cannot be written");
        }
        Files.createDirectory(there);
        list.run();
        assertThat(names(there)).containsExactly("hearings.ics", "hearings.json");
        assertThat(list.state().trouble()).isEmpty();
    }

    @Test
    void whatIsLeftOfAWriteThatWasCutOffIsNoObstacle() throws Exception {
        Files.writeString(folder.resolve(".hearings.json.new"), "{\"cou");
        list(folder).run();
        assertThat(names(folder)).containsExactly("hearings.ics", "hearings.json");
        assertThat(Files.readString(folder.resolve("hearings.json"))).isEqualTo(files.get("hearings.json"));
    }

    /** A disk of its own in another mount namespace, into which this process looks by /proc. */
    @Test
    void onAFullDiskTheFormerFileStaysAndNothingOfTheNewOne() throws Exception {
        Process mounted = new ProcessBuilder(
                        "unshare",
                        "--mount",
                        "sh",
                        "-c",
                        "mount -t tmpfs -o size=256k tmpfs \"$0\" && echo mounted && exec cat",
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader said =
                        new BufferedReader(new InputStreamReader(mounted.getInputStream(), StandardCharsets.UTF_8));
                OutputStream _ = mounted.getOutputStream()) {
            assertThat(said.readLine()).isEqualTo("mounted");
            Path disk = Path.of("/proc/" + mounted.pid() + "/root" + folder);
            files = Map.of("hearings.json", "[1]");
            DroppedList list = list(disk);
            list.run();
            files = Map.of("hearings.json", "[\"" + "а".repeat(200_000) + "\"]");
            now = now.plus(STEP);
            list.run();
            assertThat(Files.readString(disk.resolve("hearings.json"))).isEqualTo("[1]");
            assertThat(names(disk)).containsExactly("hearings.json");
            assertThat(list.state()).isEqualTo(trouble(disk, Optional.of(START), START.plus(STEP), Reason.NOT_WRITTEN));
            files = Map.of("hearings.json", "[2]");
            list.run();
            assertThat(Files.readString(disk.resolve("hearings.json"))).isEqualTo("[2]");
            assertThat(list.state().trouble()).isEmpty();
        } finally {
            mounted.destroy();
            mounted.waitFor();
        }
    }
}

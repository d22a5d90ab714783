package org.courtbridge.gateway.measuring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Notes attempts after the first that tests needed inside: a line each in a file of this JVM in {@value #FOLDER}, so that they
 * are told at the end as those tests are that were red once.
 */
public final class FurtherAttempts {

    /** In the folder of the module. */
    public static final String FOLDER = "target/attempts";

    static final FurtherAttempts OF_THIS_JVM = new FurtherAttempts(
            Path.of(FOLDER)
                    .resolve("%d-%d.tsv".formatted(ProcessHandle.current().pid(), System.currentTimeMillis())),
            InstantSource.system());

    private final Path file;
    private final InstantSource clock;

    FurtherAttempts(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * Notes one of the test that calls this.
     *
     * @param attempt 2 or more
     * @param complaint about the attempt before
     */
    public static void note(int attempt, String complaint) {
        OF_THIS_JVM.record(RunningTest.find(), attempt, complaint);
    }

    void record(RunningTest test, int attempt, String complaint) {
        write(new Note(clock.instant().truncatedTo(ChronoUnit.SECONDS), test.toString(), attempt, complaint));
    }

    private synchronized void write(Note attempt) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, List.of(attempt.line()), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One line.
     *
     * @param test class and method, with # between
     * @param number 2 or more
     * @param complaint about the attempt before
     */
    public record Note(Instant at, String test, int number, String complaint) {

        private static final String BETWEEN = "\t";

        String line() {
            return String.join(
                    BETWEEN, at.toString(), test, Integer.toString(number), complaint.replaceAll("\\s+", " "));
        }

        public static Note parse(String line) {
            String[] parts = line.split(BETWEEN, 4);
            if (parts.length != 4) {
                throw new IllegalArgumentException("not an attempt: " + line);
            }
            return new Note(Instant.parse(parts[0]), parts[1], Integer.parseInt(parts[2]), parts[3]);
        }
    }
}

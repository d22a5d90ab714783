package org.courtbridge.benchmarks.nightly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The file of all figures of all runs, the oldest first: {@code date,commit,step,figure,value,unit}. Nothing in it has a comma, so
 * nothing is quoted. The figure {@code outcome} has a word for its value, and {@code outcome} for its unit; all others have numbers.
 */
final class FigureFile {

    static final String HEADER = "date,commit,step,figure,value,unit";
    static final String OUTCOME = "outcome";

    private static final int COLUMNS = 6;

    private FigureFile() {}

    /** @throws IOException if it cannot be read, or a line of it is not as it should be */
    static List<StepFigures> read(Path file) throws IOException {
        Map<String, StepFigures> steps = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
            throw new IOException("%s:1: expected: %s".formatted(file, HEADER));
        }
        for (int i = 1; i < lines.size(); i++) {
            String[] columns = lines.get(i).split(",", -1);
            if (columns.length != COLUMNS) {
                throw new IOException(
                        "%s:%d: %d columns (expected: %d)".formatted(file, i + 1, columns.length, COLUMNS));
            }
            try {
                add(columns, steps.computeIfAbsent(columns[2], StepFigures::new));
            } catch (DateTimeParseException | IllegalArgumentException e) {
                throw new IOException("%s:%d: %s".formatted(file, i + 1, e.getMessage()), e);
            }
        }
        return new ArrayList<>(steps.values());
    }

    private static void add(String[] columns, StepFigures step) {
        Instant date = Instant.parse(columns[0]);
        if (columns[5].equals(OUTCOME)) {
            step.ended(new StepFigures.Outcome(date, columns[1], columns[4]));
        } else {
            step.add(date, new Figure(columns[3], Double.parseDouble(columns[4]), columns[5]));
        }
    }
}

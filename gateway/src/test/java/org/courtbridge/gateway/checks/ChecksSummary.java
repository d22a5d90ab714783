package org.courtbridge.gateway.checks;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.courtbridge.gateway.checks.CheckedTest.Outcome;
import org.courtbridge.gateway.measuring.FurtherAttempts;

/**
 * Lists, of all reports of a run, the tests that were red once and green when run again, needed further attempts inside, were
 * left out, or could not measure; each with the reason.
 *
 * @param tests of all classes
 * @param attempts after the first, inside tests
 */
record ChecksSummary(List<CheckedTest> tests, List<FurtherAttempts.Note> attempts) {

    /** All was judged, and is green. */
    static final int JUDGED = 0;

    static final int RED = 1;

    /** There are no reports, or they cannot be read. */
    static final int UNREADABLE = 2;

    /** Something that a test needs is missing; other tests may not have been able to measure. */
    static final int LEFT_OUT = 3;

    /** All that was to be done was done, but the machine was too short of processor to judge a part of it. */
    static final int COULD_NOT_MEASURE = 4;

    private static final PathMatcher REPORTS = FileSystems.getDefault()
            .getPathMatcher("glob:*/target/{surefire,failsafe}-reports*/{TEST-*.xml,**/TEST-*.xml}");

    private static final PathMatcher ATTEMPTS =
            FileSystems.getDefault().getPathMatcher("glob:*/" + FurtherAttempts.FOLDER + "/*.tsv");

    /** Folders below a module's. */
    private static final int DEPTH = 6;

    /**
     * {@code FOLDER [SINCE]}: of all modules in a folder, what is newer than a file.
     *
     * <p>Exits with 0 if all was judged and is green, 1 if something is red, 2 if there is nothing to read, 3 if tests were left
     * out for want of something that they need, 4 if none was but some could not measure.
     */
    public static void main(String[] arguments) {
        if (arguments.length < 1 || arguments.length > 2) {
            System.err.println("usage: checks-summary FOLDER [SINCE]");
            System.exit(UNREADABLE);
        }
        try {
            FileTime since = arguments.length == 2
                    ? Files.getLastModifiedTime(Path.of(arguments[1]))
                    : FileTime.fromMillis(Long.MIN_VALUE);
            ChecksSummary summary = of(Path.of(arguments[0]), since);
            System.out.print(summary.text());
            System.exit(summary.status());
        } catch (IOException e) {
            System.err.println("checks-summary: " + e.getMessage());
            System.exit(UNREADABLE);
        }
    }

    /** @throws IOException if one of them cannot be read */
    static ChecksSummary of(Path folder, FileTime since) throws IOException {
        List<CheckedTest> tests = new ArrayList<>();
        for (Path report : newer(folder, since, REPORTS)) {
            tests.addAll(TestReport.read(report));
        }
        List<FurtherAttempts.Note> attempts = new ArrayList<>();
        for (Path file : newer(folder, since, ATTEMPTS)) {
            Files.readAllLines(file).stream().map(FurtherAttempts.Note::parse).forEach(attempts::add);
        }
        attempts.sort(Comparator.comparing(FurtherAttempts.Note::at));
        return new ChecksSummary(tests, attempts);
    }

    private static List<Path> newer(Path folder, FileTime since, PathMatcher matcher) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path target : targets(folder)) {
            try (Stream<Path> files = Files.find(
                    target,
                    DEPTH,
                    (file, attributes) -> attributes.isRegularFile()
                            && matcher.matches(folder.relativize(file))
                            && attributes.lastModifiedTime().compareTo(since) >= 0)) {
                files.sorted().forEach(found::add);
            }
        }
        return found;
    }

    /** What the modules have built. */
    private static List<Path> targets(Path folder) throws IOException {
        try (Stream<Path> modules = Files.list(folder)) {
            return modules.map(module -> module.resolve("target"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        }
    }

    int status() {
        if (tests.isEmpty()) {
            return UNREADABLE;
        }
        if (count(Outcome.RED) > 0) {
            return RED;
        }
        if (count(Outcome.LEFT_OUT) > 0) {
            return LEFT_OUT;
        }
        return count(Outcome.COULD_NOT_MEASURE) > 0 ? COULD_NOT_MEASURE : JUDGED;
    }

    private long count(Outcome outcome) {
        return of(outcome).size();
    }

    private List<CheckedTest> of(Outcome outcome) {
        return tests.stream().filter(test -> test.outcome() == outcome).toList();
    }

    /** What matters most comes last, where a terminal shows it. */
    String text() {
        if (tests.isEmpty()) {
            return "No reports of tests.\n";
        }
        StringBuilder text = new StringBuilder();
        section(text, "Red", of(Outcome.RED));
        section(text, "Red once, green when run again", of(Outcome.RED_ONCE));
        if (!attempts.isEmpty()) {
            text.append("Needed further attempts inside: ")
                    .append(attempts.size())
                    .append('\n');
            attempts.forEach(note -> text.append("  %s: attempt %d at %s, as before it: %s%n"
                    .formatted(note.test(), note.number(), note.at(), note.complaint())));
        }
        section(text, "LEFT OUT, for want of what they need", of(Outcome.LEFT_OUT));
        section(text, "COULD NOT MEASURE, so neither good nor bad", of(Outcome.COULD_NOT_MEASURE));
        return text.append(
                        "%d tests: %d green at once, %d red, %d red once, %d left out, %d could not measure; %d further attempts inside%n"
                                .formatted(
                                        tests.size(),
                                        count(Outcome.PASSED),
                                        count(Outcome.RED),
                                        count(Outcome.RED_ONCE),
                                        count(Outcome.LEFT_OUT),
                                        count(Outcome.COULD_NOT_MEASURE),
                                        attempts.size()))
                .toString();
    }

    private static void section(StringBuilder text, String title, List<CheckedTest> tests) {
        if (!tests.isEmpty()) {
            text.append(title).append(": ").append(tests.size()).append('\n');
            tests.forEach(test -> text.append("  %s: %s%n".formatted(test.name(), test.reason())));
        }
    }
}

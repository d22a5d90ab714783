package org.courtbridge.benchmarks.nightly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.courtbridge.benchmarks.nightly.StepFigures.Outcome;
import org.courtbridge.benchmarks.nightly.StepFigures.Series;

/**
 * Makes the page of nightly figures and its plots from the file of them: {@code FOLDER/figures.csv} becomes {@code FOLDER.md} and one
 * {@code FOLDER/STEP.svg} for each step.
 */
public final class NightlyPage {

    /** Of so many runs medians are shown. */
    static final int RUNS = 10;

    private static final String INTRODUCTION = """
            # Nightly figures

            `./courtbridge test --nightly` runs every soak and every benchmark once, in a short form, one after the other; takes three hours at
            most on two processors with nothing else to do; and adds what each measured to [figures.csv](%1$s/figures.csv), from which it
            makes this page. Its steps, and how long each may take, are a table at the top of `gateway/src/test/scripts/nightly`; what
            they printed is in `target/nightly`.

            Figures of speed are CPU time, medians of several turns within a run; `ratio` is ours over the peer's in the same
            run, below 1 we are cheaper. Times that people wait, and `seconds` of a step, are of the clock. `processors.short` is
            the share of a step's time in which something waited for a processor (`/proc/pressure/cpu`, `some`), its own threads
            included: a step that has much more of it than usual had company. Figures compare within one machine only.
            """;

    private NightlyPage() {}

    /** @param arguments the folder */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        String name = folder.getFileName().toString();
        List<StepFigures> steps = FigureFile.read(folder.resolve("figures.csv"));
        for (StepFigures step : steps) {
            if (!step.series().isEmpty()) {
                Files.writeString(folder.resolve(step.name() + ".svg"), FigurePlot.of(step.series(), RUNS));
            }
        }
        Files.writeString(folder.resolveSibling(name + ".md"), page(name, steps));
    }

    /** @param folder where the plots are, as seen from the page */
    static String page(String folder, List<StepFigures> steps) {
        StringBuilder page = new StringBuilder(INTRODUCTION.formatted(folder));
        if (steps.isEmpty()) {
            page.append("\nNo run has been kept so far.\n");
        }
        for (StepFigures step : steps) {
            page.append("\n## ").append(step.name()).append('\n');
            step.lastOutcome().ifPresent(last -> page.append(outcome(last, step.outcomes(RUNS))));
            if (!step.series().isEmpty()) {
                page.append("\n| figure | unit | last | median of %d |\n|---|---|--:|--:|\n".formatted(RUNS));
                step.series().forEach(one -> page.append(row(one)));
                page.append("\n![%1$s](%2$s/%1$s.svg)\n".formatted(step.name(), folder));
            }
        }
        return page.toString();
    }

    private static String outcome(Outcome last, List<Outcome> latest) {
        long passed = latest.stream()
                .filter(outcome -> outcome.word().equals(StepFigures.PASSED))
                .count();
        return "\n**%s** on %s (%s); passed in %d of the last %d runs.\n"
                .formatted(last.word(), last.date(), last.commit(), passed, latest.size());
    }

    private static String row(Series one) {
        return "| %s | %s | %s | %s |\n"
                .formatted(one.name(), one.unit(), Figure.text(one.last()), Figure.text(one.median(RUNS)));
    }
}

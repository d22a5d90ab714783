package org.courtbridge.benchmarks.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class NightlyPageTest {

    private static final int RUNS = 12;

    @TempDir
    private Path parent;

    /** Of 12 runs the n-th took n seconds; the last failed. @return the folder */
    private Path runs() throws IOException {
        List<String> lines = new ArrayList<>(List.of(FigureFile.HEADER));
        for (int run = 1; run <= RUNS; run++) {
            String beginning = "2026-12-%02dT02:00:00Z,abc%d,bench-mix,".formatted(run, run);
            lines.add(beginning + "seconds," + run + ",s");
            lines.add(beginning + "outcome," + (run == RUNS ? "failed" : "passed") + ",outcome");
        }
        Path folder = Files.createDirectories(parent.resolve("nightly"));
        Files.write(folder.resolve("figures.csv"), lines);
        return folder;
    }

    @Test
    void hasLastValueMedianOutcomeAndPlotOfEachStep() throws IOException {
        Path folder = runs();
        NightlyPage.main(new String[] {folder.toString()});
        assertThat(parent.resolve("nightly.md"))
                .content()
                .contains("[figures.csv](nightly/figures.csv)")
                .contains(
                        "## bench-mix\n\n**failed** on 2026-12-12T02:00:00Z (abc12); passed in 9 of the last 10 runs.")
                .contains("| seconds | s | 12 | 7.5 |")
                .contains("![bench-mix](nightly/bench-mix.svg)");
    }

    @Test
    void saysThatThereIsNothing() throws IOException {
        Path folder = Files.createDirectories(parent.resolve("nightly"));
        Files.writeString(folder.resolve("figures.csv"), FigureFile.HEADER + "\n");
        NightlyPage.main(new String[] {folder.toString()});
        assertThat(parent.resolve("nightly.md")).content().endsWith("\nNo run has been kept so far.\n");
    }

    @Test
    void plotsEachFigureBetweenItsLeastAndItsMost() throws Exception {
        Path folder = runs();
        String svg = FigurePlot.of(
                FigureFile.read(folder.resolve("figures.csv")).getFirst().series(), NightlyPage.RUNS);
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        NodeList lines = document.getElementsByTagName("polyline");
        assertThat(lines.getLength()).isEqualTo(1);
        String[] points = ((Element) lines.item(0)).getAttribute("points").split(" ");
        assertThat(points).hasSize(RUNS);
        // From below at the left to above at the right.
        assertThat(points[0]).isEqualTo("300.0,52.0");
        assertThat(points[RUNS - 1]).isEqualTo("600.0,30.0");
        assertThat(svg).contains(">seconds, s<", ">1 – 12<", ">2026-12-01<", ">2026-12-12<");
    }

    @Test
    void plotsASingleRun() throws IOException {
        Path file = Files.writeString(
                parent.resolve("figures.csv"),
                FigureFile.HEADER + "\n2026-12-01T02:00:00Z,abc,bench-mix,seconds,5,s\n");
        String svg = FigurePlot.of(FigureFile.read(file).getFirst().series(), NightlyPage.RUNS);
        assertThat(svg).contains("points=\"600.0,41.0\"").contains(">5<").doesNotContain("NaN");
    }
}

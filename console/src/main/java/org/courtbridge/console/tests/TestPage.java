package org.courtbridge.console.tests;

import java.util.List;
import java.util.Optional;
import org.courtbridge.console.html.Badge;
import org.courtbridge.console.html.Step;

/** The contents of the pages about one test, and about all tests of a room. */
public final class TestPage {

    private TestPage() {}

    /**
     * @param open what was not checked, in words; these come last, as nobody has to do anything about them
     * @param downloads empty unless there is a result
     * @param say what there is instead of a result
     * @param goesOn whether there may be one in a while
     */
    public record Test(
            String id,
            String place,
            Optional<String> trend,
            Badge outcome,
            List<Fact> facts,
            List<Group> groups,
            List<String> open,
            List<ReadinessPage.Link> downloads,
            String say,
            boolean goesOn) {}

    /** @param link where there is more of it */
    public record Fact(String name, String value, Optional<String> link) {}

    /** Verdicts of one subject. */
    public record Group(String title, List<Verdict> verdicts) {}

    /** @param figure with its limit; empty if there is none */
    public record Verdict(
            String name, Badge outcome, String figure, String person, String technician, String paragraph) {}

    /** @param steps that the viewer may take */
    public record Trend(
            String device, String name, Badge state, List<Step> steps, List<FigureGroup> groups, List<Past> past) {}

    /** Figures of one subject. */
    public record FigureGroup(String title, List<Figure> figures) {}

    /**
     * @param now the newest figure
     * @param forecast that it gets worse, and until when it lasts if it goes on; empty unless that is clear
     */
    public record Figure(
            String name,
            String now,
            String limit,
            String words,
            boolean bad,
            Optional<String> forecast,
            Sparkline line) {}

    /** A test that there was. */
    public record Past(String path, String time, Badge outcome, String finding) {}
}

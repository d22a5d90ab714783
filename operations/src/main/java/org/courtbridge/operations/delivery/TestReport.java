package org.courtbridge.operations.delivery;

import java.util.List;

/**
 * The report on a test call, in words of one language, for the hearing's file.
 *
 * @param language BCP 47
 * @param title with the place that was tested
 * @param outcome of all checks together
 * @param facts when, for what and for whom
 */
public record TestReport(String language, String title, String outcome, List<Fact> facts, List<Group> groups) {

    public TestReport {
        facts = List.copyOf(facts);
        groups = List.copyOf(groups);
    }

    public record Fact(String name, String value) {}

    /** Checks of one subject. */
    public record Group(String title, List<Row> rows) {

        public Group {
            rows = List.copyOf(rows);
        }
    }

    /**
     * One check.
     *
     * @param outcome with the figure, its limit and the paragraph, as far as there are
     * @param sentences for the person and for the technician; none if there is nothing to say
     */
    public record Row(String name, String outcome, List<String> sentences) {

        public Row {
            sentences = List.copyOf(sentences);
        }
    }
}

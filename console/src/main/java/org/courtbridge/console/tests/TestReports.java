package org.courtbridge.console.tests;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Times;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Principal;
import org.courtbridge.operations.delivery.TestReport;
import org.courtbridge.provisioning.testcall.Outcome;
import org.courtbridge.provisioning.testcall.Subject;
import org.courtbridge.provisioning.testcall.Tested;
import org.courtbridge.provisioning.testcall.Verdict;

/** Puts tests into reports for the hearing's file, in the language of whoever asks. */
final class TestReports {

    private final TestCallDesk desk;
    private final Principal reader;
    private final ZoneId zone;
    private final Page page;
    private final TestWords words;

    TestReports(TestCallDesk desk, Call call, ZoneId zone, InstantSource clock) {
        this.desk = desk;
        this.reader = call.principal();
        this.zone = zone;
        this.page = ErrorPages.page(call);
        this.words = new TestWords(page, zone, clock);
    }

    /** @param path of a test's page */
    static List<ReadinessPage.Link> downloads(Page page, String path) {
        return List.of(
                new ReadinessPage.Link(path + "/report.pdf", "PDF"),
                new ReadinessPage.Link(path + "/report.json", "JSON"));
    }

    TestReport report(Tested test) {
        List<TestReport.Fact> facts = new ArrayList<>();
        desk.hearing(reader, test.hearing())
                .ifPresent(hearing -> facts.add(new TestReport.Fact(
                        page.say("test.hearing"), hearing.title() + " (" + hearing.number() + ")")));
        facts.add(new TestReport.Fact(
                page.say("test.ended"),
                Times.day(page.messages().language(), zone, test.ended()) + ", " + Times.time(zone, test.ended())));
        facts.add(new TestReport.Fact(page.say("test.asked"), words.asked(test)));
        facts.add(new TestReport.Fact(page.say("test.attempt"), String.valueOf(test.attempt())));
        facts.add(new TestReport.Fact("ID", test.id()));
        List<TestReport.Group> groups = new ArrayList<>();
        for (Subject subject : Subject.values()) {
            List<TestReport.Row> rows = test.verdicts().stream()
                    .filter(verdict -> verdict.check().subject() == subject)
                    .map(this::row)
                    .toList();
            if (!rows.isEmpty()) {
                groups.add(new TestReport.Group(page.say("test.subject." + subject), rows));
            }
        }
        return new TestReport(
                page.messages().language().tag(),
                page.say("test.title", test.place().name()),
                page.say("report.result", words.outcome(test.outcome()).words()),
                facts,
                groups);
    }

    private TestReport.Row row(Verdict verdict) {
        return new TestReport.Row(
                verdict.check().title(words.language()),
                Stream.of(words.outcome(verdict.outcome()).words(), words.figure(verdict), words.paragraph(verdict))
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining("; ")),
                verdict.outcome() == Outcome.PASS
                        ? List.of()
                        : List.of(
                                page.say("report.person", verdict.forPerson(words.language())),
                                page.say("report.technician", verdict.forTechnician(words.language()))));
    }
}

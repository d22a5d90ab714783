package org.courtbridge.console.rehearsals;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.console.html.Badge;
import org.courtbridge.console.html.Messages;
import org.courtbridge.console.html.Times;
import org.courtbridge.console.http.ActorNames;
import org.courtbridge.hearings.Checklist;
import org.courtbridge.hearings.ChecklistItem;
import org.courtbridge.provisioning.testcall.Outcome;
import org.courtbridge.provisioning.testcall.PartyFindings;
import org.courtbridge.provisioning.testcall.PartyFindings.Finding;
import org.courtbridge.provisioning.testcall.Rehearsal.Because;

/** Says what is measured of each party, and what people have said. */
final class ChecklistWords {

    private final Messages messages;
    private final ActorNames actors;
    private final ZoneId zone;
    private final InstantSource clock;

    ChecklistWords(Messages messages, ActorNames actors, ZoneId zone, InstantSource clock) {
        this.messages = messages;
        this.actors = actors;
        this.zone = zone;
        this.clock = clock;
    }

    static Optional<Finding> finding(ChecklistDesk.Row row, ChecklistItem item) {
        return row.findings().map(findings -> finding(findings, item));
    }

    private static Finding finding(PartyFindings findings, ChecklistItem item) {
        return switch (item) {
            case HEARD -> findings.sound();
            case SEEN -> findings.picture();
            case HEARS -> findings.hears();
            case SEES -> findings.sees();
        };
    }

    /** In one sentence; empty if there is nothing to add. */
    static String because(Messages messages, Finding finding) {
        return finding.because() == Because.ARRIVES ? "" : messages.get("rehearsal.because." + finding.because());
    }

    /** @param mayAnswer whether the reader may say something */
    ChecklistPage.Row row(String hearing, ChecklistDesk.Row row, boolean mayAnswer) {
        return new ChecklistPage.Row(
                row.name(),
                "/hearings/%s/parties/%s/checklist".formatted(hearing, row.party()),
                state(row),
                Arrays.stream(ChecklistItem.values())
                        .filter(item ->
                                row.findings().isPresent() || row.ticks().containsKey(item))
                        .map(item -> cell(row, item, mayAnswer))
                        .toList());
    }

    private Badge state(ChecklistDesk.Row row) {
        if (row.findings().isEmpty()) {
            return new Badge(messages.get("checklist.absent"), "");
        }
        return row.isComplete()
                ? new Badge(messages.get("checklist.complete"), "good")
                : new Badge(messages.get("checklist.open"), "warn");
    }

    private ChecklistPage.Cell cell(ChecklistDesk.Row row, ChecklistItem item, boolean mayAnswer) {
        Optional<Finding> finding = finding(row, item);
        Optional<Checklist.Tick> tick = Optional.ofNullable(row.ticks().get(item));
        return new ChecklistPage.Cell(
                item.name(),
                messages.get("checklist." + item),
                finding.map(this::measured),
                finding.map(found -> because(messages, found)).orElse(""),
                tick.map(this::said),
                tick.map(this::by).orElse(""),
                mayAnswer ? answers(finding, tick) : List.of());
    }

    private Badge measured(Finding finding) {
        return new Badge(
                messages.get("checklist.measured." + finding.outcome()), RehearsalWords.mood(finding.outcome()));
    }

    private Badge said(Checklist.Tick tick) {
        return tick.confirmed()
                ? new Badge(messages.get("checklist.confirmed"), "good")
                : new Badge(messages.get("checklist.denied"), "bad");
    }

    private String by(Checklist.Tick tick) {
        String at = Times.second(messages.language(), zone, tick.at(), clock.instant());
        return messages.get("checklist.by", actors.name(tick.actor()).orElse(tick.actor()), at);
    }

    private List<ChecklistPage.Answer> answers(Optional<Finding> finding, Optional<Checklist.Tick> tick) {
        if (tick.isPresent()) {
            return List.of(new ChecklistPage.Answer("open", messages.get("checklist.answer.open"), "quiet small"));
        }
        return finding.map(measured -> measured.outcome() == Outcome.PASS ? "primary" : "")
                .map(look -> List.of(
                        new ChecklistPage.Answer("yes", messages.get("checklist.answer.yes"), look),
                        new ChecklistPage.Answer("no", messages.get("checklist.answer.no"), "")))
                .orElse(List.of());
    }

    /** Of those who are in the session, how many are confirmed in everything. */
    Badge summary(List<ChecklistDesk.Row> rows) {
        long here = rows.stream().filter(row -> row.findings().isPresent()).count();
        long complete = rows.stream()
                .filter(row -> row.findings().isPresent() && row.isComplete())
                .count();
        return new Badge(
                messages.get("checklist.summary", complete, here), here > 0 && complete == here ? "good" : "warn");
    }

    /** Names of the answers that a form gives, with what they mean: empty for open again. */
    static final Map<String, Optional<Boolean>> ANSWERS =
            Map.of("yes", Optional.of(true), "no", Optional.of(false), "open", Optional.empty());
}

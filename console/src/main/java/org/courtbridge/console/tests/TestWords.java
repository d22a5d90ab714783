package org.courtbridge.console.tests;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.console.html.Badge;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Step;
import org.courtbridge.console.html.Times;
import org.courtbridge.operations.tests.TestDesk;
import org.courtbridge.provisioning.testcall.Outcome;
import org.courtbridge.provisioning.testcall.Tested;
import org.courtbridge.provisioning.testcall.Trend;
import org.courtbridge.provisioning.testcall.Unit;
import org.courtbridge.provisioning.testcall.Verdict;

/** Puts test calls into the words of a page. */
public final class TestWords {

    private final Page page;
    private final ZoneId zone;
    private final InstantSource clock;

    public TestWords(Page page, ZoneId zone, InstantSource clock) {
        this.page = page;
        this.zone = zone;
        this.clock = clock;
    }

    public Locale language() {
        return page.messages().language().locale();
    }

    public String time(Instant at) {
        return Times.second(page.messages().language(), zone, at, clock.instant());
    }

    public Badge state(PlaceState state) {
        return new Badge(page.say("test.state." + state), state.mood());
    }

    public Badge outcome(Outcome outcome) {
        return new Badge(page.say("test.outcome." + outcome), mood(outcome));
    }

    private static String mood(Outcome outcome) {
        return switch (outcome) {
            case PASS -> "good";
            case FAIL -> "bad";
            case COULD_NOT_TELL -> "warn";
        };
    }

    String asked(Tested test) {
        return test.asked().equals(Tested.SCHEDULE) ? page.say("test.schedule") : test.asked();
    }

    List<Badge> counts(List<PlaceReadiness> places) {
        Map<PlaceState, Integer> counts = new EnumMap<>(PlaceState.class);
        places.forEach(place -> counts.merge(place.state(), 1, Integer::sum));
        List<Badge> badges = new ArrayList<>();
        counts.forEach(
                (state, count) -> badges.add(new Badge(page.say("test.state." + state) + ": " + count, state.mood())));
        return badges;
    }

    /** @param steps that may be taken with it */
    ReadinessPage.Row row(PlaceReadiness place, List<Step> steps) {
        List<Verdict> findings = place.findings();
        Optional<String> path = place.running()
                .map(TestDesk.Running::id)
                .or(() -> place.last().map(Tested::id))
                .map(id -> "/tests/" + id);
        return new ReadinessPage.Row(
                place.place().name(),
                trend(place.place()),
                state(place.state()),
                place.last()
                        .map(test -> page.say("test.at", time(test.ended())))
                        .orElse(""),
                findings.stream().findFirst().map(this::finding),
                path.map(to -> new ReadinessPage.Link(
                        to,
                        findings.size() > 1 ? page.say("test.more", findings.size() - 1) : page.say("test.figures"))),
                steps);
    }

    public static Optional<String> trend(Tested.Place place) {
        return switch (place) {
            case Tested.Place.Room room -> Optional.of("/devices/" + room.id() + "/tests");
            case Tested.Place.Phone _ -> Optional.empty();
        };
    }

    ReadinessPage.Finding finding(Verdict verdict) {
        return new ReadinessPage.Finding(
                verdict.forPerson(language()), verdict.forTechnician(language()), paragraph(verdict));
    }

    public TestPage.Verdict verdict(Verdict verdict) {
        return new TestPage.Verdict(
                verdict.check().title(language()),
                outcome(verdict.outcome()),
                figure(verdict),
                verdict.forPerson(language()),
                verdict.forTechnician(language()),
                paragraph(verdict));
    }

    String paragraph(Verdict verdict) {
        return page.say("test.paragraph", verdict.check().paragraph());
    }

    /** That a figure gets worse, and on which day it is too bad, if it goes on. */
    String forecast(Trend trend) {
        return trend.failsAt()
                .map(at -> page.say(
                        "trend.fails", trend.tests(), Times.day(page.messages().language(), zone, at)))
                .orElseGet(() -> page.say("trend.worsens", trend.tests()));
    }

    /** With what it is held against; empty if it says no more than the outcome does. */
    String figure(Verdict verdict) {
        return verdict.figure().isEmpty() || verdict.check().unit() == Unit.STATE
                ? ""
                : page.say(
                        "test.figure",
                        verdict.check().figure(verdict.figure().getAsDouble(), language()),
                        verdict.check().limit(verdict.limit(), language()));
    }
}

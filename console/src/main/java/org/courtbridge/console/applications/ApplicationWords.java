package org.courtbridge.console.applications;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.courtbridge.console.html.Badge;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Times;
import org.courtbridge.hearings.applications.ApplicationState.Phase;
import org.courtbridge.hearings.applications.InstitutionId;
import org.courtbridge.hearings.applications.Term;
import org.courtbridge.provisioning.inventory.Institution;

/** Puts days, names, phases and terms of applications into the words of a page. */
public final class ApplicationWords {

    private final Page page;
    private final Map<String, String> names;
    private final ZoneId zone;
    private final InstantSource clock;

    /** @param zone of the court */
    public ApplicationWords(Page page, List<Institution> institutions, ZoneId zone, InstantSource clock) {
        this.page = page;
        this.names = institutions.stream().collect(Collectors.toMap(Institution::id, Institution::name));
        this.zone = zone;
        this.clock = clock;
    }

    String say(String key, Object... arguments) {
        return page.say(key, arguments);
    }

    /** The name of a court, department or institution; its id if it is gone. */
    String name(InstitutionId id) {
        return names.getOrDefault(id.value(), id.value());
    }

    String day(LocalDate day) {
        return Times.day(
                page.messages().language(), zone, day.atStartOfDay(zone).toInstant());
    }

    public String time(LocalDateTime at) {
        return Times.minute(page.messages().language(), zone, at.atZone(zone).toInstant());
    }

    String minute(Instant at) {
        return Times.minute(page.messages().language(), zone, at);
    }

    /** Without the day. */
    String hour(Instant at) {
        return Times.hour(zone, at);
    }

    /** With the day unless that is today. */
    String second(Instant at) {
        return Times.second(page.messages().language(), zone, at, clock.instant());
    }

    String languageTag() {
        return page.messages().language().tag();
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    Badge phase(Phase phase) {
        String mood = switch (phase) {
            case DRAFT, GRANTED, SENT -> "warn";
            case CONFIRMED -> "good";
            case INFEASIBLE, REFUSED -> "bad";
            case WITHDRAWN -> "";
        };
        return new Badge(page.say("application.phase." + phase), mood);
    }

    /** A term that is open. */
    Badge term(Term term) {
        String key = "application.term." + term.duty() + ".";
        if (term.isLate(today())) {
            return new Badge(page.say(key + "LATE", day(term.lastDay())), "bad");
        }
        return term.isDue(today())
                ? new Badge(page.say(key + "TODAY"), "warn")
                : new Badge(page.say(key + "OPEN", day(term.lastDay())), "");
    }
}

package org.courtbridge.console.tests;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.courtbridge.console.html.ListPage;
import org.courtbridge.console.html.Listing;
import org.courtbridge.console.html.Names;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Times;
import org.courtbridge.console.http.Call;
import org.courtbridge.hearings.HearingState;

/**
 * The list of a day's places about which there is something to do, under the hearings that they are prepared for. Those that are ready
 * are but counted; a hearing of which all are has a line too.
 */
final class DayList {

    private static final PlaceState[] OPEN =
            Stream.of(PlaceState.values()).filter(PlaceState::isOpen).toArray(PlaceState[]::new);

    private final Page page;
    private final TestWords words;
    private final ZoneId zone;

    DayList(Page page, TestWords words, ZoneId zone) {
        this.page = page;
        this.words = words;
        this.zone = zone;
    }

    /** A hearing, or what was tested for none. @param places all, ready ones too */
    private record Group(Optional<HearingState> hearing, List<PlaceReadiness> places) {

        String id() {
            return hearing.map(HearingState::id).orElse("");
        }
    }

    /** A line of the list. @param place empty for a group without one that is open */
    private record Line(Group group, Optional<PlaceReadiness> place) {

        boolean is(PlaceState state) {
            return place.filter(one -> one.state() == state).isPresent();
        }

        String title() {
            return group.hearing().map(HearingState::title).orElse("");
        }

        String number() {
            return group.hearing().map(HearingState::number).orElse("");
        }

        String name() {
            return place.map(one -> one.place().name()).orElse("");
        }
    }

    /** @param path of the page */
    ListPage<ReadinessPage.Group> page(Call call, String path, LocalDate date, TestCallDesk.Day day) {
        String query = Listing.query(call);
        Optional<PlaceState> state = call.query("state")
                .flatMap(name ->
                        Stream.of(OPEN).filter(one -> one.name().equals(name)).findFirst());
        List<Line> searched = lines(day)
                .filter(line -> Names.match(query, line.title(), line.number(), line.name()))
                .toList();
        return new Listing<>(call, path, order(query))
                .kept("day", date.toString())
                .kept("state", state.map(Enum::name).orElse(""))
                .filter("state", "", page.say("fleet.all"))
                .filters(
                        "state",
                        OPEN,
                        one -> page.say("test.state." + one),
                        one -> Math.toIntExact(
                                searched.stream().filter(line -> line.is(one)).count()))
                .pageOf(
                        searched.stream()
                                .filter(line -> state.isEmpty() || line.is(state.get()))
                                .toList(),
                        this::groups);
    }

    private static Stream<Line> lines(TestCallDesk.Day day) {
        Stream<Group> hearings =
                day.hearings().stream().map(one -> new Group(Optional.of(one.hearing()), one.places()));
        Stream<Group> others =
                day.others().isEmpty() ? Stream.empty() : Stream.of(new Group(Optional.empty(), day.others()));
        return Stream.concat(hearings, others).flatMap(group -> {
            List<Line> open = group.places().stream()
                    .filter(place -> place.state().isOpen())
                    .map(place -> new Line(group, Optional.of(place)))
                    .toList();
            return open.isEmpty() ? Stream.of(new Line(group, Optional.empty())) : open.stream();
        });
    }

    /** By the begin of the hearing, then the worst first; what was tested for no hearing is last. */
    private static Comparator<Line> order(String query) {
        return Names.nearest(query, Line::number, Line::title, Line::name)
                .thenComparing(line -> line.group().hearing().isEmpty())
                .thenComparing(line ->
                        line.group().hearing().flatMap(HearingState::begins).orElse(Instant.MAX))
                .thenComparing(Names.by(Line::number))
                .thenComparing(line -> line.place().map(PlaceReadiness::state).orElse(PlaceState.READY))
                .thenComparing(Names.by(Line::name));
    }

    /** A group that goes on on the next page has its heading there too. */
    private List<ReadinessPage.Group> groups(List<Line> shown) {
        SequencedMap<String, List<Line>> groups = new LinkedHashMap<>();
        shown.forEach(line -> groups.computeIfAbsent(line.group().id(), _ -> new ArrayList<>())
                .add(line));
        return groups.values().stream()
                .map(lines -> group(lines.getFirst().group(), lines))
                .toList();
    }

    private ReadinessPage.Group group(Group group, List<Line> lines) {
        return new ReadinessPage.Group(
                group.hearing().map(HearingState::title).orElseGet(() -> page.say("readiness.others")),
                group.hearing().map(hearing -> "/hearings/" + hearing.id() + "/readiness"),
                group.hearing().map(this::about).orElse(""),
                words.counts(group.places()),
                List.of(),
                lines.stream()
                        .flatMap(line -> line.place().stream())
                        .map(place -> words.row(place, List.of()))
                        .toList(),
                page.say(group.places().isEmpty() ? "readiness.none" : "readiness.nothing"));
    }

    private String about(HearingState hearing) {
        return page.say("hearings.number") + " " + hearing.number()
                + hearing.begins()
                        .map(begins -> " · " + Times.minute(page.messages().language(), zone, begins))
                        .orElse("");
    }
}

package org.courtbridge.provisioning.testcall;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Says which tests are due when. It keeps nothing: what was done it reads from the tests that there were, so that a restart, a
 * second node, and a hearing that was moved or cancelled need no care.
 *
 * <p>Each place of a hearing has a window for each time before it. A window is done once a test of the place has begun in it,
 * whoever asked for that. One that was missed is made up for until shortly before the hearing; if several are open by then, one test
 * serves all. A window that would open at a quiet time opens at its end, if it is on the day of the hearing, and else before it,
 * so that there is time to mend.
 */
public final class TestPlan {

    /** That one test takes. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final PlanSettings settings;

    public TestPlan(PlanSettings settings) {
        this.settings = settings;
    }

    /**
     * A time before a hearing at which a place should be tested.
     *
     * @param earliest from here on a test counts
     * @param planned when it should be
     * @param until when it must have begun
     */
    private record Window(PlannedHearing hearing, Instant earliest, Instant opens, Instant planned, Instant until) {}

    /** A place and all of its windows that are still of use, by the time they open. */
    private record Agenda(PlannedHearing.Seat seat, List<Window> windows) {

        String id() {
            return seat.place().id();
        }
    }

    /**
     * All tests that are outstanding, now and later, the soonest first; of one place never two at one time.
     *
     * @param hearings to come, as the schedule has them now
     * @param tests that there were since {@link #since}, in any order
     * @param testing the places that are being tested now, by id
     */
    public List<Due> outstanding(
            Collection<PlannedHearing> hearings, Collection<Tested> tests, Set<String> testing, Instant now) {
        Map<String, List<Tested>> byPlace = tests.stream()
                .collect(Collectors.groupingBy(test -> test.place().id()));
        return agendas(hearings, now).stream()
                .flatMap(
                        agenda -> ofPlace(
                                agenda,
                                byPlace.getOrDefault(agenda.id(), List.of()),
                                testing.contains(agenda.id()),
                                now)
                                .stream())
                .sorted(Comparator.comparing(Due::at).thenComparing(Due::until).thenComparing(Due::key))
                .toList();
    }

    /**
     * Those to begin now: of places that are free, the ones with the next hearings first, as many as may be at once.
     *
     * @param outstanding as above
     * @param inCall the places that are in a call, by id
     */
    public List<Due> startable(List<Due> outstanding, Set<String> testing, Set<String> inCall, Instant now) {
        Set<String> taken = new HashSet<>(testing);
        return outstanding.stream()
                .filter(due -> !due.at().isAfter(now) && due.until().isAfter(now))
                .filter(due -> !inCall.contains(due.place().id()))
                .sorted(Comparator.comparing(Due::until).thenComparing(Due::at).thenComparing(Due::key))
                .filter(due -> taken.add(due.place().id()))
                .limit(Math.max(0, settings.atOnce() - testing.size()))
                .toList();
    }

    /** From when on the plan must know the tests that there were. */
    public Instant since(Collection<PlannedHearing> hearings, Instant now) {
        return agendas(hearings, now).stream()
                .flatMap(agenda -> agenda.windows().stream())
                .map(Window::earliest)
                .min(Comparator.naturalOrder())
                .filter(earliest -> earliest.isBefore(now))
                .orElse(now);
    }

    private List<Agenda> agendas(Collection<PlannedHearing> hearings, Instant now) {
        Map<String, Agenda> agendas = new LinkedHashMap<>();
        for (PlannedHearing hearing : hearings) {
            for (PlannedHearing.Seat seat : hearing.places()) {
                Agenda agenda = agendas.computeIfAbsent(seat.place().id(), id -> new Agenda(seat, new ArrayList<>()));
                settings.before().stream()
                        .map(before -> window(hearing, seat, before))
                        .filter(window -> window.until().isAfter(now))
                        .forEach(agenda.windows()::add);
            }
        }
        agendas.values()
                .forEach(agenda -> agenda.windows()
                        .sort(Comparator.comparing(Window::planned)
                                .thenComparing(Window::until)
                                .thenComparing(window -> window.hearing().id())));
        return List.copyOf(agendas.values());
    }

    private Window window(PlannedHearing hearing, PlannedHearing.Seat seat, Duration before) {
        Instant opens = opens(hearing.begins(), before, seat.zone());
        Duration left = Duration.between(opens, hearing.begins());
        Duration jitter = min(settings.spread(), left.dividedBy(3))
                .multipliedBy(hash(seat.place().id()))
                .dividedBy(1L << 32);
        return new Window(
                hearing,
                opens.minus(min(settings.share(), left.dividedBy(2))),
                opens,
                opens.plus(jitter),
                hearing.begins().minus(settings.last()));
    }

    private Instant opens(Instant begins, Duration before, ZoneId zone) {
        Instant wanted = begins.minus(before);
        LocalDate day = begins.atZone(zone).toLocalDate();
        Instant later = settings.quiet().next(wanted, zone, day);
        if (later.equals(wanted)) {
            return wanted;
        }
        boolean onTheDay = wanted.atZone(zone).toLocalDate().equals(day);
        return onTheDay && later.isBefore(begins.minus(settings.last()))
                ? later
                : settings.quiet()
                        .previous(wanted, zone, day)
                        .minus(settings.spread())
                        .minus(LONGEST);
    }

    /** 0 to 2^32 - 1, always the same for the same place. */
    private static long hash(String place) {
        CRC32 crc = new CRC32();
        crc.update(place.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** Goes from one test to the next: each serves all windows in which it counts. */
    private List<Due> ofPlace(Agenda agenda, List<Tested> tests, boolean testing, Instant now) {
        Optional<Tested> newest = tests.stream().max(Comparator.comparing(Tested::begun));
        Optional<Instant> latest = testing ? Optional.of(now) : newest.map(Tested::begun);
        List<Window> open = new ArrayList<>(agenda.windows());
        open.removeIf(window ->
                latest.map(begun -> !begun.isBefore(window.earliest())).orElse(false));
        List<Due> dues = new ArrayList<>();
        newest.filter(test -> !testing)
                .flatMap(test -> retry(agenda, test, open, now))
                .ifPresent(dues::add);
        while (!open.isEmpty()) {
            Window first = open.removeFirst();
            Optional<Instant> at = begins(agenda, first, now);
            if (at.isPresent()) {
                List<Window> served = takeServed(open, at.get());
                dues.add(
                        due(key(agenda, first), agenda, Stream.concat(Stream.of(first), served.stream()), at.get(), 1));
            }
        }
        return dues;
    }

    /** Not at a quiet time even if it is late; empty if it is too late after that. */
    private Optional<Instant> begins(Agenda agenda, Window window, Instant now) {
        return Optional.of(notQuiet(agenda, window.hearing(), later(window.planned(), now)))
                .filter(at -> at.isBefore(window.until()));
    }

    private Instant notQuiet(Agenda agenda, PlannedHearing hearing, Instant at) {
        ZoneId zone = agenda.seat().zone();
        return settings.quiet().next(at, zone, hearing.begins().atZone(zone).toLocalDate());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static List<Window> takeServed(List<Window> open, Instant at) {
        List<Window> served = open.stream()
                .filter(window ->
                        !window.earliest().isAfter(at) && window.until().isAfter(at))
                .toList();
        open.removeAll(served);
        return served;
    }

    /**
     * Repeats a test that failed, or that the gateway itself kept from being made, if the hearing that it was for is still to
     * come and no other test comes first. Where it serves a new window as well, a new round begins.
     */
    private Optional<Due> retry(Agenda agenda, Tested test, List<Window> open, Instant now) {
        boolean again = (test.outcome() == Outcome.FAIL || test.isGatewaysFault())
                && test.asked().equals(Tested.SCHEDULE)
                && test.attempt() <= settings.retries().size();
        List<Window> tried = agenda.windows().stream()
                .filter(window -> !test.begun().isBefore(window.earliest()))
                .toList();
        if (!again || tried.isEmpty()) {
            return Optional.empty();
        }
        Instant wanted = later(test.ended().plus(settings.retries().get(test.attempt() - 1)), now);
        Instant at = notQuiet(agenda, tried.getFirst().hearing(), wanted);
        List<Window> useful =
                tried.stream().filter(window -> window.until().isAfter(at)).toList();
        boolean overtaken =
                open.stream().anyMatch(window -> !later(window.planned(), now).isAfter(at));
        if (useful.isEmpty() || overtaken) {
            return Optional.empty();
        }
        List<Window> served = takeServed(open, at);
        int attempt = served.isEmpty() ? test.attempt() + 1 : 1;
        String key = "%s/after %s".formatted(agenda.id(), test.id());
        return Optional.of(due(key, agenda, Stream.concat(useful.stream(), served.stream()), at, attempt));
    }

    private static String key(Agenda agenda, Window window) {
        return "%s/%s/%s".formatted(agenda.id(), window.hearing().id(), window.opens());
    }

    private static Due due(String key, Agenda agenda, Stream<Window> served, Instant at, int attempt) {
        Map<String, Instant> untils = new HashMap<>();
        served.forEach(window -> untils.merge(window.hearing().id(), window.until(), TestPlan::later));
        List<String> hearings = untils.entrySet().stream()
                .sorted(Map.Entry.<String, Instant>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
        Instant until = untils.values().stream().min(Comparator.naturalOrder()).orElseThrow();
        return new Due(key, agenda.seat().place(), hearings, at, until, attempt);
    }
}

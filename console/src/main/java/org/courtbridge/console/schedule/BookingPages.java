package org.courtbridge.console.schedule;

import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.Names;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.html.Times;
import org.courtbridge.console.http.ActorNames;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Problems;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.court.schedule.BookingOutcome;
import org.courtbridge.court.schedule.Bookings;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.schedule.Booking;
import org.courtbridge.hearings.schedule.BookingTimes;
import org.courtbridge.hearings.schedule.Resource;
import org.courtbridge.provisioning.inventory.Institution;

/**
 * Serves the page of a hearing's bookings, with a form that books rooms, devices and people. What was typed is kept whatever comes of it, also by
 * the buttons that book another time.
 */
public final class BookingPages {

    private static final String OF_HEARING = "/hearings/{hearing}/bookings";
    private static final String ONE = OF_HEARING + "/{booking}";

    /** Of one kind, in the form; a search finds the rest. */
    private static final int MOST_SHOWN = 40;

    private final ScheduleDesk desk;
    private final ActorNames names;
    private final ZoneId zone;
    private final Templates templates;

    public BookingPages(ScheduleDesk desk, ActorNames names, Templates templates) {
        this.desk = desk;
        this.names = names;
        this.zone = desk.zone();
        this.templates = templates;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.page(HttpMethod.GET, OF_HEARING, Allowed.SEE_HEARINGS, this::show),
                Endpoint.page(HttpMethod.POST, OF_HEARING, Allowed.PREPARE_HEARINGS, this::book),
                Endpoint.page(HttpMethod.GET, ONE, Allowed.PREPARE_HEARINGS, this::edit),
                Endpoint.page(HttpMethod.POST, ONE, Allowed.PREPARE_HEARINGS, this::change),
                Endpoint.page(HttpMethod.POST, ONE + "/release", Allowed.PREPARE_HEARINGS, this::release));
    }

    static String path(String hearing) {
        return "/hearings/" + hearing + "/bookings";
    }

    private Reply show(Call call) {
        HearingState hearing = desk.hearing(call.path("hearing"));
        KnownResources known = desk.resources();
        List<Bookings.Entry> bookings = desk.bookings(hearing.id());
        Optional<Instant> at = Times.ofField(zone, "at", call.query("at").orElse(""));
        Collection<Resource> chosen = new TreeSet<>();
        call.query("resource")
                .filter(text -> !text.isEmpty())
                .map(BookingForm::resource)
                .ifPresent(chosen::add);
        if (bookings.isEmpty()) {
            addSeated(hearing, known, chosen);
        }
        BookingForm form = BookingForm.of(
                zone,
                at.or(hearing::begins),
                chosen,
                call.query("place").or(hearing::court).orElse(""));
        return page(call, 200, Shown.anew(hearing, known, form), Answer.NONE);
    }

    /** The devices that have a seat, and the rooms that they stand in. */
    private static void addSeated(HearingState hearing, KnownResources known, Collection<Resource> chosen) {
        hearing.seats().keySet().stream()
                .flatMap(party -> party.deviceId().stream())
                .map(Resource::device)
                .filter(device -> known.find(device).isPresent())
                .forEach(device -> {
                    chosen.add(device);
                    known.room(device).ifPresent(chosen::add);
                });
    }

    private Reply edit(Call call) {
        HearingState hearing = desk.hearing(call.path("hearing"));
        Bookings.Entry entry = desk.booking(hearing.id(), call.path("booking"));
        BookingForm form = BookingForm.of(
                zone,
                entry.booking().times(),
                entry.booking().resources(),
                hearing.court().orElse(""));
        return page(
                call,
                200,
                Shown.change(hearing, desk.resources(), entry.booking(), entry.revision(), form),
                Answer.NONE);
    }

    private Reply book(Call call) {
        HearingState hearing = desk.hearing(call.path("hearing"));
        return submit(call, Shown.anew(hearing, desk.resources(), typed(call)));
    }

    private Reply change(Call call) {
        HearingState hearing = desk.hearing(call.path("hearing"));
        Bookings.Entry entry = desk.booking(hearing.id(), call.path("booking"));
        String revision = call.field("revision");
        if (!revision.matches("[0-9]{1,9}")) {
            throw new RequestException(400, "revision: %s (expected: a number)".formatted(revision));
        }
        return submit(
                call,
                Shown.change(hearing, desk.resources(), entry.booking(), Integer.parseInt(revision), typed(call)));
    }

    /** An offer is another time for what was typed. */
    private static BookingForm typed(Call call) {
        BookingForm form = BookingForm.typed(call);
        String offer = call.field("offer");
        return offer.isEmpty() ? form : form.beginningAt(offer);
    }

    private Reply submit(Call call, Shown shown) {
        if (call.field("do").equals("show")) {
            return page(call, 200, shown, Answer.NONE);
        }
        Page page = ErrorPages.page(call);
        try {
            if (shown.form.resources().isEmpty()) {
                throw new RequestException(400, "resource: missing", "error.schedule.nothing");
            }
            return switch (carryOut(call, shown)) {
                case BookingOutcome.Booked _ ->
                    Reply.seeOther(
                            path(shown.hearing.id()) + "?done=" + (shown.booking.isEmpty() ? "booked" : "saved"));
                case BookingOutcome.Taken taken -> page(call, 409, shown, taken(page, call, shown, taken));
                case BookingOutcome.ChangedMeanwhile _ ->
                    page(call, 409, shown, Answer.complaint(page.say("error.schedule.changed")));
                case BookingOutcome.Cancelled _ ->
                    page(call, 409, shown, Answer.complaint(page.say("error.schedule.released")));
            };
        } catch (RequestException | IllegalArgumentException e) {
            Problems.Cause cause = Problems.of(e);
            return page(
                    call,
                    cause.status(),
                    shown,
                    Answer.complaint(
                            cause.key().isPresent()
                                    ? ErrorPages.complaint(page.messages(), cause)
                                    : page.say("error.schedule.minutes")));
        }
    }

    private BookingOutcome carryOut(Call call, Shown shown) {
        BookingTimes times = shown.form.times(zone);
        String hearing = shown.hearing.id();
        return shown.booking.isEmpty()
                ? desk.book(call.principal(), hearing, shown.form.resources(), times)
                : desk.move(
                        call.principal(), hearing, shown.booking.get(), shown.revision, shown.form.resources(), times);
    }

    private Reply release(Call call) {
        desk.release(call.principal(), call.path("hearing"), call.path("booking"));
        return Reply.seeOther(path(call.path("hearing")) + "?done=released");
    }

    /**
     * The form and what it is about.
     *
     * @param booking id of the one that it changes; empty for a new one
     * @param revision of that booking
     * @param had what that booking has, whoever may book it now
     */
    private record Shown(
            HearingState hearing,
            KnownResources known,
            Optional<String> booking,
            int revision,
            Set<Resource> had,
            BookingForm form) {

        static Shown anew(HearingState hearing, KnownResources known, BookingForm form) {
            return new Shown(hearing, known, Optional.empty(), 0, Set.of(), form);
        }

        static Shown change(
                HearingState hearing, KnownResources known, Booking booking, int revision, BookingForm form) {
            return new Shown(hearing, known, Optional.of(booking.id()), revision, booking.resources(), form);
        }
    }

    /** What is said to what was typed. @param offered whether other times were looked for */
    private record Answer(
            String complaint, List<BookingPage.Taken> taken, List<BookingPage.Option> offers, boolean offered) {

        static final Answer NONE = complaint("");

        static Answer complaint(String words) {
            return new Answer(words, List.of(), List.of(), false);
        }
    }

    private Answer taken(Page page, Call call, Shown shown, BookingOutcome.Taken taken) {
        ScheduleWords words = new ScheduleWords(page, zone);
        return new Answer(
                page.say("schedule.taken"),
                desk.obstacles(call.principal(), taken).stream()
                        .map(seen -> new BookingPage.Taken(
                                words.names(seen.resources(), shown.known), by(page, words, seen)))
                        .toList(),
                taken.offers().stream()
                        .map(times -> new BookingPage.Option(
                                Times.field(zone, Optional.of(times.from())), words.span(times), false))
                        .toList(),
                true);
    }

    private String by(Page page, ScheduleWords words, ScheduleDesk.Seen seen) {
        String time = words.span(seen.slots().from(), seen.slots().to());
        if (seen.hearing().isEmpty()) {
            return page.say("schedule.taken.other", time);
        }
        String hearing = words.hearing(seen.hearing().get());
        return names.name(seen.entry().actor())
                .map(name -> page.say("schedule.taken.by", hearing, time, name))
                .orElseGet(() -> page.say("schedule.taken.hearing", hearing, time));
    }

    private Reply page(Call call, int status, Shown shown, Answer answer) {
        Page page = ErrorPages.page(call);
        ScheduleWords words = new ScheduleWords(page, zone);
        HearingState hearing = shown.hearing;
        boolean mayBook = ScheduleDesk.mayPrepare(call.principal(), hearing);
        List<Bookings.Entry> bookings = desk.bookings(hearing.id());
        LocalDate day = LocalDate.ofInstant(hearing.begins().orElse(desk.now()), zone);
        BookingPage.View view = new BookingPage.View(
                hearing.id(),
                hearing.title(),
                hearing.number(),
                hearing.begins().map(words::dayAndMinute),
                ScheduleDesk.liesElsewhere(hearing, bookings),
                "/schedule?day=" + day
                        + hearing.court().map(court -> "&institution=" + court).orElse(""),
                bookings.stream()
                        .map(entry -> row(page, words, shown.known, entry, mayBook))
                        .toList(),
                mayBook && hearing.phase() != HearingState.Phase.ENDED
                        ? Optional.of(form(page, call, shown, answer))
                        : Optional.empty());
        return Reply.html(status, templates.render("schedule/bookings.jte", Map.of("page", page, "view", view)));
    }

    private BookingPage.Row row(
            Page page, ScheduleWords words, KnownResources known, Bookings.Entry entry, boolean mayChange) {
        BookingTimes times = entry.booking().times();
        String path = path(entry.booking().hearing()) + "/" + entry.booking().id();
        return new BookingPage.Row(
                words.span(times),
                page.say(
                        "schedule.around",
                        words.minute(entry.booking().slots().from()),
                        words.minute(entry.booking().slots().to()),
                        times.setUp().toMinutes(),
                        times.test().toMinutes(),
                        times.after().toMinutes()),
                entry.booking().resources().stream()
                        .map(one -> new BookingPage.Named(words.kind(one.kind()), words.name(one, known)))
                        .toList(),
                names.name(entry.actor()).map(name -> page.say("schedule.by", name, words.dayAndMinute(entry.at()))),
                !times.to().isAfter(desk.now()),
                mayChange ? Optional.of(path) : Optional.empty(),
                path + "/release");
    }

    private BookingPage.Form form(Page page, Call call, Shown shown, Answer answer) {
        BookingRights rights = desk.rights(call.principal(), shown.hearing, shown.known);
        BookingForm form = shown.form;
        List<BookingPage.Group> groups = new ArrayList<>();
        for (Resource.Kind kind : Resource.Kind.values()) {
            groups.add(group(page, kind, shown, rights));
        }
        return new BookingPage.Form(
                path(shown.hearing.id()) + shown.booking.map(id -> "/" + id).orElse(""),
                shown.booking.isPresent(),
                Integer.toString(shown.revision),
                new BookingPage.BookingTyped(
                        form.at(),
                        form.minutes(),
                        form.setUp(),
                        form.test(),
                        form.after(),
                        form.resources().stream().map(Resource::toString).toList(),
                        form.place(),
                        form.query()),
                groups,
                shown.known.institutions().stream()
                        .filter(one -> rights.includes(one.id()))
                        .sorted(Names.by(Institution::name))
                        .map(one -> new BookingPage.Option(
                                one.id(), one.name(), one.id().equals(form.place())))
                        .toList(),
                answer.complaint,
                answer.taken,
                answer.offers,
                answer.offered);
    }

    /** What is chosen, and what may be chosen of the place that is shown. */
    private BookingPage.Group group(Page page, Resource.Kind kind, Shown shown, BookingRights rights) {
        ScheduleWords words = new ScheduleWords(page, zone);
        BookingForm form = shown.form;
        List<BookingPage.Option> options = new ArrayList<>();
        form.resources().stream()
                .filter(one -> one.kind() == kind)
                .filter(one -> shown.had.contains(one)
                        || shown.known.find(one).filter(rights::mayBook).isPresent())
                .map(one -> new BookingPage.Option(one.toString(), words.name(one, shown.known), true))
                .forEach(options::add);
        List<KnownResources.One> others = shown.known.all().stream()
                .filter(one -> one.resource().kind() == kind)
                .filter(one -> !form.resources().contains(one.resource()))
                .filter(rights::mayBook)
                .filter(one -> form.place().isEmpty()
                        || one.institutions().contains(form.place())
                        || (kind == Resource.Kind.PERSON && one.everywhere()))
                .filter(one -> Names.match(form.query(), one.name()))
                .sorted(Names.by(KnownResources.One::name))
                .toList();
        others.stream()
                .limit(MOST_SHOWN)
                .map(one -> new BookingPage.Option(
                        one.resource().toString(),
                        form.place().isEmpty() ? words.name(one.resource(), shown.known) : one.name(),
                        false))
                .forEach(options::add);
        int more = others.size() - MOST_SHOWN;
        return new BookingPage.Group(
                page.say("schedule.kinds." + kind),
                options,
                more > 0 ? Optional.of(page.say("schedule.more", more)) : Optional.empty());
    }
}

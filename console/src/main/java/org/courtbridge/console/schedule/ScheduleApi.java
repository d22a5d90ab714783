package org.courtbridge.console.schedule;

import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.ApiEndpoints;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.QueryParameter;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.console.schedule.ScheduleViews.BookingChange;
import org.courtbridge.console.schedule.ScheduleViews.BookingConflict;
import org.courtbridge.console.schedule.ScheduleViews.BookingView;
import org.courtbridge.console.schedule.ScheduleViews.FreeTime;
import org.courtbridge.console.schedule.ScheduleViews.NewBooking;
import org.courtbridge.console.schedule.ScheduleViews.TakenTime;
import org.courtbridge.court.schedule.BookingOutcome;
import org.courtbridge.hearings.schedule.Resource;
import org.courtbridge.hearings.schedule.SlotRange;

/** The schedule over the API: what is taken when, and the bookings of a hearing. */
public final class ScheduleApi {

    private static final String ALL = "/api/v1/schedule";
    private static final String OF_HEARING = "/api/v1/hearings/{hearing}/bookings";
    private static final String ONE = OF_HEARING + "/{booking}";

    private static final QueryParameter[] WISH = {
        QueryParameter.text("from", "beginning of the span, such as 2026-12-02T00:00:00Z; today's without it"),
        QueryParameter.text("to", "its end, up to 92 days later; a day later without it"),
        QueryParameter.text(
                "institution", "only what this court or institution has taken, or what is taken of its own"),
        QueryParameter.text("room", "only when this room is taken"),
        QueryParameter.text("device", "only when this device is taken"),
        QueryParameter.text("person", "only when this user is taken")
    };

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final ScheduleDesk desk;

    public ScheduleApi(ScheduleDesk desk) {
        this.desk = desk;
    }

    public void declare(ApiEndpoints api) {
        api.reading(WISH)
                .list(
                        ALL,
                        Allowed.SEE_HEARINGS,
                        "Times at which rooms, devices and people are taken; of hearings that one may not know of no more than that",
                        TakenTime.class,
                        this::taken);
        api.list(
                OF_HEARING,
                Allowed.SEE_HEARINGS,
                "The bookings of a hearing, in the order of their beginnings",
                BookingView.class,
                call -> {
                    KnownResources known = desk.resources();
                    return Reply.json(
                            200,
                            desk.bookings(call.path("hearing")).stream()
                                    .map(entry -> BookingView.of(entry, known))
                                    .toList());
                });
        api.add(
                HttpMethod.POST,
                OF_HEARING,
                Allowed.PREPARE_HEARINGS,
                document("Book rooms, devices and people for a hearing: all of them, or none", 201, NewBooking.class),
                this::book);
        api.add(
                HttpMethod.POST,
                ONE,
                Allowed.PREPARE_HEARINGS,
                document(
                        "Change times or resources of a booking; if that cannot be, it stays",
                        200,
                        BookingChange.class),
                this::move);
        api.delete(ONE, Allowed.PREPARE_HEARINGS, "Release what a booking has taken", call -> {
            desk.release(call.principal(), call.path("hearing"), call.path("booking"));
            return Reply.nothing();
        });
    }

    private static Endpoint.Document document(String summary, int status, Class<?> body) {
        return new Endpoint.Document(summary, status, Optional.of(body), Optional.of(BookingView.class), false)
                .orConflict(BookingConflict.class);
    }

    private Reply taken(Call call) {
        Optional<Resource> resource = Stream.of(
                        call.query("room").map(Resource::room),
                        call.query("device").map(Resource::device),
                        call.query("person").map(Resource::person))
                .flatMap(Optional::stream)
                .findFirst();
        Instant from = instant(call, "from")
                .orElseGet(() -> LocalDate.ofInstant(desk.now(), desk.zone())
                        .atStartOfDay(desk.zone())
                        .toInstant());
        Instant to = instant(call, "to").orElseGet(() -> from.plus(Duration.ofDays(1)));
        if (!from.isBefore(to)) {
            throw new RequestException(400, "to: %s (expected: after %s)".formatted(to, from));
        }
        KnownResources known = desk.resources();
        return Reply.json(
                200,
                desk
                        .seen(
                                call.principal(),
                                SlotRange.covering(from, to),
                                new ScheduleDesk.Filter(call.query("institution"), resource),
                                known)
                        .stream()
                        .map(seen -> TakenTime.of(seen, known))
                        .toList());
    }

    private static Optional<Instant> instant(Call call, String name) {
        Optional<String> text = call.query(name);
        try {
            Optional<Instant> at = text.map(Instant::parse);
            if (at.stream().allMatch(one -> one.isAfter(EARLIEST) && one.isBefore(LATEST))) {
                return at;
            }
        } catch (DateTimeParseException e) {
            // As for a time that is too far off.
        }
        throw new RequestException(
                400, "%s: %s (expected: such as 2026-12-02T00:00:00Z)".formatted(name, text.orElse("")));
    }

    private Reply book(Call call) {
        desk.hearing(call.path("hearing"));
        NewBooking wanted = call.json(NewBooking.class);
        return reply(call, 201, desk.book(call.principal(), call.path("hearing"), wanted.resources(), wanted.times()));
    }

    private Reply move(Call call) {
        desk.booking(call.path("hearing"), call.path("booking"));
        BookingChange change = call.json(BookingChange.class);
        NewBooking wanted = ApiEndpoints.given(change.booking(), "booking");
        return reply(
                call,
                200,
                desk.move(
                        call.principal(),
                        call.path("hearing"),
                        call.path("booking"),
                        ApiEndpoints.given(change.revision(), "revision"),
                        wanted.resources(),
                        wanted.times()));
    }

    private Reply reply(Call call, int status, BookingOutcome outcome) {
        return switch (outcome) {
            case BookingOutcome.Booked booked -> Reply.json(status, BookingView.of(booked.entry(), desk.resources()));
            case BookingOutcome.Taken taken -> conflict(call, taken);
            case BookingOutcome.ChangedMeanwhile changed ->
                throw new RequestException(
                        409,
                        "The booking has been changed since; its revision is %d."
                                .formatted(changed.current().revision()));
            case BookingOutcome.Cancelled _ -> throw RequestException.notFound("The booking has been released.");
        };
    }

    private Reply conflict(Call call, BookingOutcome.Taken taken) {
        KnownResources known = desk.resources();
        List<TakenTime> obstacles = desk.obstacles(call.principal(), taken).stream()
                .map(seen -> TakenTime.of(seen, known))
                .toList();
        List<FreeTime> free = taken.offers().stream()
                .map(times -> new FreeTime(times.from(), times.to()))
                .toList();
        return Reply.problemDocument(
                409,
                new BookingConflict(
                        "about:blank",
                        "Conflict",
                        409,
                        "Some of it is taken at that time.",
                        Optional.of(obstacles),
                        Optional.of(free)));
    }
}

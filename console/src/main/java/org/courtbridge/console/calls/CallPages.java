package org.courtbridge.console.calls;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.courtbridge.console.hearings.HearingDesk;
import org.courtbridge.console.hearings.Quality;
import org.courtbridge.console.html.Badge;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.Fact;
import org.courtbridge.console.html.Names;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Step;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Principal;
import org.courtbridge.console.http.Problems;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.court.conference.CommandRefusedException;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.hearings.HearingCommand.Muting;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.operations.fleet.LinePoint;
import org.courtbridge.provisioning.audit.AuditEntry.Subject;
import org.courtbridge.provisioning.audit.AuditTrail;
import org.courtbridge.provisioning.audit.Change;

/** All calls that go on now, in whichever hearing, for those who look after the lines. */
public final class CallPages {

    private static final String CALLS = "/calls";
    private static final String PARTY = CALLS + "/{hearing}/parties/{party}";
    private static final String DEVICE = "device:";

    private final Conferences conferences;
    private final HearingDesk desk;
    private final AuditTrail audit;
    private final GatekeeperFigures gatekeeper;
    private final Optional<TraceSource> traces;
    private final InstantSource clock;
    private final Templates templates;
    private final Looks looks;

    /** @param traces gives what was written of a call; empty if nothing is written */
    public CallPages(
            Conferences conferences,
            HearingDesk desk,
            AuditTrail audit,
            GatekeeperFigures gatekeeper,
            Optional<TraceSource> traces,
            InstantSource clock,
            Templates templates) {
        this.conferences = conferences;
        this.desk = desk;
        this.audit = audit;
        this.gatekeeper = gatekeeper;
        this.traces = traces;
        this.clock = clock;
        this.templates = templates;
        this.looks = new Looks(clock);
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.page(HttpMethod.GET, CALLS, Allowed.SEE_CALLS, call -> page(call, 200, "")),
                Endpoint.page(HttpMethod.GET, CALLS + "/live", Allowed.SEE_CALLS, call -> live(call, 200, "")),
                step("hangup", "remove", Allowed.HANG_UP),
                step("mute", "mute", Allowed.CONDUCT_HEARINGS),
                step("unmute", "unmute", Allowed.CONDUCT_HEARINGS),
                Endpoint.page(HttpMethod.GET, PARTY + "/picture", Allowed.SEE_PICTURES, this::picture),
                Endpoint.page(HttpMethod.GET, PARTY + "/trace", Allowed.SEE_TRACES, this::trace));
    }

    /** @param order as {@link HearingDesk#PARTY_STEPS} has it */
    private Endpoint step(String name, String order, Allowed allowed) {
        return Endpoint.page(HttpMethod.POST, PARTY + "/" + name, allowed, call -> {
            String hearing = call.path("hearing");
            PartyId party = party(call);
            try {
                if (leg(call).isEmpty()) {
                    throw new RequestException(409, "This party is not connected.", "refusal.NOT_INSIDE");
                }
                HearingState state = desk.party(call.actor(), hearing, party, order);
                note(call, "call." + name, state, party);
                return call.fromHtmx() ? live(call, 200, "") : Reply.seeOther(CALLS);
            } catch (RequestException | CommandRefusedException | ExecutionException e) {
                Problems.Cause cause = Problems.of(e);
                String complaint = ErrorPages.complaint(ErrorPages.messages(call), cause);
                // htmx shows what comes with 200 alone.
                return call.fromHtmx() ? live(call, 200, complaint) : page(call, cause.status(), complaint);
            }
        });
    }

    private static PartyId party(Call call) {
        return new PartyId(call.path("party"));
    }

    private void note(Call call, String action, HearingState hearing, PartyId party) {
        audit.note(
                call.actor(),
                action,
                new Subject("hearing", hearing.id(), hearing.number()),
                List.of(new Change("party", "", party.value())));
    }

    private Reply page(Call call, int status, String complaint) {
        return Reply.html(
                status,
                templates.render(
                        "calls/show.jte", Map.of("page", ErrorPages.page(call), "calls", calls(call, complaint))));
    }

    private Reply live(Call call, int status, String complaint) {
        return Reply.html(
                status,
                templates.render(
                        "calls/live.jte", Map.of("page", ErrorPages.page(call), "calls", calls(call, complaint))));
    }

    private CallsPage calls(Call call, String complaint) {
        Page page = ErrorPages.page(call);
        List<CallsPage.Row> rows = new ArrayList<>();
        desk.hearings(call.principal(), Allowed.SEE_CALLS)
                .filter(hearing -> !hearing.legs().isEmpty())
                .sorted(Names.by(HearingState::title))
                .forEach(hearing -> {
                    Map<LegId, LegStatistics> statistics = new HashMap<>();
                    conferences.statistics(hearing.id()).forEach(leg -> statistics.put(leg.leg(), leg));
                    hearing.seats()
                            .values()
                            .forEach(seat -> seat.leg()
                                    .map(leg -> row(
                                            page,
                                            call.principal(),
                                            hearing,
                                            seat,
                                            Optional.ofNullable(statistics.get(leg))))
                                    .ifPresent(rows::add));
                });
        return new CallsPage(rows, gatekeeper.routedCalls().getAsInt(), traces.isPresent(), complaint);
    }

    private CallsPage.Row row(
            Page page,
            Principal principal,
            HearingState hearing,
            HearingState.Seat seat,
            Optional<LegStatistics> statistics) {
        String path = CALLS + "/" + hearing.id() + "/parties/" + seat.party();
        Optional<String> device = Optional.of(seat.party().value())
                .filter(party -> party.startsWith(DEVICE))
                .map(party -> party.substring(DEVICE.length()));
        return new CallsPage.Row(
                "call-" + hearing.id() + "-" + seat.party().value().replaceAll("[^A-Za-z0-9-]", "-"),
                seat.name(),
                statistics.map(leg -> page.say("figures.kind." + leg.kind())).orElse(""),
                hearing.id(),
                hearing.title(),
                badges(page, hearing, seat, statistics),
                statistics.map(leg -> figures(page, leg)).orElse(List.of()),
                statistics.map(leg -> Quality.complaints(leg, page.messages())).orElse(List.of()),
                steps(page, principal, hearing, seat, path),
                Optional.of(path + "/picture").filter(_ -> Allowed.SEE_PICTURES.admits(principal, hearing.court())),
                Optional.of(path + "/trace")
                        .filter(_ -> traces.isPresent() && Allowed.SEE_TRACES.admits(principal, hearing.court())),
                device.filter(_ -> Allowed.SEE_DEVICES.admits(principal, hearing.court()))
                        .map(id -> "/fleet/" + id));
    }

    private static List<Badge> badges(
            Page page, HearingState hearing, HearingState.Seat seat, Optional<LegStatistics> statistics) {
        List<Badge> badges = new ArrayList<>();
        boolean inside = seat.leg().filter(hearing.inside()::contains).isPresent();
        badges.add(new Badge(
                page.say(inside ? "seat.inside" : seat.admitted() ? "seat.ready" : "seat.waiting"),
                seat.admitted() ? "good" : "warn"));
        if (hearing.muting(seat) == Muting.MUTED) {
            badges.add(new Badge(page.say("seat.muted"), "bad"));
        }
        if (seat.microphoneOff()) {
            badges.add(new Badge(page.say("seat.microphoneOff"), "warn"));
        }
        statistics
                .flatMap(LegStatistics::encrypted)
                .filter(encrypted -> !encrypted)
                .ifPresent(_ -> badges.add(new Badge(page.say("calls.open"), "warn")));
        return badges;
    }

    /** As the plots of a device's page have them. */
    private List<Fact> figures(Page page, LegStatistics leg) {
        LinePoint point = LinePoint.of(clock.instant(), List.of(leg));
        return Stream.of(
                        figure(page, "plot.loss", "percent", OptionalDouble.of(point.loss())),
                        figure(page, "plot.jitter", "ms", OptionalDouble.of(point.jitter())),
                        figure(page, "plot.roundtrip", "ms", point.roundTrip()),
                        figure(page, "calls.received", "kilobits", OptionalDouble.of(point.received() / 1000.0)),
                        figure(page, "calls.sent", "kilobits", OptionalDouble.of(point.sent() / 1000.0)))
                .toList();
    }

    private static Fact figure(Page page, String key, String unit, OptionalDouble value) {
        return new Fact(
                page.say(key),
                value.isEmpty() ? "–" : page.say("figures." + unit, Math.round(value.getAsDouble() * 10) / 10.0));
    }

    private static List<Step> steps(
            Page page, Principal principal, HearingState hearing, HearingState.Seat seat, String path) {
        List<Step> steps = new ArrayList<>();
        if (seat.admitted() && Allowed.CONDUCT_HEARINGS.admits(principal, hearing.court())) {
            boolean muted = seat.muting() == Muting.MUTED;
            steps.add(new Step(
                    path + (muted ? "/unmute" : "/mute"),
                    page.say(muted ? "hearing.unmute" : "hearing.mute"),
                    muted ? "primary" : "",
                    ""));
        }
        if (Allowed.HANG_UP.admits(principal, hearing.court())) {
            steps.add(new Step(path + "/hangup", page.say("calls.hangup"), "danger", page.say("hearing.remove.ask")));
        }
        return steps;
    }

    private Optional<LegId> leg(Call call) {
        return desk.hearing(call.path("hearing")).seat(party(call)).flatMap(HearingState.Seat::leg);
    }

    /** Path of a party's thumbnail; empty if the party is connected to no hearing. */
    public static Optional<String> picture(Stream<HearingState> hearings, PartyId party) {
        return hearings.filter(hearing ->
                        hearing.seat(party).flatMap(HearingState.Seat::leg).isPresent())
                .findFirst()
                .map(hearing -> CALLS + "/" + hearing.id() + "/parties/" + party + "/picture");
    }

    /** In memory alone, and only while somebody asks; that somebody sees it is written down before. */
    private Reply picture(Call call) {
        HearingState hearing = desk.hearing(call.path("hearing"));
        PartyId party = party(call);
        Optional<LegId> leg = hearing.seat(party).flatMap(HearingState.Seat::leg);
        Optional<byte[]> picture = leg.flatMap(one -> conferences.thumbnail(hearing.id(), one));
        if (picture.isEmpty()) {
            return Reply.nothing().with("Cache-Control", "no-store");
        }
        looks.look(call.actor(), leg.orElseThrow(), () -> note(call, "call.look", hearing, party));
        return new Reply(
                200,
                Map.of("Content-Type", "image/jpeg", "Cache-Control", "no-store"),
                List.of(),
                Buffer.buffer(picture.get()));
    }

    /** It holds what people said, so that somebody has it is written down before. */
    private Reply trace(Call call) throws IOException {
        TraceSource source =
                traces.orElseThrow(() -> new RequestException(409, "No traces are written.", "calls.untraced"));
        HearingState hearing = desk.hearing(call.path("hearing"));
        LegId leg = leg(call).orElseThrow(() -> RequestException.notFound("This party is not connected."));
        Optional<String> signalling = conferences.statistics(hearing.id()).stream()
                .filter(one -> one.leg().equals(leg))
                .findFirst()
                .flatMap(LegStatistics::signalling);
        note(call, "call.trace", hearing, party(call));
        byte[] trace = source.of(leg, signalling);
        if (trace.length == 0) {
            throw RequestException.notFound("Nothing was written of this call yet.");
        }
        return Reply.file("application/vnd.tcpdump.pcap", "call-" + hearing.number() + ".pcapng", trace);
    }
}

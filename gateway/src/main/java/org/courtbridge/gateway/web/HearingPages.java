package org.courtbridge.gateway.web;

import io.vertx.core.http.HttpMethod;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.courtbridge.gateway.access.Participant;
import org.courtbridge.gateway.bridge.LegStatistics;
import org.courtbridge.hearings.HearingCommand.Admission;
import org.courtbridge.hearings.HearingCommand.Muting;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.HearingState.Phase;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;

/** The clerk's pages: the list of hearings, and one hearing with everybody in it. */
final class HearingPages {

    private static final String HEARING = "/hearings/{hearing}";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final int TRAIL = 50;

    private final Services services;
    private final HearingDesk desk;
    private final Templates templates;

    HearingPages(Services services, HearingDesk desk, Templates templates) {
        this.services = services;
        this.desk = desk;
        this.templates = templates;
    }

    List<Endpoint> endpoints() {
        List<Endpoint> all = new ArrayList<>();
        all.add(Endpoint.page(HttpMethod.GET, "/", Allowed.SIGNED_IN, _ -> Reply.seeOther("/hearings")));
        all.add(Endpoint.page(HttpMethod.GET, "/hearings", Allowed.SEE_HEARINGS, this::list));
        all.add(Endpoint.page(HttpMethod.GET, "/hearings/new", Allowed.PREPARE_HEARINGS, this::form));
        all.add(Endpoint.page(HttpMethod.POST, "/hearings", Allowed.PREPARE_HEARINGS, this::create));
        all.add(Endpoint.page(HttpMethod.GET, HEARING, Allowed.SEE_HEARINGS, this::show));
        all.add(Endpoint.page(HttpMethod.GET, HEARING + "/live", Allowed.SEE_HEARINGS, this::live));
        all.add(Endpoint.page(HttpMethod.POST, HEARING + "/devices", Allowed.PREPARE_HEARINGS, this::inviteDevice));
        all.add(Endpoint.page(
                HttpMethod.POST, HEARING + "/participants", Allowed.PREPARE_HEARINGS, this::inviteParticipant));
        for (String step : List.of("start", "adjourn", "resume", "close-session", "reopen-session", "end")) {
            all.add(step(HEARING + "/" + step, Allowed.CONDUCT_HEARINGS, call -> {
                Optional<String> reason = step.equals("adjourn")
                        ? Optional.of(ErrorPages.page(call).say("hearing.adjourn.reason"))
                        : Optional.empty();
                desk.step(call.actor(), call.path("hearing"), step, reason);
            }));
        }
        String party = HEARING + "/parties/{party}/";
        for (String step : List.of("admit", "dismiss", "remove", "mute", "unmute")) {
            all.add(step(
                    party + step,
                    Allowed.CONDUCT_HEARINGS,
                    call -> desk.party(call.actor(), call.path("hearing"), party(call), step)));
        }
        all.add(step(
                party + "uninvite",
                Allowed.PREPARE_HEARINGS,
                call -> desk.uninvite(call.actor(), call.path("hearing"), party(call))));
        all.add(step(party + "dial", Allowed.CONNECT, call -> desk.dial(call.path("hearing"), party(call))));
        return all;
    }

    private interface Change {
        void make(Call call) throws Exception;
    }

    /** Answers with the live part of the page, and says there what did not work. */
    private Endpoint step(String path, Allowed allowed, Change change) {
        return Endpoint.page(HttpMethod.POST, path, allowed, call -> {
            String complaint = "";
            try {
                change.make(call);
            } catch (RequestException | ExecutionException e) {
                if (!call.fromHtmx()) {
                    throw e;
                }
                Problems.Cause cause = Problems.of(e);
                Page page = ErrorPages.page(call);
                complaint = path.endsWith("/dial")
                        ? page.say("hearing.dial.failed", cause.detail())
                        : ErrorPages.complaint(page.messages(), cause);
            }
            return call.fromHtmx() ? live(call, complaint) : Reply.seeOther("/hearings/" + call.path("hearing"));
        });
    }

    private Reply list(Call call) {
        Page page = ErrorPages.page(call);
        List<HearingState> hearings = new ArrayList<>(services.conferences().all());
        hearings.sort(Comparator.comparing((HearingState state) -> state.phase() == Phase.ENDED)
                .thenComparing(HearingState::number));
        return Reply.html(
                200,
                templates.render(
                        "hearings/list.jte",
                        Map.of(
                                "page",
                                page,
                                "hearings",
                                hearings.stream()
                                        .map(state -> summary(page, state))
                                        .toList(),
                                "mayCreate",
                                Allowed.PREPARE_HEARINGS.admits(call.principal()))));
    }

    private static HearingPage summary(Page page, HearingState state) {
        List<HearingPage.Step> none = List.of();
        String counts = page.say("hearings.connected", state.legs().size());
        String waiting = state.waiting().isEmpty()
                ? ""
                : page.say("hearings.waiting", state.waiting().size());
        return new HearingPage(
                state.id(),
                state.number(),
                state.title(),
                page.say("phase." + state.phase()),
                mood(state.phase()),
                none,
                List.of(),
                List.of(),
                waiting,
                counts);
    }

    private Reply form(Call call) {
        return form(call, 200, "", "", "");
    }

    private Reply form(Call call, int status, String number, String title, String complaint) {
        return Reply.html(
                status,
                templates.render(
                        "hearings/new.jte",
                        Map.of(
                                "page",
                                ErrorPages.page(call),
                                "number",
                                number,
                                "title",
                                title,
                                "complaint",
                                complaint)));
    }

    private Reply create(Call call) throws InterruptedException {
        try {
            HearingState state = desk.create(call.actor(), call.field("number"), call.field("title"));
            return Reply.seeOther("/hearings/" + state.id());
        } catch (RequestException | ExecutionException e) {
            Problems.Cause cause = Problems.of(e);
            Page page = ErrorPages.page(call);
            boolean taken =
                    services.conferences().byNumber(call.field("number")).isPresent();
            return form(
                    call,
                    cause.status(),
                    call.field("number"),
                    call.field("title"),
                    taken ? page.say("error.number.taken") : ErrorPages.complaint(page.messages(), cause));
        }
    }

    private Reply inviteDevice(Call call) throws Exception {
        Admission admission = call.field("lobby").isEmpty() ? Admission.DIRECT : Admission.LOBBY;
        desk.inviteDevice(call.actor(), call.path("hearing"), call.field("device"), admission);
        return Reply.seeOther("/hearings/" + call.path("hearing"));
    }

    private Reply inviteParticipant(Call call) throws Exception {
        desk.inviteParticipant(call.actor(), call.path("hearing"), call.field("name"), call.field("word"));
        return Reply.seeOther("/hearings/" + call.path("hearing"));
    }

    private Reply show(Call call) {
        Page page = ErrorPages.page(call);
        HearingState state = desk.hearing(call.path("hearing"));
        List<HearingPage.Choice> devices = services.devices().all().stream()
                .filter(device -> !state.seats().containsKey(PartyId.device(device.id())))
                .map(device -> new HearingPage.Choice(device.id(), device.name()))
                .toList();
        return Reply.html(
                200,
                templates.render(
                        "hearings/show.jte",
                        Map.of(
                                "page",
                                page,
                                "hearing",
                                view(page, call.principal(), state, ""),
                                "devices",
                                devices,
                                "mayInvite",
                                state.phase() != Phase.ENDED && Allowed.PREPARE_HEARINGS.admits(call.principal()))));
    }

    /** Nothing if the browser shows it already, so that no button moves under a finger. */
    private Reply live(Call call) {
        return live(call, "");
    }

    private Reply live(Call call, String complaint) {
        Page page = ErrorPages.page(call);
        HearingState state = desk.hearing(call.path("hearing"));
        HearingPage view = view(page, call.principal(), state, complaint);
        if (call.query("seen").equals(Optional.of(view.seen()))) {
            return Reply.nothing();
        }
        Reply part = Reply.html(200, templates.render("hearings/live.jte", Map.of("page", page, "hearing", view)));
        // Nobody is invited to a hearing that has ended: the rest of the page changes too.
        return state.phase() == Phase.ENDED && complaint.isEmpty() ? part.reloading() : part;
    }

    private HearingPage view(Page page, Principal principal, HearingState state, String complaint) {
        Map<LegId, LegStatistics> statistics = new HashMap<>();
        services.conferences().statistics(state.id()).forEach(leg -> statistics.put(leg.leg(), leg));
        Map<PartyId, Participant> participants = new HashMap<>();
        services.participants()
                .ofHearing(state.id())
                .forEach(participant -> participants.put(PartyId.participant(participant.id()), participant));
        List<HearingPage.SeatRow> seats = new ArrayList<>();
        for (HearingState.Seat seat : state.seats().values()) {
            seats.add(seat(
                    page,
                    principal,
                    state,
                    seat,
                    Optional.ofNullable(participants.get(seat.party())),
                    seat.leg().map(statistics::get)));
        }
        List<HearingPage.TrailRow> trail =
                services.trail().events(state.id(), Math.max(0, state.lastEvent() - TRAIL)).stream()
                        .map(recorded -> trail(page, state, recorded))
                        .toList()
                        .reversed();
        List<HearingPage.Step> steps = Allowed.CONDUCT_HEARINGS.admits(principal) ? steps(page, state) : List.of();
        String phase = page.say("phase." + state.phase());
        int seen = Objects.hash(phase, steps, seats, trail, complaint);
        return new HearingPage(
                state.id(),
                state.number(),
                state.title(),
                phase,
                mood(state.phase()),
                steps,
                seats,
                trail,
                complaint,
                Integer.toHexString(seen));
    }

    private static String mood(Phase phase) {
        return switch (phase) {
            case SCHEDULED, ENDED -> "";
            case LOBBY, ADJOURNED -> "warn";
            case IN_SESSION -> "good";
            case CLOSED_SESSION -> "bad";
        };
    }

    private static List<HearingPage.Step> steps(Page page, HearingState state) {
        String path = "/hearings/" + state.id() + "/";
        HearingPage.Step end =
                new HearingPage.Step(path + "end", page.say("hearing.end"), "danger", page.say("hearing.end.ask"));
        return switch (state.phase()) {
            case SCHEDULED, LOBBY ->
                List.of(new HearingPage.Step(path + "start", page.say("hearing.start"), "primary", ""), end);
            case IN_SESSION ->
                List.of(
                        new HearingPage.Step(path + "adjourn", page.say("hearing.adjourn"), "", ""),
                        new HearingPage.Step(
                                path + "close-session",
                                page.say("hearing.close"),
                                "danger",
                                page.say("hearing.close.ask")),
                        end);
            case CLOSED_SESSION ->
                List.of(new HearingPage.Step(path + "reopen-session", page.say("hearing.reopen"), "primary", ""), end);
            case ADJOURNED ->
                List.of(new HearingPage.Step(path + "resume", page.say("hearing.resume"), "primary", ""), end);
            case ENDED -> List.of();
        };
    }

    private HearingPage.SeatRow seat(
            Page page,
            Principal principal,
            HearingState state,
            HearingState.Seat seat,
            Optional<Participant> participant,
            Optional<LegStatistics> statistics) {
        boolean connected = seat.leg().isPresent();
        boolean waiting = connected && !seat.admitted();
        boolean inside = connected && seat.admitted() && state.phase() == Phase.IN_SESSION;
        String word = waiting ? "waiting" : inside ? "inside" : connected ? "ready" : "absent";
        String mood = waiting ? "warn" : connected ? "good" : "";
        List<String> complaints =
                statistics.map(leg -> Quality.complaints(leg, page.messages())).orElse(List.of());
        Optional<String> praise = !connected || !complaints.isEmpty()
                ? Optional.empty()
                : Optional.of(page.say(statistics
                        .map(leg -> Quality.isQuiet(leg) ? "quality.quiet" : "quality.good")
                        .orElse("quality.measuring")));
        return new HearingPage.SeatRow(
                seat.party().value(),
                seat.name(),
                page.say("seat." + word),
                mood,
                waiting,
                seat.muting() == Muting.MUTED,
                state.phase() == Phase.ENDED ? List.of() : seatSteps(page, principal, state, seat),
                participant
                        .filter(_ -> state.phase() != Phase.ENDED && Allowed.PREPARE_HEARINGS.admits(principal))
                        .map(known -> services.baseUrl().get() + "/j/" + known.code()),
                praise,
                complaints);
    }

    private static List<HearingPage.Step> seatSteps(
            Page page, Principal principal, HearingState state, HearingState.Seat seat) {
        String path = "/hearings/" + state.id() + "/parties/" + seat.party() + "/";
        boolean connected = seat.leg().isPresent();
        List<HearingPage.Step> steps = new ArrayList<>();
        if (Allowed.CONDUCT_HEARINGS.admits(principal)) {
            if (!seat.admitted() && connected) {
                steps.add(new HearingPage.Step(path + "admit", page.say("hearing.admit"), "primary", ""));
            }
            if (connected && seat.admitted()) {
                boolean muted = seat.muting() == Muting.MUTED;
                steps.add(new HearingPage.Step(
                        path + (muted ? "unmute" : "mute"),
                        page.say(muted ? "hearing.unmute" : "hearing.mute"),
                        muted ? "primary" : "",
                        ""));
                steps.add(new HearingPage.Step(path + "dismiss", page.say("hearing.dismiss"), "", ""));
            }
            if (connected) {
                steps.add(new HearingPage.Step(
                        path + "remove", page.say("hearing.remove"), "danger", page.say("hearing.remove.ask")));
            }
        }
        if (!connected && seat.party().value().startsWith("device:") && Allowed.CONNECT.admits(principal)) {
            steps.add(new HearingPage.Step(path + "dial", page.say("hearing.dial"), "", ""));
        }
        if (!connected && Allowed.PREPARE_HEARINGS.admits(principal)) {
            steps.add(new HearingPage.Step(path + "uninvite", page.say("hearing.uninvite"), "quiet", ""));
        }
        return steps;
    }

    private static HearingPage.TrailRow trail(Page page, HearingState state, HearingEvent.Recorded recorded) {
        String words = switch (recorded.event()) {
            case HearingEvent.Created _ -> page.say("event.Created");
            case HearingEvent.PhaseChanged e ->
                page.say("event.PhaseChanged", page.say("phase." + e.phase()))
                        + (e.reason().isBlank() ? "" : " (" + e.reason() + ")");
            case HearingEvent.Invited e -> page.say("event.Invited", e.name());
            case HearingEvent.Uninvited e -> page.say("event.Uninvited", name(state, e.party()));
            case HearingEvent.Arrived e -> page.say("event.Arrived", name(state, e.party()));
            case HearingEvent.Left e -> page.say("event.Left", name(state, e.party()), page.say("end." + e.reason()));
            case HearingEvent.Replaced e -> page.say("event.Replaced", name(state, e.party()));
            case HearingEvent.Admitted e -> page.say("event.Admitted", name(state, e.party()));
            case HearingEvent.Dismissed e -> page.say("event.Dismissed", name(state, e.party()));
            case HearingEvent.Removed e -> page.say("event.Removed", name(state, e.party()));
            case HearingEvent.MutingChanged e ->
                page.say(e.muting() == Muting.MUTED ? "event.Muted" : "event.Heard", name(state, e.party()));
            case HearingEvent.Recovered _ -> page.say("event.Recovered");
        };
        return new HearingPage.TrailRow(
                recorded.at().toString(), TIME.format(recorded.at()), words, actor(page, state, recorded));
    }

    /** Who did it, unless the words say so already. */
    private static String actor(Page page, HearingState state, HearingEvent.Recorded recorded) {
        String actor = recorded.actor();
        if (actor.equals("system")) {
            return page.say("actor.system");
        }
        if (actor.startsWith("user:")) {
            return actor.substring("user:".length());
        }
        return switch (recorded.event()) {
            case HearingEvent.Arrived _, HearingEvent.Left _, HearingEvent.Replaced _ -> "";
            default -> name(state, new PartyId(actor));
        };
    }

    /** A party whose seat was taken away since is known by its id only. */
    private static String name(HearingState state, PartyId party) {
        HearingState.Seat seat = state.seats().get(party);
        return seat == null ? party.value() : seat.name();
    }

    private static PartyId party(Call call) {
        return new PartyId(call.path("party"));
    }
}

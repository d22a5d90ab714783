package org.courtbridge.console.hearings;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.courtbridge.console.applications.CaseNumber;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Step;
import org.courtbridge.console.html.Times;
import org.courtbridge.console.http.ActorNames;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Principal;
import org.courtbridge.court.access.Participant;
import org.courtbridge.hearings.CameraStep;
import org.courtbridge.hearings.HearingCommand.Muting;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.HearingState.Phase;
import org.courtbridge.hearings.Layout;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.hearings.SpeakingRule;
import org.courtbridge.hearings.Trouble;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.leg.LegStatistics;

/** Puts a hearing into words for whoever looks at its page, with the steps that they may take. */
public final class HearingView {

    private static final int TRAIL = 50;

    private final HearingServices services;
    private final Supplier<String> baseUrl;
    private final ZoneId zone;
    private final InstantSource clock;
    private final TrailWords trail;

    /** @param baseUrl where participants reach this gateway */
    public HearingView(
            HearingServices services, ActorNames actors, Supplier<String> baseUrl, ZoneId zone, InstantSource clock) {
        this.services = services;
        this.baseUrl = baseUrl;
        this.zone = zone;
        this.clock = clock;
        this.trail = new TrailWords(actors, zone, clock);
    }

    /** @param complaint what the last step could not do */
    HearingPage of(Page page, Principal principal, HearingState state, String complaint) {
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
        List<HearingEvent.Recorded> past = services.trail().events(state.id(), Math.max(0, state.lastEvent() - TRAIL));
        Map<PartyId, String> names = TrailWords.names(state, past);
        List<HearingPage.TrailRow> rows = past.stream()
                .filter(recorded -> !isEndOfMovement(recorded.event()))
                .filter(recorded -> !(recorded.event() instanceof HearingEvent.TroubleRepeated))
                .map(recorded -> trail.row(page, names, recorded))
                .toList()
                .reversed();
        List<Step> steps = Allowed.CONDUCT_HEARINGS.admits(principal, state.court()) ? steps(page, state) : List.of();
        List<HearingPage.FloorRow> floor = floor(page, principal, state);
        List<HearingPage.TroubleRow> troubles = troubles(page, principal, state);
        List<HearingPage.GuessedLink> guessed = guessed(page, principal, state, participants);
        Optional<HearingPage.Picture> picture = picture(page, principal, state);
        String phase = page.say("phase." + state.phase());
        Optional<HearingPage.Pin> pin = pin(page, principal, state);
        Optional<String> begins =
                state.begins().map(at -> Times.minute(page.messages().language(), zone, at));
        Optional<HearingPage.Speaking> speaking = speaking(page, principal, state);
        int seen = Objects.hash(
                begins, pin, phase, speaking, steps, picture, floor, troubles, guessed, seats, rows, complaint);
        return new HearingPage(
                state.id(),
                new HearingPage.Heading(
                        state.number(),
                        state.title(),
                        begins,
                        Times.field(zone, state.begins()),
                        pin,
                        phase,
                        mood(state.phase()),
                        services.recorded(),
                        CaseNumber.applications(state.title())
                                .filter(_ -> Allowed.SEE_APPLICATIONS.admits(principal, state.court())),
                        services.invitations().isPresent() && Allowed.PREPARE_HEARINGS.admits(principal, state.court()),
                        speaking),
                steps,
                picture,
                floor,
                troubles,
                guessed,
                seats,
                rows,
                state.phase() != HearingState.Phase.ENDED && Allowed.CONDUCT_HEARINGS.admits(principal, state.court()),
                complaint,
                Integer.toHexString(seen));
    }

    /** Each movement has its end: one row for both is enough. */
    private static boolean isEndOfMovement(HearingEvent event) {
        return event instanceof HearingEvent.CameraSteered steered && steered.step() == CameraStep.STOP;
    }

    private List<HearingPage.FloorRow> floor(Page page, Principal principal, HearingState state) {
        boolean may = Allowed.CONDUCT_HEARINGS.admits(principal, state.court());
        List<HearingPage.FloorRow> rows = new ArrayList<>();
        state.floor()
                .presenter()
                .flatMap(state::seat)
                .ifPresent(seat -> rows.add(new HearingPage.FloorRow(
                        seat.name(),
                        page.say("hearing.floor.sharing"),
                        true,
                        "",
                        may
                                ? List.of(floorStep(page, state, seat, "stop-sharing", "hearing.floor.stop", ""))
                                : List.of())));
        state.floor()
                .speaker()
                .flatMap(state::seat)
                .ifPresent(seat -> rows.add(new HearingPage.FloorRow(
                        seat.name(),
                        page.say("hearing.floor.speaker"),
                        true,
                        "",
                        may
                                ? List.of(floorStep(page, state, seat, "lower-hand", "hearing.floor.take", ""))
                                : List.of())));
        state.floor()
                .asking()
                .forEach((party, since) -> state.seat(party)
                        .ifPresent(seat -> rows.add(new HearingPage.FloorRow(
                                seat.name(),
                                page.say("hearing.floor.asks"),
                                false,
                                page.say(
                                        "hearing.floor.since",
                                        Times.second(page.messages().language(), zone, since, clock.instant())),
                                may
                                        ? List.of(
                                                floorStep(
                                                        page,
                                                        state,
                                                        seat,
                                                        "give-floor",
                                                        "hearing.floor.give",
                                                        "primary"),
                                                floorStep(page, state, seat, "lower-hand", "hearing.floor.lower", ""))
                                        : List.of()))));
        return rows;
    }

    private List<HearingPage.TroubleRow> troubles(Page page, Principal principal, HearingState state) {
        boolean may = Allowed.CONDUCT_HEARINGS.admits(principal, state.court());
        return state.troubles().stream()
                .map(trouble -> new HearingPage.TroubleRow(
                        state.seat(trouble.party())
                                .map(HearingState.Seat::name)
                                .orElse(trouble.party().value()),
                        page.say("trouble." + trouble.kind()),
                        trouble.text(),
                        when(page, trouble),
                        may
                                ? Optional.of(new Step(
                                        "/hearings/" + state.id() + "/troubles/" + trouble.number() + "/seen",
                                        page.say("trouble.seen"),
                                        "primary",
                                        ""))
                                : Optional.empty()))
                .toList();
    }

    private String when(Page page, Trouble trouble) {
        Language language = page.messages().language();
        String first = Times.second(language, zone, trouble.first(), clock.instant());
        return trouble.times() == 1
                ? page.say("trouble.once", first)
                : page.say(
                        "trouble.times",
                        trouble.times(),
                        first,
                        Times.second(language, zone, trouble.last(), clock.instant()));
    }

    private List<HearingPage.GuessedLink> guessed(
            Page page, Principal principal, HearingState state, Map<PartyId, Participant> participants) {
        if (state.phase() == Phase.ENDED || !Allowed.PREPARE_HEARINGS.admits(principal, state.court())) {
            return List.of();
        }
        List<HearingPage.GuessedLink> guessed = new ArrayList<>();
        for (HearingState.Seat seat : state.seats().values()) {
            Optional.ofNullable(participants.get(seat.party()))
                    .flatMap(participant -> services.guesses().at(participant.code()))
                    .ifPresent(guessing -> guessed.add(new HearingPage.GuessedLink(
                            seat.name(),
                            page.say(
                                    "hearing.guessed.words",
                                    guessing.wrong(),
                                    guessing.sources(),
                                    Times.second(page.messages().language(), zone, guessing.since(), clock.instant()),
                                    Times.second(page.messages().language(), zone, guessing.last(), clock.instant())),
                            new Step(
                                    "/hearings/" + state.id() + "/parties/" + seat.party() + "/word",
                                    page.say("hearing.word.new"),
                                    "primary",
                                    ""))));
        }
        return guessed;
    }

    private static Step floorStep(
            Page page, HearingState state, HearingState.Seat seat, String step, String words, String look) {
        return new Step("/hearings/" + state.id() + "/parties/" + seat.party() + "/" + step, page.say(words), look, "");
    }

    private Optional<HearingPage.Picture> picture(Page page, Principal principal, HearingState state) {
        if (state.phase() == Phase.ENDED || !Allowed.CONDUCT_HEARINGS.admits(principal, state.court())) {
            return Optional.empty();
        }
        return Optional.of(new HearingPage.Picture(
                "/hearings/" + state.id() + "/layout",
                page.say("hearing.picture"),
                "",
                layouts(page, state.layout().or(() -> Optional.of(services.layout())))));
    }

    /** Of a seat that sees one picture: an invited device, whoever called from one, and whoever asked for it on the page. */
    private Optional<HearingPage.Picture> picture(
            Page page, HearingState state, HearingState.Seat seat, Optional<LegStatistics> statistics) {
        boolean device = seat.party().value().startsWith("device:");
        boolean onePicture =
                device || statistics.filter(leg -> leg.kind().seesOnePicture()).isPresent();
        if (!onePicture && seat.layout().isEmpty()) {
            return Optional.empty();
        }
        String lifted = onePicture
                ? page.say(
                        "picture.hearing", page.say("picture." + state.layout().orElse(services.layout())))
                : page.say("picture.own");
        List<HearingPage.Option> options = new ArrayList<>();
        options.add(new HearingPage.Option(
                HearingPages.AS_THE_HEARING, lifted, seat.layout().isEmpty()));
        options.addAll(layouts(page, seat.layout()));
        return Optional.of(new HearingPage.Picture(
                "/hearings/" + state.id() + "/parties/" + seat.party() + "/layout",
                page.say("hearing.picture.seat"),
                seat.name(),
                options));
    }

    private static List<HearingPage.Option> layouts(Page page, Optional<Layout> chosen) {
        return Stream.of(Layout.values())
                .map(layout -> new HearingPage.Option(
                        layout.name(), page.say("picture." + layout), chosen.equals(Optional.of(layout))))
                .toList();
    }

    private static Optional<HearingPage.Pin> pin(Page page, Principal principal, HearingState state) {
        if (!Allowed.SEE_PINS.admits(principal, state.court()) || state.phase() == Phase.ENDED) {
            return Optional.empty();
        }
        Step renew = new Step(
                "/hearings/" + state.id() + "/pin", page.say("hearing.pin.new"), "quiet", page.say("hearing.pin.ask"));
        return state.pin()
                .map(digits -> new HearingPage.Pin(
                        digits,
                        page.say("hearing.pin.hint", state.number() + "**" + digits),
                        Allowed.PREPARE_HEARINGS.admits(principal, state.court()) ? List.of(renew) : List.of()));
    }

    public static String mood(Phase phase) {
        return switch (phase) {
            case SCHEDULED, ENDED -> "";
            case LOBBY, ADJOURNED -> "warn";
            case IN_SESSION -> "good";
            case CLOSED_SESSION -> "bad";
        };
    }

    private static List<Step> steps(Page page, HearingState state) {
        List<Step> steps = new ArrayList<>(phaseSteps(page, state));
        if (state.phase() != Phase.ENDED) {
            String step = state.steering() ? "forbid-steering" : "allow-steering";
            String words = page.say(state.steering() ? "hearing.steering.forbid" : "hearing.steering.allow");
            steps.add(steps.size() - 1, new Step("/hearings/" + state.id() + "/" + step, words, "", ""));
        }
        return steps;
    }

    private static Optional<HearingPage.Speaking> speaking(Page page, Principal principal, HearingState state) {
        if (state.phase() == Phase.ENDED) {
            return Optional.empty();
        }
        SpeakingRule rule = state.floor().rule();
        List<Step> steps = new ArrayList<>();
        if (Allowed.CONDUCT_HEARINGS.admits(principal, state.court())) {
            String path = "/hearings/" + state.id() + "/";
            HearingDesk.SPEAKING_RULES.forEach((step, other) -> {
                if (other != rule) {
                    steps.add(new Step(path + step, page.say("hearing.speaking.order." + other), "", ""));
                }
            });
            steps.add(new Step(path + "mute-all", page.say("hearing.muteAll"), "", page.say("hearing.muteAll.ask")));
        }
        return Optional.of(new HearingPage.Speaking(page.say("hearing.speaking." + rule), steps));
    }

    private static List<Step> phaseSteps(Page page, HearingState state) {
        String path = "/hearings/" + state.id() + "/";
        Step end = new Step(path + "end", page.say("hearing.end"), "danger", page.say("hearing.end.ask"));
        return switch (state.phase()) {
            case SCHEDULED, LOBBY -> List.of(new Step(path + "start", page.say("hearing.start"), "primary", ""), end);
            case IN_SESSION ->
                List.of(
                        new Step(path + "adjourn", page.say("hearing.adjourn"), "", ""),
                        new Step(
                                path + "close-session",
                                page.say("hearing.close"),
                                "danger",
                                page.say("hearing.close.ask")),
                        end);
            case CLOSED_SESSION ->
                List.of(new Step(path + "reopen-session", page.say("hearing.reopen"), "primary", ""), end);
            case ADJOURNED -> List.of(new Step(path + "resume", page.say("hearing.resume"), "primary", ""), end);
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
        Optional<DialledRooms.Attempt> lastCall = services.dialled().last(state.id(), seat);
        boolean called =
                lastCall.filter(DialledRooms.Attempt.Calling.class::isInstance).isPresent();
        boolean waiting = connected && !seat.admitted();
        boolean inside = connected && seat.admitted() && state.phase() == Phase.IN_SESSION;
        String word = waiting ? "waiting" : inside ? "inside" : connected ? "ready" : called ? "called" : "absent";
        String mood = waiting || called ? "warn" : connected ? "good" : "";
        List<String> complaints =
                statistics.map(leg -> Quality.complaints(leg, page.messages())).orElseGet(() -> inVain(page, lastCall));
        Optional<String> praise = !connected || !complaints.isEmpty()
                ? Optional.empty()
                : Optional.of(page.say(statistics
                        .map(leg -> Quality.isQuiet(leg) ? "quality.quiet" : "quality.good")
                        .orElse("quality.measuring")));
        Optional<Boolean> encrypted = statistics.flatMap(LegStatistics::encrypted);
        return new HearingPage.SeatRow(
                seat.party().value(),
                seat.name(),
                page.say("seat." + word)
                        + (state.floor().presiding().contains(seat.party()) ? ", " + page.say("seat.presides") : ""),
                mood,
                waiting,
                state.muting(seat) == Muting.MUTED,
                seat.microphoneOff(),
                state.phase() == Phase.ENDED ? List.of() : seatSteps(page, principal, state, seat, called),
                picture(page, principal, state).flatMap(_ -> picture(page, state, seat, statistics)),
                participant
                        .filter(_ -> state.phase() != Phase.ENDED
                                && Allowed.PREPARE_HEARINGS.admits(principal, state.court()))
                        .map(known -> new HearingPage.Invited(
                                baseUrl.get() + "/j/" + known.code(),
                                known.letters()
                                        .map(letters -> page.say("hearing.letters.to", letters.email()))
                                        .orElseGet(() -> page.say("hearing.letters.none")))),
                new HearingPage.Connection(
                        encrypted.map(all -> page.say(all ? "quality.encrypted" : "quality.open")),
                        encrypted.isPresent() && !encrypted.get(),
                        praise,
                        complaints),
                statistics
                        .flatMap(LegStatistics::camera)
                        .filter(_ -> state.phase() != Phase.ENDED
                                && Allowed.CONDUCT_HEARINGS.admits(principal, state.court()))
                        .map(camera -> CameraControls.of(page, state.id(), seat, camera)));
    }

    private List<String> inVain(Page page, Optional<DialledRooms.Attempt> lastCall) {
        return lastCall.stream()
                .flatMap(attempt ->
                        attempt instanceof DialledRooms.Attempt.Failed failed ? Stream.of(failed) : Stream.empty())
                .map(failed -> page.say(
                        "seat.dialled",
                        Times.second(page.messages().language(), zone, failed.at(), clock.instant()),
                        page.say(failed.key())))
                .toList();
    }

    /** By which the party is heard, or is not any more. */
    private static Step heard(Page page, String path, HearingState state, HearingState.Seat seat) {
        if (!state.floor().lets(seat.party())) {
            return new Step(path + "give-floor", page.say("hearing.floor.give"), "primary", "");
        }
        boolean muted = seat.muting() == Muting.MUTED;
        return new Step(
                path + (muted ? "unmute" : "mute"),
                page.say(muted ? "hearing.unmute" : "hearing.mute"),
                muted ? "primary" : "",
                "");
    }

    private static List<Step> seatSteps(
            Page page, Principal principal, HearingState state, HearingState.Seat seat, boolean called) {
        String path = "/hearings/" + state.id() + "/parties/" + seat.party() + "/";
        boolean connected = seat.leg().isPresent();
        List<Step> steps = new ArrayList<>();
        if (Allowed.CONDUCT_HEARINGS.admits(principal, state.court())) {
            if (!seat.admitted() && connected) {
                steps.add(new Step(path + "admit", page.say("hearing.admit"), "primary", ""));
            }
            if (connected && seat.admitted()) {
                steps.add(heard(page, path, state, seat));
                boolean presides = state.floor().presiding().contains(seat.party());
                steps.add(new Step(
                        path + (presides ? "preside-no-more" : "preside"),
                        page.say(presides ? "hearing.preside.end" : "hearing.preside"),
                        "quiet",
                        ""));
                steps.add(new Step(path + "dismiss", page.say("hearing.dismiss"), "", ""));
            }
            if (connected) {
                steps.add(new Step(
                        path + "remove", page.say("hearing.remove"), "danger", page.say("hearing.remove.ask")));
            }
        }
        if (!connected
                && !called
                && seat.party().value().startsWith(HearingDesk.DEVICE)
                && Allowed.CONNECT.admits(principal, state.court())) {
            steps.add(new Step(path + "dial", page.say("hearing.dial"), "", ""));
        }
        if (!connected && Allowed.PREPARE_HEARINGS.admits(principal, state.court())) {
            steps.add(new Step(path + "uninvite", page.say("hearing.uninvite"), "quiet", ""));
        }
        return steps;
    }
}

package org.courtbridge.console.hearings;

import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.courtbridge.console.handover.HandoverDesk;
import org.courtbridge.console.handover.LetterFields;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.ApiEndpoints;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint.Document;
import org.courtbridge.console.http.QueryParameter;
import org.courtbridge.console.http.Reply;
import org.courtbridge.court.access.Participant;
import org.courtbridge.court.access.Passwords;
import org.courtbridge.hearings.HearingCommand.Admission;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.Layout;
import org.courtbridge.hearings.PartyId;

/** Hearings over the API, and those who take part in them. */
public final class HearingApi {

    private static final String HEARING = "/api/v1/hearings/{hearing}";

    private final HearingServices services;
    private final Supplier<String> baseUrl;
    /** By then it would be known that nobody is there. */
    private static final Duration RINGING = Duration.ofSeconds(12);

    private final HearingDesk desk;
    private final HandoverDesk handovers;

    /** @param baseUrl where participants reach this gateway */
    public HearingApi(HearingServices services, Supplier<String> baseUrl, HearingDesk desk, HandoverDesk handovers) {
        this.services = services;
        this.baseUrl = baseUrl;
        this.desk = desk;
        this.handovers = handovers;
    }

    public void declare(ApiEndpoints api) {
        hearings(api);
        parties(api);
    }

    private void hearings(ApiEndpoints api) {
        api.list(
                "/api/v1/hearings",
                Allowed.SEE_HEARINGS,
                "All hearings of the courts in which the sender may see them",
                HearingViews.HearingSummary.class,
                call -> Reply.json(
                        200,
                        desk.hearings(call.principal(), Allowed.SEE_HEARINGS)
                                .map(HearingViews.HearingSummary::of)
                                .toList()));
        api.post(
                "/api/v1/hearings",
                Allowed.PREPARE_HEARINGS,
                "Create a hearing",
                201,
                HearingViews.NewHearing.class,
                HearingViews.Hearing.class,
                call -> {
                    HearingViews.NewHearing wanted = call.json(HearingViews.NewHearing.class);
                    return hearing(
                            call,
                            201,
                            desk.create(
                                    call.principal(),
                                    ApiEndpoints.given(wanted.number(), "number"),
                                    ApiEndpoints.given(wanted.title(), "title"),
                                    wanted.begins(),
                                    wanted.court()));
                });
        api.post(
                HEARING + "/court",
                Allowed.ASSIGN_COURT,
                "Say whose court's hearing it is; the sender needs the role in that court, too, and after the end that of an administrator",
                200,
                HearingViews.CourtChoice.class,
                HearingViews.Hearing.class,
                call -> {
                    String id = desk.hearing(call.path("hearing")).id();
                    String court = ApiEndpoints.given(
                            call.json(HearingViews.CourtChoice.class).court(), "court");
                    return hearing(call, 200, desk.assignCourt(call.principal(), id, court));
                });
        api.get(
                HEARING,
                Allowed.SEE_HEARINGS,
                "A hearing: its seats, and what flows to and from each connected party",
                HearingViews.Hearing.class,
                call -> hearing(call, 200, desk.hearing(call.path("hearing"))));
        api.reading(QueryParameter.integer("after", "only events with higher numbers"))
                .list(
                        HEARING + "/events",
                        Allowed.SEE_HEARINGS,
                        "What has happened in a hearing",
                        HearingViews.Event.class,
                        call -> {
                            long after = call.query("after")
                                    .map(ApiEndpoints::number)
                                    .orElse(0L);
                            desk.hearing(call.path("hearing"));
                            return Reply.json(
                                    200,
                                    services.trail().events(call.path("hearing"), after).stream()
                                            .map(HearingViews.Event::of)
                                            .toList());
                        });
        api.post(
                HEARING + "/pin",
                Allowed.PREPARE_HEARINGS,
                "Replace the PIN by which callers without an account get into the lobby",
                200,
                null,
                HearingViews.Hearing.class,
                call -> hearing(call, 200, desk.newPin(call.actor(), call.path("hearing"))));
        api.post(
                HEARING + "/begins",
                Allowed.PREPARE_HEARINGS,
                "Say when a hearing is to begin; without a time that is not known any more",
                200,
                HearingViews.Begins.class,
                HearingViews.Hearing.class,
                call -> {
                    String id = desk.hearing(call.path("hearing")).id();
                    Optional<Instant> begins =
                            call.json(HearingViews.Begins.class).begins();
                    return hearing(call, 200, desk.schedule(call.actor(), id, begins));
                });
        api.post(
                HEARING + "/layout",
                Allowed.CONDUCT_HEARINGS,
                "Choose how rooms see the parties, but for seats with a layout of their own",
                200,
                HearingViews.LayoutChoice.class,
                HearingViews.Hearing.class,
                call -> {
                    String id = desk.hearing(call.path("hearing")).id();
                    Layout layout = ApiEndpoints.given(
                            call.json(HearingViews.LayoutChoice.class).layout(), "layout");
                    return hearing(call, 200, desk.chooseLayout(call.actor(), id, layout));
                });
        for (String step : HearingDesk.STEPS) {
            api.post(
                    HEARING + "/" + step,
                    Allowed.CONDUCT_HEARINGS,
                    "Step of the hearing: " + step,
                    200,
                    step.equals("adjourn") ? HearingViews.Reason.class : null,
                    HearingViews.Hearing.class,
                    call -> hearing(
                            call,
                            200,
                            desk.step(
                                    call.actor(),
                                    call.path("hearing"),
                                    step,
                                    step.equals("adjourn")
                                            ? call.json(HearingViews.Reason.class)
                                                    .reason()
                                            : Optional.empty())));
        }
    }

    private void parties(ApiEndpoints api) {
        api.post(
                HEARING + "/devices",
                Allowed.PREPARE_HEARINGS,
                "Give a device a seat",
                200,
                HearingViews.DeviceInvitation.class,
                HearingViews.Hearing.class,
                call -> {
                    HearingViews.DeviceInvitation wanted = call.json(HearingViews.DeviceInvitation.class);
                    Admission admission = wanted.lobby().orElse(false) ? Admission.LOBBY : Admission.DIRECT;
                    return hearing(
                            call,
                            200,
                            desk.inviteDevice(
                                    call.actor(),
                                    call.path("hearing"),
                                    ApiEndpoints.given(wanted.device(), "device"),
                                    admission));
                });
        api.list(
                HEARING + "/participants",
                Allowed.PREPARE_HEARINGS,
                "Participants and their links",
                HearingViews.ParticipantSeat.class,
                call -> Reply.json(
                        200,
                        desk.participants(call.path("hearing")).stream()
                                .map(participant -> HearingViews.ParticipantSeat.of(participant, baseUrl.get()))
                                .toList()));
        api.post(
                HEARING + "/participants",
                Allowed.PREPARE_HEARINGS,
                "Give a participant a seat and a link; a code word that is made is shown this once",
                201,
                HearingViews.NewParticipant.class,
                HearingViews.ParticipantSeat.class,
                call -> {
                    HearingViews.NewParticipant wanted = call.json(HearingViews.NewParticipant.class);
                    String title = desk.hearing(call.path("hearing")).title();
                    Optional<String> made =
                            wanted.codeWord().isPresent() ? Optional.empty() : Optional.of(Passwords.generate());
                    Participant participant = desk.inviteParticipant(
                            call.actor(),
                            call.path("hearing"),
                            ApiEndpoints.given(wanted.name(), "name"),
                            ApiEndpoints.given(wanted.codeWord().or(() -> made).orElseThrow(), "codeWord"),
                            LetterFields.of(
                                    wanted.email().orElse(""), wanted.language().orElse("")));
                    return Reply.json(
                            201,
                            HearingViews.ParticipantSeat.of(participant, baseUrl.get())
                                    .with(made, handovers.keep(call, handovers.handover(participant, title, made))));
                });
        String party = HEARING + "/parties/{party}";
        api.add(
                HttpMethod.DELETE,
                party,
                Allowed.PREPARE_HEARINGS,
                new Document(
                        "Take a party's seat away",
                        200,
                        Optional.empty(),
                        Optional.of(HearingViews.Hearing.class),
                        false),
                call -> hearing(call, 200, desk.uninvite(call.actor(), call.path("hearing"), party(call))));
        api.post(
                party + "/code-word",
                Allowed.PREPARE_HEARINGS,
                "Make a new code word for a participant, which is shown this once; the old one ends, and guesses at it count no more",
                200,
                null,
                HearingViews.ParticipantSeat.class,
                call -> {
                    String word = Passwords.generate();
                    String hearing = call.path("hearing");
                    Participant participant = desk.changeCodeWord(call.actor(), hearing, party(call), word);
                    String title = desk.hearing(hearing).title();
                    return Reply.json(
                            200,
                            HearingViews.ParticipantSeat.of(participant, baseUrl.get())
                                    .with(
                                            Optional.of(word),
                                            handovers.keep(
                                                    call, handovers.handover(participant, title, Optional.of(word)))));
                });
        api.post(
                party + "/letters",
                Allowed.PREPARE_HEARINGS,
                "Say where a participant gets letters; without an address nowhere any more",
                200,
                HearingViews.Letters.class,
                HearingViews.ParticipantSeat.class,
                call -> {
                    desk.requireSeat(call.path("hearing"), party(call));
                    HearingViews.Letters wanted = call.json(HearingViews.Letters.class);
                    Participant participant = desk.participant(call.path("hearing"), party(call));
                    return Reply.json(
                            200,
                            HearingViews.ParticipantSeat.of(
                                    desk.changeLetters(
                                            call.actor(),
                                            call.path("hearing"),
                                            PartyId.participant(participant.id()),
                                            LetterFields.of(
                                                    wanted.email().orElse(""),
                                                    wanted.language().orElse(""))),
                                    baseUrl.get()));
                });
        for (String step : HearingDesk.PARTY_STEPS) {
            api.post(
                    party + "/" + step,
                    Allowed.CONDUCT_HEARINGS,
                    "Step with a party: " + step,
                    200,
                    null,
                    HearingViews.Hearing.class,
                    call -> hearing(call, 200, desk.party(call.actor(), call.path("hearing"), party(call), step)));
        }
        api.post(
                party + "/layout",
                Allowed.CONDUCT_HEARINGS,
                "Choose how one room sees the parties; without a layout as the hearing says",
                200,
                HearingViews.SeatLayoutChoice.class,
                HearingViews.Hearing.class,
                call -> {
                    String id = call.path("hearing");
                    desk.requireSeat(id, party(call));
                    Optional<Layout> layout =
                            call.json(HearingViews.SeatLayoutChoice.class).layout();
                    return hearing(call, 200, desk.chooseLayout(call.actor(), id, party(call), layout));
                });
        api.post(
                party + "/camera",
                Allowed.CONDUCT_HEARINGS,
                "Move a room's camera, for five seconds at the most unless it is asked again, or have it store or recall a position",
                204,
                HearingViews.CameraOrder.class,
                null,
                call -> {
                    desk.requireSeat(call.path("hearing"), party(call));
                    HearingViews.CameraOrder wanted = call.json(HearingViews.CameraOrder.class);
                    desk.steerCamera(
                            call.actor(),
                            call.path("hearing"),
                            party(call),
                            ApiEndpoints.given(wanted.step(), "step"),
                            wanted.preset().orElse(0));
                    return Reply.nothing();
                });
        api.post(
                party + "/dial",
                Allowed.CONNECT,
                "Call a device that has a seat; one that still rings after 12 s is on its way, and the seat says what became of it",
                204,
                null,
                null,
                call -> {
                    desk.dial(call.path("hearing"), party(call), RINGING);
                    return Reply.nothing();
                });
    }

    private Reply hearing(Call call, int status, HearingState state) {
        return Reply.json(
                status,
                HearingViews.Hearing.of(
                        state,
                        services.layout(),
                        services.recorded(),
                        services.conferences().statistics(state.id()),
                        seat -> services.dialled().last(state.id(), seat),
                        Allowed.SEE_PINS.admits(call.principal(), state.court())));
    }

    private static PartyId party(Call call) {
        return new PartyId(call.path("party"));
    }
}

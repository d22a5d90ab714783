package org.courtbridge.console.troubles;

import org.courtbridge.console.hearings.HearingDesk;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.ApiEndpoints;
import org.courtbridge.console.http.Reply;
import org.courtbridge.court.access.Participant;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.provisioning.inventory.Institution;

/** Problems over the API: reported by a participant's link, and read and seen by the court. */
public final class TroubleApi {

    private static final String DEVICE = "/api/v1/devices/{device}";
    private static final String TROUBLES = "/api/v1/hearings/{hearing}/troubles";

    private final TroubleDesk desk;
    private final HearingDesk hearings;

    public TroubleApi(TroubleDesk desk, HearingDesk hearings) {
        this.desk = desk;
        this.hearings = hearings;
    }

    public void declare(ApiEndpoints api) {
        api.post(
                "/api/v1/join/{code}/troubles",
                Allowed.ANYBODY,
                "Report a problem by a participant's link, without the code word; says who of the court is told",
                200,
                TroubleViews.NewTrouble.class,
                TroubleViews.TroubleTold.class,
                call -> {
                    Participant participant = desk.ofLink(call.path("code"));
                    TroubleViews.NewTrouble said = call.json(TroubleViews.NewTrouble.class);
                    HearingState state = desk.report(
                            participant,
                            ApiEndpoints.given(said.kind(), "kind"),
                            said.text().orElse(""),
                            call.source());
                    return Reply.json(200, new TroubleViews.TroubleTold(TroubleDesk.TOLD, desk.phone(state)));
                });
        api.list(
                DEVICE + "/seats",
                Allowed.REPORT_TROUBLES,
                "The hearings of any court in which a room takes part and that have not ended, without their titles",
                TroubleViews.HearingOfRoom.class,
                call -> Reply.json(
                        200,
                        desk.hearings(call.path("device")).stream()
                                .map(this::ofRoom)
                                .toList()));
        api.post(
                DEVICE + "/troubles",
                Allowed.REPORT_TROUBLES,
                "Report a problem of a room to a court in whose hearing it takes part; says who of the court is told",
                200,
                TroubleViews.NewRoomTrouble.class,
                TroubleViews.TroubleTold.class,
                call -> {
                    desk.hearings(call.path("device"));
                    TroubleViews.NewRoomTrouble said = call.json(TroubleViews.NewRoomTrouble.class);
                    HearingState state = desk.report(
                            call.actor(),
                            call.path("device"),
                            ApiEndpoints.given(said.hearing(), "hearing"),
                            ApiEndpoints.given(said.kind(), "kind"),
                            said.text().orElse(""),
                            call.source());
                    return Reply.json(200, new TroubleViews.TroubleTold(TroubleDesk.TOLD, desk.phone(state)));
                });
        api.list(
                TROUBLES,
                Allowed.SEE_HEARINGS,
                "Problems of a hearing that parties have reported and nobody has seen yet",
                TroubleViews.Trouble.class,
                call -> {
                    HearingState state = hearings.hearing(call.path("hearing"));
                    return Reply.json(
                            200,
                            state.troubles().stream()
                                    .map(one -> TroubleViews.Trouble.of(state, one))
                                    .toList());
                });
        api.post(
                TROUBLES + "/{trouble}/seen",
                Allowed.CONDUCT_HEARINGS,
                "Say that a reported problem was seen; the trail says by whom and when",
                204,
                null,
                null,
                call -> {
                    hearings.seeTrouble(call.actor(), call.path("hearing"), call.path("trouble"));
                    return Reply.nothing();
                });
    }

    private TroubleViews.HearingOfRoom ofRoom(HearingState state) {
        return new TroubleViews.HearingOfRoom(
                state.id(),
                state.number(),
                state.begins(),
                state.phase(),
                desk.court(state).map(Institution::name),
                desk.phone(state));
    }
}

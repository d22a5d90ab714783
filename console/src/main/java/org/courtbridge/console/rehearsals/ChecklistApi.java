package org.courtbridge.console.rehearsals;

import java.util.List;
import org.courtbridge.console.hearings.HearingDesk;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.ApiEndpoints;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Reply;
import org.courtbridge.hearings.PartyId;

/** The check-list of a hearing over the API. */
public final class ChecklistApi {

    private final ChecklistDesk desk;
    private final HearingDesk hearings;

    public ChecklistApi(ChecklistDesk desk, HearingDesk hearings) {
        this.desk = desk;
        this.hearings = hearings;
    }

    public void declare(ApiEndpoints api) {
        api.list(
                "/api/v1/hearings/{hearing}/checklist",
                Allowed.SEE_HEARINGS,
                "Whether each party is heard and seen, hears and sees: what is measured, and what people have said",
                ChecklistViews.Item.class,
                call -> Reply.json(200, items(call)));
        api.post(
                "/api/v1/hearings/{hearing}/parties/{party}/checklist",
                Allowed.CONDUCT_HEARINGS,
                "Say of an item of a party whether it is so; without an answer it is open again",
                204,
                ChecklistViews.Said.class,
                null,
                call -> {
                    PartyId party = new PartyId(call.path("party"));
                    hearings.requireSeat(call.path("hearing"), party);
                    ChecklistViews.Said said = call.json(ChecklistViews.Said.class);
                    desk.tick(
                            call.principal(),
                            call.path("hearing"),
                            party,
                            ApiEndpoints.given(said.item(), "item"),
                            said.confirmed());
                    return Reply.nothing();
                });
    }

    private List<ChecklistViews.Item> items(Call call) throws InterruptedException {
        return desk.rows(call.path("hearing")).stream()
                .flatMap(row -> ChecklistViews.Item.of(row, ErrorPages.messages(call)))
                .toList();
    }
}

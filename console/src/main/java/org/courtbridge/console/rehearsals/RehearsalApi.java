package org.courtbridge.console.rehearsals;

import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.ApiEndpoints;
import org.courtbridge.console.http.Reply;

/** Rehearsals over the API. */
public final class RehearsalApi {

    private final RehearsalDesk desk;

    public RehearsalApi(RehearsalDesk desk) {
        this.desk = desk;
    }

    public void declare(ApiEndpoints api) {
        api.post(
                "/api/v1/hearings/{hearing}/rehearsal",
                Allowed.CONDUCT_HEARINGS,
                "Look on for eight seconds, in which each party says something, and say who hears and sees whom",
                200,
                null,
                RehearsalViews.Rehearsed.class,
                call -> {
                    String hearing = call.path("hearing");
                    return Reply.json(
                            200,
                            RehearsalViews.Rehearsed.of(
                                    hearing, desk.rehearse(hearing), new RehearsalWords(ErrorPages.messages(call))));
                });
    }
}

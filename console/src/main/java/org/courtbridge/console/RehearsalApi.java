package org.courtbridge.console;

/** Rehearsals over the API. */
final class RehearsalApi {

    private final RehearsalDesk desk;

    RehearsalApi(RehearsalDesk desk) {
        this.desk = desk;
    }

    void declare(ApiEndpoints api) {
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

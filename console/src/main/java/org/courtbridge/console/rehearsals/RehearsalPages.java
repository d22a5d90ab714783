package org.courtbridge.console.rehearsals;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.console.hearings.HearingDesk;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Problems;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.hearings.HearingState;

/** The page on which a rehearsal is made, before a hearing begins. */
public final class RehearsalPages {

    private static final String REHEARSAL = "/hearings/{hearing}/rehearsal";

    private final RehearsalDesk desk;
    private final HearingDesk hearings;
    private final Templates templates;

    public RehearsalPages(RehearsalDesk desk, HearingDesk hearings, Templates templates) {
        this.desk = desk;
        this.hearings = hearings;
        this.templates = templates;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.page(
                        HttpMethod.GET,
                        REHEARSAL,
                        Allowed.CONDUCT_HEARINGS,
                        call -> show(call, 200, Optional.empty(), "")),
                Endpoint.page(HttpMethod.POST, REHEARSAL, Allowed.CONDUCT_HEARINGS, this::rehearse));
    }

    private Reply rehearse(Call call) throws InterruptedException {
        Page page = ErrorPages.page(call);
        try {
            RehearsalPage.Table table = new RehearsalWords(page.messages()).table(desk.rehearse(call.path("hearing")));
            return show(call, 200, Optional.of(table), "");
        } catch (RequestException e) {
            Problems.Cause cause = Problems.of(e);
            return show(call, cause.status(), Optional.empty(), ErrorPages.complaint(page.messages(), cause));
        }
    }

    private Reply show(Call call, int status, Optional<RehearsalPage.Table> table, String complaint) {
        HearingState state = hearings.hearing(call.path("hearing"));
        return Reply.html(
                status,
                templates.render(
                        "hearings/rehearsal.jte",
                        Map.of(
                                "page",
                                ErrorPages.page(call),
                                "id",
                                state.id(),
                                "title",
                                state.title(),
                                "table",
                                table,
                                "complaint",
                                complaint)));
    }
}

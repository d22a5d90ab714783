package org.courtbridge.console.rehearsals;

import io.vertx.core.http.HttpMethod;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.courtbridge.console.hearings.HearingDesk;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.http.ActorNames;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Problems;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.hearings.ChecklistItem;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.PartyId;

/** The page of a hearing's check-list, which keeps itself up to date. */
public final class ChecklistPages {

    private static final String CHECKLIST = "/hearings/{hearing}/checklist";

    private final ChecklistDesk desk;
    private final HearingDesk hearings;
    private final ActorNames actors;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Templates templates;

    /** @param zone of the court, by which times are told */
    public ChecklistPages(
            ChecklistDesk desk,
            HearingDesk hearings,
            ActorNames actors,
            ZoneId zone,
            InstantSource clock,
            Templates templates) {
        this.desk = desk;
        this.hearings = hearings;
        this.actors = actors;
        this.zone = zone;
        this.clock = clock;
        this.templates = templates;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.page(HttpMethod.GET, CHECKLIST, Allowed.SEE_HEARINGS, call -> show(call, "show", "")),
                Endpoint.page(
                        HttpMethod.GET, CHECKLIST + "/live", Allowed.SEE_HEARINGS, call -> show(call, "live", "")),
                Endpoint.page(
                        HttpMethod.POST,
                        "/hearings/{hearing}/parties/{party}/checklist",
                        Allowed.CONDUCT_HEARINGS,
                        this::answer));
    }

    private Reply answer(Call call) throws Exception {
        String hearing = call.path("hearing");
        Optional<Boolean> said = ChecklistWords.ANSWERS.get(call.field("said"));
        if (said == null) {
            throw new RequestException(400, "said: %s (expected: yes, no or open)".formatted(call.field("said")));
        }
        String complaint = "";
        try {
            desk.tick(call.principal(), hearing, new PartyId(call.path("party")), item(call.field("item")), said);
        } catch (RequestException | ExecutionException e) {
            if (!call.fromHtmx()) {
                throw e;
            }
            complaint = ErrorPages.complaint(ErrorPages.page(call).messages(), Problems.of(e));
        }
        return call.fromHtmx() ? show(call, "live", complaint) : Reply.seeOther("/hearings/" + hearing + "/checklist");
    }

    private static ChecklistItem item(String name) {
        return Arrays.stream(ChecklistItem.values())
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new RequestException(
                        400,
                        "item: %s (expected: one of %s)".formatted(name, Arrays.toString(ChecklistItem.values()))));
    }

    /** @param part the whole page, or what of it changes */
    private Reply show(Call call, String part, String complaint) throws InterruptedException {
        Page page = ErrorPages.page(call);
        HearingState state = hearings.hearing(call.path("hearing"));
        boolean mayAnswer = state.phase() == HearingState.Phase.IN_SESSION
                && Allowed.CONDUCT_HEARINGS.admits(call.principal(), state.court());
        ChecklistWords words = new ChecklistWords(page.messages(), actors, zone, clock);
        List<ChecklistDesk.Row> rows = desk.rows(state.id());
        return Reply.html(
                200,
                templates.render(
                        "checklist/" + part + ".jte",
                        Map.of(
                                "page",
                                page,
                                "id",
                                state.id(),
                                "title",
                                state.title(),
                                "inSession",
                                state.phase() == HearingState.Phase.IN_SESSION,
                                "summary",
                                words.summary(rows),
                                "rows",
                                rows.stream()
                                        .map(row -> words.row(state.id(), row, mayAnswer))
                                        .toList(),
                                "complaint",
                                complaint)));
    }
}

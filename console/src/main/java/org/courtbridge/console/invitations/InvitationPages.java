package org.courtbridge.console.invitations;

import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.console.html.Badge;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.html.Times;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Reply;
import org.courtbridge.operations.invitations.Answer;
import org.courtbridge.operations.invitations.InvitationBook.Kept;

/** Serves the page of whom the gateway tells of a hearing by letter. */
public final class InvitationPages {

    private final InvitationList list;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Templates templates;

    public InvitationPages(InvitationList list, ZoneId zone, InstantSource clock, Templates templates) {
        this.list = list;
        this.zone = zone;
        this.clock = clock;
        this.templates = templates;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.page(HttpMethod.GET, "/hearings/{hearing}/invitations", Allowed.PREPARE_HEARINGS, this::show));
    }

    private Reply show(Call call) {
        Page page = ErrorPages.page(call);
        String hearing = call.path("hearing");
        List<InvitationRow> rows =
                list.of(hearing).stream().map(kept -> row(page, kept)).toList();
        return Reply.html(
                200,
                templates.render(
                        "invitations/list.jte",
                        Map.of("page", page, "hearing", list.hearing(hearing), "sends", list.sends(), "rows", rows)));
    }

    private InvitationRow row(Page page, Kept kept) {
        return new InvitationRow(
                kept.invitee().name(),
                kept.invitee().email(),
                told(page, kept),
                kept.isSettled() ? Optional.empty() : Optional.of(page.say("invitations.waits")),
                kept.isCancelled() ? Optional.empty() : Optional.of(answer(page, kept)));
    }

    private Optional<String> told(Page page, Kept kept) {
        return kept.told()
                .map(letter -> page.say(
                        "invitations.told." + letter.method(),
                        kept.toldAt().map(at -> time(page, at)).orElse(""),
                        Times.minute(
                                page.messages().language(), zone, letter.entry().begins())));
    }

    private static Badge answer(Page page, Kept kept) {
        Optional<Answer> given = kept.answer();
        if (given.isEmpty()) {
            return new Badge(page.say("invitations.answer.none"), "");
        }
        String words = page.say("invitations.answer." + given.get().status());
        if (kept.isAnswerOld()) {
            return new Badge(page.say("invitations.answer.old", words), "warn");
        }
        return new Badge(
                words,
                switch (given.get().status()) {
                    case ACCEPTED -> "good";
                    case TENTATIVE -> "warn";
                    case DECLINED -> "bad";
                });
    }

    private String time(Page page, Instant at) {
        return Times.second(page.messages().language(), zone, at, clock.instant());
    }
}

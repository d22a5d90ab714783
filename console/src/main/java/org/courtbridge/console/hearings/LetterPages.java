package org.courtbridge.console.hearings;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.console.handover.LetterFields;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Problems;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.court.access.LetterAddress;
import org.courtbridge.court.access.Participant;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.language.Language;

/** Serves the form that says where a participant of a hearing gets letters. */
public final class LetterPages {

    private static final String LETTERS = "/hearings/{hearing}/parties/{party}/letters";

    private final HearingDesk desk;
    private final Templates templates;

    public LetterPages(HearingDesk desk, Templates templates) {
        this.desk = desk;
        this.templates = templates;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.page(HttpMethod.GET, LETTERS, Allowed.PREPARE_HEARINGS, this::show),
                Endpoint.page(HttpMethod.POST, LETTERS, Allowed.PREPARE_HEARINGS, this::change));
    }

    private Reply show(Call call) {
        Participant participant = participant(call);
        Optional<LetterAddress> letters = participant.letters();
        return form(
                call,
                200,
                participant,
                letters.map(LetterAddress::email).orElse(""),
                letters.flatMap(LetterAddress::language).map(Language::tag).orElse(""),
                "");
    }

    private Reply change(Call call) {
        Participant participant = participant(call);
        try {
            Optional<LetterAddress> letters = LetterFields.of(call.field("email"), call.field("language"));
            desk.changeLetters(call.actor(), call.path("hearing"), party(call), letters);
            return Reply.seeOther("/hearings/" + call.path("hearing") + "?done=saved");
        } catch (RequestException e) {
            Problems.Cause cause = Problems.of(e);
            return form(
                    call,
                    cause.status(),
                    participant,
                    call.field("email"),
                    call.field("language"),
                    ErrorPages.complaint(ErrorPages.page(call).messages(), cause));
        }
    }

    private Reply form(
            Call call, int status, Participant participant, String email, String language, String complaint) {
        return Reply.html(
                status,
                templates.render(
                        "hearings/letters.jte",
                        Map.of(
                                "page",
                                ErrorPages.page(call),
                                "hearing",
                                call.path("hearing"),
                                "party",
                                party(call).value(),
                                "name",
                                participant.name(),
                                "email",
                                email,
                                "language",
                                language,
                                "complaint",
                                complaint)));
    }

    private Participant participant(Call call) {
        return desk.participant(call.path("hearing"), party(call));
    }

    private static PartyId party(Call call) {
        return new PartyId(call.path("party"));
    }
}

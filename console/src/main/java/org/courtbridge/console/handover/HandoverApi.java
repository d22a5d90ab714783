package org.courtbridge.console.handover;

import java.util.Base64;
import java.util.Optional;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.Messages;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.ApiEndpoints;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.media.language.Language;

/** Handing credentials over by the API. */
public final class HandoverApi {

    private final HandoverDesk desk;

    public HandoverApi(HandoverDesk desk) {
        this.desk = desk;
    }

    public void declare(ApiEndpoints api) {
        api.post(
                "/api/v1/credentials/sheet",
                Allowed.HAND_OVER,
                "Print credentials that you issued in the last quarter of an hour, each once: a PDF with a page for each",
                200,
                HandoverViews.SheetWish.class,
                HandoverViews.SheetFile.class,
                call -> {
                    HandoverViews.SheetWish wish = call.json(HandoverViews.SheetWish.class);
                    byte[] pdf = desk.paper(
                            call, ApiEndpoints.given(wish.handovers(), "handovers"), messages(call, wish.language()));
                    return Reply.json(
                            200, new HandoverViews.SheetFile(Base64.getEncoder().encodeToString(pdf)));
                });
        api.post(
                "/api/v1/credentials/mail",
                Allowed.HAND_OVER,
                "Send a credential that you issued in the last quarter of an hour by e-mail, once",
                204,
                HandoverViews.MailWish.class,
                null,
                call -> {
                    HandoverViews.MailWish wish = call.json(HandoverViews.MailWish.class);
                    desk.mail(
                            call,
                            ApiEndpoints.given(wish.handover(), "handover"),
                            ApiEndpoints.given(wish.to(), "to"),
                            messages(call, wish.language()));
                    return Reply.nothing();
                });
    }

    /** Without a wish, that of whoever asks. */
    private static Messages messages(Call call, Optional<String> tag) {
        return tag.map(text -> Messages.in(Language.ofTag(text)
                        .orElseThrow(() ->
                                new RequestException(400, "language: %s (expected: kk, ru or en)".formatted(text)))))
                .orElseGet(() -> ErrorPages.messages(call));
    }
}

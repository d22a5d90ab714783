package org.courtbridge.console.publication;

import java.util.Optional;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.ApiEndpoints;
import org.courtbridge.console.http.CachedReply;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.QueryParameter;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.publication.PublicViews.PublicHearings;
import org.courtbridge.court.publication.PublicList;

/** The list of hearings for the public, for programs of whoever wants it (the Rules, para. 31). */
public final class PublicApi {

    static final String PATH = "/api/v1/public/hearings";

    private final PublicDesk desk;

    /** @param list empty if the court publishes none */
    public PublicApi(Optional<PublicList> list) {
        this.desk = new PublicDesk(list);
    }

    public void declare(ApiEndpoints api) {
        api.reading(QueryParameter.text(PublicDesk.COURT, "id of a court: its hearings alone"))
                .cached(
                        PATH,
                        Allowed.ANYBODY,
                        "The hearings that the public is told of, if the court publishes them (public-list.enabled)",
                        PublicHearings.class,
                        this::hearings);
    }

    private Reply hearings(Call call) {
        Reply reply = Reply.json(200, PublicViews.of(desk.asked(call)));
        return CachedReply.of(call, reply, reply.body().toString(), PublicDesk.FRESH);
    }
}

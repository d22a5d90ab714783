package org.courtbridge.console.handover;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.http.AccountPaths;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Reply;

/** Serves the two actions of the page that shows a credential: print it as a PDF, and send it by mail. */
public final class HandoverPages {

    private final HandoverDesk desk;

    public HandoverPages(HandoverDesk desk) {
        this.desk = desk;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.page(HttpMethod.POST, "/handovers/{handover}/sheet", Allowed.HAND_OVER, this::paper),
                Endpoint.page(HttpMethod.POST, "/handovers/{handover}/mail", Allowed.HAND_OVER, this::mail));
    }

    private Reply paper(Call call) {
        byte[] pdf = desk.paper(call, List.of(call.path("handover")), ErrorPages.messages(call));
        return Reply.file("application/pdf", "credential.pdf", pdf);
    }

    private Reply mail(Call call) {
        desk.mail(call, call.path("handover"), call.field("to"), ErrorPages.messages(call));
        String back = call.field("back");
        return Reply.seeOther((AccountPaths.isOurs(back) ? back : "/hearings") + "?done=mailed");
    }
}

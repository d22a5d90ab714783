package org.courtbridge.console.applications;

import io.vertx.core.http.HttpMethod;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Reply;
import org.courtbridge.court.applications.Applications;
import org.courtbridge.court.applications.Scope;
import org.courtbridge.provisioning.inventory.Inventory;

/** Pages of applications for video conferencing: the list, by what is late or due today. */
public final class ApplicationPages {

    static final String PATH = "/applications";

    private final Inventory inventory;
    private final ApplicationLists lists;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Templates templates;

    /** @param zone of the court */
    public ApplicationPages(
            Applications applications, Inventory inventory, ZoneId zone, InstantSource clock, Templates templates) {
        this.inventory = inventory;
        this.lists = new ApplicationLists(applications);
        this.zone = zone;
        this.clock = clock;
        this.templates = templates;
    }

    public List<Endpoint> endpoints() {
        return List.of(Endpoint.page(HttpMethod.GET, PATH, Allowed.SEE_APPLICATIONS, this::list));
    }

    private Reply list(Call call) {
        Page page = ErrorPages.page(call);
        Scope scope = Scope.of(call.principal().memberships(), Allowed.SEE_APPLICATIONS.roles());
        ApplicationWords words = new ApplicationWords(page, inventory.institutions(), zone, clock);
        return Reply.html(
                200,
                templates.render(
                        "applications/list.jte",
                        Map.of("page", page, "list", lists.read(call, scope, words))));
    }
}

package org.courtbridge.console.audit;

import io.vertx.core.http.HttpMethod;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.ListAddress;
import org.courtbridge.console.html.Names;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.html.Times;
import org.courtbridge.console.http.ActorNames;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.ApiEndpoints;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Reply;
import org.courtbridge.provisioning.audit.AuditEntry;
import org.courtbridge.provisioning.audit.AuditTrail;

/** The auditor's page: who did what to which device or credential, and whether the trail is whole. */
public final class AuditPages {

    private static final String AUDIT = "/audit";
    /** Of a page: one that tells of an import has some kilobytes. */
    private static final int ROWS = 50;

    /** Entries that are read at once where a query has to look through them. */
    private static final int BATCH = 1_000;

    /** Entries that one request looks through, at the most. */
    private static final int LOOKED_THROUGH = 50_000;

    private final AuditTrail audit;
    private final ActorNames names;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Templates templates;

    public AuditPages(AuditTrail audit, ActorNames names, ZoneId zone, InstantSource clock, Templates templates) {
        this.audit = audit;
        this.names = names;
        this.zone = zone;
        this.clock = clock;
        this.templates = templates;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.page(HttpMethod.GET, AUDIT, Allowed.SEE_AUDIT, call -> show(call, Optional.empty())),
                Endpoint.page(
                        HttpMethod.POST, AUDIT, Allowed.SEE_AUDIT, call -> show(call, Optional.of(audit.verify()))));
    }

    /** Entries that were found. @param before number below which the next part begins; 0 if there is no more */
    private record Found(List<AuditEntry> entries, long before) {}

    private Reply show(Call call, Optional<AuditTrail.Verification> verification) {
        Page page = ErrorPages.page(call);
        String query = call.query("q").orElse("").strip();
        Optional<String> subject = call.query("subject");
        Found found = subject.isPresent()
                ? new Found(audit.of(subject.get()), 0)
                : find(query, call.query("before").map(ApiEndpoints::number).orElse(Long.MAX_VALUE));
        Map<String, Object> shown = new HashMap<>();
        shown.put("page", page);
        shown.put("query", query);
        shown.put("rows", found.entries.stream().map(entry -> row(page, entry)).toList());
        shown.put(
                "next",
                found.before == 0
                        ? Optional.empty()
                        : Optional.of(ListAddress.of(AUDIT)
                                .with("q", query)
                                .with("before", Long.toString(found.before))
                                .link()));
        shown.put("posts", Allowed.SEE_POSTS.admits(call.principal()));
        shown.put("good", verification.filter(one -> one.broken().isEmpty()).isPresent());
        shown.put("verification", verification.map(one -> words(page, one)).orElse(""));
        return Reply.html(200, templates.render("audit.jte", shown));
    }

    private String words(Page page, AuditTrail.Verification verification) {
        return verification
                .broken()
                .map(broken -> page.say(
                        "audit.broken",
                        Long.toString(broken.number()),
                        words(page).flaw(broken)))
                .orElseGet(() -> page.say(
                        "audit.whole",
                        Long.toString(verification.head().number()),
                        verification.head().hash()));
    }

    private AuditWords words(Page page) {
        return new AuditWords(page.messages(), zone);
    }

    /** Backwards, the latest first: the numbers have no gaps. */
    private Found find(String query, long before) {
        List<AuditEntry> found = new ArrayList<>();
        long end = Math.min(before, audit.last() + 1);
        long least = Math.max(0, end - LOOKED_THROUGH);
        while (end > 1 && end > least) {
            int size = (int) Math.min(BATCH, end - 1);
            List<AuditEntry> batch = audit.after(end - 1 - size, size);
            for (AuditEntry entry : batch.reversed()) {
                if (found.size() == ROWS) {
                    return new Found(found, entry.number() + 1);
                }
                if (Names.match(
                        query,
                        names.nameAndLogin(entry.actor()).orElse(entry.actor()),
                        entry.action(),
                        entry.subject().name())) {
                    found.add(entry);
                }
            }
            end -= size;
        }
        return new Found(found, end > 1 ? end : 0);
    }

    private AuditPage.Row row(Page page, AuditEntry entry) {
        AuditWords words = words(page);
        return new AuditPage.Row(
                Long.toString(entry.number()),
                Times.second(page.messages().language(), zone, entry.at(), clock.instant()),
                actor(page, entry.actor()),
                words.action(entry),
                words.subject(entry),
                entry.subject().id(),
                entry.changes().stream()
                        .map(change -> words.changed(entry, change))
                        .toList());
    }

    /** Actors who are no users have a kind before their name, but for the gateway itself. */
    private String actor(Page page, String actor) {
        int kind = actor.indexOf(':');
        return names.nameAndLogin(actor)
                .orElseGet(() -> kind < 0 ? page.say("actor.system") : actor.substring(kind + 1));
    }
}

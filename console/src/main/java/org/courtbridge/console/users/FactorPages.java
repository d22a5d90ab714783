package org.courtbridge.console.users;

import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.http.AccountPaths;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.court.access.SecondFactors;
import org.courtbridge.court.access.Totp;
import org.courtbridge.court.access.User;
import org.courtbridge.operations.delivery.QrCode;
import org.courtbridge.provisioning.audit.AuditEntry.Subject;
import org.courtbridge.provisioning.audit.AuditTrail;

/** One's own second factor: set up with a phone, and taken away. */
public final class FactorPages {

    private static final String FACTOR = AccountPaths.FACTOR;

    private final SecondFactors factors;
    private final AuditTrail audit;
    private final Supplier<String> baseUrl;
    private final SignIns signIns;
    private final Templates templates;

    /** @param baseUrl where people find this gateway */
    public FactorPages(
            SecondFactors factors, AuditTrail audit, Supplier<String> baseUrl, SignIns signIns, Templates templates) {
        this.factors = factors;
        this.audit = audit;
        this.baseUrl = baseUrl;
        this.signIns = signIns;
        this.templates = templates;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.page(HttpMethod.GET, FACTOR, Allowed.SIGNED_IN, call -> form(call, 200, "")),
                Endpoint.page(HttpMethod.POST, FACTOR, Allowed.SIGNED_IN, this::confirm),
                Endpoint.page(HttpMethod.POST, FACTOR + "/remove", Allowed.SIGNED_IN, this::remove));
    }

    private Reply form(Call call, int status, String complaint) {
        User user = AccountPages.user(call);
        if (user.external()) {
            throw RequestException.notFound("Another provider proves who this is.");
        }
        Map<String, Object> shown = new HashMap<>();
        Page page = ErrorPages.page(call);
        shown.put("page", page);
        shown.put("complaint", complaint);
        shown.put("demanded", call.principal().mustEnrol());
        if (user.secondFactor()) {
            return Reply.html(status, templates.render("account/factor-set.jte", shown));
        }
        String secret = factors.begin(user.id());
        String issuer = "Courtbridge " + URI.create(baseUrl.get()).getHost();
        shown.put("qr", QrCode.of(Totp.uri(issuer, user.login(), secret)).svg(page.say("factor.qr")));
        shown.put("secret", secret.replaceAll("(.{4})(?=.)", "$1 "));
        return Reply.html(status, templates.render("account/factor.jte", shown));
    }

    private Reply confirm(Call call) {
        User user = AccountPages.user(call);
        Page page = ErrorPages.page(call);
        try {
            return signIns.confirm(user, call.field("code"), call.source())
                    .map(codes -> {
                        note(call, user, "factor.set");
                        return Reply.html(
                                200, templates.render("account/recovery.jte", Map.of("page", page, "codes", codes)));
                    })
                    .orElseGet(() -> form(call, 400, page.say("factor.wrong")));
        } catch (SignIns.TooManyException e) {
            return form(call, 429, page.say("login.wait", e.seconds())).retryAfter(e.seconds());
        }
    }

    /** Whoever finds an open session cannot do it. */
    private Reply remove(Call call) {
        User user = AccountPages.user(call);
        Page page = ErrorPages.page(call);
        try {
            if (!signIns.isCodeOf(user, call.field("code"), call.source())) {
                return form(call, 400, page.say("factor.wrong"));
            }
        } catch (SignIns.TooManyException e) {
            return form(call, 429, page.say("login.wait", e.seconds())).retryAfter(e.seconds());
        }
        factors.remove(user.id());
        note(call, user, "factor.remove");
        return Reply.seeOther("/account?done=factor.removed");
    }

    private void note(Call call, User user, String action) {
        audit.note(call.actor(), action, new Subject("user", user.id(), user.login()), List.of());
    }
}

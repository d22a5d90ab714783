package org.courtbridge.console.audit;

import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.ApiEndpoints;
import org.courtbridge.console.http.QueryParameter;
import org.courtbridge.console.http.Reply;
import org.courtbridge.provisioning.audit.AuditTrail;

/** The audit trail of devices and credentials over the API. */
public final class AuditApi {

    private static final int AT_ONCE = 1000;

    private final AuditTrail audit;

    public AuditApi(AuditTrail audit) {
        this.audit = audit;
    }

    public void declare(ApiEndpoints api) {
        api.reading(QueryParameter.integer("after", "only events with higher numbers"))
                .list(
                        "/api/v1/audit/events",
                        Allowed.SEE_AUDIT,
                        "Who did what to which device or credential, from the first on, a thousand entries at a time",
                        AuditViews.AuditView.class,
                        call -> Reply.json(
                                200,
                                audit
                                        .after(
                                                call.query("after")
                                                        .map(ApiEndpoints::number)
                                                        .orElse(0L),
                                                AT_ONCE)
                                        .stream()
                                        .map(AuditViews.AuditView::of)
                                        .toList()));
        api.get(
                "/api/v1/audit/verification",
                Allowed.SEE_AUDIT,
                "Whether the audit trail is what was written, and where it ends",
                AuditViews.VerificationView.class,
                _ -> Reply.json(200, AuditViews.VerificationView.of(audit.verify())));
    }
}

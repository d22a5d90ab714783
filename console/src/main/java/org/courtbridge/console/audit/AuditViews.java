package org.courtbridge.console.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.courtbridge.provisioning.audit.AuditEntry;
import org.courtbridge.provisioning.audit.AuditTrail;

/** The documents of the audit trail in the API. Their components are its field names. */
public final class AuditViews {

    private AuditViews() {}

    record ChangeView(String field, String before, String after) {}

    /** @param kind such as device @param subject its id */
    public record AuditView(
            long number,
            Instant at,
            String actor,
            String action,
            String kind,
            String subject,
            String name,
            List<ChangeView> changes,
            String hash) {

        public static AuditView of(AuditEntry entry) {
            return new AuditView(
                    entry.number(),
                    entry.at(),
                    entry.actor(),
                    entry.action(),
                    entry.subject().kind(),
                    entry.subject().id(),
                    entry.subject().name(),
                    entry.changes().stream()
                            .map(change -> new ChangeView(change.field(), change.before(), change.after()))
                            .toList(),
                    entry.hash());
        }
    }

    /**
     * @param number of the last entry up to which the chain is whole
     * @param hash of that entry
     * @param broken the first entry that does not follow; absent if all do
     */
    record VerificationView(boolean whole, long number, String hash, Optional<Broken> broken) {

        record Broken(long number, String why) {}

        static VerificationView of(AuditTrail.Verification verification) {
            return new VerificationView(
                    verification.broken().isEmpty(),
                    verification.head().number(),
                    verification.head().hash(),
                    verification.broken().map(broken -> new Broken(broken.number(), broken.why())));
        }
    }
}

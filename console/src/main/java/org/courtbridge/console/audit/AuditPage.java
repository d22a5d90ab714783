package org.courtbridge.console.audit;

import java.util.List;

/** The contents of the auditor's page. */
public final class AuditPage {

    private AuditPage() {}

    /**
     * @param action in words
     * @param subject its name then
     * @param id of it, by which its whole history is found
     */
    public record Row(
            String number,
            String time,
            String actor,
            String action,
            String subject,
            String id,
            List<Changed> changes) {}

    /** @param field in words @param before in words; empty if there was nothing @param after in words */
    public record Changed(String field, String before, String after) {}
}

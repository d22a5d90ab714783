package org.courtbridge.operations.delivery;

import java.util.List;
import java.util.Map;

/** Reports of test calls as a PDF; each begins on a page of its own, and goes on as far as it needs. */
public final class ReportPdf {

    private ReportPdf() {}

    /** @throws IllegalArgumentException if there is no report */
    public static byte[] of(List<TestReport> reports) {
        if (reports.isEmpty()) {
            throw new IllegalArgumentException("reports: none");
        }
        return PdfDocument.of("reports.jte", Map.of("reports", reports));
    }
}

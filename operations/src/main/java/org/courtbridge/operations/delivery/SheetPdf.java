package org.courtbridge.operations.delivery;

import java.util.List;
import java.util.Map;

/** Credential sheets as a PDF, each on a page of its own. */
public final class SheetPdf {

    private SheetPdf() {}

    /**
     * @param sheets one a page
     * @throws IllegalArgumentException if there is none
     */
    public static byte[] of(List<CredentialSheet> sheets) {
        if (sheets.isEmpty()) {
            throw new IllegalArgumentException("sheets: none");
        }
        return PdfDocument.of("sheets.jte", Map.of("sheets", sheets));
    }
}

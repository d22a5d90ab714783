package org.courtbridge.operations.delivery;

import java.nio.charset.StandardCharsets;

/** The lines of a calendar as a reader takes them: each line that begins with a blank goes on with the one before (RFC 5545, section 3.1). */
public final class UnfoldedLines {

    private UnfoldedLines() {}

    public static String of(String folded) {
        return folded.replace("\r\n ", "");
    }

    /** @param folded in UTF-8 */
    public static String of(byte[] folded) {
        return of(new String(folded, StandardCharsets.UTF_8));
    }
}

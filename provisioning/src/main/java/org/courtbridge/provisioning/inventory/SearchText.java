package org.courtbridge.provisioning.inventory;

import java.text.Normalizer;
import java.util.Locale;

/** Texts as they are searched and compared: in any script, without regard to case. */
public final class SearchText {

    /** Combining dot above, which İ leaves behind in lower case, and nobody types. */
    private static final String DOT_ABOVE = "\u0307";

    private SearchText() {}

    /** Whether each word of a query is in one of the texts; an empty query finds everything. */
    public static boolean matches(String query, Iterable<String> texts) {
        if (query.isBlank()) {
            return true;
        }
        String all = folded(String.join("\n", texts));
        for (String word : folded(query).strip().split("\\s+")) {
            if (!all.contains(word)) {
                return false;
            }
        }
        return true;
    }

    /** Keyboards write й as one character or two; the Kazakh Latin alphabets have İ and ı, and people leave them out. */
    public static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT)
                .replace(DOT_ABOVE, "");
    }
}

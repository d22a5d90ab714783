package org.courtbridge.console.html;

import java.text.ParseException;
import java.text.RuleBasedCollator;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.courtbridge.provisioning.inventory.SearchText;

/** Names of people and rooms: in the order of the Kazakh alphabet, which has the Russian one within it, and searched. */
public final class Names {

    private static final String ALPHABET =
            "а ә б в г ғ д е ё ж з и й к қ л м н ң о ө п р с т у ұ ү ф х һ ц ч ш щ ъ ы і ь э ю я";

    private static final RuleBasedCollator COLLATOR = collator();

    private Names() {}

    private static RuleBasedCollator collator() {
        StringBuilder rules = new StringBuilder();
        for (String letter : ALPHABET.split(" ")) {
            rules.append("< ").append(letter).append(" , ").append(letter.toUpperCase(Locale.ROOT));
        }
        try {
            return new RuleBasedCollator(rules.toString());
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each sort has its own copy: a collator serves one thread at a time. */
    public static <T> Comparator<T> by(Function<T, String> name) {
        RuleBasedCollator collator = (RuleBasedCollator) COLLATOR.clone();
        return (one, other) -> collator.compare(name.apply(one), name.apply(other));
    }

    /** Whether each word of a query is in one of the texts; an empty query finds everything. */
    public static boolean match(String query, String... texts) {
        return SearchText.matches(query, List.of(texts));
    }
}

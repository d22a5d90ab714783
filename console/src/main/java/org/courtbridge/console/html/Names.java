package org.courtbridge.console.html;

import java.text.CollationKey;
import java.text.ParseException;
import java.text.RuleBasedCollator;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.courtbridge.provisioning.inventory.SearchText;

/**
 * Names of people and rooms: in the order of the Kazakh alphabet, which has the Russian one within it, numbers by their value, and
 * searched.
 */
public final class Names {

    private static final String ALPHABET =
            "а ә б в г ғ д е ё ж з и й к қ л м н ң о ө п р с т у ұ ү ф х һ ц ч ш щ ъ ы і ь э ю я";

    private static final RuleBasedCollator COLLATOR = collator();

    /** Names of which the keys are kept: all of a large installation. */
    private static final int KEPT = 20_000;

    private static final Map<String, CollationKey> KEYS = Collections.synchronizedMap(new LatestNames());

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    /** Digits that count: the length of a number is written before it with two. */
    private static final int MOST_DIGITS = 99;

    private Names() {}

    private static final class LatestNames extends LinkedHashMap<String, CollationKey> {

        private static final long serialVersionUID = 1;

        private LatestNames() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CollationKey> eldest) {
            return size() > KEPT;
        }
    }

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

    /** The place of a name in the order of names. */
    private record Rank(CollationKey key, String name) implements Comparable<Rank> {

        @Override
        public int compareTo(Rank other) {
            int byAlphabet = key.compareTo(other.key);
            return byAlphabet != 0 ? byAlphabet : name.compareTo(other.name);
        }
    }

    /**
     * Numbers within names by their value: 2 before 10. For one sort, in which it asks for the name of each once, however often it is
     * compared: it serves one thread at a time.
     */
    public static <T> Comparator<T> by(Function<T, String> name) {
        IdentityHashMap<T, Rank> ranks = new IdentityHashMap<>();
        return Comparator.<T, Rank>comparing(one -> ranks.computeIfAbsent(one, each -> rank(name.apply(each))));
    }

    private static Rank rank(String name) {
        return new Rank(key(name), name);
    }

    /** Made once for a name that many pages show: it costs more than all comparisons with it. */
    private static CollationKey key(String name) {
        return KEYS.computeIfAbsent(name, text -> COLLATOR.getCollationKey(sortable(text)));
    }

    /** A text in which each number has its length before it, so that an order by characters is one by values. */
    private static String sortable(String text) {
        return NUMBER.matcher(text).replaceAll(Names::withLength);
    }

    private static String withLength(MatchResult number) {
        String digits = number.group().replaceFirst("^0+", "");
        int length = Math.min(digits.length(), MOST_DIGITS);
        return (length < 10 ? "0" : "") + length + digits;
    }

    /**
     * What was searched for first: one with a text that is the query, then one with a text that holds it between other words, then the
     * rest; all are alike for an empty query. For one sort, as {@link #by}.
     */
    @SafeVarargs
    public static <T> Comparator<T> nearest(String query, Function<T, String>... texts) {
        String wanted = SearchText.folded(query).strip();
        if (wanted.isEmpty()) {
            return (_, _) -> 0;
        }
        IdentityHashMap<T, Integer> distances = new IdentityHashMap<>();
        return Comparator.<T, Integer>comparing(one -> distances.computeIfAbsent(
                one,
                each -> Stream.of(texts)
                        .map(text -> distance(wanted, text.apply(each)))
                        .min(Comparator.naturalOrder())
                        .orElse(0)));
    }

    /** 0 for the wanted text itself, 1 for one that holds it as words of its own, 2 for any other. @param wanted folded */
    private static int distance(String wanted, String text) {
        String folded = SearchText.folded(text).strip();
        if (folded.equals(wanted)) {
            return 0;
        }
        for (int at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + 1)) {
            int end = at + wanted.length();
            boolean begins = at == 0 || !Character.isLetterOrDigit(folded.codePointBefore(at));
            if (begins && (end == folded.length() || !Character.isLetterOrDigit(folded.codePointAt(end)))) {
                return 1;
            }
        }
        return 2;
    }

    /** Whether each word of a query is in one of the texts; an empty query finds everything. */
    public static boolean match(String query, String... texts) {
        return SearchText.matches(query, List.of(texts));
    }
}

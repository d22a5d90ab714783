package org.courtbridge.console.join;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The entity tags of which one must be the present one (RFC 9110, section 13.1.1): a list, or the asterisk for any.
 *
 * <p>Tags are compared strongly, so that a weak one is never the present one (RFC 9110, section 8.8.3.2).
 */
final class IfMatch implements Predicate<String> {

    private static final String ANY = "*";

    /** The draft of WHEP has the asterisk in quotes in its example. */
    private static final String QUOTED_ANY = "\"*\"";

    /**
     * Elements of a list may be empty (RFC 9110, section 5.6.1.2); a tag may have commas and, of old, octets past ASCII. Nothing is tried twice,
     * so that the time grows with the length and no faster.
     */
    private static final Pattern ELEMENT =
            Pattern.compile("[ \\t]*+(?:((?:W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*+\")[ \\t]*+)?(?:,|$)");

    /** As they were written, quotes and all. */
    private final Set<String> tags;

    private IfMatch(Set<String> tags) {
        this.tags = tags;
    }

    /**
     * @param fields the values of all header fields of that name, in order
     * @return empty if they are neither an asterisk nor a list of tags
     */
    static Optional<IfMatch> parse(List<String> fields) {
        String list = String.join(",", fields);
        if (list.strip().equals(ANY)) {
            return Optional.of(new IfMatch(Set.of(ANY)));
        }
        Set<String> tags = new HashSet<>();
        Matcher element = ELEMENT.matcher(list);
        int end = 0;
        while (end < list.length() && element.region(end, list.length()).lookingAt()) {
            Optional.ofNullable(element.group(1)).ifPresent(tags::add);
            end = element.end();
        }
        return end < list.length() || tags.isEmpty() ? Optional.empty() : Optional.of(new IfMatch(tags));
    }

    /** Whether such a tag, strong and in quotes, is one that is meant. */
    @Override
    public boolean test(String present) {
        return tags.contains(ANY) || tags.contains(QUOTED_ANY) || tags.contains(present);
    }
}

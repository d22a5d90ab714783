package org.courtbridge.provisioning.files;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names that a template is for, {@code |} between them: {@code *} stands for any characters, {@code {id}} for a MAC address or serial
 * number. Capitals and small letters are the same.
 */
record NamePattern(List<Alternative> alternatives) {

    private static final Pattern WILDCARD = Pattern.compile("\\*|\\{id}");

    /** Digits of such an identity, and what people and devices write between them. */
    private static final String ID = "(?<id>[0-9A-Za-z]{4,40}|[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5})";

    /** @param literals how many characters of it stand for themselves */
    record Alternative(Pattern pattern, int literals, boolean hasId) {}

    /** @param literals of the alternative that fits */
    record Fit(int literals, Optional<String> id) {}

    NamePattern {
        alternatives = List.copyOf(alternatives);
    }

    static NamePattern parse(String text) {
        return new NamePattern(Arrays.stream(text.split("\\|"))
                .map(String::strip)
                .map(NamePattern::alternative)
                .toList());
    }

    private static Alternative alternative(String text) {
        StringBuilder pattern = new StringBuilder();
        Matcher wildcard = WILDCARD.matcher(text);
        int end = 0;
        while (wildcard.find()) {
            pattern.append(Pattern.quote(text.substring(end, wildcard.start())))
                    .append(wildcard.group().equals("*") ? ".*" : ID);
            end = wildcard.end();
        }
        pattern.append(Pattern.quote(text.substring(end)));
        return new Alternative(
                Pattern.compile(pattern.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE),
                WILDCARD.matcher(text).replaceAll("").length(),
                text.contains("{id}"));
    }

    /** Of the alternatives that fit, the most literal one, and of these one without an identity. */
    Optional<Fit> fit(String name) {
        return alternatives.stream()
                .sorted(Comparator.comparing(Alternative::hasId).thenComparingInt(one -> -one.literals))
                .flatMap(one -> {
                    Matcher matcher = one.pattern.matcher(name);
                    return matcher.matches()
                            ? Optional.of(new Fit(
                                            one.literals,
                                            one.hasId ? Optional.of(matcher.group("id")) : Optional.empty()))
                                    .stream()
                            : Optional.<Fit>empty().stream();
                })
                .findFirst();
    }

    @Override
    public String toString() {
        return alternatives.stream().map(one -> one.pattern.pattern()).collect(Collectors.joining("|"));
    }
}

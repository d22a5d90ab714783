package org.courtbridge.provisioning.files;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Versions of firmware from one to another, both of which are in it: {@code 9.0 - 9.15}, {@code 11 -} or {@code - 8}. Of a version only the
 * numbers count: {@code ce9.15.3} is 9, 15, 3. A version that begins with the last one is in the range: 9.15.3 is.
 */
record FirmwareRange(Optional<List<BigInteger>> first, Optional<List<BigInteger>> last) {

    static final FirmwareRange ANY = new FirmwareRange(Optional.empty(), Optional.empty());

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern RANGE = Pattern.compile("([^-]*)-([^-]*)");

    /** @throws TemplateException if it is none */
    static FirmwareRange parse(String text) {
        if (text.equals("*")) {
            return ANY;
        }
        Matcher range = RANGE.matcher(text);
        if (!range.matches() || numbers(text).isEmpty()) {
            throw new TemplateException("firmware: %s (expected: such as 9.0 - 9.15, 11 - or *)".formatted(text));
        }
        return new FirmwareRange(bound(range.group(1)), bound(range.group(2)));
    }

    private static Optional<List<BigInteger>> bound(String text) {
        return Optional.of(numbers(text)).filter(numbers -> !numbers.isEmpty());
    }

    private static List<BigInteger> numbers(String version) {
        return NUMBER.matcher(version)
                .results()
                .map(MatchResult::group)
                .map(BigInteger::new)
                .toList();
    }

    /** A version that nobody knows is only in {@link #ANY}. */
    boolean has(String version) {
        List<BigInteger> numbers = numbers(version);
        if (equals(ANY)) {
            return true;
        }
        return !numbers.isEmpty()
                && first.filter(low -> compare(numbers, low) < 0).isEmpty()
                && last.filter(high -> compare(numbers.subList(0, Math.min(numbers.size(), high.size())), high) > 0)
                        .isEmpty();
    }

    private static int compare(List<BigInteger> one, List<BigInteger> other) {
        return Arrays.compare(one.toArray(BigInteger[]::new), other.toArray(BigInteger[]::new));
    }

    /** Number of its ends, 0 to 2. */
    int bounds() {
        return (first.isPresent() ? 1 : 0) + (last.isPresent() ? 1 : 0);
    }

    /** Of two with as many ends, that which begins later is the narrower one. */
    int compareBeginning(FirmwareRange other) {
        return compare(first.orElse(List.of()), other.first.orElse(List.of()));
    }
}

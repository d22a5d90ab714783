package org.courtbridge.provisioning.testcall;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Programs and devices of which it is known from which version on they serve (paragraph 38, 1): the current version). One that is
 * not listed neither passes nor fails. Configuration.
 *
 * @param known the first that is found in a name counts
 */
public record KnownClients(List<Known> known) {

    /** Nothing is known of any. */
    public static final KnownClients NONE = new KnownClients(List.of());

    /** Numbers with points come before lone ones, which are often the model's: "HDX 8000 HD/3.1.14". */
    private static final List<Pattern> VERSIONS =
            List.of(Pattern.compile("\\d{1,9}(\\.\\d{1,9})+"), Pattern.compile("\\d{1,9}"));

    /**
     * @param name that its own name contains, in capitals or not
     * @param from the first version that serves, numbers with points between; empty if none does
     */
    public record Known(String name, Optional<String> from) {

        public Known {
            if (name.isBlank()) {
                throw new IllegalArgumentException("name: blank (expected: a part of what a program names itself)");
            }
            from.ifPresent(version -> {
                if (!version.matches("\\d{1,9}(\\.\\d{1,9})*")) {
                    throw new IllegalArgumentException(
                            "version: %s (expected: numbers with points between)".formatted(version));
                }
            });
        }

        /** Whether it serves; empty if this is another, or it does not tell its version. */
        private Optional<Boolean> serves(String client) {
            int at = client.toLowerCase(Locale.ROOT).indexOf(name.toLowerCase(Locale.ROOT));
            if (at < 0) {
                return Optional.empty();
            }
            if (from.isEmpty()) {
                return Optional.of(false);
            }
            String rest = client.substring(Math.min(client.length(), at + name.length()));
            return VERSIONS.stream()
                    .map(pattern -> pattern.matcher(rest))
                    .filter(Matcher::find)
                    .findFirst()
                    .map(found -> isAtLeast(found.group(), from.get()));
        }
    }

    public KnownClients {
        known = List.copyOf(known);
    }

    /** 1 if it serves, 0 if not. @param names that a party and its device give themselves; a bad one outweighs a good one */
    OptionalDouble serves(Collection<String> names) {
        return names.stream()
                .flatMap(name -> known.stream()
                        .flatMap(each -> each.serves(name).stream())
                        .limit(1))
                .mapToDouble(serves -> serves ? 1 : 0)
                .min();
    }

    private static boolean isAtLeast(String version, String least) {
        String[] numbers = version.split("\\.");
        String[] bounds = least.split("\\.");
        for (int i = 0; i < Math.max(numbers.length, bounds.length); i++) {
            int number = i < numbers.length ? Integer.parseInt(numbers[i]) : 0;
            int bound = i < bounds.length ? Integer.parseInt(bounds[i]) : 0;
            if (number != bound) {
                return number > bound;
            }
        }
        return true;
    }
}

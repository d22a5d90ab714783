package org.courtbridge.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The console's routes that are read by a browser, from the table of who may do what, {@code docs/roles.md}. {@code RolesTest} sees to it
 * that the table has every route there is.
 */
final class PageRoutes {

    private static final Pattern READ = Pattern.compile("`GET (/[^`]*)`");
    private static final Pattern PARAMETER = Pattern.compile("\\{([a-z]+)}");
    private static final String API = "/api/";

    private PageRoutes() {}

    static List<String> read(Path table) throws IOException {
        return of(Files.readString(table));
    }

    /** In the order of the table, each once. */
    static List<String> of(String table) {
        return READ.matcher(table)
                .results()
                .map((MatchResult found) -> found.group(1))
                .filter(route -> !route.startsWith(API))
                .distinct()
                .toList();
    }

    /** @param ids by the name of the parameter @return empty if one of them is missing */
    static Optional<String> filled(String route, Map<String, String> ids) {
        StringBuilder path = new StringBuilder();
        Matcher parameter = PARAMETER.matcher(route);
        while (parameter.find()) {
            String id = ids.get(parameter.group(1));
            if (id == null) {
                return Optional.empty();
            }
            parameter.appendReplacement(path, Matcher.quoteReplacement(id));
        }
        return Optional.of(parameter.appendTail(path).toString());
    }
}

package org.courtbridge.console;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.courtbridge.court.access.Role;

/**
 * The permissions of each role according to {@code docs/roles.md}, which is written by hand.
 *
 * @param actions roles by action
 * @param routes action by route, as {@code GET /hearings/{hearing}}
 * @param limited actions for which a role in one institution is enough
 */
record RolesPage(Map<String, Set<Role>> actions, Map<String, String> routes, Set<String> limited) {

    private static final Path PAGE = Path.of("../docs/roles.md");
    private static final String HEAD = "| action | permits |";
    private static final String SECTION = "### ";
    private static final String LIMITED = "Limited by court or institution: ";
    private static final Pattern ACTION = Pattern.compile("`([A-Z_]+)`");
    private static final Pattern ROUTE = Pattern.compile("`((?:GET|POST|PUT|DELETE|PATCH) /[^`]*)`");

    static RolesPage read() throws IOException {
        Map<String, Set<Role>> actions = new TreeMap<>();
        Map<String, String> routes = new TreeMap<>();
        Set<String> limited = new TreeSet<>();
        boolean listed = false;
        List<Role> columns = List.of();
        String section = "";
        for (String line : Files.readAllLines(PAGE)) {
            listed = line.startsWith(LIMITED) || (listed && !line.isEmpty());
            if (listed) {
                ACTION.matcher(line).results().forEach(action -> limited.add(action.group(1)));
            }
            if (line.startsWith(HEAD)) {
                columns = cells(line).stream()
                        .skip(2)
                        .map(name -> Role.valueOf(name.toUpperCase(Locale.ROOT)))
                        .toList();
            } else if (!columns.isEmpty() && line.startsWith("| ")) {
                List<String> cells = cells(line);
                assertThat(actions.put(cells.getFirst(), ticked(columns, cells)))
                        .as("%s, a second time", cells.getFirst())
                        .isNull();
            } else if (line.startsWith(SECTION)) {
                section = line.substring(SECTION.length());
            }
            for (Matcher route = ROUTE.matcher(line); !section.isEmpty() && route.find(); ) {
                assertThat(routes.put(route.group(1), section))
                        .as("%s, a second time", route.group(1))
                        .isNull();
            }
        }
        assertThat(columns).containsExactlyInAnyOrder(Role.values());
        return new RolesPage(actions, routes, limited);
    }

    private static Set<Role> ticked(List<Role> columns, List<String> cells) {
        assertThat(cells).as("cells").hasSize(columns.size() + 2);
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (int i = 0; i < columns.size(); i++) {
            String cell = cells.get(i + 2);
            assertThat(cell).isIn("yes", "");
            if (cell.equals("yes")) {
                roles.add(columns.get(i));
            }
        }
        return roles;
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split("\\|", -1))
                .skip(1)
                .limit(line.chars().filter(each -> each == '|').count() - 1)
                .map(String::strip)
                .toList();
    }

    /** The action that a route is for. */
    String action(String route) {
        return requireNonNull(routes.get(route), route);
    }

    /** Who gets through to a route. */
    Set<Role> of(String route) {
        return requireNonNull(actions.get(action(route)), route);
    }
}

package org.courtbridge.gateway.store.applications;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.courtbridge.court.applications.ApplicationFilter;
import org.courtbridge.court.applications.ApplicationQuery.OpenTerms;
import org.courtbridge.court.applications.Scope;
import org.courtbridge.hearings.applications.InstitutionId;
import org.jdbi.v3.core.statement.Query;

/** Conditions of a query on applications, the table {@code a}, and the values that stand in them. */
final class ApplicationConditions {

    private static final String IN_REGIONS = " in (select i.id from institutions i where i.region in (<%s>))";

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, List<String>> lists = new LinkedHashMap<>();
    private final Map<String, LocalDate> days = new LinkedHashMap<>();

    /** All of them, after others. */
    String and() {
        return conditions.stream().map(condition -> " and " + condition).collect(Collectors.joining());
    }

    Query bindTo(Query query) {
        lists.forEach((name, values) -> query.bindList(name, values));
        days.forEach((name, day) -> query.bind(name, day.toString()));
        return query;
    }

    void within(Scope scope) {
        switch (scope) {
            case Scope.Everything _ -> {}
            case Scope.Limited(var institutions, var region) -> {
                List<String> readers = Stream.concat(institutions.stream(), region.stream())
                        .map(InstitutionId::value)
                        .distinct()
                        .toList();
                if (readers.isEmpty()) {
                    conditions.add("false");
                } else {
                    list("readers", readers);
                    conditions.add("a.id in (select r.application_id from application_readers r"
                            + " where r.institution_id in (<readers>))");
                }
            }
        }
    }

    void matching(ApplicationFilter filter) {
        if (!filter.phases().isEmpty()) {
            list("phases", filter.phases().stream().map(Enum::name).toList());
            conditions.add("a.phase in (<phases>)");
        }
        institution("court", "a.court_id", filter.court());
        institution("asked", "a.asked_id", filter.asked());
        filter.region().ifPresent(region -> {
            list("region", List.of(region));
            String in = IN_REGIONS.formatted("region");
            conditions.add("(a.court_id" + in + " or a.asked_id" + in + ")");
        });
    }

    private void institution(String name, String column, Optional<InstitutionId> wanted) {
        wanted.ifPresent(institution -> {
            list(name, List.of(institution.value()));
            conditions.add("%s in (<%s>)".formatted(column, name));
        });
    }

    void open(List<OpenTerms> terms) {
        if (!terms.isEmpty()) {
            conditions.add(terms.stream().map(this::open).collect(Collectors.joining(" or ", "(", ")")));
        }
    }

    private String open(OpenTerms terms) {
        String column = switch (terms.duty()) {
            case SEND -> "a.send_since";
            case RESPOND -> "a.respond_since";
        };
        List<String> all = new ArrayList<>(List.of(column + " is not null"));
        terms.from().ifPresent(day -> all.add(column + " >= :" + day(terms.duty() + "_from", day)));
        terms.before().ifPresent(day -> all.add(column + " < :" + day(terms.duty() + "_before", day)));
        return all.stream().collect(Collectors.joining(" and ", "(", ")"));
    }

    private String day(String name, LocalDate day) {
        days.put(name, day);
        return name;
    }

    private void list(String name, Collection<String> values) {
        lists.put(name, List.copyOf(values));
    }
}

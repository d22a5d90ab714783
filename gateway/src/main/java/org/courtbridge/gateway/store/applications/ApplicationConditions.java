package org.courtbridge.gateway.store.applications;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
    private final Map<String, String> values = new LinkedHashMap<>();

    /** Values of the rank, which a query without an order does not take. */
    private final Map<String, String> ranks = new LinkedHashMap<>();

    /** All of them, after others. */
    String and() {
        return conditions.stream().map(condition -> " and " + condition).collect(Collectors.joining());
    }

    Query bindTo(Query query) {
        lists.forEach((name, values) -> query.bindList(name, values));
        values.forEach(query::bind);
        return query;
    }

    /** As {@link #bindTo}, of a query whose order has a rank. */
    Query bindInOrder(Query query) {
        ranks.forEach(query::bind);
        return bindTo(query);
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
        filter.from().ifPresent(this::from);
        filter.caseNumber().ifPresent(part -> {
            String plain = part.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0");
            values.put("case_part", "%" + plain + "%");
            conditions.add("lower(a.case_number) like :case_part escape '!'");
        });
    }

    /** Times are text of one length, so that they sort as they follow each other. */
    private void from(LocalDateTime first) {
        values.put("hearing_from", first.truncatedTo(ChronoUnit.MINUTES).toString());
        conditions.add("a.hearing_at >= :hearing_from");
    }

    private void institution(String name, String column, Optional<InstitutionId> wanted) {
        wanted.ifPresent(institution -> {
            list(name, List.of(institution.value()));
            conditions.add("%s in (<%s>)".formatted(column, name));
        });
    }

    void open(List<OpenTerms> terms) {
        if (!terms.isEmpty()) {
            conditions.add(any(terms, "", values));
        }
    }

    /** Begins an order: the case that is searched for before those whose number has more in it; empty if none is searched for. */
    String exactFirst(ApplicationFilter filter) {
        filter.caseNumber().ifPresent(number -> ranks.put("case_number", number.toLowerCase(Locale.ROOT)));
        return filter.caseNumber()
                .map(_ -> "case when lower(a.case_number) = :case_number then 0 else 1 end, ")
                .orElse("");
    }

    /** 0 of an application with a term of the first kind, 1 of another one with a term of the second, and so on. */
    String rank(List<List<OpenTerms>> kinds) {
        StringBuilder rank = new StringBuilder("case");
        for (int i = 0; i < kinds.size(); i++) {
            rank.append(" when %s then %d".formatted(any(kinds.get(i), "rank%d_".formatted(i), ranks), i));
        }
        return rank.append(" else %d end".formatted(kinds.size())).toString();
    }

    /** @param prefix of the names of values @param into where they go */
    private static String any(List<OpenTerms> terms, String prefix, Map<String, String> into) {
        return terms.stream().map(one -> open(one, prefix, into)).collect(Collectors.joining(" or ", "(", ")"));
    }

    private static String open(OpenTerms terms, String prefix, Map<String, String> into) {
        String column = switch (terms.duty()) {
            case SEND -> "a.send_since";
            case RESPOND -> "a.respond_since";
        };
        List<String> all = new ArrayList<>(List.of(column + " is not null"));
        terms.from().ifPresent(day -> all.add(column + " >= :" + day(prefix + terms.duty() + "_from", day, into)));
        terms.before().ifPresent(day -> all.add(column + " < :" + day(prefix + terms.duty() + "_before", day, into)));
        return all.stream().collect(Collectors.joining(" and ", "(", ")"));
    }

    private static String day(String name, LocalDate day, Map<String, String> into) {
        into.put(name, day.toString());
        return name;
    }

    private void list(String name, Collection<String> values) {
        lists.put(name, List.copyOf(values));
    }
}

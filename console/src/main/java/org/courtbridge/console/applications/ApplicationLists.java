package org.courtbridge.console.applications;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.console.html.ListPage;
import org.courtbridge.console.html.Listing;
import org.courtbridge.console.http.Call;
import org.courtbridge.court.applications.ApplicationFilter;
import org.courtbridge.court.applications.ApplicationFilter.Due;
import org.courtbridge.court.applications.ApplicationOrder;
import org.courtbridge.court.applications.ApplicationPage;
import org.courtbridge.court.applications.Applications;
import org.courtbridge.court.applications.Paging;
import org.courtbridge.court.applications.Scope;
import org.courtbridge.hearings.applications.ApplicationState.Phase;
import org.courtbridge.hearings.applications.Term;

/** Reads lists of applications for a page, with what is late or due today first. */
public final class ApplicationLists {

    /** Parameter of the address, and name of the group of filters. */
    static final String DUE = "due";

    /** As {@link #DUE}. */
    static final String PHASE = "phase";

    /** Of the filter: all, then the most urgent first. */
    private static final List<Optional<Due>> TERMS =
            List.of(Optional.empty(), Optional.of(Due.LATE), Optional.of(Due.TODAY), Optional.of(Due.OPEN));

    /** Of a list that is only counted. */
    private static final Paging LEAST = new Paging(1, 1);

    private final Applications applications;

    public ApplicationLists(Applications applications) {
        this.applications = applications;
    }

    /** The page that the address of a call names, of a list that can be searched by case number. */
    ListPage<ListedApplication> read(Call call, Scope scope, ApplicationWords words) {
        Optional<Due> due = choice(call, DUE, Due.class);
        Optional<Phase> phase = choice(call, PHASE, Phase.class);
        Listing<ApplicationPage.Row> listing = new Listing<ApplicationPage.Row>(call, ApplicationPages.PATH)
                .column(words.say("application.field.caseNumber"))
                .column(words.say("applications.court"))
                .column(words.say("applications.asked"))
                .column(words.say("applications.hearing"))
                .column(words.say("applications.phases"))
                .kept(DUE, due.map(Enum::name).orElse(""))
                .kept(PHASE, phase.map(Enum::name).orElse(""));
        int all = 0;
        for (Optional<Due> each : TERMS) {
            int count = count(scope, filter(call, phase, each));
            listing.filter(
                    DUE,
                    each.map(Enum::name).orElse(""),
                    words.say(each.map(one -> "applications.due." + one).orElse("applications.due.ANY")),
                    count);
            if (each.equals(due)) {
                all = count;
            }
        }
        listing.filter(PHASE, "", words.say("applications.phase.any"));
        for (Phase each : Phase.values()) {
            listing.filter(PHASE, each.name(), words.say("application.phase." + each));
        }
        ApplicationFilter filter = filter(call, phase, due);
        return listing.pageOf(
                all,
                number ->
                        applications
                                .page(scope, filter, ApplicationOrder.DUE, new Paging(number, Listing.ROWS))
                                .rows()
                                .stream()
                                .map(row -> row(row, words))
                                .toList());
    }

    private static <E extends Enum<E>> Optional<E> choice(Call call, String name, Class<E> type) {
        return call.query(name).filter(text -> !text.isEmpty()).map(text -> ApplicationApi.choice(type, name, text));
    }

    private static ApplicationFilter filter(Call call, Optional<Phase> phase, Optional<Due> due) {
        return new ApplicationFilter(
                phase.map(Set::of).orElse(Set.of()),
                due,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Listing.query(call)).filter(text -> !text.isEmpty()));
    }

    private int count(Scope scope, ApplicationFilter filter) {
        return Math.toIntExact(applications
                .page(scope, filter, ApplicationOrder.HEARING, LEAST)
                .total());
    }

    /** An application in a list, with the terms that are open. */
    public ListedApplication row(ApplicationPage.Row row, ApplicationWords words) {
        return new ListedApplication(
                ApplicationPages.PATH + "/" + row.id(),
                row.caseNumber(),
                row.action(),
                words.name(row.court()),
                row.asked().map(words::name),
                words.time(row.at()),
                words.phase(row.phase()),
                applications.terms(row).stream()
                        .sorted(Comparator.comparing(Term::lastDay))
                        .map(words::term)
                        .toList());
    }
}

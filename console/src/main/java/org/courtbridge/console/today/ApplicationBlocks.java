package org.courtbridge.console.today;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.courtbridge.console.applications.ApplicationLists;
import org.courtbridge.console.applications.ApplicationWords;
import org.courtbridge.console.applications.ListedApplication;
import org.courtbridge.console.html.Badge;
import org.courtbridge.console.html.ListAddress;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.today.TodayPage.Block;
import org.courtbridge.console.today.TodayPage.Link;
import org.courtbridge.console.today.TodayPage.Row;
import org.courtbridge.court.applications.ApplicationFilter;
import org.courtbridge.court.applications.ApplicationFilter.Due;
import org.courtbridge.court.applications.ApplicationOrder;
import org.courtbridge.court.applications.ApplicationPage;
import org.courtbridge.court.applications.Applications;
import org.courtbridge.court.applications.Paging;
import org.courtbridge.court.applications.Scope;
import org.courtbridge.hearings.applications.Answer;
import org.courtbridge.hearings.applications.ApplicationState;
import org.courtbridge.hearings.applications.ApplicationState.Phase;
import org.courtbridge.hearings.applications.Responder;
import org.courtbridge.hearings.applications.TrialParticipant;

/** The applications of somebody's day: each block is one page of a list, limited by the role that it is for. */
final class ApplicationBlocks {

    private static final Paging FIRST = new Paging(1, Reader.MOST);

    /** As each of them is read. */
    private static final int MOST_UNCONFIRMED = 100;

    private final Applications applications;
    private final ApplicationLists lists;
    private final ApplicationWords words;
    private final Reader reader;

    ApplicationBlocks(Applications applications, ApplicationWords words, Reader reader) {
        this.applications = applications;
        this.lists = new ApplicationLists(applications);
        this.words = words;
        this.reader = reader;
    }

    private static ListAddress list() {
        return ListAddress.of("/applications");
    }

    /** Rows of what is late and of what is due today, and links to all of them. */
    record Urgent(List<Row> rows, long all, List<Link> links) {}

    /** Empty for whoever reads no applications. */
    Urgent urgent() {
        Scope scope = Scope.of(reader.principal().memberships(), Allowed.SEE_APPLICATIONS.roles());
        List<Row> rows = new ArrayList<>();
        List<Link> links = new ArrayList<>();
        long all = 0;
        if (Allowed.SEE_APPLICATIONS.admits(reader.principal())) {
            for (Due due : List.of(Due.LATE, Due.TODAY)) {
                ApplicationPage page =
                        applications.page(scope, ApplicationFilter.ALL.with(due), ApplicationOrder.DUE, FIRST);
                page.rows().forEach(row -> rows.add(row(row)));
                all += page.total();
                if (page.total() > 0) {
                    links.add(new Link(
                            list().with("due", due.name()).link(), reader.say("today.all." + due, page.total())));
                }
            }
        }
        return new Urgent(rows, all, links);
    }

    /** Those in one phase, with what has a term first. @param name of the block's words */
    Block inPhase(String name, DayRole role, Phase phase) {
        ApplicationPage page =
                applications.page(role.scope(reader.principal()), phase(phase), ApplicationOrder.DUE, FIRST);
        return block(
                name,
                page.rows().stream().map(this::row).toList(),
                page.total(),
                list().with("phase", phase.name()).link());
    }

    private Block block(String name, List<Row> rows, long all, String path) {
        List<Link> links = all == 0 ? List.of() : List.of(new Link(path, reader.say("today.all", all)));
        return reader.block(name, rows, all, List.of(), links);
    }

    private static ApplicationFilter phase(Phase... phases) {
        return new ApplicationFilter(
                Set.of(phases),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The persons for whom an institution provides the means, with the earliest hearing first, from today on. */
    Block persons(DayRole role) {
        Scope scope = role.scope(reader.principal());
        ApplicationPage page = applications.page(
                scope,
                phase(Phase.SENT, Phase.CONFIRMED).from(reader.today().atStartOfDay()),
                ApplicationOrder.HEARING,
                FIRST);
        List<Row> rows = page.rows().stream()
                .flatMap(row -> applications.find(scope, row.id()).stream().flatMap(kept -> persons(row, kept.state())))
                .toList();
        return block("persons", rows, page.total() - page.rows().size() + rows.size(), list().link());
    }

    private Stream<Row> persons(ApplicationPage.Row row, ApplicationState state) {
        String who = state.form().orElseThrow().provided().stream()
                .map(ApplicationBlocks::person)
                .collect(Collectors.joining("; "));
        ListedApplication listed = lists.row(row, words);
        return who.isEmpty()
                ? Stream.empty()
                : Stream.of(new Row(
                        listed.at(),
                        who,
                        listed.link(),
                        List.of(courtroom(state), listed.court() + ", № " + listed.caseNumber()),
                        List.of(listed.phase())));
    }

    /**
     * Applications of hearings to come that somebody has refused, whether with another time or without: the clerk informs the judge of it
     * at once (the Rules, para. 13). Of the {@value #MOST_UNCONFIRMED} nearest that are not confirmed.
     */
    Block refused(DayRole role) {
        Scope scope = role.scope(reader.principal());
        ApplicationPage page = applications.page(
                scope,
                phase(Phase.SENT, Phase.INFEASIBLE).from(reader.today().atStartOfDay()),
                ApplicationOrder.HEARING,
                new Paging(1, MOST_UNCONFIRMED));
        List<Row> rows = page.rows().stream()
                .flatMap(row -> applications.find(scope, row.id()).stream().flatMap(kept -> refused(row, kept.state())))
                .toList();
        return reader.block("refused", rows, row -> row, List.of(), List.of());
    }

    private Stream<Row> refused(ApplicationPage.Row row, ApplicationState state) {
        List<String> refusals = state.responses().values().stream()
                .flatMap(response -> response.answer() instanceof Answer.Refused refused
                        ? Stream.of(refusal(response.by(), refused))
                        : Stream.empty())
                .toList();
        ListedApplication listed = lists.row(row, words);
        return refusals.isEmpty()
                ? Stream.empty()
                : Stream.of(new Row(
                        listed.at(),
                        "№ " + listed.caseNumber(),
                        listed.link(),
                        refusals,
                        List.of(new Badge(reader.say("application.answer.refused"), "bad"))));
    }

    private String refusal(Responder by, Answer.Refused refused) {
        String reason = reader.say("application.responder." + by) + ": " + refused.reason();
        return refused.proposed()
                .map(at -> reason + " " + reader.say("application.event.proposed", words.time(at)))
                .orElse(reason);
    }

    private static String person(TrialParticipant participant) {
        return participant.name() + " (" + participant.status() + ")";
    }

    private String courtroom(ApplicationState state) {
        return state.response(Responder.ASKED).stream()
                .flatMap(response -> response.answer() instanceof Answer.Confirmed confirmed
                        ? Stream.of(reader.say("today.where", confirmed.courtroom()))
                        : Stream.empty())
                .findFirst()
                .orElseGet(() -> reader.say("today.where.unknown"));
    }

    private Row row(ApplicationPage.Row row) {
        ListedApplication listed = lists.row(row, words);
        List<Badge> badges = new ArrayList<>(listed.terms());
        badges.add(listed.phase());
        return new Row(
                listed.at(),
                "№ " + listed.caseNumber(),
                listed.link(),
                Stream.concat(Stream.of(listed.action(), listed.court()), listed.asked().stream())
                        .toList(),
                badges);
    }
}

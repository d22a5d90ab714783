package org.courtbridge.gateway.store.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.courtbridge.court.applications.SampleApplications.ALMATY;
import static org.courtbridge.court.applications.SampleApplications.AT;
import static org.courtbridge.court.applications.SampleApplications.CLERK;
import static org.courtbridge.court.applications.SampleApplications.COURT;
import static org.courtbridge.court.applications.SampleApplications.FORM;
import static org.courtbridge.court.applications.SampleApplications.HOSPITAL;
import static org.courtbridge.court.applications.SampleApplications.OWN;
import static org.courtbridge.court.applications.SampleApplications.THURSDAY;
import static org.courtbridge.court.applications.SampleApplications.confirmed;
import static org.courtbridge.court.applications.SampleApplications.form;
import static org.courtbridge.court.applications.SampleApplications.granted;
import static org.courtbridge.court.applications.SampleApplications.received;
import static org.courtbridge.court.applications.SampleApplications.respond;
import static org.courtbridge.court.applications.SampleApplications.send;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.courtbridge.court.applications.ApplicationFilter;
import org.courtbridge.court.applications.ApplicationFilter.Due;
import org.courtbridge.court.applications.ApplicationOrder;
import org.courtbridge.court.applications.ApplicationPage;
import org.courtbridge.court.applications.Applications;
import org.courtbridge.court.applications.CommandOutcome;
import org.courtbridge.court.applications.CommandOutcome.ChangedMeanwhile;
import org.courtbridge.court.applications.CommandOutcome.Done;
import org.courtbridge.court.applications.CommandOutcome.NotPermitted;
import org.courtbridge.court.applications.CommandOutcome.Unknown;
import org.courtbridge.court.applications.KeptApplication;
import org.courtbridge.court.applications.Paging;
import org.courtbridge.court.applications.SampleApplications;
import org.courtbridge.court.applications.Scope;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.hearings.applications.Addressee;
import org.courtbridge.hearings.applications.Answer;
import org.courtbridge.hearings.applications.ApplicationCommand;
import org.courtbridge.hearings.applications.ApplicationEvent;
import org.courtbridge.hearings.applications.ApplicationForm;
import org.courtbridge.hearings.applications.ApplicationRefusal;
import org.courtbridge.hearings.applications.ApplicationRefusedException;
import org.courtbridge.hearings.applications.ApplicationState.Phase;
import org.courtbridge.hearings.applications.Channel;
import org.courtbridge.hearings.applications.InstitutionId;
import org.courtbridge.hearings.applications.Responder;
import org.courtbridge.hearings.applications.Term;
import org.courtbridge.hearings.applications.Term.Duty;
import org.courtbridge.hearings.applications.TrialParticipant;
import org.courtbridge.hearings.calendar.CalendarYear;
import org.courtbridge.hearings.calendar.WorkingCalendar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Contract of applications as they are kept, for each database. */
@Timeout(300)
abstract class ApplicationsContract {

    private static final ZoneId ALMATY_TIME = ZoneId.of("Asia/Almaty");
    private static final Paging FIRST = new Paging(1, 50);

    /** All who have a part in the applications of these tests. */
    private static final Scope EVERYBODY = Scope.of(COURT, OWN, HOSPITAL, ALMATY);

    @TempDir
    Path folder;

    private Database database;
    private Applications applications;
    private Instant now = THURSDAY.atTime(10, 0).atZone(ALMATY_TIME).toInstant();
    private WorkingCalendar calendar = WorkingCalendar.of(List.of());

    /** @param folder empty, of this test alone */
    abstract Database open(Path folder) throws Exception;

    /** The same database, after it was closed. */
    abstract Database reopen(Path folder) throws Exception;

    @BeforeEach
    void open() throws Exception {
        use(open(folder));
    }

    private void use(Database opened) {
        database = opened;
        applications = new Applications(new StoredApplications(opened), () -> calendar, ALMATY_TIME, () -> now);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void itIs(LocalDate day) {
        now = day.atTime(10, 0).atZone(ALMATY_TIME).toInstant();
    }

    private KeptApplication draft(String id, ApplicationForm form) {
        return done(applications.draft(Scope.EVERYTHING, CLERK, id, COURT, form));
    }

    private static KeptApplication done(CommandOutcome outcome) {
        return ((Done) outcome).now();
    }

    private KeptApplication find(String id) {
        return applications.find(Scope.EVERYTHING, id).orElseThrow();
    }

    /** Of whoever has seen the application as it is. */
    private CommandOutcome submit(Scope scope, String id, ApplicationCommand command) {
        return applications.submit(scope, id, find(id).state().lastEvent(), command);
    }

    private KeptApplication submit(String id, ApplicationCommand command) {
        return done(submit(EVERYBODY, id, command));
    }

    /** Empty if the rules refuse it, or if whoever would give it has no part in the application. */
    private Optional<KeptApplication> tried(String id, ApplicationCommand command) {
        try {
            CommandOutcome outcome = submit(EVERYBODY, id, command);
            return outcome instanceof NotPermitted ? Optional.empty() : Optional.of(done(outcome));
        } catch (ApplicationRefusedException _) {
            return Optional.empty();
        }
    }

    private KeptApplication sent(String id) {
        draft(id, FORM);
        submit(id, granted(THURSDAY));
        return submit(id, send(THURSDAY));
    }

    private List<String> ids(Scope scope, ApplicationFilter filter) {
        ApplicationPage page = applications.page(scope, filter, ApplicationOrder.HEARING, FIRST);
        assertThat(page.total()).isEqualTo(page.rows().size());
        return page.rows().stream().map(ApplicationPage.Row::id).toList();
    }

    private List<String> ids(Due due) {
        return ids(Scope.EVERYTHING, ApplicationFilter.ALL.with(due));
    }

    private void inRegion(String region, InstitutionId... institutions) {
        for (InstitutionId id : institutions) {
            database.execute(
                    "insert into institutions (id, name, name_key, kind, region) values (?, ?, ?, 'COURT', ?)",
                    id.value(),
                    id.value(),
                    id.value(),
                    region);
        }
    }

    /** Every row of every table of applications. */
    private List<Map<String, Object>> rows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String table : List.of("applications", "application_events", "application_readers")) {
            database.jdbi()
                    .useHandle(handle -> handle.createQuery("select * from " + table + " order by 1, 2")
                            .mapToMap()
                            .forEach(rows::add));
        }
        return rows;
    }

    /** 40 seeded sequences of 25 commands, and the list beside each; a refused one changes no row. */
    @Test
    void keepsWhatEachCommandMade() throws Exception {
        Map<String, KeptApplication> made = new HashMap<>();
        int refused = 0;
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            String id = "a" + seed;
            KeptApplication application = draft(id, SampleApplications.anyForm(random, THURSDAY));
            for (int step = 0; step < 25; step++) {
                ApplicationCommand command = SampleApplications.anyCommand(random, application.state(), THURSDAY);
                List<Map<String, Object>> before = seed == 0 ? rows() : List.of();
                Optional<KeptApplication> changed = tried(id, command);
                if (changed.isPresent()) {
                    application = changed.get();
                } else {
                    refused++;
                    assertThat(seed == 0 ? rows() : List.of()).isEqualTo(before);
                }
                assertThat(find(id)).as("seed %d, step %d", seed, step).isEqualTo(application);
            }
            made.put(id, application);
        }
        assertThat(refused).isBetween(100, 900);
        compareWithLists(made);
        database.close();
        use(reopen(folder));
        compareWithLists(made);
    }

    private void compareWithLists(Map<String, KeptApplication> made) {
        made.forEach((id, application) -> assertThat(find(id)).isEqualTo(application));
        ApplicationPage page =
                applications.page(Scope.EVERYTHING, ApplicationFilter.ALL, ApplicationOrder.HEARING, FIRST);
        assertThat(page.rows()).extracting(ApplicationPage.Row::id).containsExactlyInAnyOrderElementsOf(made.keySet());
        assertThat(page.rows()).extracting(ApplicationPage.Row::at).isSorted();
        for (ApplicationPage.Row row : page.rows()) {
            KeptApplication application = find(row.id());
            ApplicationForm form = application.state().form().orElseThrow();
            assertThat(row.court()).isEqualTo(COURT);
            assertThat(row.caseNumber()).isEqualTo(form.caseNumber());
            assertThat(row.action()).isEqualTo(form.action());
            assertThat(row.asked()).isEqualTo(form.asked().map(asked -> asked.id()));
            assertThat(row.at()).isEqualTo(form.at());
            assertThat(row.phase()).isEqualTo(application.state().phase());
            assertThat(row.lastEvent()).isEqualTo(application.state().lastEvent());
            assertThat(row.changed()).isEqualTo(application.events().getLast().at());
            assertThat(applications.terms(row))
                    .containsExactlyInAnyOrderElementsOf(applications.terms(application).stream()
                            .filter(term -> term.done().isEmpty())
                            .toList());
        }
    }

    @Test
    void theSameDraftTwiceIsOneApplication() {
        KeptApplication first = draft("a", FORM);
        submit("a", granted(THURSDAY));
        KeptApplication now = find("a");
        assertThat(applications.draft(Scope.EVERYTHING, CLERK, "a", COURT, FORM))
                .isEqualTo(new Done(now, List.of()));
        assertThat(applications.draft(Scope.EVERYTHING, CLERK, "a", COURT, form("2", AT)))
                .isEqualTo(new ChangedMeanwhile(now));
        assertThat(applications.draft(Scope.of(HOSPITAL), CLERK, "a", COURT, FORM))
                .isEqualTo(new NotPermitted());
        assertThat(find("a").events()).startsWith(first.events().getFirst()).hasSize(2);
    }

    @Test
    void whoeverHasNotSeenTheLastEventIsShownItAndChangesNothing() {
        sent("a");
        ApplicationCommand response = confirmed(Responder.ORGANISER, THURSDAY, Channel.PAGE);
        KeptApplication answered = submit("a", response);
        List<Map<String, Object>> before = rows();
        ApplicationCommand withdrawal = new ApplicationCommand.Withdraw(CLERK, "Тараптар келісті");
        assertThat(applications.submit(Scope.EVERYTHING, "a", 3, withdrawal)).isEqualTo(new ChangedMeanwhile(answered));
        // The rules would refuse this one; its author has to see first how things are.
        assertThat(applications.submit(
                        Scope.EVERYTHING, "a", 3, received(Addressee.OWN_DEPARTMENT, THURSDAY, Channel.PAPER)))
                .isEqualTo(new ChangedMeanwhile(answered));
        // A lost answer: the same again is done, whatever was seen.
        assertThat(applications.submit(EVERYBODY, "a", 3, response)).isEqualTo(new Done(answered, List.of()));
        assertThatThrownBy(() -> submit("a", received(Addressee.OWN_DEPARTMENT, THURSDAY, Channel.PAPER)))
                .isInstanceOfSatisfying(
                        ApplicationRefusedException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(ApplicationRefusal.ALREADY_ANSWERED));
        assertThat(rows()).isEqualTo(before);
    }

    /** 30 times: of two commands on what both have seen one is done, and the other is told; of the same command twice both are. */
    @Test
    void ofTwoAtTheSameMomentOneIsTold() throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < 30; i++) {
                String id = "a" + i;
                sent(id);
                List<CommandOutcome> others = atOnce(
                        threads,
                        barrier,
                        id,
                        confirmed(Responder.ORGANISER, THURSDAY, Channel.PAGE),
                        new ApplicationCommand.Withdraw(CLERK, "Тараптар келісті"));
                assertThat(others)
                        .hasAtLeastOneElementOfType(Done.class)
                        .hasAtLeastOneElementOfType(ChangedMeanwhile.class);
                KeptApplication now = find(id);
                assertThat(others).contains(new ChangedMeanwhile(now));
                assertThat(now.state().phase() == Phase.WITHDRAWN)
                        .isNotEqualTo(now.state().response(Responder.ORGANISER).isPresent());

                String twice = "t" + i;
                sent(twice);
                ApplicationCommand response = confirmed(Responder.ASKED, THURSDAY, Channel.PAGE);
                List<CommandOutcome> same = atOnce(threads, barrier, twice, response, response);
                assertThat(same).allMatch(outcome -> done(outcome).equals(find(twice)));
                assertThat(same).contains(new Done(find(twice), List.of()));
            }
        }
    }

    @Test
    void ofTwoDraftsWithOneIdAtTheSameMomentOneIsKept() throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < 30; i++) {
                String id = "a" + i;
                List<Callable<CommandOutcome>> both = new ArrayList<>();
                for (String number : List.of("1", "2")) {
                    both.add(() -> {
                        barrier.await();
                        return applications.draft(Scope.EVERYTHING, CLERK, id, COURT, form(number, AT));
                    });
                }
                assertThat(results(threads, both))
                        .hasAtLeastOneElementOfType(Done.class)
                        .contains(new ChangedMeanwhile(find(id)));
            }
        }
    }

    private List<CommandOutcome> atOnce(
            ExecutorService threads, CyclicBarrier barrier, String id, ApplicationCommand... commands)
            throws Exception {
        long seen = find(id).state().lastEvent();
        List<Callable<CommandOutcome>> all = new ArrayList<>();
        for (ApplicationCommand command : commands) {
            all.add(() -> {
                barrier.await();
                return applications.submit(EVERYBODY, id, seen, command);
            });
        }
        return results(threads, all);
    }

    private static <T> List<T> results(ExecutorService threads, List<Callable<T>> work) throws Exception {
        List<T> results = new ArrayList<>();
        for (Future<T> future : threads.invokeAll(work)) {
            results.add(future.get());
        }
        return results;
    }

    /** Thursday's resolution can be sent until Tuesday, which begins at 19:00 of Monday in UTC; Friday's receipt is answered on Monday. */
    @Test
    void listsWhatIsDueAndLateByTheCourtsOwnDay() {
        draft("send", FORM);
        submit("send", granted(THURSDAY));
        LocalDate friday = THURSDAY.plusDays(1);
        sent("respond");
        draft("nothing", FORM);
        itIs(friday);
        submit("respond", received(Addressee.ASKED, friday, Channel.TELEPHONE));

        assertThat(ids(Due.OPEN)).containsExactly("respond", "send");
        assertThat(ids(Due.TODAY)).isEmpty();
        now = Instant.parse("2026-06-07T18:59:59Z");
        assertThat(ids(Due.TODAY)).isEmpty();
        now = Instant.parse("2026-06-07T19:00:00Z");
        assertThat(ids(Due.TODAY)).containsExactly("respond");
        assertThat(ids(Due.LATE)).isEmpty();
        now = Instant.parse("2026-06-08T19:00:00Z");
        assertThat(ids(Due.TODAY)).containsExactly("send");
        assertThat(ids(Due.LATE)).containsExactly("respond");
        ApplicationPage page = applications.page(
                Scope.EVERYTHING, ApplicationFilter.ALL.with(Due.LATE), ApplicationOrder.HEARING, FIRST);
        assertThat(applications.terms(page.rows().getFirst()))
                .containsExactly(new Term(Duty.RESPOND, friday, friday.plusDays(3), false, Optional.empty()));
        submit("respond", confirmed(Responder.ASKED, friday, Channel.TELEPHONE));
        assertThat(ids(Due.OPEN)).containsExactly("send");
        now = Instant.parse("2026-06-09T19:00:00Z");
        assertThat(ids(Due.LATE)).containsExactly("send");
    }

    /** Hearings in the order of the letters: the late, those of today, those with a term, and the others. */
    @Test
    void whatIsLateComesFirstThenWhatIsDueToday() {
        for (String id : List.of("a", "b", "c", "d", "e", "f")) {
            draft(id, form(id, AT.plusHours(id.charAt(0) - 'a')));
        }
        // Resolutions of these days are to be sent until Tuesday, Wednesday and Thursday.
        Map<String, LocalDate> resolved =
                Map.of("b", THURSDAY.plusDays(4), "c", THURSDAY.plusDays(1), "d", THURSDAY, "e", THURSDAY);
        resolved.forEach((id, day) -> {
            itIs(day);
            submit(id, granted(day));
        });
        itIs(THURSDAY.plusDays(1));
        submit("f", granted(THURSDAY));
        submit("f", send(THURSDAY.plusDays(1)));
        submit("f", received(Addressee.ASKED, THURSDAY.plusDays(1), Channel.PAPER));
        assertThat(inOrderOfUrgency(THURSDAY.plusDays(6))).containsExactly("d", "e", "f", "c", "b", "a");
        assertThat(inOrderOfUrgency(THURSDAY.plusDays(4))).containsExactly("f", "b", "c", "d", "e", "a");
        itIs(THURSDAY.plusDays(6));
        ApplicationPage second = applications.page(
                Scope.EVERYTHING, ApplicationFilter.ALL.with(Due.LATE), ApplicationOrder.DUE, new Paging(2, 2));
        assertThat(second.total()).isEqualTo(3);
        assertThat(second.rows()).extracting(ApplicationPage.Row::id).containsExactly("f");
    }

    private List<String> inOrderOfUrgency(LocalDate day) {
        itIs(day);
        return applications.page(Scope.of(COURT), ApplicationFilter.ALL, ApplicationOrder.DUE, FIRST).rows().stream()
                .map(ApplicationPage.Row::id)
                .toList();
    }

    @Test
    void findsByAPartOfTheCaseNumber() {
        draft("one", form("7119-26-00-2а/1234", AT));
        draft("two", form("7119-26-00-2/12%34", AT));
        assertThat(ids(Scope.EVERYTHING, ofCase("26-00-2А/12"))).containsExactly("one");
        assertThat(ids(Scope.EVERYTHING, ofCase("2/12%"))).containsExactly("two");
        assertThat(ids(Scope.EVERYTHING, ofCase("7119-26"))).containsExactlyInAnyOrder("one", "two");
        for (String none : List.of("7119%1234", "7119_26", "!", "' or true --")) {
            assertThat(ids(Scope.EVERYTHING, ofCase(none))).as(none).isEmpty();
        }
    }

    @Test
    void theCaseThatIsSearchedForComesFirst() {
        draft("longer", form("71-26/12", AT));
        draft("wanted", form("71-26/1А", AT.plusHours(1)));
        draft("longest", form("71-26/1а-2", AT));
        assertThat(applications
                        .page(Scope.EVERYTHING, ofCase("71-26/1а"), ApplicationOrder.DUE, FIRST)
                        .rows())
                .extracting(ApplicationPage.Row::id)
                .containsExactly("wanted", "longest");
    }

    private static ApplicationFilter ofCase(String part) {
        return new ApplicationFilter(
                Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(part));
    }

    /** Nothing that is kept has to be changed. */
    @Test
    void aCalendarThatIsChangedChangesTerms() {
        draft("a", FORM);
        submit("a", granted(THURSDAY));
        itIs(THURSDAY.plusDays(6));
        assertThat(ids(Due.LATE)).containsExactly("a");
        calendar = WorkingCalendar.of(List.of(new CalendarYear(2026, Set.of(THURSDAY.plusDays(5)), Set.of(), true)));
        assertThat(ids(Due.LATE)).isEmpty();
        assertThat(ids(Due.TODAY)).containsExactly("a");
    }

    @Test
    void readsWithinAScopeAlone() {
        draft("draft", form("1", AT));
        sent("sent");
        Scope nobody = new Scope.Limited(Set.of(), Set.of());
        for (Scope all : List.of(Scope.EVERYTHING, Scope.of(COURT), Scope.ofRegion(COURT, OWN))) {
            assertThat(ids(all, ApplicationFilter.ALL)).containsExactlyInAnyOrder("draft", "sent");
            assertThat(applications.find(all, "draft")).isPresent();
        }
        for (Scope some : List.of(
                Scope.of(OWN),
                Scope.of(HOSPITAL, new InstitutionId("x")),
                Scope.of(ALMATY),
                Scope.ofRegion(HOSPITAL, ALMATY),
                new Scope.Limited(Set.of(OWN), Set.of(HOSPITAL)))) {
            assertThat(ids(some, ApplicationFilter.ALL)).containsExactly("sent");
            assertThat(applications.find(some, "sent").orElseThrow().state().lastEvent())
                    .isEqualTo(find("sent").state().lastEvent());
            assertThat(applications.find(some, "draft")).isEmpty();
            assertThat(applications.submit(some, "draft", 1, granted(THURSDAY))).isEqualTo(new Unknown());
        }
        for (Scope none :
                List.of(nobody, Scope.of(new InstitutionId("x")), Scope.ofRegion(new InstitutionId("') or true --")))) {
            assertThat(ids(none, ApplicationFilter.ALL)).isEmpty();
            assertThat(applications.find(none, "sent")).isEmpty();
        }
    }

    /** The same as their letter has: not in the form, in what it was before, in an event, or in what a command of theirs gives back. */
    @Test
    void whoIsAskedReadsOfThoseAloneWhoUseTheirEquipment() {
        sent("sent");
        KeptApplication all = find("sent");
        String absent = FORM.participants().getLast().name();
        assertThat(FORM.provided()).extracting(TrialParticipant::name).doesNotContain(absent);
        for (Scope full : List.of(
                Scope.EVERYTHING,
                Scope.of(COURT),
                Scope.of(OWN),
                Scope.ofRegion(OWN),
                Scope.of(COURT, HOSPITAL),
                new Scope.Limited(Set.of(HOSPITAL), Set.of(OWN)))) {
            assertThat(applications.find(full, "sent")).contains(all);
        }
        for (Scope asked : List.of(Scope.of(HOSPITAL), Scope.of(ALMATY), Scope.ofRegion(HOSPITAL, ALMATY))) {
            KeptApplication read = applications.find(asked, "sent").orElseThrow();
            assertThat(read.state().form()).contains(FORM.ofProvided());
            assertThat(read.toString()).doesNotContain(absent);
            assertThat(read.sent(1).orElseThrow().form()).contains(FORM.ofProvided());
            assertThat(read.events()).hasSameSizeAs(all.events());
        }
        CommandOutcome late =
                applications.submit(Scope.of(HOSPITAL), "sent", 1, confirmed(Responder.ASKED, THURSDAY, Channel.PAGE));
        assertThat(late).isInstanceOf(ChangedMeanwhile.class);
        assertThat(late.toString()).doesNotContain(absent);
        CommandOutcome done = applications.submit(
                Scope.of(HOSPITAL),
                "sent",
                all.state().lastEvent(),
                confirmed(Responder.ASKED, THURSDAY, Channel.PAGE));
        assertThat(done).isInstanceOf(Done.class);
        assertThat(done.toString()).doesNotContain(absent);
        assertThat(find("sent").state().form()).contains(FORM);
    }

    @Test
    void filtersByPhaseCourtAskedAndRegion() {
        inRegion("Алматы", HOSPITAL);
        draft("draft", form("1", AT.plusDays(1)));
        sent("sent");
        assertThat(ids(Scope.EVERYTHING, filter(EnumSet.of(Phase.DRAFT)))).containsExactly("draft");
        assertThat(ids(Scope.EVERYTHING, filter(EnumSet.of(Phase.DRAFT, Phase.SENT))))
                .containsExactly("sent", "draft");
        assertThat(ids(Scope.EVERYTHING, filter(Optional.of(COURT), Optional.empty(), Optional.empty())))
                .hasSize(2);
        assertThat(ids(Scope.EVERYTHING, filter(Optional.of(HOSPITAL), Optional.empty(), Optional.empty())))
                .isEmpty();
        assertThat(ids(Scope.of(COURT), filter(Optional.empty(), Optional.of(HOSPITAL), Optional.of("Алматы"))))
                .hasSize(2);
        assertThat(ids(Scope.of(HOSPITAL), filter(Optional.empty(), Optional.of(HOSPITAL), Optional.empty())))
                .containsExactly("sent");
        assertThat(ids(Scope.EVERYTHING, filter(Optional.empty(), Optional.empty(), Optional.of("Астана"))))
                .isEmpty();
    }

    @Test
    void leavesEarlierHearingsOut() {
        draft("before", form("1", AT.minusMinutes(1)));
        draft("then", form("2", AT));
        draft("after", form("3", AT.plusMonths(8)));
        assertThat(ids(Scope.EVERYTHING, ApplicationFilter.ALL.from(AT))).containsExactly("then", "after");
        assertThat(ids(Scope.EVERYTHING, ofCase("3").from(AT.toLocalDate().atStartOfDay())))
                .containsExactly("after");
        assertThat(ids(Scope.EVERYTHING, ApplicationFilter.ALL.from(AT.plusYears(1))))
                .isEmpty();
    }

    private static ApplicationFilter filter(Set<Phase> phases) {
        return new ApplicationFilter(
                phases, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static ApplicationFilter filter(
            Optional<InstitutionId> court, Optional<InstitutionId> asked, Optional<String> region) {
        return new ApplicationFilter(Set.of(), Optional.empty(), court, asked, region, Optional.empty());
    }

    @Test
    void pagesInOrder() {
        for (int i = 0; i < 25; i++) {
            itIs(THURSDAY.plusDays(i % 3));
            draft("a" + (char) ('a' + i), form("7/" + i, AT.plusMinutes(i / 2)));
        }
        for (ApplicationOrder order : ApplicationOrder.values()) {
            List<ApplicationPage.Row> all = new ArrayList<>();
            for (int page = 1; page <= 4; page++) {
                ApplicationPage one =
                        applications.page(Scope.of(COURT), ApplicationFilter.ALL, order, new Paging(page, 8));
                assertThat(one.total()).isEqualTo(25);
                assertThat(one.rows()).hasSize(page < 4 ? 8 : 1);
                all.addAll(one.rows());
            }
            assertThat(all).extracting(ApplicationPage.Row::id).doesNotHaveDuplicates();
            switch (order) {
                // None of them has a term.
                case DUE, HEARING ->
                    assertThat(all).extracting(ApplicationPage.Row::at).isSorted();
                case CHANGED ->
                    assertThat(all.reversed())
                            .extracting(ApplicationPage.Row::changed)
                            .isSorted();
            }
            assertThat(applications
                            .page(Scope.of(COURT), ApplicationFilter.ALL, order, new Paging(1_000_000, 200))
                            .rows())
                    .isEmpty();
        }
        assertThatThrownBy(() -> new Paging(0, 8)).hasMessage("page: 0 (expected: 1 to 1000000)");
        assertThatThrownBy(() -> new Paging(1, 201)).hasMessage("size: 201 (expected: 1 to 200)");
    }

    /** The court enters what came by telephone or on paper; a page is for whoever answers. */
    @Test
    void eachGivesTheCommandsOfTheirPart() {
        assertThat(applications.draft(Scope.of(HOSPITAL), CLERK, "a", COURT, FORM))
                .isEqualTo(new NotPermitted());
        done(applications.draft(Scope.of(COURT), CLERK, "a", COURT, FORM));
        done(submit(Scope.of(COURT), "a", granted(THURSDAY)));
        done(submit(Scope.of(COURT), "a", send(THURSDAY)));
        List<ApplicationCommand> notOfTheDepartmentAsked = List.of(
                new ApplicationCommand.Withdraw(CLERK, "x"),
                received(Addressee.ASKED, THURSDAY, Channel.PAPER),
                received(Addressee.OWN_DEPARTMENT, THURSDAY, Channel.PAPER),
                confirmed(Responder.ASKED, THURSDAY, Channel.PAGE),
                confirmed(Responder.ORGANISER, THURSDAY, Channel.PAGE));
        for (ApplicationCommand command : notOfTheDepartmentAsked) {
            assertThat(submit(Scope.of(ALMATY), "a", command)).as("%s", command).isEqualTo(new NotPermitted());
            assertThat(submit(Scope.ofRegion(ALMATY), "a", command)).isEqualTo(new NotPermitted());
        }
        assertThat(submit(Scope.of(HOSPITAL), "a", notOfTheDepartmentAsked.getFirst()))
                .isEqualTo(new NotPermitted());
        for (ApplicationCommand page : List.of(
                confirmed(Responder.ASKED, THURSDAY, Channel.PAGE),
                received(Addressee.ASKED, THURSDAY, Channel.PAGE),
                confirmed(Responder.ORGANISER, THURSDAY, Channel.PAGE))) {
            for (Scope other : List.of(Scope.of(COURT), Scope.EVERYTHING)) {
                assertThat(submit(other, "a", page)).as("%s", page).isEqualTo(new NotPermitted());
            }
        }
        done(submit(Scope.of(HOSPITAL), "a", received(Addressee.ASKED, THURSDAY, Channel.PAGE)));
        now = now.plusSeconds(60);
        KeptApplication entered = done(submit(
                Scope.of(COURT),
                "a",
                respond(
                        Responder.ASKED,
                        THURSDAY,
                        Channel.TELEPHONE,
                        new Answer.Refused("Бөлме бос емес", Optional.of(AT.plusHours(4))))));
        assertThat(entered.events().getLast()).satisfies(last -> {
            assertThat(last.actor()).isEqualTo(CLERK);
            assertThat(last.at()).isEqualTo(now);
            assertThat(last.event()).isInstanceOf(ApplicationEvent.Responded.class);
        });
        LocalDateTime proposed = AT.plusHours(4);
        KeptApplication accepted = done(
                submit(Scope.of(COURT), "a", new ApplicationCommand.AcceptProposal(CLERK, Responder.ASKED, proposed)));
        assertThat(accepted.state().form().orElseThrow().at()).isEqualTo(proposed);
        assertThat(accepted.sent(1).orElseThrow().form()).contains(FORM);
        assertThat(accepted.sent(2)).isEmpty();
        assertThat(accepted.answered(Responder.ASKED).orElseThrow().form()).contains(FORM);
        assertThat(accepted.answered(Responder.ORGANISER)).isEmpty();
        // Who has been asked reads on, and so does nobody else.
        assertThat(ids(Scope.of(HOSPITAL), ApplicationFilter.ALL)).containsExactly("a");
    }

    /** Another one is asked instead, and the one of before reads no more once the application is sent there. */
    @Test
    void readersAreTheAddresseesOfTheLastSending() {
        sent("a");
        ApplicationForm personal = new ApplicationForm(
                FORM.caseNumber(),
                FORM.action(),
                List.of(FORM.participants().getLast()),
                Optional.empty(),
                FORM.at(),
                FORM.clerk(),
                FORM.organiser(),
                FORM.presidingJudge());
        submit("a", new ApplicationCommand.Change(CLERK, personal));
        submit("a", granted(THURSDAY));
        assertThat(ids(Scope.of(HOSPITAL), ApplicationFilter.ALL)).containsExactly("a");
        submit(
                "a",
                new ApplicationCommand.Send(
                        CLERK, THURSDAY, send(THURSDAY).ownDepartment(), Optional.empty(), Optional.empty()));
        assertThat(ids(Scope.of(HOSPITAL), ApplicationFilter.ALL)).isEmpty();
        assertThat(ids(Scope.of(ALMATY), ApplicationFilter.ALL)).isEmpty();
        assertThat(ids(Scope.of(OWN), ApplicationFilter.ALL)).containsExactly("a");
    }
}

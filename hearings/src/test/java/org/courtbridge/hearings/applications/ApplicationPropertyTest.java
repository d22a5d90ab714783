package org.courtbridge.hearings.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.courtbridge.hearings.applications.SampleApplications.ALMATY;
import static org.courtbridge.hearings.applications.SampleApplications.AT;
import static org.courtbridge.hearings.applications.SampleApplications.CLERK;
import static org.courtbridge.hearings.applications.SampleApplications.CONTACT;
import static org.courtbridge.hearings.applications.SampleApplications.COURT;
import static org.courtbridge.hearings.applications.SampleApplications.EXPERT;
import static org.courtbridge.hearings.applications.SampleApplications.HOSPITAL;
import static org.courtbridge.hearings.applications.SampleApplications.HOSPITAL_FORM;
import static org.courtbridge.hearings.applications.SampleApplications.OWN;
import static org.courtbridge.hearings.applications.SampleApplications.TODAY;
import static org.courtbridge.hearings.applications.SampleApplications.WITNESS;
import static org.courtbridge.hearings.applications.SampleApplications.confirmed;
import static org.courtbridge.hearings.applications.SampleApplications.form;
import static org.courtbridge.hearings.applications.SampleApplications.proposed;
import static org.courtbridge.hearings.applications.SampleApplications.refused;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.courtbridge.hearings.applications.ApplicationState.Phase;
import org.courtbridge.hearings.calendar.WorkingCalendar;
import org.junit.jupiter.api.Test;

/** Tests that the rules of an application hold after any sequence of commands: 3,000 seeded sequences of 60. */
class ApplicationPropertyTest {

    private static final Set<Phase> OUT = EnumSet.of(Phase.SENT, Phase.CONFIRMED, Phase.INFEASIBLE);
    private static final WorkingCalendar CALENDAR = WorkingCalendar.of(List.of());

    private final Map<Phase, Integer> reached = new EnumMap<>(Phase.class);
    private final Set<ApplicationRefusal> refusals = EnumSet.noneOf(ApplicationRefusal.class);

    @Test
    void anySequenceOfCommandsLeavesALegalState() {
        for (int seed = 0; seed < 3_000; seed++) {
            run(new Random(seed), "seed " + seed);
        }
        assertThat(reached).containsOnlyKeys(Phase.values());
        assertThat(reached.values()).allMatch(times -> times > 100, "more than 100");
        assertThat(refusals).hasSizeGreaterThan(15);
    }

    private void run(Random random, String description) {
        ApplicationState state = ApplicationState.initial("a");
        List<ApplicationEvent.Recorded> trail = new ArrayList<>();
        LocalDate today = TODAY;
        List<ApplicationEvent> events = Application.create(COURT, HOSPITAL_FORM, today);
        for (int step = 0; step < 60; step++) {
            for (ApplicationEvent.Recorded recorded : Application.record(state, events, "x", Instant.EPOCH)) {
                Phase before = state.phase();
                assertThat(before).as("%s: %s", description, recorded).isNotIn(Phase.REFUSED, Phase.WITHDRAWN);
                state = Application.apply(state, recorded);
                trail.add(recorded);
                assertThat(recorded.number()).as(description).isEqualTo(trail.size());
            }
            reached.merge(state.phase(), 1, Integer::sum);
            check(state, trail, today, description);
            today = today.plusDays(random.nextInt(6) / 5);
            events = decide(state, any(random, state, today), today);
        }
        ApplicationState replayed = ApplicationState.initial("a");
        for (ApplicationEvent.Recorded recorded : trail) {
            replayed = Application.apply(replayed, recorded);
        }
        assertThat(replayed).as(description).isEqualTo(state);
    }

    private static void check(
            ApplicationState state, List<ApplicationEvent.Recorded> trail, LocalDate today, String description) {
        ApplicationForm form = state.form().orElseThrow();
        assertThat(form.asked().isPresent())
                .as(description)
                .isEqualTo(!form.provided().isEmpty());
        assertThat(state.revision()).as(description).isEqualTo((int) trail.stream()
                .filter(recorded -> recorded.event() instanceof ApplicationEvent.Sent)
                .count());
        switch (state.phase()) {
            case DRAFT -> assertThat(state.resolution()).as(description).isEmpty();
            case REFUSED ->
                assertThat(state.resolution().orElseThrow()).as(description).isInstanceOf(Resolution.Refused.class);
            case GRANTED, SENT, CONFIRMED, INFEASIBLE ->
                assertThat(state.resolution().orElseThrow()).as(description).isInstanceOf(Resolution.Granted.class);
            case WITHDRAWN -> {}
        }
        checkDispatch(state, form, description);
        checkResponses(state, form, today, description);
        for (Term term : Terms.of(state, CALENDAR)) {
            assertThat(term.lastDay()).as(description).isAfter(term.from());
            assertThat(term.done().orElse(today)).as(description).isBetween(term.from(), today);
        }
    }

    private static void checkDispatch(ApplicationState state, ApplicationForm form, String description) {
        if (!OUT.contains(state.phase())) {
            return;
        }
        Dispatch dispatch = state.dispatch().orElseThrow();
        assertThat(dispatch.on())
                .as(description)
                .isAfterOrEqualTo(state.sendFrom().orElseThrow());
        assertThat(dispatch.letter(Addressee.OWN_DEPARTMENT)).as(description).isPresent();
        assertThat(dispatch.letter(Addressee.ASKED).map(letter -> letter.to().institution()))
                .as(description)
                .isEqualTo(form.asked().map(AskedInstitution::id));
        assertThat(dispatch.letters())
                .as(description)
                .extracting(letter -> letter.to().institution())
                .doesNotHaveDuplicates();
        for (Letter letter : dispatch.letters()) {
            assertThat(letter.to().channel() != Channel.EMAIL
                            || letter.to().agreed().isPresent())
                    .as(description)
                    .isTrue();
        }
        for (Addressee addressee : state.receipts().keySet()) {
            assertThat(dispatch.letter(addressee)).as(description).isPresent();
        }
        assertThat(state.phase()).as(description).isEqualTo(expected(state, form));
    }

    private static void checkResponses(
            ApplicationState state, ApplicationForm form, LocalDate today, String description) {
        for (Response response : state.responses().values()) {
            assertThat(form.responders()).as(description).contains(response.by());
            Receipt receipt = state.receipt(response.by().addressee()).orElseThrow();
            assertThat(response.on()).as(description).isBetween(receipt.on(), today);
            if (response.answer() instanceof Answer.Refused refused) {
                assertThat(refused.proposed()).as(description).isNotEqualTo(Optional.of(form.at()));
            }
        }
    }

    private static Phase expected(ApplicationState state, ApplicationForm form) {
        int confirmed = 0;
        int refused = 0;
        int proposed = 0;
        for (Response response : state.responses().values()) {
            switch (response.answer()) {
                case Answer.Confirmed _ -> confirmed++;
                case Answer.Refused one -> {
                    if (one.proposed().isPresent()) {
                        proposed++;
                    } else {
                        refused++;
                    }
                }
            }
        }
        if (refused > 0 && proposed == 0) {
            return Phase.INFEASIBLE;
        }
        return confirmed == (form.asked().isPresent() ? 2 : 1) ? Phase.CONFIRMED : Phase.SENT;
    }

    /** Repeating a command at once makes no event, and is not refused either. */
    private List<ApplicationEvent> decide(ApplicationState state, ApplicationCommand command, LocalDate today) {
        try {
            List<ApplicationEvent> events = Application.decide(state, command, today);
            ApplicationState next = state;
            for (ApplicationEvent.Recorded recorded : Application.record(state, events, "x", Instant.EPOCH)) {
                next = Application.apply(next, recorded);
            }
            assertThat(Application.decide(next, command, today))
                    .as(command.toString())
                    .isEmpty();
            return events;
        } catch (ApplicationRefusedException refused) {
            refusals.add(refused.refusal());
            return List.of();
        }
    }

    private static ApplicationCommand any(Random random, ApplicationState state, LocalDate today) {
        Responder responder = pick(random, Responder.values());
        LocalDate day = today.minusDays(random.nextInt(2)).plusDays(random.nextInt(12) / 11);
        int revision = Math.max(0, state.revision() - random.nextInt(8) / 7);
        return switch (random.nextInt(20)) {
            case 0 -> new ApplicationCommand.Change(CLERK, anyForm(random, state));
            case 1, 2 -> new ApplicationCommand.Resolve(CLERK, new Resolution.Granted("Judge", day));
            case 3 ->
                random.nextInt(8) == 0
                        ? new ApplicationCommand.Resolve(CLERK, new Resolution.Refused("Judge", day, "No."))
                        : new ApplicationCommand.Resolve(CLERK, new Resolution.Granted("Judge", day));
            case 4, 5, 6, 7 -> anySending(random, state, day);
            case 8, 9 ->
                new ApplicationCommand.Receive(
                        CLERK,
                        revision,
                        pick(random, Addressee.values()),
                        new Receipt(day, pick(random, Channel.values())));
            case 10, 11, 12, 13 -> new ApplicationCommand.Respond(CLERK, revision, confirmed(responder, day));
            case 14 -> new ApplicationCommand.Respond(CLERK, revision, refused(responder, day));
            case 15, 16 -> new ApplicationCommand.Respond(CLERK, revision, proposed(responder, day, anyTime(random)));
            case 17 -> new ApplicationCommand.AcceptProposal(CLERK, responder, anyTime(random));
            case 18 -> new ApplicationCommand.DeclineProposal(CLERK, responder);
            case 19 ->
                random.nextInt(8) == 0
                        ? new ApplicationCommand.Withdraw(CLERK, "Settled.")
                        : new ApplicationCommand.DeclineProposal(CLERK, responder);
            default -> throw new AssertionError();
        };
    }

    private static LocalDateTime anyTime(Random random) {
        return AT.plusHours(random.nextInt(3));
    }

    private static ApplicationForm anyForm(Random random, ApplicationState state) {
        ApplicationForm now = state.form().orElseThrow();
        boolean provided = random.nextBoolean();
        List<TrialParticipant> participants = provided ? List.of(WITNESS, EXPERT) : List.of(EXPERT);
        Optional<AskedInstitution> asked = provided == (random.nextInt(6) > 0)
                ? Optional.of(new AskedInstitution(random.nextInt(3) > 0 ? HOSPITAL : ALMATY, "Алматы"))
                : Optional.empty();
        return switch (random.nextInt(4)) {
            case 0 -> form(participants, asked, anyTime(random));
            case 1 -> now.withTime(anyTime(random));
            default ->
                new ApplicationForm(
                        now.caseNumber(),
                        now.action(),
                        now.participants(),
                        now.asked(),
                        now.at(),
                        new Contact(CONTACT.name(), "10" + random.nextInt(3), Optional.empty()),
                        now.organiser(),
                        now.presidingJudge());
        };
    }

    private static ApplicationCommand anySending(Random random, ApplicationState state, LocalDate on) {
        Optional<Destination> asked = state.form().orElseThrow().asked().map(one -> anyWay(random, one.id(), on));
        InstitutionId department = random.nextInt(3) == 0 ? OWN : new InstitutionId("department-other");
        return new ApplicationCommand.Send(
                CLERK,
                on,
                anyWay(random, OWN, on),
                random.nextInt(10) == 0 ? Optional.empty() : asked,
                asked.map(_ -> anyWay(random, department, on)));
    }

    private static Destination anyWay(Random random, InstitutionId institution, LocalDate on) {
        Channel channel = random.nextInt(12) == 0 ? pick(random, Channel.values()) : Channel.PAGE;
        return new Destination(
                institution,
                channel,
                random.nextBoolean() ? Optional.of(new EmailAgreement(on, "Clerk")) : Optional.empty());
    }

    private static <T> T pick(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }
}

package org.courtbridge.gateway.store.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.courtbridge.court.applications.SampleApplications;
import org.courtbridge.gateway.store.StoreException;
import org.courtbridge.hearings.applications.Addressee;
import org.courtbridge.hearings.applications.Answer;
import org.courtbridge.hearings.applications.Application;
import org.courtbridge.hearings.applications.ApplicationCommand;
import org.courtbridge.hearings.applications.ApplicationEvent;
import org.courtbridge.hearings.applications.ApplicationEvent.Recorded;
import org.courtbridge.hearings.applications.ApplicationForm;
import org.courtbridge.hearings.applications.ApplicationRefusedException;
import org.courtbridge.hearings.applications.ApplicationState;
import org.courtbridge.hearings.applications.ApplicationState.Phase;
import org.courtbridge.hearings.applications.AskedInstitution;
import org.courtbridge.hearings.applications.Channel;
import org.courtbridge.hearings.applications.Contact;
import org.courtbridge.hearings.applications.Destination;
import org.courtbridge.hearings.applications.Dispatch;
import org.courtbridge.hearings.applications.EmailAgreement;
import org.courtbridge.hearings.applications.InstitutionId;
import org.courtbridge.hearings.applications.Letter;
import org.courtbridge.hearings.applications.Receipt;
import org.courtbridge.hearings.applications.Resolution;
import org.courtbridge.hearings.applications.Responder;
import org.courtbridge.hearings.applications.Response;
import org.courtbridge.hearings.applications.TrialParticipant;
import org.courtbridge.hearings.applications.TrialParticipant.Means;
import org.junit.jupiter.api.Test;

class ApplicationJsonTest {

    private static final LocalDate DAY = LocalDate.of(2026, 6, 4);
    private static final LocalDateTime AT = LocalDateTime.of(2026, 6, 25, 10, 0);
    private static final Contact CLERK = new Contact("Әлия", "112", Optional.of("a@b"));
    private static final Contact ORGANISER = new Contact("Ұлан", "113", Optional.empty());
    private static final InstitutionId HOSPITAL = new InstitutionId("h");

    private static final ApplicationForm FORM = new ApplicationForm(
            "7/1",
            "допрос",
            List.of(new TrialParticipant("Пётр", "куәгер", Means.PROVIDED)),
            Optional.of(new AskedInstitution(HOSPITAL, "Төле би")),
            AT,
            CLERK,
            ORGANISER,
            "Төраға");

    private static final String FORM_JSON =
            "{'caseNumber':'7/1','action':'допрос','participants':[{'name':'Пётр','status':'куәгер','means':'PROVIDED'}],"
                    + "'asked':{'id':'h','address':'Төле би'},'at':'2026-06-25T10:00:00',"
                    + "'clerk':{'name':'Әлия','telephone':'112','email':'a@b'},"
                    + "'organiser':{'name':'Ұлан','telephone':'113','email':null},'presidingJudge':'Төраға'}";

    /** Each as it is stored for good: a change here is a change of stored trails. */
    private static final List<Stored> EVENTS = List.of(
            new Stored(
                    new ApplicationEvent.Created(new InstitutionId("c"), FORM),
                    "{'type':'created/1','court':'c','form':" + FORM_JSON + "}"),
            new Stored(
                    new ApplicationEvent.Changed(FORM, DAY),
                    "{'type':'changed/1','form':" + FORM_JSON + ",'on':'2026-06-04'}"),
            new Stored(
                    new ApplicationEvent.Resolved(new Resolution.Granted("Төраға", DAY)),
                    "{'type':'resolved/1','resolution':{'type':'granted','judge':'Төраға','on':'2026-06-04'}}"),
            new Stored(
                    new ApplicationEvent.Resolved(new Resolution.Refused("Төраға", DAY, "Жоқ")),
                    "{'type':'resolved/1','resolution':"
                            + "{'type':'refused','judge':'Төраға','on':'2026-06-04','reason':'Жоқ'}}"),
            new Stored(
                    new ApplicationEvent.Sent(new Dispatch(
                            1,
                            DAY,
                            List.of(
                                    new Letter(
                                            Addressee.OWN_DEPARTMENT,
                                            new Destination(new InstitutionId("d"), Channel.PAGE, Optional.empty())),
                                    new Letter(
                                            Addressee.ASKED,
                                            new Destination(
                                                    HOSPITAL,
                                                    Channel.EMAIL,
                                                    Optional.of(new EmailAgreement(DAY, "Әлия"))))))),
                    "{'type':'sent/1','dispatch':{'revision':1,'on':'2026-06-04','letters':["
                            + "{'addressee':'OWN_DEPARTMENT','to':{'institution':'d','channel':'PAGE','agreed':null}},"
                            + "{'addressee':'ASKED','to':{'institution':'h','channel':'EMAIL',"
                            + "'agreed':{'on':'2026-06-04','by':'Әлия'}}}]}}"),
            new Stored(
                    new ApplicationEvent.Received(Addressee.ASKED, new Receipt(DAY, Channel.TELEPHONE)),
                    "{'type':'received/1','addressee':'ASKED','receipt':{'on':'2026-06-04','channel':'TELEPHONE'}}"),
            new Stored(
                    new ApplicationEvent.Responded(new Response(
                            Responder.ASKED,
                            DAY,
                            Channel.PAPER,
                            new Answer.Confirmed("№ 3", CLERK, ORGANISER),
                            Optional.of("Бас дәрігер"))),
                    "{'type':'responded/1','response':{'by':'ASKED','on':'2026-06-04','channel':'PAPER',"
                            + "'answer':{'type':'confirmed','courtroom':'№ 3',"
                            + "'clerk':{'name':'Әлия','telephone':'112','email':'a@b'},"
                            + "'organiser':{'name':'Ұлан','telephone':'113','email':null}},"
                            + "'signatory':'Бас дәрігер'}}"),
            new Stored(
                    new ApplicationEvent.Responded(new Response(
                            Responder.ORGANISER,
                            DAY,
                            Channel.PAGE,
                            new Answer.Refused("Бос емес", Optional.of(AT)),
                            Optional.empty())),
                    "{'type':'responded/1','response':{'by':'ORGANISER','on':'2026-06-04','channel':'PAGE',"
                            + "'answer':{'type':'refused','reason':'Бос емес','proposed':'2026-06-25T10:00:00'},"
                            + "'signatory':null}}"),
            new Stored(
                    new ApplicationEvent.ProposalAccepted(Responder.ASKED, AT, DAY),
                    "{'type':'proposal-accepted/1','responder':'ASKED','at':'2026-06-25T10:00:00','on':'2026-06-04'}"),
            new Stored(
                    new ApplicationEvent.ProposalDeclined(Responder.ORGANISER),
                    "{'type':'proposal-declined/1','responder':'ORGANISER'}"),
            new Stored(
                    new ApplicationEvent.OutcomeChanged(Phase.INFEASIBLE),
                    "{'type':'outcome-changed/1','phase':'INFEASIBLE'}"),
            new Stored(new ApplicationEvent.Withdrawn("Келісім"), "{'type':'withdrawn/1','reason':'Келісім'}"));

    private final ApplicationJson json = new ApplicationJson();

    private record Stored(ApplicationEvent event, String text) {

        String json() {
            return text.replace('\'', '"');
        }
    }

    @Test
    void writesAndReadsEveryEvent() {
        for (Stored stored : EVENTS) {
            assertThat(json.event(stored.event)).isEqualTo(stored.json());
            assertThat(json.event(stored.json(), "here")).isEqualTo(stored.event);
        }
        Stream<Class<?>> types = Arrays.stream(ApplicationEvent.class.getPermittedSubclasses())
                .filter(type -> ApplicationEvent.class.isAssignableFrom(type));
        assertThat(types).allMatch(type -> EVENTS.stream().anyMatch(stored -> type.isInstance(stored.event)));
    }

    /** 500 seeded sequences of 30 commands. */
    @Test
    void readsWhatItWroteAfterAnyCommands() {
        Set<Class<?>> read = new HashSet<>();
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            LocalDate today = SampleApplications.THURSDAY;
            ApplicationState state = ApplicationState.initial("a");
            List<ApplicationEvent> events =
                    Application.create(SampleApplications.COURT, SampleApplications.anyForm(random, today), today);
            for (int step = 0; step < 30; step++) {
                List<Recorded> recorded = Application.record(state, events, "x", Instant.EPOCH);
                for (Recorded one : recorded) {
                    String written = json.event(one.event());
                    assertThat(json.event(written, "here"))
                            .as("seed %d: %s", seed, written)
                            .isEqualTo(one.event());
                    read.add(one.event().getClass());
                    state = Application.apply(state, one);
                }
                events = decide(state, SampleApplications.anyCommand(random, state, today), today);
            }
        }
        assertThat(read).hasSize(ApplicationEvent.class.getPermittedSubclasses().length);
    }

    private static List<ApplicationEvent> decide(ApplicationState state, ApplicationCommand command, LocalDate today) {
        try {
            return Application.decide(state, command, today);
        } catch (ApplicationRefusedException _) {
            return List.of();
        }
    }

    @Test
    void saysWhatItDoesNotKnow() {
        assertThatThrownBy(() -> json.event("{\"type\":\"withdrawn/2\",\"reason\":\"\"}", "application a, event 5"))
                .isInstanceOf(StoreException.class)
                .hasMessage(
                        "application a, event 5: event type withdrawn/2 is not known to this version of the program");
        List<String> bad = new ArrayList<>(List.of(
                "",
                "{}",
                "[]",
                "{'type':'withdrawn/1'}",
                "{'type':'withdrawn/1','reason':null}",
                "{'type':'withdrawn/1','reason':'x','more':1}",
                "{'type':'outcome-changed/1','phase':'LUNCH'}",
                "{'type':'outcome-changed/1','phase':1}",
                "{'type':'proposal-declined/1','responder':null}",
                "{'type':'withdrawn/1','reason':'x'} x"));
        bad.add(EVENTS.getFirst().text.replace("'court':'c',", ""));
        for (String one : bad) {
            assertThatThrownBy(() -> json.event(one.replace('\'', '"'), "here"))
                    .as(one)
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("here: ");
        }
    }
}

package org.courtbridge.hearings.applications;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.courtbridge.hearings.applications.TrialParticipant.Means;

/** Applications of a court in Astana that hears a witness in a hospital of Almaty. */
final class SampleApplications {

    /** Thursday; the next three working days are Friday, Monday and Tuesday. */
    static final LocalDate TODAY = LocalDate.of(2026, 6, 4);

    static final LocalDateTime AT = LocalDateTime.of(2026, 6, 25, 10, 0);
    static final LocalDateTime OTHER = AT.plusHours(4);

    static final InstitutionId COURT = new InstitutionId("court-astana");
    static final InstitutionId OWN = new InstitutionId("department-astana");
    static final InstitutionId HOSPITAL = new InstitutionId("hospital-almaty");
    static final InstitutionId ALMATY = new InstitutionId("department-almaty");

    static final String CLERK = "user:clerk";
    static final Contact CONTACT = new Contact("Әлия Қасымова", "+7 7172 71-00-00", Optional.of("aliya@sud.example"));

    static final TrialParticipant WITNESS = new TrialParticipant("Сейтқали Ұлан Нұрұлы", "witness", Means.PROVIDED);
    static final TrialParticipant EXPERT = new TrialParticipant("Иванов Пётр", "expert", Means.PERSONAL);

    /** A witness in the hospital, and an expert at the phone. */
    static final ApplicationForm HOSPITAL_FORM =
            form(List.of(WITNESS, EXPERT), Optional.of(new AskedInstitution(HOSPITAL, "Алматы, Төле би 93")), AT);

    /** The expert alone. */
    static final ApplicationForm PERSONAL_FORM = form(List.of(EXPERT), Optional.empty(), AT);

    static final Resolution GRANTED = new Resolution.Granted("Judge Судья", TODAY);

    private SampleApplications() {}

    static ApplicationForm form(
            List<TrialParticipant> participants, Optional<AskedInstitution> asked, LocalDateTime at) {
        return new ApplicationForm(
                "7119-26-00-2/1234",
                "questioning of a witness",
                participants,
                asked,
                at,
                CONTACT,
                CONTACT,
                "Төраға Р.");
    }

    static ApplicationCommand.Send send(ApplicationForm form, LocalDate on) {
        Destination own = new Destination(OWN, Channel.PAGE, Optional.empty());
        return form.asked().isEmpty()
                ? new ApplicationCommand.Send(CLERK, on, own, Optional.empty(), Optional.empty())
                : new ApplicationCommand.Send(
                        CLERK,
                        on,
                        own,
                        Optional.of(to(HOSPITAL, Channel.PAPER)),
                        Optional.of(to(ALMATY, Channel.PAGE)));
    }

    static Destination to(InstitutionId institution, Channel channel) {
        return new Destination(institution, channel, Optional.empty());
    }

    static Response confirmed(Responder by, LocalDate on) {
        return response(by, on, new Answer.Confirmed("№ 3", CONTACT, CONTACT));
    }

    static Response refused(Responder by, LocalDate on) {
        return response(by, on, new Answer.Refused("The room is taken.", Optional.empty()));
    }

    static Response proposed(Responder by, LocalDate on, LocalDateTime at) {
        return response(by, on, new Answer.Refused("The room is taken.", Optional.of(at)));
    }

    private static Response response(Responder by, LocalDate on, Answer answer) {
        return new Response(by, on, Channel.TELEPHONE, answer, Optional.of("Бас дәрігер"));
    }

    /** An application and whoever gives it commands. */
    static final class Desk {

        ApplicationState state = ApplicationState.initial("a");
        LocalDate today = TODAY;

        static Desk draft(ApplicationForm form) {
            Desk desk = new Desk();
            desk.take(Application.create(COURT, form, TODAY));
            return desk;
        }

        static Desk granted(ApplicationForm form) {
            Desk desk = draft(form);
            desk.submit(new ApplicationCommand.Resolve("user:judge", GRANTED));
            return desk;
        }

        static Desk sent(ApplicationForm form) {
            Desk desk = granted(form);
            desk.submit(send(form, TODAY));
            return desk;
        }

        List<ApplicationEvent> submit(ApplicationCommand command) {
            List<ApplicationEvent> events = Application.decide(state, command, today);
            take(events);
            return events;
        }

        List<ApplicationEvent> change(ApplicationForm form) {
            return submit(new ApplicationCommand.Change(CLERK, form));
        }

        List<ApplicationEvent> receive(Addressee addressee, LocalDate on) {
            return submit(new ApplicationCommand.Receive(
                    CLERK, state.revision(), addressee, new Receipt(on, Channel.TELEPHONE)));
        }

        List<ApplicationEvent> respond(Response response) {
            return submit(new ApplicationCommand.Respond(CLERK, state.revision(), response));
        }

        void take(List<ApplicationEvent> events) {
            for (ApplicationEvent.Recorded recorded : Application.record(state, events, CLERK, Instant.EPOCH)) {
                state = Application.apply(state, recorded);
            }
        }
    }
}

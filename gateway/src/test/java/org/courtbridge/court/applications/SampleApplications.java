package org.courtbridge.court.applications;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.courtbridge.hearings.applications.Addressee;
import org.courtbridge.hearings.applications.Answer;
import org.courtbridge.hearings.applications.ApplicationCommand;
import org.courtbridge.hearings.applications.ApplicationForm;
import org.courtbridge.hearings.applications.ApplicationState;
import org.courtbridge.hearings.applications.AskedInstitution;
import org.courtbridge.hearings.applications.Channel;
import org.courtbridge.hearings.applications.Contact;
import org.courtbridge.hearings.applications.Destination;
import org.courtbridge.hearings.applications.EmailAgreement;
import org.courtbridge.hearings.applications.InstitutionId;
import org.courtbridge.hearings.applications.Receipt;
import org.courtbridge.hearings.applications.Resolution;
import org.courtbridge.hearings.applications.Responder;
import org.courtbridge.hearings.applications.Response;
import org.courtbridge.hearings.applications.TrialParticipant;
import org.courtbridge.hearings.applications.TrialParticipant.Means;

/** Applications of a court in Astana that hears a witness in a hospital of Almaty, and any others. */
public final class SampleApplications {

    /** Thursday; the next three working days are Friday, Monday and Tuesday. */
    public static final LocalDate THURSDAY = LocalDate.of(2026, 6, 4);

    public static final LocalDateTime AT = LocalDateTime.of(2026, 6, 25, 10, 0);

    public static final InstitutionId COURT = new InstitutionId("court-astana");
    public static final InstitutionId OWN = new InstitutionId("department-astana");
    public static final InstitutionId HOSPITAL = new InstitutionId("hospital-almaty");
    public static final InstitutionId ALMATY = new InstitutionId("department-almaty");

    public static final String CLERK = "user:clerk";
    public static final Contact CONTACT =
            new Contact("Әлия Қасымова", "+7 7172 71-00-00", Optional.of("aliya@sud.example"));

    private static final TrialParticipant WITNESS =
            new TrialParticipant("Сейтқали Ұлан Нұрұлы", "куәгер", Means.PROVIDED);

    private static final TrialParticipant EXPERT = new TrialParticipant("Иванов Пётр", "эксперт", Means.PERSONAL);

    /** A witness in the hospital, and an expert at the phone. */
    public static final ApplicationForm FORM = form("7119-26-00-2/1234", AT);

    private SampleApplications() {}

    public static ApplicationForm form(String caseNumber, LocalDateTime at) {
        return new ApplicationForm(
                caseNumber,
                "допрос свидетеля",
                List.of(WITNESS, EXPERT),
                Optional.of(new AskedInstitution(HOSPITAL, "Алматы, Төле би 93")),
                at,
                CONTACT,
                CONTACT,
                "Төраға Р.");
    }

    public static ApplicationCommand.Resolve granted(LocalDate on) {
        return new ApplicationCommand.Resolve("user:judge", new Resolution.Granted("Төраға Р.", on));
    }

    public static ApplicationCommand.Send send(LocalDate on) {
        return new ApplicationCommand.Send(CLERK, on, to(OWN), Optional.of(to(HOSPITAL)), Optional.of(to(ALMATY)));
    }

    private static Destination to(InstitutionId institution) {
        return new Destination(institution, Channel.PAGE, Optional.empty());
    }

    public static ApplicationCommand.Receive received(Addressee addressee, LocalDate on, Channel channel) {
        return new ApplicationCommand.Receive(CLERK, 1, addressee, new Receipt(on, channel));
    }

    public static ApplicationCommand.Respond confirmed(Responder by, LocalDate on, Channel channel) {
        return respond(by, on, channel, new Answer.Confirmed("№ 3", CONTACT, CONTACT));
    }

    public static ApplicationCommand.Respond respond(Responder by, LocalDate on, Channel channel, Answer answer) {
        return new ApplicationCommand.Respond(
                CLERK, 1, new Response(by, on, channel, answer, Optional.of("Бас дәрігер")));
    }

    /** Any form that the rules take, with names of any script. */
    public static ApplicationForm anyForm(Random random, LocalDate today) {
        List<TrialParticipant> participants = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            participants.add(new TrialParticipant(anyText(random) + i, anyText(random), pick(random, Means.values())));
        }
        boolean provided = participants.stream().anyMatch(one -> one.means() == Means.PROVIDED);
        return new ApplicationForm(
                anyText(random),
                anyText(random),
                participants,
                provided
                        ? Optional.of(new AskedInstitution(
                                pick(random, HOSPITAL, ALMATY), anyText(random) + "\n" + anyText(random)))
                        : Optional.empty(),
                today.plusDays(random.nextInt(40)).atTime(random.nextInt(24), random.nextInt(60)),
                anyContact(random),
                anyContact(random),
                anyText(random));
    }

    private static Contact anyContact(Random random) {
        return new Contact(
                anyText(random),
                "+7 7172 " + (100 + random.nextInt(900)),
                random.nextBoolean() ? Optional.of("қала" + random.nextInt(9) + "@sud.example") : Optional.empty());
    }

    private static String anyText(Random random) {
        return pick(
                random,
                "Әбіш Ұлан",
                "Пётр «Ё»",
                "Anne-Marie \"O'Neil\"",
                "名前 \uD83D\uDE00 a",
                "a\\b{c}'; drop --",
                "№ 7/é");
    }

    /** Any command, most of which an application of this state takes. */
    public static ApplicationCommand anyCommand(Random random, ApplicationState state, LocalDate today) {
        Responder responder = pick(random, Responder.values());
        ApplicationForm form = state.form().orElseThrow();
        return switch (random.nextInt(14)) {
            case 0 -> new ApplicationCommand.Change(CLERK, anyForm(random, today));
            case 1, 2, 3 -> granted(today);
            case 4, 5, 6 -> anySending(random, form, today);
            case 7 ->
                new ApplicationCommand.Receive(
                        "user:" + random.nextInt(3),
                        state.revision(),
                        pick(random, Addressee.values()),
                        new Receipt(today, pick(random, Channel.values())));
            case 8, 9, 10 -> {
                Answer answer = random.nextInt(3) > 0
                        ? new Answer.Confirmed(anyText(random), anyContact(random), anyContact(random))
                        : new Answer.Refused(
                                anyText(random) + "\n—",
                                random.nextBoolean() ? Optional.of(form.at().plusHours(1)) : Optional.empty());
                yield new ApplicationCommand.Respond(
                        "user:organiser",
                        state.revision(),
                        new Response(
                                responder,
                                today,
                                pick(random, Channel.values()),
                                answer,
                                random.nextBoolean() ? Optional.of(anyText(random)) : Optional.empty()));
            }
            case 11 ->
                new ApplicationCommand.AcceptProposal(
                        CLERK, responder, form.at().plusHours(1));
            case 12 -> new ApplicationCommand.DeclineProposal(CLERK, responder);
            default ->
                random.nextInt(6) > 0
                        ? granted(today)
                        : random.nextBoolean()
                                ? new ApplicationCommand.Withdraw(CLERK, anyText(random))
                                : new ApplicationCommand.Resolve(
                                        "user:judge", new Resolution.Refused(anyText(random), today, anyText(random)));
        };
    }

    private static ApplicationCommand anySending(Random random, ApplicationForm form, LocalDate today) {
        Optional<Destination> asked = form.asked().map(one -> anyWay(random, one.id(), today));
        return new ApplicationCommand.Send(
                CLERK,
                today,
                anyWay(random, OWN, today),
                asked,
                asked.map(_ -> anyWay(random, pick(random, OWN, ALMATY, COURT), today)));
    }

    private static Destination anyWay(Random random, InstitutionId institution, LocalDate on) {
        return random.nextInt(3) > 0
                ? to(institution)
                : new Destination(
                        institution, Channel.EMAIL, Optional.of(new EmailAgreement(on.minusDays(3), anyText(random))));
    }

    @SafeVarargs
    private static <T> T pick(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }
}

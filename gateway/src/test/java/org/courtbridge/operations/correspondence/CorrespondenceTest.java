package org.courtbridge.operations.correspondence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.courtbridge.court.applications.SampleApplications.ALMATY;
import static org.courtbridge.court.applications.SampleApplications.AT;
import static org.courtbridge.court.applications.SampleApplications.CLERK;
import static org.courtbridge.court.applications.SampleApplications.CONTACT;
import static org.courtbridge.court.applications.SampleApplications.COURT;
import static org.courtbridge.court.applications.SampleApplications.HOSPITAL;
import static org.courtbridge.court.applications.SampleApplications.OWN;
import static org.courtbridge.court.applications.SampleApplications.THURSDAY;
import static org.courtbridge.court.applications.SampleApplications.granted;
import static org.courtbridge.operations.correspondence.MailingCourt.HOSPITAL_MAIL;
import static org.courtbridge.operations.correspondence.MailingCourt.ZONE;
import static org.courtbridge.operations.correspondence.MailingCourt.sendByEmail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.User;
import org.courtbridge.hearings.applications.Answer;
import org.courtbridge.hearings.applications.ApplicationCommand;
import org.courtbridge.hearings.applications.Channel;
import org.courtbridge.hearings.applications.Responder;
import org.courtbridge.hearings.applications.Response;
import org.courtbridge.operations.correspondence.CorrespondenceBook.Mailed;
import org.courtbridge.operations.delivery.MailSender;
import org.courtbridge.operations.delivery.Mailer;
import org.courtbridge.operations.delivery.SmtpConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a step of an application to the mails, with the real database and outbox. */
class CorrespondenceTest {

    private static final Answer.Refused REFUSED = new Answer.Refused("Бөлме бос емес", Optional.empty());

    @TempDir
    private Path folder;

    private MailingCourt court;
    private Correspondence correspondence;
    private String id;

    @BeforeEach
    void begin() {
        court = new MailingCourt(folder);
        correspondence = node(court::send);
        court.user(COURT, "clerk", "Әлия Қасымова", Role.CLERK);
        id = court.draft();
    }

    @AfterEach
    void end() throws Exception {
        court.close();
    }

    private Correspondence node(MailSender sending) {
        return court.node(outboxes -> new Correspondence(
                court.applications,
                court.book,
                court.correspondents,
                new NoticeMails(court.names(), ZONE, () -> "https://court.example"),
                sending,
                outboxes,
                court::now));
    }

    /** When nothing of before waits: what is still on its way is not taken once more. */
    private void run() {
        court.awaitAllTold();
        correspondence.run();
    }

    private void answer(String actor, Responder by, Answer answer) {
        court.submit(
                id,
                new ApplicationCommand.Respond(
                        actor, 1, new Response(by, THURSDAY, Channel.PAGE, answer, Optional.of("Бас дәрігер"))));
    }

    private static String text(byte[] pdf) throws Exception {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        }
    }

    /** The office that has agreed to e-mail, and whoever answers there or in a department; the letter names those alone who come there. */
    @Test
    void sendsTheApplicationToItsAddressees() throws Exception {
        court.user(OWN, "organiser", "Ерлан", Role.ORGANISER);
        court.user(ALMATY, "almaty", "Дана", Role.ORGANISER);
        court.user(HOSPITAL, "official", "Бас дәрігер", Role.OFFICIAL);
        court.user(HOSPITAL, "technician", "Техник", Role.TECHNICIAN);
        User gone = court.user(OWN, "gone", "Кетті", Role.ORGANISER);
        court.users.setEnabled(gone.id(), false);
        court.submit(id, granted(THURSDAY));
        run();
        assertThat(court.others()).as("before it is sent").isEmpty();

        court.submit(id, sendByEmail(THURSDAY));
        run();
        List<Mailer.Mail> mails = List.of(court.mail(), court.mail(), court.mail(), court.mail());
        assertThat(mails)
                .extracting(Mailer.Mail::to)
                .containsExactlyInAnyOrder(
                        HOSPITAL_MAIL, "official@court.example", "organiser@court.example", "almaty@court.example");
        for (Mailer.Mail mail : mails) {
            boolean own = mail.to().startsWith("organiser");
            assertThat(mail.subject()).contains("7119-26-00-2/1234");
            assertThat(mail.text()).doesNotContain("Сейтқали");
            assertThat(text(mail.pdf())).contains("Сейтқали").matches(pdf -> pdf.contains("Иванов") == own);
            assertThat(mail.text().contains("https://court.example/applications/" + id))
                    .isEqualTo(!mail.to().equals(HOSPITAL_MAIL));
        }
        run();
        assertThat(court.others()).as("once").isEmpty();
        assertThat(court.book.unsettled(10)).isEmpty();
        assertThat(court.book.progress(id).of(3, "ASKED"))
                .extracting(Mailed::name)
                .containsExactlyInAnyOrder("№ 7 аурухана", "Бас дәрігер");
    }

    @Test
    void oneWhomTheServerRefusesKeepsNobodyWaiting() throws Exception {
        court.user(OWN, "organiser", "Ерлан", Role.ORGANISER);
        court.refusing.add(HOSPITAL_MAIL);
        court.submit(id, granted(THURSDAY));
        court.submit(id, sendByEmail(THURSDAY));
        run();
        assertThat(court.mail().to()).isEqualTo("organiser@court.example");
        assertThat(court.inVain.take()).isEqualTo(HOSPITAL_MAIL);
        assertThat(court.book.unsettled(10)).containsExactly(id);
        court.refusing.clear();
        assertThat(court.mailAtLast().to()).isEqualTo(HOSPITAL_MAIL);
        assertThat(court.others()).as("nobody twice").isEmpty();
        assertThat(court.book.unsettled(10)).isEmpty();
    }

    /** Para. 13: at once, and both of them; but a confirmation is the clerk's business alone. */
    @Test
    void tellsTheClerkOfAnAnswerAndTheJudgeOfARefusal() throws Exception {
        court.user(COURT, "judge", "Төраға Р.", Role.JUDGE);
        court.user(COURT, "other", "Басқа судья", Role.JUDGE);
        court.submit(id, granted(THURSDAY));
        court.submit(id, sendByEmail(THURSDAY));
        run();
        assertThat(court.mail().to()).isEqualTo(HOSPITAL_MAIL);

        answer("user:organiser", Responder.ORGANISER, confirmed());
        run();
        List<Mailer.Mail> clerks = List.of(court.mail(), court.mail());
        assertThat(clerks)
                .as("the account, and whom the application names")
                .extracting(Mailer.Mail::to)
                .containsExactlyInAnyOrder("clerk@court.example", "aliya@sud.example");
        assertThat(clerks.getFirst().text()).contains("№ 3");

        answer("user:official", Responder.ASKED, REFUSED);
        run();
        List<Mailer.Mail> refusals = List.of(court.mail(), court.mail(), court.mail());
        assertThat(refusals)
                .extracting(Mailer.Mail::to)
                .containsExactlyInAnyOrder("clerk@court.example", "aliya@sud.example", "judge@court.example");
        for (Mailer.Mail mail : refusals) {
            assertThat(mail.subject()).startsWith("Расталмады");
            assertThat(mail.text()).contains("Бөлме бос емес");
            assertThat(text(mail.pdf())).contains("Бөлме бос емес");
        }
        assertThat(court.others()).isEmpty();
    }

    private static Answer.Confirmed confirmed() {
        return new Answer.Confirmed("№ 3", CONTACT, CONTACT);
    }

    @Test
    void tellsNobodyOfWhatTheyDidThemselves() throws Exception {
        court.user(COURT, "judge", "Төраға Р.", Role.JUDGE);
        court.submit(id, granted(THURSDAY));
        court.submit(id, sendByEmail(THURSDAY));
        run();
        court.mail();
        answer(CLERK, Responder.ASKED, REFUSED);
        run();
        assertThat(List.of(court.mail().to(), court.mail().to()))
                .containsExactlyInAnyOrder("aliya@sud.example", "judge@court.example");
        assertThat(court.others()).isEmpty();
    }

    @Test
    void tellsOfAProposalWithItsHour() throws Exception {
        court.submit(id, granted(THURSDAY));
        court.submit(id, sendByEmail(THURSDAY));
        answer("user:official", Responder.ASKED, new Answer.Refused("Жөндеу", Optional.of(AT.plusDays(1))));
        run();
        assertThat(court.mail().to()).isEqualTo(HOSPITAL_MAIL);
        assertThat(court.mail().text()).contains("26.06.2026, 10:00 (UTC+05:00)");
    }

    @Test
    void ofAResponseThatWasReplacedNobodyHears() throws Exception {
        court.submit(id, granted(THURSDAY));
        court.submit(id, sendByEmail(THURSDAY));
        answer("user:official", Responder.ASKED, REFUSED);
        answer("user:official", Responder.ASKED, confirmed());
        run();
        List<Mailer.Mail> mails = List.of(court.mail(), court.mail(), court.mail());
        assertThat(mails)
                .extracting(Mailer.Mail::to)
                .containsExactlyInAnyOrder(HOSPITAL_MAIL, "clerk@court.example", "aliya@sud.example");
        assertThat(mails).extracting(Mailer.Mail::subject).noneMatch(subject -> subject.startsWith("Расталмады"));
        assertThat(court.others()).isEmpty();
    }

    @Test
    void ofWhatWasWithdrawnBeforeItWasToldNobodyHears() throws Exception {
        court.submit(id, granted(THURSDAY));
        court.submit(id, sendByEmail(THURSDAY));
        answer("user:official", Responder.ASKED, REFUSED);
        court.submit(id, new ApplicationCommand.Withdraw(CLERK, "Татуласты"));
        run();
        Mailer.Mail mail = court.mail();
        assertThat(mail.to()).isEqualTo(HOSPITAL_MAIL);
        assertThat(mail.text()).contains("Татуласты");
        assertThat(mail.fileName()).isEmpty();
        assertThat(court.others()).isEmpty();
    }

    @Test
    void givesUpAfterDaysAndGoesOnWithWhatIsNew() throws Exception {
        court.refusing.add(HOSPITAL_MAIL);
        court.submit(id, granted(THURSDAY));
        court.submit(id, sendByEmail(THURSDAY));
        run();
        assertThat(court.inVain.take()).isEqualTo(HOSPITAL_MAIL);
        court.refusing.clear();
        court.itIs(court.now().plus(Correspondence.PATIENCE).plus(Duration.ofMinutes(1)));
        assertThat(court.othersAtLast()).isEmpty();
        assertThat(court.book.unsettled(10)).isEmpty();
    }

    /** By a mail server that we did not write. */
    @Test
    void aLetterArrivesWithItsPdf() throws Exception {
        GreenMail server = new GreenMail(ServerSetup.SMTP.dynamicPort());
        server.start();
        try {
            Mailer mailer = Mailer.of(
                    new SmtpConfig(
                            "127.0.0.1",
                            server.getSmtp().getPort(),
                            SmtpConfig.Security.NONE,
                            "Сот <noreply@court.example>",
                            Optional.empty(),
                            Optional.empty()),
                    court::now);
            Correspondence other = node(mailer::send);
            court.submit(id, granted(THURSDAY));
            court.submit(id, sendByEmail(THURSDAY));
            other.run();
            assertThat(server.waitForIncomingEmail(60_000, 1)).isTrue();
            MimeMessage message = server.getReceivedMessages()[0];
            assertThat(message.getRecipients(Message.RecipientType.TO)[0].toString())
                    .isEqualTo(HOSPITAL_MAIL);
            assertThat(message.getSubject()).isEqualTo("Бейнеконференцбайланысқа өтінім, № 7119-26-00-2/1234 іс");
            MimeMultipart parts = (MimeMultipart) message.getContent();
            assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("Өтінім № 7119-26-00-2-1234.pdf");
            assertThat(text(parts.getBodyPart(1).getInputStream().readAllBytes()))
                    .contains("Сейтқали Ұлан Нұрұлы");
        } finally {
            server.stop();
        }
    }
}

package org.courtbridge.console.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.courtbridge.console.applications.ExchangedApplication.ID;

import java.nio.file.Path;
import java.time.Instant;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.operations.correspondence.CorrespondenceBook.Mailed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of what the page of an application says about its mails. */
class MailedNoticesTest {

    private static final String WAITS = "письмо ещё не ушло";
    private static final String NOBODY = "по электронной почте не удалось сообщить никому";

    @TempDir
    Path folder;

    private RunningConsole running;
    private ExchangedApplication application;

    @BeforeEach
    void start() throws Exception {
        running = new RunningConsole(folder);
        application = new ExchangedApplication(running);
        application.drafted().granted().sentByEmail();
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    private String page() throws Exception {
        return running.page(application.clerk(), "/applications/" + ID).body();
    }

    /** @param minute after 1 o'clock of the court */
    private void mailed(long event, String about, String name, int minute) {
        running.correspondence.mailed(
                ID,
                new Mailed(
                        event,
                        about,
                        name + "@hospital.example",
                        name,
                        Instant.parse("2026-06-04T20:00:00Z").plusSeconds(60L * minute)));
    }

    @Test
    void aLetterByEmailWaitsAndThenSaysWhoGotIt() throws Exception {
        assertThat(page()).containsOnlyOnce(WAITS).doesNotContain(NOBODY, "письмо ушло");
        mailed(3, "ASKED", "Канцелярия", 31);
        mailed(3, "ASKED", "Бас <дәрігер>", 32);
        mailed(3, "OWN_DEPARTMENT", "Ерлан", 33);
        assertThat(page())
                .contains("письмо ушло: Канцелярия, Бас &lt;дәрігер&gt; (", "01:32")
                .contains("письмо ушло: Ерлан (", "01:33")
                .doesNotContain(WAITS, NOBODY, "@hospital.example");
    }

    /** The address is wrong or missing, and nobody there has an account with one. */
    @Test
    void saysThatNobodyCouldBeTold() throws Exception {
        running.correspondence.settle(ID, 3);
        assertThat(page()).containsOnlyOnce(NOBODY).doesNotContain(WAITS);
    }

    /** A mail about what was sent before is none about what is sent now. */
    @Test
    void whatIsSentAnewWaitsAnew() throws Exception {
        mailed(3, "ASKED", "Канцелярия", 31);
        running.correspondence.settle(ID, 3);
        application.otherExpert().granted().sentByEmail();
        assertThat(page()).containsOnlyOnce(WAITS).doesNotContain("письмо ушло", NOBODY);
    }

    /** The fourth event is the receipt. */
    @Test
    void saysWhoWasToldOfAResponse() throws Exception {
        application.refusedByTelephone();
        assertThat(page()).doesNotContain("Сообщено по почте");
        mailed(5, "ASKED", "Төраға Р.", 40);
        assertThat(page()).contains("Сообщено по почте", "письмо ушло: Төраға Р. (", "01:40");
    }
}

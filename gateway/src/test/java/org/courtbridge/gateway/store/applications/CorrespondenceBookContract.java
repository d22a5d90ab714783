package org.courtbridge.gateway.store.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.courtbridge.court.applications.SampleApplications.CLERK;
import static org.courtbridge.court.applications.SampleApplications.COURT;
import static org.courtbridge.court.applications.SampleApplications.FORM;
import static org.courtbridge.court.applications.SampleApplications.THURSDAY;
import static org.courtbridge.court.applications.SampleApplications.granted;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.courtbridge.court.applications.Applications;
import org.courtbridge.court.applications.Scope;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.hearings.calendar.WorkingCalendar;
import org.courtbridge.operations.correspondence.CorrespondenceBook.Mailed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contract of what is kept of mail about applications, for each database. */
abstract class CorrespondenceBookContract {

    private static final String FIRST = "11111111-1111-1111-1111-111111111111";
    private static final String SECOND = "22222222-2222-2222-2222-222222222222";

    @TempDir
    Path folder;

    private Database database;
    private StoredCorrespondence book;
    private Applications applications;
    private Instant now = THURSDAY.atTime(5, 0).toInstant(ZoneOffset.UTC);

    /** @param folder empty, of this test alone */
    abstract Database open(Path folder);

    @BeforeEach
    void open() {
        database = open(folder);
        book = new StoredCorrespondence(database);
        applications = new Applications(
                new StoredApplications(database), () -> WorkingCalendar.of(List.of()), ZoneOffset.UTC, () -> now);
        for (String id : List.of(FIRST, SECOND)) {
            applications.draft(Scope.EVERYTHING, CLERK, id, COURT, FORM);
            now = now.plusSeconds(60);
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void knowsWhatIsNotSettledTheLastChangeFirst() {
        assertThat(book.unsettled(10)).containsExactly(SECOND, FIRST);
        assertThat(book.unsettled(1)).containsExactly(SECOND);
        book.settle(SECOND, 1);
        assertThat(book.unsettled(10)).containsExactly(FIRST);
        applications.submit(Scope.EVERYTHING, SECOND, 1, granted(THURSDAY));
        assertThat(book.unsettled(10)).containsExactly(SECOND, FIRST);
        book.settle(SECOND, 2);
        book.settle(SECOND, 1);
        assertThat(book.progress(SECOND).settled()).as("never back").isEqualTo(2);
        assertThat(book.progress(FIRST).settled()).isZero();
    }

    @Test
    void keepsEachMailOnce() {
        Mailed office = new Mailed(1, "ASKED", "office@hospital.example", "№ 7 аурухана", now);
        Mailed other = new Mailed(1, "ASKED", "official@hospital.example", "Бас дәрігер", now.plusSeconds(1));
        Mailed department = new Mailed(1, "ASKED_DEPARTMENT", "office@hospital.example", "Ә", now.plusSeconds(2));
        book.mailed(FIRST, office);
        book.mailed(FIRST, other);
        book.mailed(FIRST, department);
        book.mailed(FIRST, office);
        assertThat(book.progress(FIRST).mails()).containsExactly(office, other, department);
        assertThat(book.progress(FIRST).of(1, "ASKED")).containsExactly(office, other);
        assertThat(book.progress(SECOND).mails()).isEmpty();
    }

    @Test
    void remembersWhoWasRemindedOnADayAndForgetsFormerDays() {
        LocalDate friday = THURSDAY.plusDays(1);
        book.remind(THURSDAY, "a");
        book.remind(THURSDAY, "a");
        book.remind(THURSDAY, "b");
        assertThat(book.reminded(THURSDAY)).containsExactlyInAnyOrder("a", "b");
        assertThat(book.reminded(friday)).isEmpty();
        book.remind(friday, "a");
        assertThat(book.reminded(friday)).containsExactly("a");
        assertThat(book.reminded(THURSDAY)).isEmpty();
    }
}

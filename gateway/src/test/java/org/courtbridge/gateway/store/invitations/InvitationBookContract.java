package org.courtbridge.gateway.store.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.media.language.Language;
import org.courtbridge.operations.invitations.Answer;
import org.courtbridge.operations.invitations.CalendarEntry;
import org.courtbridge.operations.invitations.InvitationBook.Kept;
import org.courtbridge.operations.invitations.Invitee;
import org.courtbridge.operations.invitations.Told;
import org.courtbridge.operations.invitations.Told.Method;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contract of the book of invitations, for each database. */
abstract class InvitationBookContract {

    private static final Instant NOW = Instant.parse("2026-12-02T05:00:00.123Z");
    private static final Invitee AIGUL =
            new Invitee("participant:p1", "Айгүл Серікқызы", "aigul@mail.example", Language.KAZAKH);
    private static final Told TOLD = new Told(
            Method.REQUEST, new CalendarEntry(NOW.plusSeconds(600), NOW.plusSeconds(4_200), "Дело № 1", ""), 0);

    @TempDir
    Path folder;

    private Database database;
    private StoredInvitations book;

    /** @param folder empty, of this test alone */
    abstract Database open(Path folder);

    @BeforeEach
    void open() {
        database = open(folder);
        book = new StoredInvitations(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Kept kept(String id) {
        return book.find(id).orElseThrow();
    }

    @Test
    void keepsEachRecipientOnce() {
        book.add("a", "h1", AIGUL, NOW);
        book.add("b", "h1", AIGUL, NOW);
        book.add("c", "h2", AIGUL, NOW);
        assertThat(book.ofHearing("h1")).containsExactly(Kept.untold("a", "h1", AIGUL));
        assertThat(book.find("b")).isEmpty();
        Invitee renamed = new Invitee(AIGUL.party(), "Айгүл", AIGUL.email(), Language.ENGLISH);
        book.rename("a", renamed);
        assertThat(kept("a").invitee()).isEqualTo(renamed);
        assertThat(kept("c").invitee()).isEqualTo(AIGUL);
    }

    @Test
    void keepsTheLastLetter() {
        book.add("a", "h1", AIGUL, NOW);
        assertThat(book.hearingsToldAfter(NOW)).isEmpty();
        book.settle("a", 1, Optional.of(TOLD), NOW);
        assertThat(kept("a").told()).contains(TOLD);
        assertThat(book.hearingsToldAfter(NOW)).containsExactly("h1");
        assertThat(book.hearingsToldAfter(NOW.plusSeconds(600))).isEmpty();
        Told cancelled = new Told(Method.CANCEL, TOLD.entry(), 1);
        book.settle("a", 1, Optional.of(cancelled), NOW);
        book.settle("a", 1, Optional.empty(), NOW);
        assertThat(kept("a").told()).contains(cancelled);
    }

    @Test
    void looksAtWhatIsNotSettledWhenItsTimeHasCome() {
        book.add("a", "h1", AIGUL, NOW.plusSeconds(2));
        book.add("b", "h2", AIGUL, NOW.plusSeconds(1));
        assertThat(book.look(NOW, NOW.plusSeconds(60), 9)).isEmpty();
        assertThat(book.look(NOW.plusSeconds(2), NOW.plusSeconds(60), 9)).containsExactly("b", "a");
        assertThat(book.look(NOW.plusSeconds(3), NOW.plusSeconds(60), 9))
                .as("looked at a moment ago")
                .isEmpty();
        assertThat(book.look(NOW.plusSeconds(60), NOW.plusSeconds(120), 1))
                .as("not more than asked for")
                .hasSize(1);
        book.settle("a", 1, Optional.of(TOLD), NOW);
        book.settle("b", 1, Optional.empty(), NOW);
        assertThat(kept("a").isSettled()).isTrue();
        assertThat(book.look(NOW.plusSeconds(999), NOW.plusSeconds(999), 9)).isEmpty();
    }

    @Test
    void losesNoChangeThatComesWhileALetterIsSent() {
        book.add("a", "h1", AIGUL, NOW);
        long seen = kept("a").change();
        book.change("a", NOW.plusSeconds(30));
        book.settle("a", seen, Optional.of(TOLD), NOW);
        assertThat(kept("a").isSettled()).isFalse();
        assertThat(book.look(NOW.plusSeconds(30), NOW.plusSeconds(60), 9)).containsExactly("a");
        book.settle("a", seen + 1, Optional.empty(), NOW);
        book.settle("a", seen, Optional.empty(), NOW);
        assertThat(kept("a").isSettled()).as("an older one comes late").isTrue();
    }

    @Test
    void keepsTheLatestAnswerAndWhenTheLastLetterWent() {
        book.add("a", "h1", AIGUL, NOW);
        assertThat(kept("a").toldAt()).isEmpty();
        book.settle("a", 1, Optional.of(TOLD), NOW);
        assertThat(kept("a").toldAt()).contains(NOW);
        book.settle("a", 1, Optional.empty(), NOW.plusSeconds(9));
        assertThat(kept("a").toldAt()).as("nothing was told").contains(NOW);
        Answer accepted = new Answer(Answer.Status.ACCEPTED, NOW.plusSeconds(60), 0);
        book.answer("a", accepted);
        book.answer("a", new Answer(Answer.Status.DECLINED, NOW.plusSeconds(30), 0));
        assertThat(kept("a").answer()).contains(accepted);
        assertThat(kept("a").isAnswerOld()).isFalse();
        book.settle("a", 2, Optional.of(new Told(Method.REQUEST, TOLD.entry(), 1)), NOW);
        assertThat(kept("a").isAnswerOld()).isTrue();
        Answer declined = new Answer(Answer.Status.DECLINED, NOW.plusSeconds(90), 1);
        book.answer("a", declined);
        assertThat(kept("a").answer()).contains(declined);
        assertThat(kept("a").isAnswerOld()).isFalse();
        book.answer("nobody", declined);
    }

    @Test
    void findsWhoDoesNotComeToAnInvitationThatHolds() {
        Told later = new Told(
                Method.REQUEST, new CalendarEntry(NOW.plusSeconds(900), NOW.plusSeconds(4_500), "Дело № 1", ""), 1);
        Answer declined = new Answer(Answer.Status.DECLINED, NOW, 0);
        for (String id : List.of("late", "comes", "changed", "cancelled", "early")) {
            book.add(id, "hearing-" + id, AIGUL, NOW);
            book.settle(id, 1, Optional.of(TOLD), NOW);
            book.answer(id, declined);
        }
        book.settle("late", 2, Optional.of(later), NOW);
        book.answer("late", new Answer(Answer.Status.DECLINED, NOW.plusSeconds(1), 1));
        book.answer("comes", new Answer(Answer.Status.ACCEPTED, NOW.plusSeconds(1), 0));
        book.add("silent", "hearing-silent", AIGUL, NOW);
        book.settle("silent", 1, Optional.of(TOLD), NOW);
        book.settle("changed", 2, Optional.of(later), NOW);
        book.settle("cancelled", 2, Optional.of(new Told(Method.CANCEL, TOLD.entry(), 0)), NOW);
        assertThat(book.declinedAfter(NOW)).extracting(Kept::id).containsExactly("early", "late");
        assertThat(book.declinedAfter(NOW.plusSeconds(600)))
                .extracting(Kept::id)
                .containsExactly("late");
    }
}

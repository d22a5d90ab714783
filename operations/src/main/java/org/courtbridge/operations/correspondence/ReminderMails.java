package org.courtbridge.operations.correspondence;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.Supplier;
import org.courtbridge.court.applications.ApplicationPage;
import org.courtbridge.hearings.applications.InstitutionId;
import org.courtbridge.media.language.TextBundle;
import org.courtbridge.operations.correspondence.Reminders.DueTerm;
import org.courtbridge.operations.delivery.Mailer;

/**
 * Writes reminders in the recipient's language, from {@code reminders_TAG.properties}.
 *
 * @param names of courts, departments and institutions, now
 * @param site where the console is found, without a slash at its end
 */
public record ReminderMails(Function<InstitutionId, String> names, Supplier<String> site) {

    private static final TextBundle WORDS = TextBundle.of(ReminderMails.class, "reminders");

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm");

    /** Of a mail; the page has them all. */
    private static final int MOST_LISTED = 50;

    Mailer.Mail write(Correspondent to, List<DueTerm> late, List<DueTerm> today) {
        StringJoiner text = new StringJoiner("\n");
        text.add(WORDS.say(to.language(), "hello", to.name()));
        list(text, to, "late", late);
        list(text, to, "today", today);
        return Mailer.Mail.of(
                to.email(),
                WORDS.say(to.language(), late.isEmpty() ? "subject.today" : "subject.late", late.size(), today.size()),
                text.toString());
    }

    private void list(StringJoiner text, Correspondent to, String which, List<DueTerm> terms) {
        if (terms.isEmpty()) {
            return;
        }
        text.add("").add(WORDS.say(to.language(), which, terms.size()));
        for (DueTerm due : terms.subList(0, Math.min(terms.size(), MOST_LISTED))) {
            ApplicationPage.Row application = due.application();
            text.add("");
            text.add(WORDS.say(
                    to.language(),
                    "duty." + due.term().duty(),
                    application.caseNumber(),
                    DAY.format(due.term().lastDay())));
            text.add(WORDS.say(
                    to.language(), "hearing", TIME.format(application.at()), names.apply(application.court())));
            application.asked().ifPresent(asked -> text.add(WORDS.say(to.language(), "asked", names.apply(asked))));
            text.add(site.get() + "/applications/" + application.id());
        }
        if (terms.size() > MOST_LISTED) {
            text.add("").add(WORDS.say(to.language(), "more", site.get() + "/applications"));
        }
    }
}

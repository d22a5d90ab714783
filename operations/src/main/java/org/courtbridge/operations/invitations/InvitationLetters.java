package org.courtbridge.operations.invitations;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.language.TextBundle;
import org.courtbridge.operations.delivery.Mailer;
import org.courtbridge.operations.invitations.InvitationBook.Kept;
import org.courtbridge.operations.invitations.Told.Method;

/**
 * Writes letters in the recipient's language, from {@code invitations_TAG.properties}. Neither the link to the hearing nor anybody but the recipient
 * and the court is in one.
 */
public final class InvitationLetters {

    private static final TextBundle WORDS = TextBundle.of(InvitationLetters.class, "invitations");

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm");

    private static final Set<String> OF_KAZAKHSTAN = Set.of(
            "Asia/Almaty",
            "Asia/Astana",
            "Asia/Aqtau",
            "Asia/Aqtobe",
            "Asia/Atyrau",
            "Asia/Oral",
            "Asia/Qostanay",
            "Asia/Qyzylorda");

    private static final int SECONDS_OF_AN_HOUR = 3_600;

    private final Mailer.Mailbox organizer;
    private final ZoneId zone;

    /**
     * @param organizer who invites, and is answered to
     * @param zone of the court
     */
    public InvitationLetters(Mailer.Mailbox organizer, ZoneId zone) {
        this.organizer = organizer;
        this.zone = zone;
    }

    Mailer.CalendarMail write(Kept kept, Told letter, Instant now) {
        Language language = kept.invitee().language();
        return new Mailer.CalendarMail(
                kept.invitee().email(),
                subject(kept, letter),
                text(kept, letter),
                letter.method().name(),
                ItipCalendar.of(
                        new ItipCalendar.Parties(organizer, kept.invitee()),
                        kept.id(),
                        letter,
                        new ItipCalendar.Words(
                                WORDS.say(language, "summary", letter.entry().title()),
                                place(letter.entry(), language),
                                description(kept, letter, language)),
                        now));
    }

    /** REQUEST of somebody whose calendar has nothing; UPDATE of somebody whose calendar has it; CANCEL. */
    private static String occasion(Kept kept, Told letter) {
        boolean known =
                kept.told().filter(told -> told.method() == Method.REQUEST).isPresent();
        return letter.method() == Method.CANCEL ? "cancel" : known ? "update" : "request";
    }

    /** Of the texts: participants have a link, people who are booked have the schedule. */
    private static String kind(Kept kept) {
        return kept.invitee().isBooked() ? ".booked" : "";
    }

    private String subject(Kept kept, Told letter) {
        return WORDS.say(
                kept.invitee().language(),
                "subject." + occasion(kept, letter),
                DAY.format(letter.entry().begins().atZone(zone)));
    }

    private String text(Kept kept, Told letter) {
        Language language = kept.invitee().language();
        CalendarEntry entry = letter.entry();
        StringBuilder text = new StringBuilder(
                        WORDS.say(language, "hello", kept.invitee().name()))
                .append("\n\n")
                .append(WORDS.say(language, "text." + occasion(kept, letter) + kind(kept)))
                .append("\n\n")
                .append(WORDS.say(language, "hearing", entry.title()))
                .append("\n")
                .append(WORDS.say(language, "time", time(entry.begins(), language)));
        moved(kept, letter)
                .ifPresent(before -> text.append("\n").append(WORDS.say(language, "before", time(before, language))));
        if (letter.method() == Method.REQUEST) {
            text.append("\n")
                    .append(WORDS.say(language, "place", place(entry, language)))
                    .append("\n\n")
                    .append(WORDS.say(language, "link" + kind(kept)));
        }
        return text.append("\n").toString();
    }

    private static Optional<Instant> moved(Kept kept, Told letter) {
        return kept.told()
                .filter(told -> told.method() == Method.REQUEST && letter.method() == Method.REQUEST)
                .map(told -> told.entry().begins())
                .filter(before -> !before.equals(letter.entry().begins()));
    }

    private String description(Kept kept, Told letter, Language language) {
        String words = (letter.method() == Method.CANCEL ? "text.cancel" : "link") + kind(kept);
        return WORDS.say(language, "time", time(letter.entry().begins(), language)) + "\n" + WORDS.say(language, words);
    }

    private static String place(CalendarEntry entry, Language language) {
        return entry.place().isEmpty()
                ? WORDS.say(language, "means")
                : WORDS.say(language, "means") + ", " + entry.place();
    }

    /** By the clock of the court, with the zone. */
    private String time(Instant at, Language language) {
        int seconds = zone.getRules().getOffset(at).getTotalSeconds();
        String offset = seconds % SECONDS_OF_AN_HOUR == 0
                ? "%+d".formatted(seconds / SECONDS_OF_AN_HOUR)
                : zone.getRules().getOffset(at).getId();
        String key = OF_KAZAKHSTAN.contains(zone.getId()) ? "zone.kazakhstan" : "zone";
        return WORDS.say(language, key, TIME.format(at.atZone(zone)), offset);
    }
}

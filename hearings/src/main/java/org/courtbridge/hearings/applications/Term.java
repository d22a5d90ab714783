package org.courtbridge.hearings.applications;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A term that the Rules set.
 *
 * @param from day of the event from which it counts; it begins on the next
 * @param lastDay on which it can be kept
 * @param confirmed whether the state has published the calendar by which it is counted
 * @param done day on which the duty was done; empty while it is not
 */
public record Term(Duty duty, LocalDate from, LocalDate lastDay, boolean confirmed, Optional<LocalDate> done) {

    /** Whether it was missed: the duty was done after the last day, or is not done and the last day is over. */
    public boolean isLate(LocalDate today) {
        return done.orElse(today).isAfter(lastDay);
    }

    /** Whether this is the last day, and the duty is not done. */
    public boolean isDue(LocalDate today) {
        return done.isEmpty() && today.equals(lastDay);
    }

    /** Something that has to be done within a term. */
    public enum Duty {
        /** The clerk sends the application within three working days (para. 12). */
        SEND(3),
        /** The court or institution asked responds within the next working day (para. 21). */
        RESPOND(1);

        private final int workingDays;

        Duty(int workingDays) {
            this.workingDays = workingDays;
        }

        public int workingDays() {
            return workingDays;
        }
    }
}

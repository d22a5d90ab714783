package org.courtbridge.hearings.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.courtbridge.hearings.calendar.WorkingCalendar;

/**
 * When a court or an institution works.
 *
 * @param closes at or before {@code opens} it is a time of the next day; where both are the same, it works round the clock
 * @param days on which it opens
 */
public record WorkingHours(ZoneId zone, LocalTime opens, LocalTime closes, WorkingCalendar days) {

    /** The slots that lie in working hours as a whole: one range for each time that it opens, in order. */
    public List<SlotRange> within(SlotRange span) {
        List<SlotRange> open = new ArrayList<>();
        // What opened on the day before may still be open.
        LocalDate last = span.to().atZone(zone).toLocalDate();
        for (LocalDate day = span.from().atZone(zone).toLocalDate().minusDays(1);
                !day.isAfter(last);
                day = day.plusDays(1)) {
            if (days.isWorking(day)) {
                add(open, span, day);
            }
        }
        return open;
    }

    private void add(List<SlotRange> open, SlotRange span, LocalDate day) {
        LocalDate lastDay = closes.isAfter(opens) ? day : day.plusDays(1);
        Instant from = day.atTime(opens).atZone(zone).toInstant();
        Instant to = lastDay.atTime(closes).atZone(zone).toInstant();
        long first = Math.max(span.first(), SlotRange.roundedUp(from));
        long end = Math.min(span.end(), SlotRange.holding(to));
        if (first < end) {
            open.add(new SlotRange(first, end));
        }
    }
}

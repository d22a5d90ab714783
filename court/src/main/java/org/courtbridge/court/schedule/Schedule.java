package org.courtbridge.court.schedule;

import java.util.function.Supplier;
import org.courtbridge.hearings.calendar.WorkingCalendar;

/**
 * The schedule of this installation.
 *
 * @param calendar of the working days, as it is now
 */
public record Schedule(Bookings bookings, Supplier<WorkingCalendar> calendar) {}

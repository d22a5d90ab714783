/**
 * The schedule of rooms, devices and people: bookings of a hearing, and a calendar of them, over the API and on pages. Start at
 * {@link org.courtbridge.console.schedule.ScheduleDesk}.
 */
@NullMarked
package org.courtbridge.console.schedule;

import org.jspecify.annotations.NullMarked;

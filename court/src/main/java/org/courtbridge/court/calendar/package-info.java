/**
 * The working calendar as it is published and kept in a file, and what the time zone data have to know. Start at
 * {@link org.courtbridge.court.calendar.CalendarFile}.
 */
@NullMarked
package org.courtbridge.court.calendar;

import org.jspecify.annotations.NullMarked;

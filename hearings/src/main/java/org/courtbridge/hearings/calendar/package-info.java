/**
 * Working days, by which the terms of the Rules are counted (paras. 12 and 21). Start at
 * {@link org.courtbridge.hearings.calendar.WorkingCalendar}.
 */
@NullMarked
package org.courtbridge.hearings.calendar;

import org.jspecify.annotations.NullMarked;

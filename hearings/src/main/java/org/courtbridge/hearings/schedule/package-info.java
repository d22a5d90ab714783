/**
 * Bookings of rooms, devices and people for hearings (the Rules, paras. 10, 15(3) and 21). Start at
 * {@link org.courtbridge.hearings.schedule.Booking}.
 */
@NullMarked
package org.courtbridge.hearings.schedule;

import org.jspecify.annotations.NullMarked;

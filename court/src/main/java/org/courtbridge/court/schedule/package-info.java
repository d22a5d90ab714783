/** The schedule of hearings as it is kept. Start at {@link org.courtbridge.court.schedule.Bookings}. */
@NullMarked
package org.courtbridge.court.schedule;

import org.jspecify.annotations.NullMarked;

/** The schedule of hearings in the database. Start at {@link org.courtbridge.gateway.store.schedule.StoredBookings}. */
@NullMarked
package org.courtbridge.gateway.store.schedule;

import org.jspecify.annotations.NullMarked;

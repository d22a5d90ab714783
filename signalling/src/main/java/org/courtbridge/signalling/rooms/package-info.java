/** Calls with rooms, whatever their protocol. Start at {@link org.courtbridge.signalling.rooms.RoomCallers}. */
@NullMarked
package org.courtbridge.signalling.rooms;

import org.jspecify.annotations.NullMarked;

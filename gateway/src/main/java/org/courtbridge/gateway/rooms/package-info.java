/** Calls with rooms, whatever their protocol. Start at {@link org.courtbridge.gateway.rooms.RoomCallers}. */
@NullMarked
package org.courtbridge.gateway.rooms;

import org.jspecify.annotations.NullMarked;

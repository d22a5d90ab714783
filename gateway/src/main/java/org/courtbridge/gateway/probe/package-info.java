/** Calls places to try them, and measures what comes of that. Start at {@link org.courtbridge.gateway.probe.RoomProbes}. */
@NullMarked
package org.courtbridge.gateway.probe;

import org.jspecify.annotations.NullMarked;

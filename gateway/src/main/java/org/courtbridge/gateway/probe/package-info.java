/**
 * Calls places to try them, and measures what comes of that. Start at {@link org.courtbridge.gateway.probe.RoomProbes}, or for phones,
 * which come by themselves, at {@link org.courtbridge.gateway.probe.PhoneTests}.
 */
@NullMarked
package org.courtbridge.gateway.probe;

import org.jspecify.annotations.NullMarked;

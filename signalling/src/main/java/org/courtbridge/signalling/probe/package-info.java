/**
 * Calls places to try them, and measures what comes of that. Start at {@link org.courtbridge.signalling.probe.RoomProbes}, or for phones,
 * which come by themselves, at {@link org.courtbridge.signalling.probe.PhoneTests}.
 */
@NullMarked
package org.courtbridge.signalling.probe;

import org.jspecify.annotations.NullMarked;

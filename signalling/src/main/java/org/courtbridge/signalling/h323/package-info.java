/**
 * Rooms that speak H.323: their connections of call signalling and H.245, and their calls, each on a thread of its own. What
 * is said is decided by the machines of {@code org.courtbridge.h323}.
 *
 * <p>Start at {@link org.courtbridge.signalling.h323.H323Endpoint}.
 */
@NullMarked
package org.courtbridge.signalling.h323;

import org.jspecify.annotations.NullMarked;

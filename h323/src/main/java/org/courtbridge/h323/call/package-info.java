/**
 * The signalling of one call (H.225.0, clause 7; H.323, clause 8): what is said when, how H.245 gets its way between the two
 * sides, and when it has taken too long; and how a gatekeeper hands it on.
 *
 * <p>Start at {@link org.courtbridge.h323.call.Call} and {@link org.courtbridge.h323.call.SignallingMessage}.
 */
@NullMarked
package org.courtbridge.h323.call;

import org.jspecify.annotations.NullMarked;

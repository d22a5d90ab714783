/**
 * Registration, admission and status (H.225.0, clause 7.6 and following): the messages that we act on as records, the
 * gatekeeper, and an endpoint of somebody else's gatekeeper. Both are machines without sockets, threads or clocks.
 *
 * <p>Start at {@link org.courtbridge.h323.ras.Gatekeeper}.
 */
@NullMarked
package org.courtbridge.h323.ras;

import org.jspecify.annotations.NullMarked;

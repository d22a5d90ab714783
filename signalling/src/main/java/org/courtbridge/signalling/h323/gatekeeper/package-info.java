/**
 * The gateway as a gatekeeper of rooms (H.225.0 RAS, H.460.18), and as an endpoint of another's. Start at
 * {@link org.courtbridge.signalling.h323.gatekeeper.GatekeeperPort} and
 * {@link org.courtbridge.signalling.h323.gatekeeper.GatekeeperRegistration}.
 */
@NullMarked
package org.courtbridge.signalling.h323.gatekeeper;

import org.jspecify.annotations.NullMarked;

/**
 * Connections of H.323's call signalling and control (TPKT over TCP), their trace, and the mailbox that each call has. Start at
 * {@link org.courtbridge.signalling.h323.transport.TpktConnection}.
 */
@NullMarked
package org.courtbridge.signalling.h323.transport;

import org.jspecify.annotations.NullMarked;

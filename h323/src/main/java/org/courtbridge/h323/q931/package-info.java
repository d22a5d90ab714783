/**
 * Call signalling's outer layers: TPKT packets on TCP (RFC 1006, as H.225.0 uses it) and Q.931 messages with their
 * information elements, as H.225.0, clause 7, profiles them. What is not known here is kept as it came.
 *
 * <p>Start at {@link org.courtbridge.h323.q931.TpktDecoder} and {@link org.courtbridge.h323.q931.Q931Message}.
 */
@NullMarked
package org.courtbridge.h323.q931;

import org.jspecify.annotations.NullMarked;

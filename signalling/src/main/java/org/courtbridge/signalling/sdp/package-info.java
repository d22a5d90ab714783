/**
 * Session descriptions (RFC 8866) as values, and what both protocols read from them. Start at
 * {@link org.courtbridge.signalling.sdp.SessionDescription}.
 */
@NullMarked
package org.courtbridge.signalling.sdp;

import org.jspecify.annotations.NullMarked;

/**
 * Browsers: what they offer, what we answer, and the leg that each becomes. Start at {@code
 * org.courtbridge.signalling.webrtc.BrowserEndpoint}.
 */
@NullMarked
package org.courtbridge.signalling.webrtc;

import org.jspecify.annotations.NullMarked;

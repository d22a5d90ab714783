/**
 * Browsers: what they offer, what we answer, and the leg that each becomes. Start at {@code
 * org.courtbridge.gateway.webrtc.BrowserEndpoint}.
 */
@NullMarked
package org.courtbridge.gateway.webrtc;

import org.jspecify.annotations.NullMarked;

/**
 * Offers and answers of rooms (RFC 3264), and the media that come of them. Start at
 * {@link org.courtbridge.signalling.sip.media.RoomMedia}.
 */
@NullMarked
package org.courtbridge.signalling.sip.media;

import org.jspecify.annotations.NullMarked;

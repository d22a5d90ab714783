/** Payload formats of RTP. Start at {@link org.courtbridge.codecs.payload.H264Format}. */
@NullMarked
package org.courtbridge.codecs.payload;

import org.jspecify.annotations.NullMarked;

/** Payload formats of RTP. Start at {@link org.courtbridge.codecs.payload.PictureFormat}. */
@NullMarked
package org.courtbridge.codecs.payload;

import org.jspecify.annotations.NullMarked;

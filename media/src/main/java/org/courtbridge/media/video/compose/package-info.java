/**
 * Pictures that are coded here, as sources beside the parties' own: transcoded for parties that cannot take them as they come, or
 * composed of several. Start at {@link org.courtbridge.media.video.compose.EncodedVideoSource}.
 */
@NullMarked
package org.courtbridge.media.video.compose;

import org.jspecify.annotations.NullMarked;

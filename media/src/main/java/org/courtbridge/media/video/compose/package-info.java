/**
 * Pictures that are decoded here: transcoded for parties that cannot take them as they come, composed of several, made into
 * thumbnails. Start at {@link org.courtbridge.media.video.compose.EncodedVideoSource}.
 */
@NullMarked
package org.courtbridge.media.video.compose;

import org.jspecify.annotations.NullMarked;

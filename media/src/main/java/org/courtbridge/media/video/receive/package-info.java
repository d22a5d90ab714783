/**
 * Pictures of a party from its packets to those who take them: loss repair, layers, keyframe requests. Start at
 * {@link org.courtbridge.media.video.receive.VideoReceiver}.
 */
@NullMarked
package org.courtbridge.media.video.receive;

import org.jspecify.annotations.NullMarked;

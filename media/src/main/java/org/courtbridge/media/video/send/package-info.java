/** The one stream of pictures that a party is sent, whatever source it shows. Start at {@link org.courtbridge.media.video.send.VideoSender}. */
@NullMarked
package org.courtbridge.media.video.send;

import org.jspecify.annotations.NullMarked;

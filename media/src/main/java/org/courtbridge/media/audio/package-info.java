/** Sound of a hearing: received, mixed each 20 ms and sent. Start at {@link org.courtbridge.media.audio.HearingAudio}. */
@NullMarked
package org.courtbridge.media.audio;

import org.jspecify.annotations.NullMarked;

/** Sound: codecs, jitter buffer, mixing at 48 kHz. Start at {@link org.courtbridge.codecs.audio.AudioFormat}. */
@NullMarked
package org.courtbridge.codecs.audio;

import org.jspecify.annotations.NullMarked;

/** Pictures: H.264 in and out of I420, through FFmpeg. Start at {@link org.courtbridge.codecs.video.H264Encoder}. */
@NullMarked
package org.courtbridge.codecs.video;

import org.jspecify.annotations.NullMarked;

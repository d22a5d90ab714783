/**
 * Pictures: H.264 and VP8 in and out of I420, through FFmpeg and the system's openh264. Start at
 * {@link org.courtbridge.codecs.video.PictureEncoder}.
 */
@NullMarked
package org.courtbridge.codecs.video;

import org.jspecify.annotations.NullMarked;

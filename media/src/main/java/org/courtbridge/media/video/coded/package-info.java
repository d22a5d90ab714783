/** The border of what decodes and codes pictures. Start at {@link org.courtbridge.media.video.coded.VideoProcessor}. */
@NullMarked
package org.courtbridge.media.video.coded;

import org.jspecify.annotations.NullMarked;

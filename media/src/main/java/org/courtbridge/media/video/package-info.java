/** Pictures as all stages know them: packets, descriptions, and who gives and takes them ({@link org.courtbridge.media.video.VideoSource}). */
@NullMarked
package org.courtbridge.media.video;

import org.jspecify.annotations.NullMarked;

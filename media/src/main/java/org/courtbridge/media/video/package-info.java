/** Pictures as all stages know them: packets, descriptions, and who gives and takes them ({@link org.courtbridge.media.video.PictureFeed}). */
@NullMarked
package org.courtbridge.media.video;

import org.jspecify.annotations.NullMarked;

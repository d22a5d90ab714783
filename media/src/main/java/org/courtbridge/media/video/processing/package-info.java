/**
 * Decodes pictures, composes them, codes them anew, measures them and takes thumbnails, on threads of this process. Start at
 * {@link org.courtbridge.media.video.processing.PictureWorkers}.
 */
@NullMarked
package org.courtbridge.media.video.processing;

import org.jspecify.annotations.NullMarked;

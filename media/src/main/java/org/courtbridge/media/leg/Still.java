package org.courtbridge.media.leg;

import org.courtbridge.codecs.video.I420Picture;

/** A picture of ours that does not move: words for those who see no party yet. */
@FunctionalInterface
public interface Still {

    /**
     * Draws it, once for each size that is asked for, on a worker.
     *
     * @param width pixels, even
     * @param height pixels, even
     */
    I420Picture draw(int width, int height);
}

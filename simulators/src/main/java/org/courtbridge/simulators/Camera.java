package org.courtbridge.simulators;

import java.time.LocalTime;
import org.courtbridge.codecs.video.I420Picture;

/** The room's camera. Used by one thread. */
interface Camera {

    /** Pixels of each picture, even. */
    int width();

    /** Pixels of each picture, even. */
    int height();

    /** The next picture, of now; it is drawn over by the next call. */
    I420Picture at(LocalTime time);
}

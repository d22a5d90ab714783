package org.courtbridge.media.video.coded;

import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.video.EncodedPicture;
import org.courtbridge.media.leg.Still;

/** Draws and codes one party's stills, one at a time. From any thread. */
public interface StillEncoder {

    int FRAMES_PER_SECOND = 5;

    /** Bytes of a payload; slices are no longer, so that both packetization modes can carry them whole. */
    int MAX_PAYLOAD = 1_200;

    /** Takes a still, on the thread that has coded it. */
    @FunctionalInterface
    interface Receiver {

        /** @param format for which it was coded */
        void coded(EncodedPicture picture, PictureFormat format, boolean keyframe);
    }

    /** @return false if the picture before is not finished, or nobody codes any more; then nothing will come of this */
    boolean code(Still still, PictureFormat format, StillSize size, boolean keyframe, Receiver receiver);

    /** Lets go of native memory, soon; the next picture takes it anew, and is a keyframe. */
    void release();
}

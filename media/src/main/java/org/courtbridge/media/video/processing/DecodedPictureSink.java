package org.courtbridge.media.video.processing;

import org.courtbridge.codecs.video.NativePicture;

/** Takes the decoded pictures of one source, on the worker that decodes them. */
interface DecodedPictureSink {

    /**
     * @param picture closed afterwards: whoever keeps it shares it; not to be changed
     * @param timestamp RTP's, 90 kHz
     * @param playoutTime when it goes with the sound, {@link System#nanoTime}
     * @param behind whether others wait behind it
     */
    void take(NativePicture picture, long timestamp, long playoutTime, boolean behind);

    /**
     * Something was done for the sake of this, which took so many nanoseconds of a processor.
     *
     * @return false if it counts for nobody, or for another one
     */
    boolean worked(long nanos);
}

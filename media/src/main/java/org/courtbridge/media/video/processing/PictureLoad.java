package org.courtbridge.media.video.processing;

import org.courtbridge.media.video.LoadStep;

/**
 * The load of the threads that code pictures.
 *
 * @param share of the workers' time in the last second, 0 to 1
 * @param waitSeconds that pictures waited for a worker in the last second, on average
 * @param step what is saved
 * @param refused number of times since the start that a party was not shown what would have had to be coded for it
 */
public record PictureLoad(double share, double waitSeconds, LoadStep step, long refused) {

    /** The step as a number: 0 for nothing saved, and more the more is. */
    public int saving() {
        return step.ordinal();
    }
}

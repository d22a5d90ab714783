package org.courtbridge.devices;

import java.time.Duration;
import java.util.Optional;

/**
 * One direction of one stream of a call, as the device counts it. Empty is what it did not tell.
 *
 * @param codec by the device's own name for it
 * @param bitrate in bit/s
 * @param loss share of the packets, 0 to 1
 */
public record StreamStatistics(
        String call,
        Medium medium,
        Direction direction,
        String codec,
        Optional<Long> bitrate,
        Optional<Double> loss,
        Optional<Duration> jitter,
        Optional<Duration> roundTrip) {

    public enum Medium {
        AUDIO,
        VIDEO,
        /** The presentation beside the camera's video. */
        CONTENT
    }

    public enum Direction {
        SENT,
        RECEIVED
    }
}

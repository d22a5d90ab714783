package org.courtbridge.signalling.webrtc;

import java.time.Duration;

/**
 * Settings for browsers.
 *
 * @param offerTimeout how long a page may take to its first offer
 * @param grace how long a leg outlives both its signalling and its media, so that the page can come back to it
 * @param recorded whether sound and pictures are written to files, which pages are told
 */
public record BrowserConfig(Duration offerTimeout, Duration grace, boolean recorded) {

    public static BrowserConfig defaults() {
        return new BrowserConfig(Duration.ofSeconds(60), Duration.ofSeconds(30), false);
    }

    public BrowserConfig withRecorded(boolean now) {
        return new BrowserConfig(offerTimeout, grace, now);
    }
}

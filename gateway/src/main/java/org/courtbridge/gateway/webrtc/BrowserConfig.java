package org.courtbridge.gateway.webrtc;

import java.time.Duration;

/**
 * How patient we are with browsers.
 *
 * @param offerTimeout how long a page may take to its first offer
 * @param grace how long a leg outlives both its signalling and its media, so that the page can come back to it
 */
public record BrowserConfig(Duration offerTimeout, Duration grace) {

    public static BrowserConfig defaults() {
        return new BrowserConfig(Duration.ofSeconds(60), Duration.ofSeconds(30));
    }
}

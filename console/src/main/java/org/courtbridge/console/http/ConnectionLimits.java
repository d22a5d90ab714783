package org.courtbridge.console.http;

import java.time.Duration;

/**
 * Limits that keep those who open connections and say little over them from taking the place of others.
 *
 * @param handshake time for TLS's, from the beginning of the connection
 * @param headers time after it until the headers of the first request are there as a whole
 * @param body time for the body of a request
 * @param file time for the body of one that brings a file
 * @param idle time from the end of an answer until the headers of the next request are there as a whole
 * @param ofSource connections of one address to the ports for others; one of version 6 stands for its whole /64,
 *     and its /48 may have four times as many
 * @param ofAll connections altogether
 */
public record ConnectionLimits(
        Duration handshake, Duration headers, Duration body, Duration file, Duration idle, int ofSource, int ofAll) {

    /** Times that leave room for a phone at the edge of its network. */
    public static ConnectionLimits usual(int ofSource, int ofAll) {
        return new ConnectionLimits(
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                Duration.ofMinutes(10),
                Duration.ofSeconds(75),
                ofSource,
                ofAll);
    }
}

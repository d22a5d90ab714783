package org.courtbridge.media.transport;

/**
 * Counts of one transport since its start.
 *
 * @param dropped arrivals that were malformed, unauthenticated, replayed, from a stranger's address, or of a payload type that was not agreed on
 * @param unsent packets that had no way to the party yet
 */
public record TransportStats(
        long packetsReceived, long bytesReceived, long packetsSent, long bytesSent, long dropped, long unsent) {

    TransportStats plus(TransportStats more) {
        return new TransportStats(
                packetsReceived + more.packetsReceived,
                bytesReceived + more.bytesReceived,
                packetsSent + more.packetsSent,
                bytesSent + more.bytesSent,
                dropped + more.dropped,
                unsent + more.unsent);
    }
}

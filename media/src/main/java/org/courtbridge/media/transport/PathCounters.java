package org.courtbridge.media.transport;

import java.util.concurrent.atomic.LongAdder;

/** Counts the packets that pass a {@link MediaPath} and those that do not. Written on the path's event loop. */
final class PathCounters {

    private final LongAdder droppedByAll;
    private long packetsReceived;
    private long bytesReceived;
    private long packetsSent;
    private long bytesSent;
    private long dropped;
    private long unsent;
    private volatile long lastPacketAt;

    /**
     * @param droppedByAll counts what all paths drop
     * @param now as {@link System#nanoTime}
     */
    PathCounters(LongAdder droppedByAll, long now) {
        this.droppedByAll = droppedByAll;
        this.lastPacketAt = now;
    }

    /** A valid packet has come. @param length in bytes, without what protects it */
    void received(int length, long now) {
        packetsReceived++;
        bytesReceived += length;
        lastPacketAt = now;
    }

    /** A packet is on its way to the socket. @param length in bytes, without what protects it */
    void sent(int length) {
        packetsSent++;
        bytesSent += length;
    }

    /** An arrival was not valid. */
    void dropped() {
        dropped++;
        droppedByAll.increment();
    }

    /** A packet could not be sent. */
    void unsent() {
        unsent++;
    }

    /** {@link System#nanoTime} of the last valid packet, or of the beginning; on any thread. */
    long lastPacketAt() {
        return lastPacketAt;
    }

    TransportStats stats() {
        return new TransportStats(packetsReceived, bytesReceived, packetsSent, bytesSent, dropped, unsent);
    }
}

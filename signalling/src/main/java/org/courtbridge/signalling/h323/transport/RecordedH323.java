package org.courtbridge.signalling.h323.transport;

import java.net.InetSocketAddress;
import org.courtbridge.media.leg.MediaTrace.Way;
import org.courtbridge.media.trace.CallTrace;

/** Writes the signalling of H.323 to the trace of all calls. */
public record RecordedH323(CallTrace calls) implements H323Trace {

    @Override
    public void datagram(
            String subject, Direction direction, InetSocketAddress local, InetSocketAddress remote, byte[] message) {
        calls.datagram(way(direction), subject, local, remote, message);
    }

    @Override
    public Connection connection(InetSocketAddress local, InetSocketAddress remote) {
        CallTrace.Connection connection = calls.connection(local, remote);
        return (call, direction, packet) -> connection.segment(way(direction), call, packet);
    }

    private static Way way(Direction direction) {
        return switch (direction) {
            case RECEIVED -> Way.FROM_PARTY;
            case SENT -> Way.TO_PARTY;
        };
    }
}

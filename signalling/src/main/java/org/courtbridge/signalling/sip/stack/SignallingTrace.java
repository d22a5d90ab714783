package org.courtbridge.signalling.sip.stack;

import java.net.InetSocketAddress;

/** Is shown every SIP message that comes and goes; called on the stack's threads, so it must not block. */
public interface SignallingTrace {

    /** Looks away. */
    SignallingTrace NONE = (callId, direction, local, remote, transport, text) -> {};

    /**
     * @param transport "UDP", "TCP" or "TLS"
     * @param text the whole message
     */
    void message(
            String callId,
            Direction direction,
            InetSocketAddress local,
            InetSocketAddress remote,
            String transport,
            String text);

    /** Seen from the gateway. */
    enum Direction {
        RECEIVED,
        SENT
    }
}

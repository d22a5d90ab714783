package org.courtbridge.signalling.h323.gatekeeper;

import java.util.concurrent.atomic.AtomicInteger;
import org.courtbridge.signalling.h323.transport.TpktConnection;

/** Counts the unsent octets of one of those who share a connection. From any thread. */
final class Backlog {

    private final TpktConnection connection;
    private final AtomicInteger waiting = new AtomicInteger();

    Backlog(TpktConnection connection) {
        this.connection = connection;
    }

    /** Octets of messages that the other side has made no room for yet. */
    int waiting() {
        return waiting.get();
    }

    /** @param contents of a packet */
    void send(byte[] contents) {
        waiting.addAndGet(contents.length);
        connection.send(contents, () -> waiting.addAndGet(-contents.length));
    }
}

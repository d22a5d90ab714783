package org.courtbridge.signalling.h323.transport;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Shows the packets of one connection to the trace, under the name of its call, which a Setup tells if nobody else does.
 * From any thread.
 */
final class TracedConnection {

    /** Of a connection that says something else before its Setup. */
    private static final String UNKNOWN = "unknown";

    private final H323Trace trace;
    private Optional<H323Trace.Connection> shown = Optional.empty();
    private Optional<String> call = Optional.empty();
    private Optional<Names> names = Optional.empty();

    /** Knows the call of each packet. */
    @FunctionalInterface
    public interface Names {

        /** @param contents of the packet */
        Optional<String> of(H323Trace.Direction direction, byte[] contents);
    }

    TracedConnection(H323Trace trace) {
        this.trace = trace;
    }

    boolean isShown() {
        return trace != H323Trace.NONE;
    }

    /** Names the call that the following packets belong to. @param name as {@link CallNames} has it */
    synchronized void belongsTo(String name) {
        call = Optional.of(name);
    }

    /** Each packet is another call's, perhaps. */
    synchronized void namedBy(Names known) {
        names = Optional.of(known);
    }

    /** @param contents of the packet, such as a message of Q.931 @param packet all of it */
    synchronized void packet(
            H323Trace.Direction direction,
            InetSocketAddress local,
            InetSocketAddress remote,
            byte[] contents,
            byte[] packet) {
        if (names.isPresent()) {
            call = names.get().of(direction, contents);
        } else if (call.isEmpty()) {
            call = CallNames.ofSetup(contents);
        }
        if (shown.isEmpty()) {
            shown = Optional.of(trace.connection(local, remote));
        }
        shown.get().packet(call.orElse(UNKNOWN), direction, packet);
    }
}

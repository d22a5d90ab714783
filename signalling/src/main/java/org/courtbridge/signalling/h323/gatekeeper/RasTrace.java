package org.courtbridge.signalling.h323.gatekeeper;

import java.net.InetSocketAddress;
import org.courtbridge.signalling.h323.transport.H323Trace;

/** Shows messages of RAS to the trace under the name of the call that they are about, or else of the endpoint. From any thread. */
final class RasTrace {

    private static final int REMEMBERED = 1_000;

    private final H323Trace trace;
    private final InetSocketAddress local;
    private final RasSubjects subjects = new RasSubjects(REMEMBERED);

    RasTrace(H323Trace trace, InetSocketAddress local) {
        this.trace = trace;
        this.local = local;
    }

    synchronized void message(H323Trace.Direction direction, InetSocketAddress remote, byte[] octets) {
        if (trace != H323Trace.NONE) {
            String subject = subjects.call(remote, octets)
                    .map(call -> "call " + call)
                    .orElseGet(() -> "endpoint " + remote.getAddress().getHostAddress() + ":" + remote.getPort());
            trace.datagram(subject, direction, local, remote, octets);
        }
    }
}

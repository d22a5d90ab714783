package org.courtbridge.signalling.h323.transport;

import java.net.InetSocketAddress;
import org.courtbridge.h323.q931.Q931Message;

/** Signalling connection of one call: its own, or its share of the one that an endpoint has for all of its calls. */
public interface CallConnection {

    void send(Q931Message message);

    /** Whether more of this call waits to be sent than there is if the other side reads; there is room for its release. */
    boolean isFull();

    /** The other side. */
    InetSocketAddress remote();

    /** Owner of the connection, as far as it shows. */
    CallSource source();

    /** Tells the trace. @param call as {@link CallNames} has it */
    void belongsTo(String call);

    /** After what was sent. An endpoint's connection stays, and the endpoint is told that the call is over, if it was not. */
    void close();
}

package org.courtbridge.gateway.h323;

import java.net.InetSocketAddress;

/** Where the signalling of one call goes: a connection of its own, or its part of one that an endpoint has for all of its calls. */
interface CallConnection {

    /** @param contents a message of Q.931 */
    void send(byte[] contents);

    /** Whether more waits to be sent than a connection has in it that is read at the other end: 64 KiB. */
    boolean isFull();

    /** The other side. */
    InetSocketAddress remote();

    /** Whether the endpoint has made it for all of its calls, as nobody reaches it (H.460.17). */
    boolean isTunnelled();

    /** Tells the trace. @param call as {@link CallNames} has it */
    void belongsTo(String call);

    /** After what was sent. An endpoint's connection stays. */
    void close();
}

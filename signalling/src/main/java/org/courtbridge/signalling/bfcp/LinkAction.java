package org.courtbridge.signalling.bfcp;

import io.netty.buffer.ByteBuf;

/** What is to be done by who owns a {@link FloorLink}. */
sealed interface LinkAction {

    /** One datagram, or one message of a stream. */
    record Send(ByteBuf bytes) implements LinkAction {}

    /** For the floor, which answers it by {@link FloorLink#answer}. */
    record Received(BfcpMessage message) implements LinkAction {}

    /** The party answers no more; nothing is sent to it until it is heard again. */
    record Lost() implements LinkAction {}
}

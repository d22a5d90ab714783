package org.courtbridge.signalling.bfcp;

import io.netty.buffer.ByteBuf;

/** Action that the owner of a {@link FloorLink} is to carry out. */
sealed interface LinkAction {

    /** Send one datagram, or one message of a stream. */
    record Send(ByteBuf bytes) implements LinkAction {}

    /** Hand a message to the floor, which answers it by {@link FloorLink#answer}. */
    record Received(BfcpMessage message) implements LinkAction {}

    /** The party answers no more; nothing is sent to it until it is heard again. */
    record Lost() implements LinkAction {}
}

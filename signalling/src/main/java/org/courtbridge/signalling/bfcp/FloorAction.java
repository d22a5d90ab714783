package org.courtbridge.signalling.bfcp;

import java.util.List;

/** A result of a {@link ContentFloor}: a message that its owner is to send, or a change that it is to act on. */
public sealed interface FloorAction {

    /** To the user whose message was received; exactly once for each that wants an answer, and before all that follows. */
    record Answer(int user, Primitive primitive, List<BfcpAttribute> attributes) implements FloorAction {}

    /** To a user who did not ask now, but has asked before. */
    record Tell(int user, Primitive primitive, List<BfcpAttribute> attributes) implements FloorAction {}

    /** The hearing is to {@link ContentFloor#grant} it or to {@link ContentFloor#deny} it. */
    record FloorAsked(int user) implements FloorAction {}

    /** The user presents now, and nobody else. */
    record FloorTaken(int user) implements FloorAction {}

    /** The user does not ask any more for what the hearing was asked for. */
    record FloorWithdrawn(int user) implements FloorAction {}

    /** Nobody presents. */
    record FloorFreed() implements FloorAction {}

    /** The user says that no more will come of it over this connection. */
    record SaidGoodbye(int user) implements FloorAction {}
}

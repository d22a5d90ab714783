package org.courtbridge.signalling.sip.stack;

import javax.sip.ClientTransaction;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.courtbridge.hearings.EndReason;

/** An event for a call's thread. */
public sealed interface CallEvent {

    /** A request within the dialog, other than ACK and CANCEL. */
    record Requested(ServerTransaction transaction, Request request) implements CallEvent {}

    record Acknowledged(Request request) implements CallEvent {}

    /** The hearing has decided whether it takes the leg in. */
    record Decided() implements CallEvent {}

    /** The party withdrew its INVITE. */
    record Cancelled() implements CallEvent {}

    record Responded(ClientTransaction transaction, Response response) implements CallEvent {}

    /** A request of ours was never answered, or could not be sent. */
    record Unanswered(ClientTransaction transaction) implements CallEvent {}

    /** Our answer to the INVITE was never acknowledged. */
    record Unacknowledged() implements CallEvent {}

    /** The hearing wants the call to end. */
    record EndWanted(EndReason reason) implements CallEvent {}

    /** The hearing wants a keyframe of the party. */
    record KeyframeWanted() implements CallEvent {}

    /** The hearing wants something that the party answers at once. */
    record EchoWanted(Runnable answered) implements CallEvent {}

    /** The party asks to present. */
    record FloorAsked() implements CallEvent {}

    /** The party presents no more, or does not ask to any more. */
    record FloorReleased() implements CallEvent {}

    /** The hearing has the party present. */
    record FloorGiven() implements CallEvent {}

    /** The hearing does not let the party present that has asked to. */
    record FloorDenied() implements CallEvent {}

    /** The hearing does not have the party present. */
    record FloorTaken() implements CallEvent {}
}

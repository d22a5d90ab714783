package org.courtbridge.signalling.sip.stack;

import java.net.InetAddress;
import javax.sip.ClientTransaction;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.courtbridge.hearings.EndReason;

/** An event for a call's thread. */
public sealed interface CallEvent {

    /**
     * A request within the dialog, other than ACK and CANCEL.
     *
     * @param origin where it comes from, as far as it is known
     */
    record Requested(ServerTransaction transaction, Request request, InetAddress origin) implements CallEvent {}

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

    /** The party has moved, as its registration shows. @param origin where it registers from */
    record Moved(InetAddress origin) implements CallEvent {}

    /** The party's media have been followed to a machine that its signalling does not come from. */
    record MediaFollowed(InetAddress machine) implements CallEvent {}

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

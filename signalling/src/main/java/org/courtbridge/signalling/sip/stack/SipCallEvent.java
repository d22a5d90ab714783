package org.courtbridge.signalling.sip.stack;

import java.net.InetAddress;
import javax.sip.ClientTransaction;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.courtbridge.hearings.EndReason;

/** An event for a call's thread. */
public sealed interface SipCallEvent {

    /**
     * A request within the dialog, other than ACK and CANCEL.
     *
     * @param origin where it comes from, as far as it is known
     */
    record Requested(ServerTransaction transaction, Request request, InetAddress origin) implements SipCallEvent {}

    record Acknowledged(Request request) implements SipCallEvent {}

    /** The hearing has decided whether it takes the leg in. */
    record Decided() implements SipCallEvent {}

    /** The party withdrew its INVITE. */
    record Cancelled() implements SipCallEvent {}

    record Responded(ClientTransaction transaction, Response response) implements SipCallEvent {}

    /** A request of ours was never answered, or could not be sent. */
    record Unanswered(ClientTransaction transaction) implements SipCallEvent {}

    /** Our answer to the INVITE was never acknowledged. */
    record Unacknowledged() implements SipCallEvent {}

    /** The party has moved, as its registration shows. @param origin where it registers from */
    record Moved(InetAddress origin) implements SipCallEvent {}

    /** The party's media have been followed to a machine that its signalling does not come from. */
    record MediaFollowed(InetAddress machine) implements SipCallEvent {}

    /** The hearing wants the call to end. */
    record EndWanted(EndReason reason) implements SipCallEvent {}

    /** The hearing wants a keyframe of the party. */
    record KeyframeWanted() implements SipCallEvent {}

    /** The hearing wants something that the party answers at once. */
    record EchoWanted(Runnable answered) implements SipCallEvent {}

    /** The party asks to present. */
    record FloorAsked() implements SipCallEvent {}

    /** The party presents no more, or does not ask to any more. */
    record FloorReleased() implements SipCallEvent {}

    /** The hearing has the party present. */
    record FloorGiven() implements SipCallEvent {}

    /** The hearing does not let the party present that has asked to. */
    record FloorDenied() implements SipCallEvent {}

    /** The hearing does not have the party present. */
    record FloorTaken() implements SipCallEvent {}
}

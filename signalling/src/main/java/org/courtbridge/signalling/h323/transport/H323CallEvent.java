package org.courtbridge.signalling.h323.transport;

import java.net.InetAddress;
import java.util.Optional;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.call.ReleaseReason;
import org.courtbridge.h323.call.SignallingMessage;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.media.leg.Roster;

/** An event for a call's thread. */
public sealed interface H323CallEvent {

    /** By call signalling. */
    record Signalled(SignallingMessage message) implements H323CallEvent {}

    /** The connection of call signalling is gone. */
    record SignallingLost() implements H323CallEvent {}

    /** By a connection of H.245. @param message encoded, if it is one */
    record Controlled(Octets message) implements H323CallEvent {}

    /** There is a connection of H.245. @param byThem whether the room made it */
    record ControlConnected(TpktConnection connection, boolean byThem) implements H323CallEvent {}

    /** We could not connect for H.245. */
    record ControlFailed() implements H323CallEvent {}

    record ControlLost(TpktConnection connection) implements H323CallEvent {}

    /** The room's media have been followed to a machine that its signalling does not come from. */
    record MediaFollowed(InetAddress machine) implements H323CallEvent {}

    /** The hearing wants the call to end. */
    record EndWanted(EndReason reason) implements H323CallEvent {}

    /** The party whom the room calls, and who is called meanwhile, is asked whether he answers. */
    record OtherRings() implements H323CallEvent {}

    /** He has answered. */
    record OtherAnswers() implements H323CallEvent {}

    /** He was not reached. @param reason as the room is told */
    record OtherUnreached(ReleaseReason reason) implements H323CallEvent {}

    /** A key was pressed where the room is to hear of it. @param key 0 to 9, *, #, A to D */
    record KeyPressed(char key) implements H323CallEvent {}

    /** The hearing wants a keyframe of the room. */
    record KeyframeWanted() implements H323CallEvent {}

    /** The hearing has the room present. */
    record PresentationGiven() implements H323CallEvent {}

    /** The hearing does not let the room present. */
    record PresentationDenied() implements H323CallEvent {}

    /** The hearing has the room present no more. */
    record PresentationTaken() implements H323CallEvent {}

    /** Whether somebody else presents. */
    record OthersPresent(boolean present) implements H323CallEvent {}

    /** The parties in the hearing with the room have changed; empty while it is not inside itself. */
    record CompanyChanged(Optional<Roster> inside) implements H323CallEvent {}

    /** The bit rate at which the room's picture came in the last second. @param useful bit/s that somebody has use of */
    record PictureRate(long bitsPerSecond, long useful) implements H323CallEvent {}
}

package org.courtbridge.signalling.h323.gatekeeper;

import org.courtbridge.h323.call.RoutedCall;
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.signalling.h323.transport.CallConnection;

/** Event for the thread of a routed call. */
sealed interface RoutedEvent {

    record Said(RoutedCall.Side by, Q931Message message) implements RoutedEvent {}

    /** There is a connection to the called side. */
    record Connected(CallConnection callee) implements RoutedEvent {}

    /** There is no connection with that side any more, or none came about. */
    record Lost(RoutedCall.Side side) implements RoutedEvent {}

    /** For the gatekeeper, a side's part in the call is over. */
    record Disengaged() implements RoutedEvent {}

    record EndWanted(EndReason reason) implements RoutedEvent {}
}

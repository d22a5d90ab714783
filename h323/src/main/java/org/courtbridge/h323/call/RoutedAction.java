package org.courtbridge.h323.call;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.courtbridge.h323.q931.Q931Message;

/** An action for the owner of a {@link RoutedCall} to carry out, or an event for it to know of. */
public sealed interface RoutedAction {

    /** Connect to the called side, and say how it went by {@link RoutedCall#connected} or {@link RoutedCall#connectionLost}. */
    record Connect(InetSocketAddress address) implements RoutedAction {}

    /** On the signalling connection with that side, after all that was sent before. */
    record Send(RoutedCall.Side to, Q931Message message) implements RoutedAction {}

    /** The called side has picked up. */
    record Answered() implements RoutedAction {}

    /**
     * The call has ended; nothing more comes of it. Both connections are to be closed, and one that is still being made.
     *
     * @param by who ended it, if one of the two did
     */
    record Ended(ReleaseReason reason, Optional<RoutedCall.Side> by) implements RoutedAction {}
}

package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h460.QosReport;

/** An action that a gatekeeper wants done, or an event that it tells. */
public sealed interface GatekeeperAction {

    /** A datagram. @param octets a RasMessage */
    record Send(Octets octets, InetSocketAddress to) implements GatekeeperAction {}

    /** On a connection of call signalling. @param octets a RasMessage */
    record SendTunnelled(Octets octets, RasPath.Tunnel to) implements GatekeeperAction {}

    record Registered(Registration endpoint) implements GatekeeperAction {}

    /** Nothing more is heard of it; its calls, which may go on without us, have ended before. */
    record Unregistered(Registration endpoint) implements GatekeeperAction {}

    record Admitted(AdmittedCall call) implements GatekeeperAction {}

    record BandwidthChanged(AdmittedCall call) implements GatekeeperAction {}

    /** An endpoint tells what it has measured of its part in a call (H.460.9): while it goes on, and before it has ended. */
    record Measured(AdmittedCall call, QosReport report) implements GatekeeperAction {}

    /** An endpoint tells what it has measured in a way that nobody understands. */
    record MeasuredUnclearly(Registration endpoint) implements GatekeeperAction {}

    /** The endpoint said so, or cannot be found any more. */
    record Ended(AdmittedCall call) implements GatekeeperAction {}

    /**
     * A neighbour was told to send a call here for one of ours, whose signalling goes through us.
     *
     * @param called who it is
     */
    record Located(List<AliasAddress> destinationInfo, Optional<Octets> callIdentifier, CalledEndpoint called)
            implements GatekeeperAction {}

    /** An endpoint does not come for a call that it was told of. @param callIdentifier 16 octets */
    record Uninvited(Octets callIdentifier) implements GatekeeperAction {}

    /**
     * Somebody wants to be called by aliases that are not his. Those of another's keep him from registering; those that nobody has
     * are left out.
     *
     * @param name that he has proved; empty without a password
     */
    record AliasesRefused(Optional<String> name, InetSocketAddress from, AliasOwner owner, List<AliasAddress> aliases)
            implements GatekeeperAction {}

    /**
     * Somebody did not prove who he is.
     *
     * @param subscriber of whom he has another password than the right one
     * @param endpoint if it is there already, and so stays
     */
    record Denied(Denial why, Optional<String> subscriber, InetSocketAddress from, Optional<Registration> endpoint)
            implements GatekeeperAction {}
}

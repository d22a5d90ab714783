package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.h460.IncomingCall;

/** An action that an endpoint's side of RAS wants done, or an event that it tells. */
public sealed interface ClientAction {

    /** A datagram. @param octets a RasMessage */
    record Send(Octets octets, InetSocketAddress to) implements ClientAction {}

    /** @param gatekeeper its RAS address */
    record Registered(InetSocketAddress gatekeeper, RegistrationMessage.Confirm confirm) implements ClientAction {}

    /** It is tried again by itself. @param reason of GRJ, RRJ or URQ; empty if nobody answered */
    record Lost(Optional<Choice> reason) implements ClientAction {}

    record Admitted(EndpointCall call, AdmissionMessage.Confirm confirm) implements ClientAction {}

    /**
     * @param reason of ARJ; empty if nobody answered, or there is no registration
     * @param callSignalAddresses of the gatekeeper, if the call is to go there
     */
    record Refused(EndpointCall call, Optional<Choice> reason, List<InetSocketAddress> callSignalAddresses)
            implements ClientAction {}

    /** The bandwidth is that of the call now, as it was asked for or as the gatekeeper wants it. */
    record BandwidthChanged(EndpointCall call) implements ClientAction {}

    /** @param allowed in units of 100 bit/s */
    record BandwidthRefused(EndpointCall call, long allowed) implements ClientAction {}

    /**
     * A call waits at the gatekeeper for the endpoint, which is to connect there, to name the call in a Facility, and then to
     * be called on that connection (H.460.18). It may come more than once for the same call.
     */
    record Invited(IncomingCall call) implements ClientAction {}

    /** The gatekeeper wants it to be hung up. */
    record Drop(EndpointCall call) implements ClientAction {}
}

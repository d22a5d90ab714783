package org.courtbridge.signalling.h323.gatekeeper;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.h323.call.SipStatus;
import org.courtbridge.h323.h225.AdmittedDetails;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.ras.AdmissionMessage;
import org.courtbridge.h323.ras.CallModel;
import org.courtbridge.signalling.rooms.CallFailedException;

/**
 * Route of an outgoing call to a room.
 *
 * @param address of call signalling that we connect to, the room's or the gatekeeper's
 * @param called aliases of the room in the Setup
 * @param destination the room's own address, where that is known
 * @param endpointIdentifier of ours, for a gatekeeper that routes the call
 * @param details that the gatekeeper wants the Setup to carry on
 * @param bandwidth of both directions that the gatekeeper grants, in units of 100 bit/s; empty if none was asked
 */
public record Route(
        InetSocketAddress address,
        List<AliasAddress> called,
        Optional<InetSocketAddress> destination,
        Optional<String> endpointIdentifier,
        AdmittedDetails details,
        Optional<Long> bandwidth) {

    /** To where a room is known to be. */
    public static Route to(InetSocketAddress address, List<AliasAddress> called) {
        return new Route(
                address, called, Optional.of(address), Optional.empty(), AdmittedDetails.NONE, Optional.empty());
    }

    /**
     * As the court's gatekeeper says (H.225.0, clause 7.11).
     *
     * @param called whom it was asked for
     * @throws CallFailedException if it does not let the call be made
     */
    public static Route admitted(Admission.Verdict verdict, List<AliasAddress> called) {
        return switch (verdict) {
            case Admission.Verdict.Granted granted -> granted(granted, called);
            case Admission.Verdict.Refused refused ->
                refused.instead()
                        .map(gatekeeper -> new Route(
                                gatekeeper,
                                called,
                                Optional.empty(),
                                Optional.empty(),
                                AdmittedDetails.NONE,
                                Optional.empty()))
                        .orElseThrow(() ->
                                CallFailedException.notAdmitted(SipStatus.of(refused.reason()), words(refused.said())));
            case Admission.Verdict.Unasked _ ->
                throw CallFailedException.unreachable("the court's gatekeeper does not say where it is");
        };
    }

    private static Route granted(Admission.Verdict.Granted granted, List<AliasAddress> called) {
        AdmissionMessage.Confirm confirm = granted.confirm();
        InetSocketAddress address = confirm.destCallSignalAddress()
                .filter(some -> !some.getAddress().isAnyLocalAddress())
                .orElseThrow(() -> CallFailedException.unreachable("the court's gatekeeper names no address"));
        boolean routed = confirm.callModel() == CallModel.GATEKEEPER_ROUTED;
        return new Route(
                address,
                confirm.destinationInfo().isEmpty() ? called : confirm.destinationInfo(),
                routed ? Optional.empty() : Optional.of(address),
                routed ? granted.endpointIdentifier() : Optional.empty(),
                confirm.details(),
                Optional.of(confirm.bandWidth()));
    }

    /** Text that explains an AdmissionRejectReason to a clerk; the reason itself if we know none. */
    public static String words(String reason) {
        return switch (reason) {
            case "calledPartyNotRegistered", "unallocatedNumber" -> "the room is not registered with it";
            case "noRouteToDestination" -> "it finds no way to the room";
            case "requestDenied", "invalidPermission" -> "it does not allow the call";
            case "resourceUnavailable", "exceedsCallCapacity" -> "it has no bandwidth left for the call";
            case "securityDenial", "securityError", "securityDHmismatch" -> "it does not take our proof of who we are";
            case "incompleteAddress", "aliasesInconsistent" -> "it does not take the room's user name for an alias";
            case "routeCallToGatekeeper" -> "it wants to route the call, and does not say where";
            case "routeCallToSCN" -> "it wants the room to be called by telephone";
            case "collectDestination" -> "it wants a longer number for the room";
            case "collectPIN" -> "it wants a PIN for the call";
            case "registerWithAssignedGK" -> "it wants us to register with another gatekeeper";
            case "neededFeatureNotSupported", "qosControlNotSupported" -> "it wants what we do not support";
            default -> reason;
        };
    }

    /** The aliases by which a room may be known elsewhere: who has a number may have registered it as a name. */
    public static List<AliasAddress> aliases(String username) {
        return Stream.of(OwnEndpoint.alias(username), new AliasAddress.H323Id(username))
                .distinct()
                .toList();
    }
}

package org.courtbridge.h323.ras;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.h460.IncomingCall;

/** Tells endpoints behind a NAT of calls that wait for them (H.460.18): SCI, and what they answer, SCR. */
final class Invitations {

    private final Registry registry;
    private final OutgoingRequests requests;

    Invitations(Registry registry, OutgoingRequests requests) {
        this.registry = registry;
        this.requests = requests;
    }

    void invite(Registration endpoint, IncomingCall call, Instant now, List<GatekeeperAction> actions) {
        if (!endpoint.traverses() || !registry.has(endpoint) || requests.isFull()) {
            actions.add(new GatekeeperAction.Uninvited(call.callIdentifier()));
            return;
        }
        requests.ask(
                endpoint,
                number -> new ServiceControlMessage.Indication(
                        number, List.of(), Optional.empty(), List.of(call.toFeature())),
                new OutgoingRequests.Subject.Invitation(call.callIdentifier()),
                now,
                actions);
    }

    /** That it was heard, or that the endpoint does not come. The connection tells more than this, and may come before. */
    void answered(ServiceControlMessage.Response response, Asked asked, List<GatekeeperAction> actions) {
        Optional<OutgoingRequests.Subject> subject = requests.answered(response.requestSeqNum(), asked.path());
        if (subject.orElse(null) instanceof OutgoingRequests.Subject.Invitation(Octets call)
                && response.result().filter(Invitations::isRefusal).isPresent()) {
            actions.add(new GatekeeperAction.Uninvited(call));
        }
    }

    private static boolean isRefusal(ServiceControlMessage.Result result) {
        return switch (result) {
            case STARTED, STOPPED -> false;
            case FAILED, NOT_AVAILABLE, NEEDED_FEATURE_NOT_SUPPORTED -> true;
        };
    }
}

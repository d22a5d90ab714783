package org.courtbridge.h323.ras;

import java.util.List;
import java.util.Optional;

/** Tells neighbours where to call those who are registered here (H.225.0, clause 7.13); who is none is told nothing. */
final class Locations {

    private final GatekeeperPolicy policy;
    private final Destinations destinations;

    Locations(GatekeeperPolicy policy, Destinations destinations) {
        this.policy = policy;
        this.destinations = destinations;
    }

    void locate(LocationMessage.Request request, Asked asked, List<GatekeeperAction> actions) {
        Optional<Destination> destination = policy.isNeighbour(asked.from().getAddress())
                ? destinations.registered(request.destinationInfo(), Optional.empty())
                : Optional.empty();
        destination
                .filter(known -> known.callModel() == CallModel.GATEKEEPER_ROUTED)
                .ifPresent(known -> actions.add(new GatekeeperAction.Located(
                        request.destinationInfo(), request.callIdentifier(), known.real())));
        RasMessage answer = destination
                .<RasMessage>map(known -> new LocationMessage.Confirm(
                        request.requestSeqNum(),
                        Optional.of(policy.zone().told(known.told(), asked.from())),
                        Optional.of(policy.zone().rasAddress(asked.from())),
                        request.destinationInfo()))
                .orElseGet(() -> new LocationMessage.Reject(request.requestSeqNum(), Reasons.LRJ_NOT_REGISTERED));
        Answers.answerStranger(asked.backTo(request.replyAddress()), answer, actions);
    }
}

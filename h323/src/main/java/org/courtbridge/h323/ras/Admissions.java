package org.courtbridge.h323.ras;

import java.util.List;
import java.util.Optional;

/** Whether calls may be made or answered (H.225.0, clause 7.11). */
final class Admissions {

    private final GatekeeperPolicy policy;
    private final Registry registry;
    private final Proofs proofs;
    private final Destinations destinations;
    private final AdmissionAnswers answers;
    private final Searches searches;

    Admissions(
            GatekeeperPolicy policy,
            Registry registry,
            Proofs proofs,
            Destinations destinations,
            AdmissionAnswers answers,
            Searches searches) {
        this.policy = policy;
        this.registry = registry;
        this.proofs = proofs;
        this.destinations = destinations;
        this.answers = answers;
        this.searches = searches;
    }

    void admit(AdmissionMessage.Request request, Asked asked, List<GatekeeperAction> actions) {
        Optional<Registration> known = registry.identified(request.endpointIdentifier());
        if (known.isEmpty()) {
            answers.refuse(request, asked, Reasons.ARJ_CALLER_NOT_REGISTERED, actions);
            return;
        }
        Optional<Asked> proved = proofs.prove(known.get(), asked, actions);
        if (proved.isEmpty()) {
            answers.refuse(request, asked, Reasons.ARJ_SECURITY_DENIAL, actions);
        } else if (known.get().openCalls().size() >= policy.limits().mostCallsEach()) {
            answers.refuse(request, proved.get(), Reasons.ARJ_EXCEEDS_CALL_CAPACITY, actions);
        } else if (request.answerCall()) {
            // Where it came from, its Setup says, and not the endpoint.
            answers.admit(request, proved.get(), destination(known.get()), List.of(), actions);
        } else {
            admitCaller(request, proved.get(), actions);
        }
    }

    private Destination destination(Registration called) {
        return destinations.at(called, policy.callModel());
    }

    private void admitCaller(AdmissionMessage.Request request, Asked asked, List<GatekeeperAction> actions) {
        if (request.parties().destinationInfo().isEmpty()
                && request.parties().destCallSignalAddress().isEmpty()) {
            answers.refuse(request, asked, Reasons.ARJ_INCOMPLETE_ADDRESS, actions);
            return;
        }
        boolean maySearch = !request.parties().destinationInfo().isEmpty() && searches.mayBegin();
        Registration caller = asked.sender().orElseThrow();
        Optional<Destination> destination = destinations
                .find(request.parties().destinationInfo(), request.parties().destCallSignalAddress(), caller)
                .filter(_ ->
                        !maySearch || !destinations.areVacant(request.parties().destinationInfo(), caller));
        if (destination.isPresent()) {
            answers.admit(request, asked, destination.get(), request.parties().destinationInfo(), actions);
        } else if (maySearch) {
            searches.begin(request, asked, actions);
        } else {
            answers.refuse(request, asked, Reasons.ARJ_CALLED_PARTY_NOT_REGISTERED, actions);
        }
    }
}

package org.courtbridge.h323.ras;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The ends of calls: an endpoint hangs up, or is told to (H.225.0, clause 7.14). */
final class Disengagements {

    private final GatekeeperPolicy policy;
    private final Registry registry;
    private final Proofs proofs;
    private final Answers answers;
    private final OutgoingRequests requests;
    private final Calls calls;

    Disengagements(
            GatekeeperPolicy policy,
            Registry registry,
            Proofs proofs,
            Answers answers,
            OutgoingRequests requests,
            Calls calls) {
        this.policy = policy;
        this.registry = registry;
        this.proofs = proofs;
        this.answers = answers;
        this.requests = requests;
        this.calls = calls;
    }

    void disengage(DisengageMessage.Request request, Asked asked, List<GatekeeperAction> actions) {
        int number = request.requestSeqNum();
        Optional<Registration> known = registry.identified(request.endpointIdentifier());
        if (known.isEmpty()) {
            answers.answer(asked, new DisengageMessage.Reject(number, Reasons.DRJ_NOT_REGISTERED), actions);
            return;
        }
        Optional<Asked> proved = proofs.prove(known.get(), asked, actions);
        if (proved.isEmpty()) {
            answers.answer(asked, new DisengageMessage.Reject(number, Reasons.DRJ_SECURITY_DENIAL), actions);
            return;
        }
        // A call that is over already is over.
        Calls.find(known.get(), request.callIdentifier(), request.conferenceId(), request.answeredCall())
                .ifPresent(call -> calls.end(call, actions));
        answers.answer(proved.get(), new DisengageMessage.Confirm(number), actions);
    }

    /** Tells an endpoint to hang up. */
    void drop(AdmittedCall call, Instant now, List<GatekeeperAction> actions) {
        if (call.isOver()) {
            return;
        }
        calls.end(call, actions);
        requests.ask(
                call.endpoint(),
                number -> new DisengageMessage.Request(
                        number,
                        call.endpoint().endpointIdentifier(),
                        call.conferenceId(),
                        call.callReferenceValue(),
                        Reasons.DRQ_FORCED_DROP,
                        call.callIdentifier(),
                        call.answered(),
                        Optional.of(policy.gatekeeperIdentifier())),
                new OutgoingRequests.Subject.Farewell(),
                now,
                actions);
    }
}

package org.courtbridge.h323.ras;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The ends of calls: an endpoint hangs up, or is told to (H.225.0, clause 7.14), or the signalling that we route ends. */
final class Disengagements {

    private final GatekeeperPolicy policy;
    private final Endpoints endpoints;
    private final Answers answers;
    private final OutgoingRequests requests;
    private final Calls calls;

    Disengagements(
            GatekeeperPolicy policy, Endpoints endpoints, Answers answers, OutgoingRequests requests, Calls calls) {
        this.policy = policy;
        this.endpoints = endpoints;
        this.answers = answers;
        this.requests = requests;
        this.calls = calls;
    }

    void disengage(DisengageMessage.Request request, Asked asked, List<GatekeeperAction> actions) {
        int number = request.requestSeqNum();
        endpoints
                .prove(
                        request.endpointIdentifier(),
                        asked,
                        reason -> new DisengageMessage.Reject(number, reason, Referral.NONE),
                        Reasons.DRJ_NOT_REGISTERED,
                        Reasons.DRJ_SECURITY_DENIAL,
                        actions)
                .ifPresent(proved -> {
                    // A call that is over already is over.
                    Calls.find(
                                    proved.sender().orElseThrow(),
                                    request.callIdentifier(),
                                    request.conferenceId(),
                                    request.answeredCall())
                            .ifPresent(call -> {
                                QosReports.take(call.endpoint(), request.features(), Optional.of(call), actions);
                                calls.end(call, actions);
                            });
                    answers.answer(proved, new DisengageMessage.Confirm(number), actions);
                });
    }

    /** A call is over, whether its endpoint says so or not. */
    void ended(AdmittedCall call, List<GatekeeperAction> actions) {
        if (!call.isOver()) {
            calls.end(call, actions);
        }
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
                        Optional.of(policy.zone().gatekeeperIdentifier()),
                        List.of()),
                new OutgoingRequests.Subject.Farewell(),
                now,
                actions);
    }
}

package org.courtbridge.h323.ras;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The bandwidth that calls are granted, and others for them, as their endpoints wish or as we do (H.225.0, clause 7.12). */
final class BandwidthChanges {

    private final GatekeeperPolicy policy;
    private final Endpoints endpoints;
    private final Answers answers;
    private final OutgoingRequests requests;
    private final Calls calls;

    BandwidthChanges(
            GatekeeperPolicy policy, Endpoints endpoints, Answers answers, OutgoingRequests requests, Calls calls) {
        this.policy = policy;
        this.endpoints = endpoints;
        this.answers = answers;
        this.requests = requests;
        this.calls = calls;
    }

    /** Of all calls together, in units of 100 bit/s. */
    long granted() {
        return calls.bandWidth();
    }

    /** An endpoint asks. */
    void change(BandwidthMessage.Request request, Asked asked, List<GatekeeperAction> actions) {
        int number = request.requestSeqNum();
        endpoints
                .prove(
                        request.endpointIdentifier(),
                        asked,
                        reason -> new BandwidthMessage.Reject(number, reason, 0, Referral.NONE),
                        Reasons.BRJ_NOT_BOUND,
                        Reasons.BRJ_SECURITY_DENIAL,
                        actions)
                .ifPresent(proved -> answers.answer(proved, changed(request, proved, actions), actions));
    }

    private RasMessage changed(BandwidthMessage.Request request, Asked proved, List<GatekeeperAction> actions) {
        return Calls.find(
                        proved.sender().orElseThrow(),
                        request.callIdentifier(),
                        request.conferenceId(),
                        request.answeredCall())
                .map(found -> change(found, request, proved.now(), actions))
                .orElseGet(() -> new BandwidthMessage.Reject(
                        request.requestSeqNum(), Reasons.BRJ_INVALID_CONFERENCE_ID, 0, Referral.NONE));
    }

    private RasMessage change(
            AdmittedCall call, BandwidthMessage.Request request, Instant now, List<GatekeeperAction> actions) {
        int number = request.requestSeqNum();
        call.heardOf(now);
        long most = Math.min(policy.limits().mostBandwidthOfCall(), calls.bandWidthLeft() + call.bandWidth());
        if (request.bandWidth() > most) {
            return new BandwidthMessage.Reject(number, Reasons.BRJ_INSUFFICIENT_RESOURCES, most, Referral.NONE);
        }
        grant(call, request.bandWidth(), actions);
        return new BandwidthMessage.Confirm(number, request.bandWidth());
    }

    /** Asks an endpoint. @param wanted of both directions, in units of 100 bit/s */
    void ask(AdmittedCall call, long wanted, Instant now, List<GatekeeperAction> actions) {
        if (call.isOver()) {
            return;
        }
        requests.ask(
                call.endpoint(),
                number -> new BandwidthMessage.Request(
                        number,
                        call.endpoint().endpointIdentifier(),
                        call.conferenceId(),
                        call.callReferenceValue(),
                        wanted,
                        call.callIdentifier(),
                        call.answered(),
                        Optional.of(policy.zone().gatekeeperIdentifier())),
                new OutgoingRequests.Subject.Change(call, wanted),
                now,
                actions);
    }

    /** An endpoint does what it was asked for. */
    void confirmed(BandwidthMessage.Confirm confirm, Asked asked, List<GatekeeperAction> actions) {
        if (requests.answered(confirm.requestSeqNum(), asked.path()).orElse(null)
                        instanceof OutgoingRequests.Subject.Change(AdmittedCall call, long wanted)
                && !call.isOver()) {
            grant(call, wanted, actions);
        }
    }

    private void grant(AdmittedCall call, long granted, List<GatekeeperAction> actions) {
        calls.grant(call, granted);
        actions.add(new GatekeeperAction.BandwidthChanged(call));
    }
}

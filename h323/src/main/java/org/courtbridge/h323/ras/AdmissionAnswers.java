package org.courtbridge.h323.ras;

import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.h225.AdmittedDetails;
import org.courtbridge.h323.h225.AliasAddress;

/** Admits a call whose destination is known, if there is bandwidth for it, or refuses it. */
final class AdmissionAnswers {

    private final GatekeeperPolicy policy;
    private final Answers answers;
    private final Calls calls;
    private final CallWatch watch;

    AdmissionAnswers(GatekeeperPolicy policy, Answers answers, Calls calls, CallWatch watch) {
        this.policy = policy;
        this.answers = answers;
        this.calls = calls;
        this.watch = watch;
    }

    void refuse(AdmissionMessage.Request request, Asked asked, Choice reason, List<GatekeeperAction> actions) {
        answers.answer(
                asked,
                new AdmissionMessage.Reject(
                        request.requestSeqNum(),
                        reason,
                        List.of(),
                        new Referral(
                                reason.equals(Reasons.ARJ_CALLER_NOT_REGISTERED)
                                        ? policy.zone().alternates()
                                        : List.of(),
                                false)),
                actions);
    }

    /**
     * Admits a call, or one that was admitted already once more, with another bandwidth perhaps.
     *
     * @param asked a proved request
     * @param aliases of who is called, for a caller that can use others than its own
     */
    void admit(
            AdmissionMessage.Request request,
            Asked asked,
            Destination destination,
            List<AliasAddress> aliases,
            List<GatekeeperAction> actions) {
        Registration endpoint = asked.sender().orElseThrow();
        long granted = Math.min(request.bandWidth(), policy.limits().mostBandwidthOfCall());
        Optional<AdmittedCall> again = endpoint.openCalls().stream()
                .filter(call -> call.answered() == request.answerCall()
                        && call.is(
                                request.identity().callIdentifier(),
                                request.identity().conferenceId()))
                .findFirst();
        if (granted > calls.bandWidthLeft() + again.map(AdmittedCall::bandWidth).orElse(0L)) {
            refuse(request, asked, Reasons.ARJ_RESOURCE_UNAVAILABLE, actions);
            return;
        }
        if (again.isPresent()) {
            calls.grant(again.get(), granted);
            again.get().heardOf(asked.now());
        } else {
            watch.begin(calls.begin(endpoint, request, destination, granted, asked.now(), actions), asked.now());
        }
        answers.answer(
                asked,
                new AdmissionMessage.Confirm(
                        request.requestSeqNum(),
                        granted,
                        destination.callModel(),
                        Optional.of(policy.zone().told(destination.told(), asked.from())),
                        Optional.of(policy.times().irrFrequency()),
                        request.canMapAlias() ? aliases : List.of(),
                        true,
                        AdmittedDetails.NONE,
                        QosReports.wantedOf(request.features())),
                actions);
    }
}

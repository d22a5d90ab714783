package org.courtbridge.h323.ras;

import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.h460.Feature;
import org.courtbridge.h323.h460.FeatureSet;
import org.courtbridge.h323.h460.QosReport;
import org.courtbridge.h323.per.PerException;

/** Hands on the reports of endpoints on the media of their calls (H.460.9). */
final class QosReports {

    private QosReports() {}

    /** Asks an endpoint that can report (H.460.9, clause 4.1) to do so, all along and not at the end alone. */
    static FeatureSet wantedOf(FeatureSet theirs) {
        return theirs.find(Feature.QOS_MONITORING)
                .map(_ -> FeatureSet.desiring(Feature.of(Feature.QOS_MONITORING)))
                .orElse(FeatureSet.NONE);
    }

    /**
     * Hands on what is in a message of an endpoint, of its own calls; what cannot be understood takes nothing from the message.
     *
     * @param ending the call that the message ends, if it does
     */
    static void take(
            Registration endpoint,
            List<Feature> features,
            Optional<AdmittedCall> ending,
            List<GatekeeperAction> actions) {
        try {
            for (QosReport report : QosReport.of(features)) {
                report.call()
                        .flatMap(name ->
                                Calls.find(endpoint, Optional.of(name.callIdentifier()), name.conferenceId(), false))
                        .or(() -> report.call().isEmpty() ? ending : Optional.empty())
                        .ifPresent(call -> actions.add(new GatekeeperAction.Measured(call, report)));
            }
        } catch (PerException _) {
            actions.add(new GatekeeperAction.MeasuredUnclearly(endpoint));
        }
    }
}

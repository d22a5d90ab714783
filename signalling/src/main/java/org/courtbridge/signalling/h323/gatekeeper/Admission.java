package org.courtbridge.signalling.h323.gatekeeper;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.call.ReleaseReason;
import org.courtbridge.h323.ras.AdmissionMessage;

/** The answer of our gatekeeper to a call. Closed when the call is over, of which the gatekeeper is then told. */
public record Admission(Verdict verdict, Runnable over) implements AutoCloseable {

    /** Used where there is no gatekeeper, or none that answers: hearings go on without it. */
    public static final Admission UNASKED = new Admission(new Verdict.Unasked(), () -> {});

    public sealed interface Verdict {

        record Unasked() implements Verdict {}

        /** @param endpointIdentifier by which the gatekeeper knows us */
        record Granted(AdmissionMessage.Confirm confirm, Optional<String> endpointIdentifier) implements Verdict {}

        /**
         * @param said why, as AdmissionRejectReason has it
         * @param reason what a caller is told for it
         * @param instead where the call is to go: to the gatekeeper, which wants to route it
         */
        record Refused(String said, ReleaseReason reason, Optional<InetSocketAddress> instead) implements Verdict {}
    }

    static Admission granted(AdmissionMessage.Confirm confirm, Optional<String> endpointIdentifier, Runnable over) {
        return new Admission(new Verdict.Granted(confirm, endpointIdentifier), over);
    }

    private static Admission refused(String said, ReleaseReason reason, Optional<InetSocketAddress> instead) {
        return new Admission(new Verdict.Refused(said, reason, instead), () -> {});
    }

    /** Nobody was asked, for something is wrong with the call or with us. */
    static Admission failed(ReleaseReason reason) {
        return refused("undefinedReason", reason, Optional.empty());
    }

    /** A refusal; who does not know us has no say. @param gatekeeper addresses of its call signalling, if it says so */
    static Admission refused(Choice reason, List<InetSocketAddress> gatekeeper) {
        return switch (reason.name()) {
            case "callerNotRegistered", "invalidEndpointIdentifier" -> UNASKED;
            // With routeCallToSCN it names telephone numbers instead, and we have no telephone line to call them by.
            case "routeCallToGatekeeper" ->
                refused(
                        reason.name(),
                        reason(reason.name()),
                        gatekeeper.stream().findFirst());
            default -> refused(reason.name(), reason(reason.name()), Optional.empty());
        };
    }

    /** The reason that a caller is told instead of an AdmissionRejectReason. */
    public static ReleaseReason reason(String refusal) {
        return switch (refusal) {
            case "routeCallToGatekeeper", "routeCallToSCN" -> ReleaseReason.ofReason("facilityCallDeflection");
            case "calledPartyNotRegistered" -> ReleaseReason.NOT_REGISTERED;
            case "unallocatedNumber" -> ReleaseReason.UNKNOWN_NUMBER;
            case "noRouteToDestination" -> ReleaseReason.ofReason("unreachableDestination");
            case "invalidPermission" -> ReleaseReason.ofReason("noPermission");
            case "resourceUnavailable", "exceedsCallCapacity" -> ReleaseReason.ofReason("gatekeeperResources");
            case "securityDenial", "securityError", "securityDHmismatch" -> ReleaseReason.SECURITY;
            case "incompleteAddress", "aliasesInconsistent", "collectDestination" ->
                ReleaseReason.ofReason("badFormatAddress");
            case "collectPIN" -> ReleaseReason.ofReason("noPermission");
            case "neededFeatureNotSupported", "genericDataReason" -> ReleaseReason.ofReason(refusal);
            case "registerWithAssignedGK" -> ReleaseReason.ofReason("callerNotRegistered");
            default -> ReleaseReason.REJECTED;
        };
    }

    @Override
    public void close() {
        over.run();
    }
}

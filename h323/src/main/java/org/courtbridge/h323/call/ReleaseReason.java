package org.courtbridge.h323.call;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Why a call ended, in the two ways in which H.323 says it: endpoints most often by a Cause of Q.931, gatekeepers by a
 * ReleaseCompleteReason. Where only one was said, the other is what H.225.0, table 5, puts beside it.
 *
 * @param reason as ReleaseCompleteReason has it; empty where the cause has no counterpart
 * @param cause 1 to 127 (Q.850); empty from a later version that says only what nobody here knows
 */
public record ReleaseReason(Optional<String> reason, Optional<Integer> cause) {

    public static final ReleaseReason NORMAL = ofCause(16);
    public static final ReleaseReason BUSY = ofCause(17);
    public static final ReleaseReason NOBODY_RESPONDS = ofCause(18);
    public static final ReleaseReason NO_ANSWER = ofCause(19);
    public static final ReleaseReason REJECTED = ofCause(21);
    public static final ReleaseReason UNKNOWN_NUMBER =
            new ReleaseReason(Optional.of("unreachableDestination"), Optional.of(1));

    /** There is no connection to be had with who is called. */
    public static final ReleaseReason UNREACHABLE = ofReason("unreachableDestination");

    /** The called party has not registered with its gatekeeper. */
    public static final ReleaseReason NOT_REGISTERED = ofReason("calledPartyNotRegistered");

    public static final ReleaseReason OUT_OF_ORDER = ofCause(27);

    /** A supplementary service that must not be left out cannot be had. */
    public static final ReleaseReason FACILITY_REJECTED = ofCause(29);

    public static final ReleaseReason NO_CIRCUIT = ofCause(34);
    public static final ReleaseReason CONGESTED = ofCause(42);
    public static final ReleaseReason INCOMPATIBLE = ofCause(88);
    public static final ReleaseReason MALFORMED = ofCause(100);
    public static final ReleaseReason TIMER_EXPIRED = ofCause(102);

    /** The called party's gatekeeper does not let the call through. */
    public static final ReleaseReason NO_PERMISSION = ofReason("noPermission");

    /** A gatekeeper that routes has no room for the call. */
    public static final ReleaseReason GATEKEEPER_RESOURCES = ofReason("gatekeeperResources");

    public static final ReleaseReason SECURITY = ofReason("securityDenied");
    public static final ReleaseReason TEMPORARY_FAILURE = ofCause(41);

    /** The call goes elsewhere. */
    public static final ReleaseReason DEFLECTED = ofReason("facilityCallDeflection");

    /** We have nothing left that a call needs, such as ports. */
    public static final ReleaseReason NO_RESOURCES =
            new ReleaseReason(Optional.of("gatewayResources"), Optional.of(47));

    /** Of the class of protocol errors and interworking (Q.850, table 1). */
    private static final int FIRST_PROTOCOL_ERROR = 95;

    /** Normal clearing, which is also what no cause at all means; normal, unspecified; temporary failure. */
    private static final Set<Integer> UNSPECIFIED = Set.of(16, 31, 41);

    private static final String UNDEFINED = "undefinedReason";

    private static Map<String, Integer> table() {
        return Map.ofEntries(
                Map.entry("noBandwidth", 34),
                Map.entry("gatekeeperResources", 47),
                Map.entry("unreachableDestination", 3),
                Map.entry("destinationRejection", 16),
                Map.entry("invalidRevision", 88),
                Map.entry("noPermission", 111),
                Map.entry("unreachableGatekeeper", 38),
                Map.entry("gatewayResources", 42),
                Map.entry("badFormatAddress", 28),
                Map.entry("adaptiveBusy", 41),
                Map.entry("inConf", 17),
                Map.entry(UNDEFINED, 31),
                Map.entry("facilityCallDeflection", 16),
                Map.entry("securityDenied", 31),
                Map.entry("calledPartyNotRegistered", 20),
                Map.entry("callerNotRegistered", 31),
                Map.entry("newConnectionNeeded", 47),
                Map.entry("nonStandardReason", 127),
                Map.entry("replaceWithConferenceInvite", 31),
                Map.entry("genericDataReason", 31),
                Map.entry("neededFeatureNotSupported", 31),
                Map.entry("tunnelledSignallingRejected", 127),
                // Later than the table: as SIP's 483 has it (RFC 3398), and as securityDenied.
                Map.entry("hopCountExceeded", 25),
                Map.entry("securityError", 31));
    }

    /** @param value 1 to 127 (Q.850) */
    public static ReleaseReason ofCause(int value) {
        return new ReleaseReason(counterpart(value), Optional.of(value));
    }

    /** @param name of ReleaseCompleteReason */
    public static ReleaseReason ofReason(String name) {
        return new ReleaseReason(Optional.of(name), Optional.ofNullable(table().get(name)));
    }

    /** Reads the reason, the cause, or both; a Release that has neither is an ordinary one. */
    static ReleaseReason of(Optional<String> reason, Optional<Integer> cause) {
        if (reason.isPresent() && cause.isPresent()) {
            return new ReleaseReason(reason, cause);
        }
        return reason.map(ReleaseReason::ofReason)
                .or(() -> cause.map(ReleaseReason::ofCause))
                .orElse(NORMAL);
    }

    /**
     * Whether it says nothing of who is called, neither where he is nor what he wants: an error of the protocol, or something
     * unspecified. That is how a system ends a call of which it could not read the Setup.
     */
    public boolean mayBeAnError() {
        return cause.filter(value -> value >= FIRST_PROTOCOL_ERROR || UNSPECIFIED.contains(value))
                .isPresent();
    }

    /** The counterpart of a cause: several have one and the same. */
    private static Optional<String> counterpart(int cause) {
        return switch (cause) {
            case 3 -> Optional.of("unreachableDestination");
            case 16, 21 -> Optional.of("destinationRejection");
            case 17 -> Optional.of("inConf");
            case 20 -> Optional.of("calledPartyNotRegistered");
            case 28 -> Optional.of("badFormatAddress");
            case 34 -> Optional.of("noBandwidth");
            case 38 -> Optional.of("unreachableGatekeeper");
            case 41 -> Optional.of("adaptiveBusy");
            case 42 -> Optional.of("gatewayResources");
            case 47 -> Optional.of("gatekeeperResources");
            case 88 -> Optional.of("invalidRevision");
            case 111 -> Optional.of("noPermission");
            default -> Optional.of(UNDEFINED);
        };
    }
}

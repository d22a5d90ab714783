package org.courtbridge.h323.ras;

import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.h225.RasTypes;

/** The reasons that we give or act on; whatever else comes is kept as it is. */
public final class Reasons {

    private Reasons() {}

    public static final Choice GRJ_TERMINAL_EXCLUDED = RasTypes.GATEKEEPER_REJECT_REASON.value("terminalExcluded");
    public static final Choice GRJ_SECURITY_DENIAL = RasTypes.GATEKEEPER_REJECT_REASON.value("securityDenial");
    public static final Choice GRJ_RESOURCE_UNAVAILABLE =
            RasTypes.GATEKEEPER_REJECT_REASON.value("resourceUnavailable");

    public static final Choice RRJ_DISCOVERY_REQUIRED = RasTypes.REGISTRATION_REJECT_REASON.value("discoveryRequired");
    public static final Choice RRJ_INVALID_CALL_SIGNAL_ADDRESS =
            RasTypes.REGISTRATION_REJECT_REASON.value("invalidCallSignalAddress");
    public static final Choice RRJ_INVALID_RAS_ADDRESS = RasTypes.REGISTRATION_REJECT_REASON.value("invalidRASAddress");
    public static final Choice RRJ_RESOURCE_UNAVAILABLE =
            RasTypes.REGISTRATION_REJECT_REASON.value("resourceUnavailable");
    public static final Choice RRJ_INVALID_ALIAS = RasTypes.REGISTRATION_REJECT_REASON.value("invalidAlias");
    public static final Choice RRJ_SECURITY_DENIAL = RasTypes.REGISTRATION_REJECT_REASON.value("securityDenial");
    public static final Choice RRJ_FULL_REGISTRATION_REQUIRED =
            RasTypes.REGISTRATION_REJECT_REASON.value("fullRegistrationRequired");
    public static final Choice RRJ_ADDITIVE_REGISTRATION_NOT_SUPPORTED =
            RasTypes.REGISTRATION_REJECT_REASON.value("additiveRegistrationNotSupported");

    public static final Choice URQ_REREGISTRATION_REQUIRED =
            RasTypes.UNREG_REQUEST_REASON.value("reregistrationRequired");
    public static final Choice URQ_TTL_EXPIRED = RasTypes.UNREG_REQUEST_REASON.value("ttlExpired");
    public static final Choice URQ_SECURITY_DENIAL = RasTypes.UNREG_REQUEST_REASON.value("securityDenial");
    public static final Choice URQ_MAINTENANCE = RasTypes.UNREG_REQUEST_REASON.value("maintenance");

    public static final Choice URJ_NOT_CURRENTLY_REGISTERED =
            RasTypes.UNREG_REJECT_REASON.value("notCurrentlyRegistered");
    public static final Choice URJ_SECURITY_DENIAL = RasTypes.UNREG_REJECT_REASON.value("securityDenial");

    public static final Choice ARJ_CALLED_PARTY_NOT_REGISTERED =
            RasTypes.ADMISSION_REJECT_REASON.value("calledPartyNotRegistered");
    public static final Choice ARJ_CALLER_NOT_REGISTERED =
            RasTypes.ADMISSION_REJECT_REASON.value("callerNotRegistered");
    public static final Choice ARJ_INVALID_ENDPOINT_IDENTIFIER =
            RasTypes.ADMISSION_REJECT_REASON.value("invalidEndpointIdentifier");
    public static final Choice ARJ_ROUTE_CALL_TO_GATEKEEPER =
            RasTypes.ADMISSION_REJECT_REASON.value("routeCallToGatekeeper");
    public static final Choice ARJ_RESOURCE_UNAVAILABLE = RasTypes.ADMISSION_REJECT_REASON.value("resourceUnavailable");
    public static final Choice ARJ_INCOMPLETE_ADDRESS = RasTypes.ADMISSION_REJECT_REASON.value("incompleteAddress");
    public static final Choice ARJ_SECURITY_DENIAL = RasTypes.ADMISSION_REJECT_REASON.value("securityDenial");
    public static final Choice ARJ_EXCEEDS_CALL_CAPACITY =
            RasTypes.ADMISSION_REJECT_REASON.value("exceedsCallCapacity");

    public static final Choice BRJ_NOT_BOUND = RasTypes.BAND_REJECT_REASON.value("notBound");
    public static final Choice BRJ_INVALID_CONFERENCE_ID = RasTypes.BAND_REJECT_REASON.value("invalidConferenceID");
    public static final Choice BRJ_INSUFFICIENT_RESOURCES = RasTypes.BAND_REJECT_REASON.value("insufficientResources");
    public static final Choice BRJ_SECURITY_DENIAL = RasTypes.BAND_REJECT_REASON.value("securityDenial");

    public static final Choice DRQ_FORCED_DROP = RasTypes.DISENGAGE_REASON.value("forcedDrop");
    public static final Choice DRQ_NORMAL_DROP = RasTypes.DISENGAGE_REASON.value("normalDrop");

    public static final Choice DRJ_NOT_REGISTERED = RasTypes.DISENGAGE_REJECT_REASON.value("notRegistered");
    public static final Choice DRJ_SECURITY_DENIAL = RasTypes.DISENGAGE_REJECT_REASON.value("securityDenial");

    public static final Choice LRJ_NOT_REGISTERED = RasTypes.LOCATION_REJECT_REASON.value("notRegistered");

    public static final Choice INAK_NOT_REGISTERED = RasTypes.INFO_REQUEST_NAK_REASON.value("notRegistered");
    public static final Choice INAK_SECURITY_DENIAL = RasTypes.INFO_REQUEST_NAK_REASON.value("securityDenial");

    /** A gatekeeper that refuses a call for one of these does not know the endpoint any more. */
    static boolean isUnknown(Choice reason) {
        return reason.equals(ARJ_CALLER_NOT_REGISTERED) || reason.equals(ARJ_INVALID_ENDPOINT_IDENTIFIER);
    }

    /** An endpoint that has one of these is to register anew, with all that it is. */
    static boolean wantsFullRegistration(Choice reason) {
        return reason.equals(RRJ_FULL_REGISTRATION_REQUIRED) || reason.equals(RRJ_DISCOVERY_REQUIRED);
    }
}

package org.courtbridge.h323.h225;

import static org.courtbridge.h323.asn1.Builtin.BOOLEAN;
import static org.courtbridge.h323.asn1.Builtin.NULL;
import static org.courtbridge.h323.asn1.Builtin.integer;
import static org.courtbridge.h323.asn1.Builtin.printableString;
import static org.courtbridge.h323.asn1.ChoiceType.choice;
import static org.courtbridge.h323.asn1.Component.MORE;
import static org.courtbridge.h323.asn1.Component.field;
import static org.courtbridge.h323.asn1.Component.optional;
import static org.courtbridge.h323.asn1.ListType.listOf;
import static org.courtbridge.h323.asn1.SequenceType.sequence;
import static org.courtbridge.h323.h225.EndpointTypes.SUPPORTED_PREFIXES;
import static org.courtbridge.h323.h225.Identifiers.BAND_WIDTH;
import static org.courtbridge.h323.h225.Identifiers.CALL_IDENTIFIER;
import static org.courtbridge.h323.h225.Identifiers.CALL_LINKAGE;
import static org.courtbridge.h323.h225.Identifiers.CALL_REFERENCE_VALUE;
import static org.courtbridge.h323.h225.Identifiers.CONFERENCE_IDENTIFIER;
import static org.courtbridge.h323.h225.Identifiers.GATEKEEPER_IDENTIFIER;
import static org.courtbridge.h323.h225.SecurityTypes.CRYPTO_TOKENS;
import static org.courtbridge.h323.h225.SecurityTypes.SECURITY_ERRORS;
import static org.courtbridge.h323.h225.SecurityTypes.SECURITY_ERRORS_2;
import static org.courtbridge.h323.h225.SecurityTypes.TOKENS;
import static org.courtbridge.h323.h225.generic.Addresses.ADDRESS_PATTERN;
import static org.courtbridge.h323.h225.generic.Addresses.ALIAS_ADDRESSES;
import static org.courtbridge.h323.h225.generic.Addresses.ALTERNATE_TRANSPORT_ADDRESSES;
import static org.courtbridge.h323.h225.generic.Addresses.NON_STANDARD_PARAMETER;
import static org.courtbridge.h323.h225.generic.Addresses.PARTY_NUMBER;
import static org.courtbridge.h323.h225.generic.Addresses.TRANSPORT_ADDRESS;
import static org.courtbridge.h323.h225.generic.Addresses.TRANSPORT_ADDRESSES;
import static org.courtbridge.h323.h225.generic.Addresses.TRANSPORT_CHANNEL_INFO;
import static org.courtbridge.h323.h235.H235Types.TIME_STAMP;

import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.SequenceType;
import org.courtbridge.h323.h225.generic.GenericDataTypes;
import org.courtbridge.h323.h245.MultiplexTypes;
import org.courtbridge.h323.per.Size;

/** ASN.1 types that the messages of {@link Ras} are made of, and the reasons of their refusals (H.225.0, clauses 7.4 to 7.19). */
public final class RasTypes {

    private RasTypes() {}

    /** Another way to an endpoint, or another endpoint. */
    public static final SequenceType ENDPOINT = sequence(
            "Endpoint",
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            optional("aliasAddress", ALIAS_ADDRESSES),
            optional("callSignalAddress", TRANSPORT_ADDRESSES),
            optional("rasAddress", TRANSPORT_ADDRESSES),
            optional("endpointType", EndpointTypes.ENDPOINT_TYPE),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("priority", integer(0, 127)),
            optional("remoteExtensionAddress", ALIAS_ADDRESSES),
            optional("destExtraCallInfo", ALIAS_ADDRESSES),
            MORE,
            optional("alternateTransportAddresses", ALTERNATE_TRANSPORT_ADDRESSES),
            optional("circuitInfo", CallTypes.CIRCUIT_INFO),
            optional("featureSet", GenericDataTypes.FEATURE_SET));

    public static final SequenceType ALTERNATE_GK = sequence(
            "AlternateGK",
            field("rasAddress", TRANSPORT_ADDRESS),
            optional("gatekeeperIdentifier", GATEKEEPER_IDENTIFIER),
            field("needToRegister", BOOLEAN),
            field("priority", integer(0, 127)),
            MORE);

    public static final SequenceType ALT_GK_INFO = sequence(
            "AltGKInfo", field("alternateGatekeeper", listOf(ALTERNATE_GK)), field("altGKisPermanent", BOOLEAN), MORE);

    public static final ChoiceType REHOMING_MODEL =
            choice("RehomingModel", field("gatekeeperBased"), field("endpointBased"));

    public static final ChoiceType CALL_MODEL = choice("CallModel", field("direct"), field("gatekeeperRouted"), MORE);

    public static final ChoiceType TRANSPORT_QOS = choice(
            "TransportQOS",
            field("endpointControlled"),
            field("gatekeeperControlled"),
            field("noControl"),
            MORE,
            field("qOSCapabilities", listOf(MultiplexTypes.QOS_CAPABILITY, 1, 256)));

    /** Of which messages of call signalling a gatekeeper wants copies. */
    public static final SequenceType UUIES_REQUESTED = sequence(
            "UUIEsRequested",
            field("setup", BOOLEAN),
            field("callProceeding", BOOLEAN),
            field("connect", BOOLEAN),
            field("alerting", BOOLEAN),
            field("information", BOOLEAN),
            field("releaseComplete", BOOLEAN),
            field("facility", BOOLEAN),
            field("progress", BOOLEAN),
            field("empty", BOOLEAN),
            MORE,
            field("status", BOOLEAN),
            field("statusInquiry", BOOLEAN),
            field("setupAcknowledge", BOOLEAN),
            field("notify", BOOLEAN));

    public static final SequenceType CALL_CREDIT_CAPABILITY = sequence(
            "CallCreditCapability",
            optional("canDisplayAmountString", BOOLEAN),
            optional("canEnforceDurationLimit", BOOLEAN),
            MORE);

    public static final SequenceType CAPACITY_REPORTING_CAPABILITY =
            sequence("CapacityReportingCapability", field("canReportCallCapacity", BOOLEAN), MORE);

    public static final SequenceType CAPACITY_REPORTING_SPECIFICATION = sequence(
            "CapacityReportingSpecification",
            field("when", sequence("", optional("callStart", NULL), optional("callEnd", NULL), MORE)),
            MORE);

    public static final SequenceType RAS_USAGE_SPECIFICATION = sequence(
            "RasUsageSpecification",
            field("when", sequence("", optional("start", NULL), optional("end", NULL), optional("inIrr", NULL), MORE)),
            optional("callStartingPoint", sequence("", optional("alerting", NULL), optional("connect", NULL), MORE)),
            field("required", CallTypes.RAS_USAGE_INFO_TYPES),
            MORE);

    public static final SequenceType RAS_USAGE_INFORMATION = sequence(
            "RasUsageInformation",
            field("nonStandardUsageFields", listOf(NON_STANDARD_PARAMETER)),
            optional("alertingTime", TIME_STAMP),
            optional("connectTime", TIME_STAMP),
            optional("endTime", TIME_STAMP),
            MORE);

    public static final SequenceType BANDWIDTH_DETAILS = sequence(
            "BandwidthDetails",
            field("sender", BOOLEAN),
            field("multicast", BOOLEAN),
            field("bandwidth", BAND_WIDTH),
            field("rtcpAddresses", TRANSPORT_CHANNEL_INFO),
            MORE);

    public static final SequenceType RTP_SESSION = sequence(
            "RTPSession",
            field("rtpAddress", TRANSPORT_CHANNEL_INFO),
            field("rtcpAddress", TRANSPORT_CHANNEL_INFO),
            field("cname", printableString(Size.ANY)),
            field("ssrc", integer(1, 4_294_967_295L)),
            field("sessionId", integer(1, 255)),
            field("associatedSessionIds", listOf(integer(1, 255))),
            MORE,
            optional("multicast", NULL),
            optional("bandwidth", BAND_WIDTH));

    /** An endpoint's report on one of its calls in an IRR. */
    public static final SequenceType PER_CALL_INFO = sequence(
            "perCallInfo",
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            field("callReferenceValue", CALL_REFERENCE_VALUE),
            field("conferenceID", CONFERENCE_IDENTIFIER),
            optional("originator", BOOLEAN),
            optional("audio", listOf(RTP_SESSION)),
            optional("video", listOf(RTP_SESSION)),
            optional("data", listOf(TRANSPORT_CHANNEL_INFO)),
            field("h245", TRANSPORT_CHANNEL_INFO),
            field("callSignalling", TRANSPORT_CHANNEL_INFO),
            field("callType", CallTypes.CALL_TYPE),
            field("bandWidth", BAND_WIDTH),
            field("callModel", CALL_MODEL),
            MORE,
            field("callIdentifier", CALL_IDENTIFIER),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            field("substituteConfIDs", listOf(CONFERENCE_IDENTIFIER)),
            optional("pdu", listOf(sequence("", field("h323pdu", CallSignalling.H323_UU_PDU), field("sent", BOOLEAN)))),
            optional("callLinkage", CALL_LINKAGE),
            optional("usageInformation", RAS_USAGE_INFORMATION),
            optional("circuitInfo", CallTypes.CIRCUIT_INFO));

    public static final ChoiceType INFO_REQUEST_RESPONSE_STATUS = choice(
            "InfoRequestResponseStatus",
            field("complete"),
            field("incomplete"),
            field("segment", integer(0, 65_535)),
            field("invalidCall"),
            MORE);

    public static final ChoiceType GATEKEEPER_REJECT_REASON = choice(
            "GatekeeperRejectReason",
            field("resourceUnavailable"),
            field("terminalExcluded"),
            field("invalidRevision"),
            field("undefinedReason"),
            MORE,
            field("securityDenial"),
            field("genericDataReason"),
            field("neededFeatureNotSupported"),
            field("securityError", SECURITY_ERRORS));

    public static final ChoiceType REGISTRATION_REJECT_REASON = choice(
            "RegistrationRejectReason",
            field("discoveryRequired"),
            field("invalidRevision"),
            field("invalidCallSignalAddress"),
            field("invalidRASAddress"),
            field("duplicateAlias", ALIAS_ADDRESSES),
            field("invalidTerminalType"),
            field("undefinedReason"),
            field("transportNotSupported"),
            MORE,
            field("transportQOSNotSupported"),
            field("resourceUnavailable"),
            field("invalidAlias"),
            field("securityDenial"),
            field("fullRegistrationRequired"),
            field("additiveRegistrationNotSupported"),
            field(
                    "invalidTerminalAliases",
                    sequence(
                            "",
                            optional("terminalAlias", ALIAS_ADDRESSES),
                            optional("terminalAliasPattern", listOf(ADDRESS_PATTERN)),
                            optional("supportedPrefixes", SUPPORTED_PREFIXES),
                            MORE)),
            field("genericDataReason"),
            field("neededFeatureNotSupported"),
            field("securityError", SECURITY_ERRORS),
            field("registerWithAssignedGK"));

    public static final ChoiceType UNREG_REQUEST_REASON = choice(
            "UnregRequestReason",
            field("reregistrationRequired"),
            field("ttlExpired"),
            field("securityDenial"),
            field("undefinedReason"),
            MORE,
            field("maintenance"),
            field("securityError", SECURITY_ERRORS_2),
            field("registerWithAssignedGK"));

    public static final ChoiceType UNREG_REJECT_REASON = choice(
            "UnregRejectReason",
            field("notCurrentlyRegistered"),
            field("callInProgress"),
            field("undefinedReason"),
            MORE,
            field("permissionDenied"),
            field("securityDenial"),
            field("securityError", SECURITY_ERRORS_2));

    public static final ChoiceType ADMISSION_REJECT_REASON = choice(
            "AdmissionRejectReason",
            field("calledPartyNotRegistered"),
            field("invalidPermission"),
            field("requestDenied"),
            field("undefinedReason"),
            field("callerNotRegistered"),
            field("routeCallToGatekeeper"),
            field("invalidEndpointIdentifier"),
            field("resourceUnavailable"),
            MORE,
            field("securityDenial"),
            field("qosControlNotSupported"),
            field("incompleteAddress"),
            field("aliasesInconsistent"),
            field("routeCallToSCN", listOf(PARTY_NUMBER)),
            field("exceedsCallCapacity"),
            field("collectDestination"),
            field("collectPIN"),
            field("genericDataReason"),
            field("neededFeatureNotSupported"),
            field("securityError", SECURITY_ERRORS_2),
            field("securityDHmismatch"),
            field("noRouteToDestination"),
            field("unallocatedNumber"),
            field("registerWithAssignedGK"));

    public static final ChoiceType BAND_REJECT_REASON = choice(
            "BandRejectReason",
            field("notBound"),
            field("invalidConferenceID"),
            field("invalidPermission"),
            field("insufficientResources"),
            field("invalidRevision"),
            field("undefinedReason"),
            MORE,
            field("securityDenial"),
            field("securityError", SECURITY_ERRORS_2));

    public static final ChoiceType LOCATION_REJECT_REASON = choice(
            "LocationRejectReason",
            field("notRegistered"),
            field("invalidPermission"),
            field("requestDenied"),
            field("undefinedReason"),
            MORE,
            field("securityDenial"),
            field("aliasesInconsistent"),
            field("routeCalltoSCN", listOf(PARTY_NUMBER)),
            field("resourceUnavailable"),
            field("genericDataReason"),
            field("neededFeatureNotSupported"),
            field("hopCountExceeded"),
            field("incompleteAddress"),
            field("securityError", SECURITY_ERRORS_2),
            field("securityDHmismatch"),
            field("noRouteToDestination"),
            field("unallocatedNumber"));

    public static final ChoiceType DISENGAGE_REASON =
            choice("DisengageReason", field("forcedDrop"), field("normalDrop"), field("undefinedReason"), MORE);

    public static final ChoiceType DISENGAGE_REJECT_REASON = choice(
            "DisengageRejectReason",
            field("notRegistered"),
            field("requestToDropOther"),
            MORE,
            field("securityDenial"),
            field("securityError", SECURITY_ERRORS_2));

    public static final ChoiceType INFO_REQUEST_NAK_REASON = choice(
            "InfoRequestNakReason",
            field("notRegistered"),
            field("securityDenial"),
            field("undefinedReason"),
            MORE,
            field("securityError", SECURITY_ERRORS_2));
}

package org.courtbridge.h323.h225;

import static org.courtbridge.h323.asn1.Builtin.BOOLEAN;
import static org.courtbridge.h323.asn1.Builtin.NULL;
import static org.courtbridge.h323.asn1.Builtin.OBJECT_IDENTIFIER;
import static org.courtbridge.h323.asn1.Builtin.integer;
import static org.courtbridge.h323.asn1.Builtin.octetString;
import static org.courtbridge.h323.asn1.ChoiceType.choice;
import static org.courtbridge.h323.asn1.Component.MORE;
import static org.courtbridge.h323.asn1.Component.field;
import static org.courtbridge.h323.asn1.Component.optional;
import static org.courtbridge.h323.asn1.ListType.listOf;
import static org.courtbridge.h323.asn1.SequenceType.sequence;
import static org.courtbridge.h323.h225.CallTypes.CALL_CAPACITY;
import static org.courtbridge.h323.h225.CallTypes.CALL_TYPE;
import static org.courtbridge.h323.h225.CallTypes.CIRCUIT_INFO;
import static org.courtbridge.h323.h225.CallTypes.Q_SERIES_OPTIONS;
import static org.courtbridge.h323.h225.CallTypes.RAS_USAGE_INFO_TYPES;
import static org.courtbridge.h323.h225.CallTypes.SERVICE_CONTROL_SESSIONS;
import static org.courtbridge.h323.h225.EndpointTypes.ENDPOINT_TYPE;
import static org.courtbridge.h323.h225.EndpointTypes.SUPPORTED_PREFIXES;
import static org.courtbridge.h323.h225.EndpointTypes.SUPPORTED_PROTOCOLS;
import static org.courtbridge.h323.h225.EndpointTypes.TUNNELLED_PROTOCOL;
import static org.courtbridge.h323.h225.Identifiers.BAND_WIDTH;
import static org.courtbridge.h323.h225.Identifiers.CALL_IDENTIFIER;
import static org.courtbridge.h323.h225.Identifiers.CALL_LINKAGE;
import static org.courtbridge.h323.h225.Identifiers.CALL_REFERENCE_VALUE;
import static org.courtbridge.h323.h225.Identifiers.CONFERENCE_IDENTIFIER;
import static org.courtbridge.h323.h225.Identifiers.ENDPOINT_IDENTIFIER;
import static org.courtbridge.h323.h225.Identifiers.GATEKEEPER_IDENTIFIER;
import static org.courtbridge.h323.h225.Identifiers.LANGUAGES;
import static org.courtbridge.h323.h225.Identifiers.PROTOCOL_IDENTIFIER;
import static org.courtbridge.h323.h225.Identifiers.REQUEST_SEQ_NUM;
import static org.courtbridge.h323.h225.Identifiers.TIME_TO_LIVE;
import static org.courtbridge.h323.h225.RasTypes.ALTERNATE_GK;
import static org.courtbridge.h323.h225.RasTypes.ALT_GK_INFO;
import static org.courtbridge.h323.h225.RasTypes.CALL_MODEL;
import static org.courtbridge.h323.h225.RasTypes.ENDPOINT;
import static org.courtbridge.h323.h225.RasTypes.RAS_USAGE_INFORMATION;
import static org.courtbridge.h323.h225.RasTypes.RAS_USAGE_SPECIFICATION;
import static org.courtbridge.h323.h225.RasTypes.REHOMING_MODEL;
import static org.courtbridge.h323.h225.RasTypes.TRANSPORT_QOS;
import static org.courtbridge.h323.h225.RasTypes.UUIES_REQUESTED;
import static org.courtbridge.h323.h225.SecurityTypes.CRYPTO_TOKENS;
import static org.courtbridge.h323.h225.SecurityTypes.ICV;
import static org.courtbridge.h323.h225.SecurityTypes.INTEGRITY_MECHANISM;
import static org.courtbridge.h323.h225.SecurityTypes.TOKENS;
import static org.courtbridge.h323.h225.generic.Addresses.ADDRESS_PATTERN;
import static org.courtbridge.h323.h225.generic.Addresses.ALIAS_ADDRESS;
import static org.courtbridge.h323.h225.generic.Addresses.ALIAS_ADDRESSES;
import static org.courtbridge.h323.h225.generic.Addresses.ALTERNATE_TRANSPORT_ADDRESSES;
import static org.courtbridge.h323.h225.generic.Addresses.NON_STANDARD_PARAMETER;
import static org.courtbridge.h323.h225.generic.Addresses.TRANSPORT_ADDRESS;
import static org.courtbridge.h323.h225.generic.Addresses.TRANSPORT_ADDRESSES;
import static org.courtbridge.h323.h225.generic.Addresses.USE_SPECIFIED_TRANSPORT;
import static org.courtbridge.h323.h225.generic.GenericDataTypes.FEATURE_SET;
import static org.courtbridge.h323.h225.generic.GenericDataTypes.GENERIC_DATA;

import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.ListType;
import org.courtbridge.h323.asn1.SequenceType;
import org.courtbridge.h323.h235.H235Types;

/** The messages between endpoints and gatekeepers, and between gatekeepers (H.225.0, clauses 7.6 to 7.20). */
public final class Ras {

    private Ras() {}

    private static final ListType GENERIC_DATA_LIST = listOf(GENERIC_DATA);

    /** GRQ. */
    public static final SequenceType GATEKEEPER_REQUEST = sequence(
            "GatekeeperRequest",
            field("requestSeqNum", REQUEST_SEQ_NUM),
            field("protocolIdentifier", PROTOCOL_IDENTIFIER),
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            field("rasAddress", TRANSPORT_ADDRESS),
            field("endpointType", ENDPOINT_TYPE),
            optional("gatekeeperIdentifier", GATEKEEPER_IDENTIFIER),
            optional("callServices", Q_SERIES_OPTIONS),
            optional("endpointAlias", ALIAS_ADDRESSES),
            MORE,
            optional("alternateEndpoints", listOf(ENDPOINT)),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("authenticationCapability", listOf(H235Types.AUTHENTICATION_MECHANISM)),
            optional("algorithmOIDs", listOf(OBJECT_IDENTIFIER)),
            optional("integrity", listOf(INTEGRITY_MECHANISM)),
            optional("integrityCheckValue", ICV),
            optional("supportsAltGK", NULL),
            optional("featureSet", FEATURE_SET),
            optional("genericData", GENERIC_DATA_LIST),
            field("supportsAssignedGK", BOOLEAN),
            optional("assignedGatekeeper", ALTERNATE_GK));

    /** GCF. */
    public static final SequenceType GATEKEEPER_CONFIRM = sequence(
            "GatekeeperConfirm",
            field("requestSeqNum", REQUEST_SEQ_NUM),
            field("protocolIdentifier", PROTOCOL_IDENTIFIER),
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            optional("gatekeeperIdentifier", GATEKEEPER_IDENTIFIER),
            field("rasAddress", TRANSPORT_ADDRESS),
            MORE,
            optional("alternateGatekeeper", listOf(ALTERNATE_GK)),
            optional("authenticationMode", H235Types.AUTHENTICATION_MECHANISM),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("algorithmOID", OBJECT_IDENTIFIER),
            optional("integrity", listOf(INTEGRITY_MECHANISM)),
            optional("integrityCheckValue", ICV),
            optional("featureSet", FEATURE_SET),
            optional("genericData", GENERIC_DATA_LIST),
            optional("assignedGatekeeper", ALTERNATE_GK),
            optional("rehomingModel", REHOMING_MODEL));

    /** GRJ. */
    public static final SequenceType GATEKEEPER_REJECT = sequence(
            "GatekeeperReject",
            field("requestSeqNum", REQUEST_SEQ_NUM),
            field("protocolIdentifier", PROTOCOL_IDENTIFIER),
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            optional("gatekeeperIdentifier", GATEKEEPER_IDENTIFIER),
            field("rejectReason", RasTypes.GATEKEEPER_REJECT_REASON),
            MORE,
            optional("altGKInfo", ALT_GK_INFO),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("integrityCheckValue", ICV),
            optional("featureSet", FEATURE_SET),
            optional("genericData", GENERIC_DATA_LIST));

    /** RRQ. Each of {@code supportedH248Packages} is the PER encoding of H.248's PackagesDescriptor. */
    public static final SequenceType REGISTRATION_REQUEST = sequence(
            "RegistrationRequest",
            field("requestSeqNum", REQUEST_SEQ_NUM),
            field("protocolIdentifier", PROTOCOL_IDENTIFIER),
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            field("discoveryComplete", BOOLEAN),
            field("callSignalAddress", TRANSPORT_ADDRESSES),
            field("rasAddress", TRANSPORT_ADDRESSES),
            field("terminalType", ENDPOINT_TYPE),
            optional("terminalAlias", ALIAS_ADDRESSES),
            optional("gatekeeperIdentifier", GATEKEEPER_IDENTIFIER),
            field("endpointVendor", EndpointTypes.VENDOR_IDENTIFIER),
            MORE,
            optional("alternateEndpoints", listOf(ENDPOINT)),
            optional("timeToLive", TIME_TO_LIVE),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("integrityCheckValue", ICV),
            field("keepAlive", BOOLEAN),
            optional("endpointIdentifier", ENDPOINT_IDENTIFIER),
            field("willSupplyUUIEs", BOOLEAN),
            field("maintainConnection", BOOLEAN),
            optional("alternateTransportAddresses", ALTERNATE_TRANSPORT_ADDRESSES),
            optional("additiveRegistration", NULL),
            optional("terminalAliasPattern", listOf(ADDRESS_PATTERN)),
            optional("supportsAltGK", NULL),
            optional("usageReportingCapability", RAS_USAGE_INFO_TYPES),
            optional("multipleCalls", BOOLEAN),
            optional("supportedH248Packages", listOf(octetString())),
            optional("callCreditCapability", RasTypes.CALL_CREDIT_CAPABILITY),
            optional("capacityReportingCapability", RasTypes.CAPACITY_REPORTING_CAPABILITY),
            optional("capacity", CALL_CAPACITY),
            optional("featureSet", FEATURE_SET),
            optional("genericData", GENERIC_DATA_LIST),
            optional("restart", NULL),
            optional("supportsACFSequences", NULL),
            field("supportsAssignedGK", BOOLEAN),
            optional("assignedGatekeeper", ALTERNATE_GK),
            optional("transportQOS", TRANSPORT_QOS),
            optional("language", LANGUAGES));

    /** RCF. */
    public static final SequenceType REGISTRATION_CONFIRM = sequence(
            "RegistrationConfirm",
            field("requestSeqNum", REQUEST_SEQ_NUM),
            field("protocolIdentifier", PROTOCOL_IDENTIFIER),
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            field("callSignalAddress", TRANSPORT_ADDRESSES),
            optional("terminalAlias", ALIAS_ADDRESSES),
            optional("gatekeeperIdentifier", GATEKEEPER_IDENTIFIER),
            field("endpointIdentifier", ENDPOINT_IDENTIFIER),
            MORE,
            optional("alternateGatekeeper", listOf(ALTERNATE_GK)),
            optional("timeToLive", TIME_TO_LIVE),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("integrityCheckValue", ICV),
            field("willRespondToIRR", BOOLEAN),
            optional(
                    "preGrantedARQ",
                    sequence(
                            "",
                            field("makeCall", BOOLEAN),
                            field("useGKCallSignalAddressToMakeCall", BOOLEAN),
                            field("answerCall", BOOLEAN),
                            field("useGKCallSignalAddressToAnswer", BOOLEAN),
                            MORE,
                            optional("irrFrequencyInCall", integer(1, 65_535)),
                            optional("totalBandwidthRestriction", BAND_WIDTH),
                            optional("alternateTransportAddresses", ALTERNATE_TRANSPORT_ADDRESSES),
                            optional("useSpecifiedTransport", USE_SPECIFIED_TRANSPORT))),
            field("maintainConnection", BOOLEAN),
            optional("serviceControl", SERVICE_CONTROL_SESSIONS),
            optional("supportsAdditiveRegistration", NULL),
            optional("terminalAliasPattern", listOf(ADDRESS_PATTERN)),
            optional("supportedPrefixes", SUPPORTED_PREFIXES),
            optional("usageSpec", listOf(RAS_USAGE_SPECIFICATION)),
            optional("featureServerAlias", ALIAS_ADDRESS),
            optional("capacityReportingSpec", RasTypes.CAPACITY_REPORTING_SPECIFICATION),
            optional("featureSet", FEATURE_SET),
            optional("genericData", GENERIC_DATA_LIST),
            optional("assignedGatekeeper", ALTERNATE_GK),
            optional("rehomingModel", REHOMING_MODEL),
            optional("transportQOS", TRANSPORT_QOS));

    /** RRJ. */
    public static final SequenceType REGISTRATION_REJECT = sequence(
            "RegistrationReject",
            field("requestSeqNum", REQUEST_SEQ_NUM),
            field("protocolIdentifier", PROTOCOL_IDENTIFIER),
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            field("rejectReason", RasTypes.REGISTRATION_REJECT_REASON),
            optional("gatekeeperIdentifier", GATEKEEPER_IDENTIFIER),
            MORE,
            optional("altGKInfo", ALT_GK_INFO),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("integrityCheckValue", ICV),
            optional("featureSet", FEATURE_SET),
            optional("genericData", GENERIC_DATA_LIST),
            optional("assignedGatekeeper", ALTERNATE_GK));

    /** URQ. */
    public static final SequenceType UNREGISTRATION_REQUEST = sequence(
            "UnregistrationRequest",
            field("requestSeqNum", REQUEST_SEQ_NUM),
            field("callSignalAddress", TRANSPORT_ADDRESSES),
            optional("endpointAlias", ALIAS_ADDRESSES),
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            optional("endpointIdentifier", ENDPOINT_IDENTIFIER),
            MORE,
            optional("alternateEndpoints", listOf(ENDPOINT)),
            optional("gatekeeperIdentifier", GATEKEEPER_IDENTIFIER),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("integrityCheckValue", ICV),
            optional("reason", RasTypes.UNREG_REQUEST_REASON),
            optional("endpointAliasPattern", listOf(ADDRESS_PATTERN)),
            optional("supportedPrefixes", SUPPORTED_PREFIXES),
            optional("alternateGatekeeper", listOf(ALTERNATE_GK)),
            optional("genericData", GENERIC_DATA_LIST),
            optional("assignedGatekeeper", ALTERNATE_GK));

    /** UCF. */
    public static final SequenceType UNREGISTRATION_CONFIRM = sequence(
            "UnregistrationConfirm",
            field("requestSeqNum", REQUEST_SEQ_NUM),
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            MORE,
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("integrityCheckValue", ICV),
            optional("genericData", GENERIC_DATA_LIST),
            optional("assignedGatekeeper", ALTERNATE_GK));

    /** URJ. */
    public static final SequenceType UNREGISTRATION_REJECT = sequence(
            "UnregistrationReject",
            field("requestSeqNum", REQUEST_SEQ_NUM),
            field("rejectReason", RasTypes.UNREG_REJECT_REASON),
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            MORE,
            optional("altGKInfo", ALT_GK_INFO),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("integrityCheckValue", ICV),
            optional("genericData", GENERIC_DATA_LIST));

    /** ARQ. */
    public static final SequenceType ADMISSION_REQUEST = sequence(
            "AdmissionRequest",
            field("requestSeqNum", REQUEST_SEQ_NUM),
            field("callType", CALL_TYPE),
            optional("callModel", CALL_MODEL),
            field("endpointIdentifier", ENDPOINT_IDENTIFIER),
            optional("destinationInfo", ALIAS_ADDRESSES),
            optional("destCallSignalAddress", TRANSPORT_ADDRESS),
            optional("destExtraCallInfo", ALIAS_ADDRESSES),
            field("srcInfo", ALIAS_ADDRESSES),
            optional("srcCallSignalAddress", TRANSPORT_ADDRESS),
            field("bandWidth", BAND_WIDTH),
            field("callReferenceValue", CALL_REFERENCE_VALUE),
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            optional("callServices", Q_SERIES_OPTIONS),
            field("conferenceID", CONFERENCE_IDENTIFIER),
            field("activeMC", BOOLEAN),
            field("answerCall", BOOLEAN),
            MORE,
            field("canMapAlias", BOOLEAN),
            field("callIdentifier", CALL_IDENTIFIER),
            optional("srcAlternatives", listOf(ENDPOINT)),
            optional("destAlternatives", listOf(ENDPOINT)),
            optional("gatekeeperIdentifier", GATEKEEPER_IDENTIFIER),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("integrityCheckValue", ICV),
            optional("transportQOS", TRANSPORT_QOS),
            field("willSupplyUUIEs", BOOLEAN),
            optional("callLinkage", CALL_LINKAGE),
            optional("gatewayDataRate", EndpointTypes.DATA_RATE),
            optional("capacity", CALL_CAPACITY),
            optional("circuitInfo", CIRCUIT_INFO),
            optional("desiredProtocols", listOf(SUPPORTED_PROTOCOLS)),
            optional("desiredTunnelledProtocol", TUNNELLED_PROTOCOL),
            optional("featureSet", FEATURE_SET),
            optional("genericData", GENERIC_DATA_LIST),
            field("canMapSrcAlias", BOOLEAN));

    /** ACF. */
    public static final SequenceType ADMISSION_CONFIRM = sequence(
            "AdmissionConfirm",
            field("requestSeqNum", REQUEST_SEQ_NUM),
            field("bandWidth", BAND_WIDTH),
            field("callModel", CALL_MODEL),
            field("destCallSignalAddress", TRANSPORT_ADDRESS),
            optional("irrFrequency", integer(1, 65_535)),
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            MORE,
            optional("destinationInfo", ALIAS_ADDRESSES),
            optional("destExtraCallInfo", ALIAS_ADDRESSES),
            optional("destinationType", ENDPOINT_TYPE),
            optional("remoteExtensionAddress", ALIAS_ADDRESSES),
            optional("alternateEndpoints", listOf(ENDPOINT)),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("integrityCheckValue", ICV),
            optional("transportQOS", TRANSPORT_QOS),
            field("willRespondToIRR", BOOLEAN),
            field("uuiesRequested", UUIES_REQUESTED),
            optional("language", LANGUAGES),
            optional("alternateTransportAddresses", ALTERNATE_TRANSPORT_ADDRESSES),
            optional("useSpecifiedTransport", USE_SPECIFIED_TRANSPORT),
            optional("circuitInfo", CIRCUIT_INFO),
            optional("usageSpec", listOf(RAS_USAGE_SPECIFICATION)),
            optional("supportedProtocols", listOf(SUPPORTED_PROTOCOLS)),
            optional("serviceControl", SERVICE_CONTROL_SESSIONS),
            optional("multipleCalls", BOOLEAN),
            optional("featureSet", FEATURE_SET),
            optional("genericData", GENERIC_DATA_LIST),
            optional("modifiedSrcInfo", ALIAS_ADDRESSES),
            optional("assignedGatekeeper", ALTERNATE_GK));

    /** ARJ. */
    public static final SequenceType ADMISSION_REJECT = sequence(
            "AdmissionReject",
            field("requestSeqNum", REQUEST_SEQ_NUM),
            field("rejectReason", RasTypes.ADMISSION_REJECT_REASON),
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            MORE,
            optional("altGKInfo", ALT_GK_INFO),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("callSignalAddress", TRANSPORT_ADDRESSES),
            optional("integrityCheckValue", ICV),
            optional("serviceControl", SERVICE_CONTROL_SESSIONS),
            optional("featureSet", FEATURE_SET),
            optional("genericData", GENERIC_DATA_LIST),
            optional("assignedGatekeeper", ALTERNATE_GK));

    /** BRQ. */
    public static final SequenceType BANDWIDTH_REQUEST = sequence(
            "BandwidthRequest",
            field("requestSeqNum", REQUEST_SEQ_NUM),
            field("endpointIdentifier", ENDPOINT_IDENTIFIER),
            field("conferenceID", CONFERENCE_IDENTIFIER),
            field("callReferenceValue", CALL_REFERENCE_VALUE),
            optional("callType", CALL_TYPE),
            field("bandWidth", BAND_WIDTH),
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            MORE,
            field("callIdentifier", CALL_IDENTIFIER),
            optional("gatekeeperIdentifier", GATEKEEPER_IDENTIFIER),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("integrityCheckValue", ICV),
            field("answeredCall", BOOLEAN),
            optional("callLinkage", CALL_LINKAGE),
            optional("capacity", CALL_CAPACITY),
            optional("usageInformation", RAS_USAGE_INFORMATION),
            optional("bandwidthDetails", listOf(RasTypes.BANDWIDTH_DETAILS)),
            optional("genericData", GENERIC_DATA_LIST),
            optional("transportQOS", TRANSPORT_QOS));

    /** BCF. */
    public static final SequenceType BANDWIDTH_CONFIRM = sequence(
            "BandwidthConfirm",
            field("requestSeqNum", REQUEST_SEQ_NUM),
            field("bandWidth", BAND_WIDTH),
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            MORE,
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("integrityCheckValue", ICV),
            optional("capacity", CALL_CAPACITY),
            optional("genericData", GENERIC_DATA_LIST),
            optional("transportQOS", TRANSPORT_QOS));

    /** BRJ. */
    public static final SequenceType BANDWIDTH_REJECT = sequence(
            "BandwidthReject",
            field("requestSeqNum", REQUEST_SEQ_NUM),
            field("rejectReason", RasTypes.BAND_REJECT_REASON),
            field("allowedBandWidth", BAND_WIDTH),
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            MORE,
            optional("altGKInfo", ALT_GK_INFO),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("integrityCheckValue", ICV),
            optional("genericData", GENERIC_DATA_LIST));

    /** DRQ. */
    public static final SequenceType DISENGAGE_REQUEST = sequence(
            "DisengageRequest",
            field("requestSeqNum", REQUEST_SEQ_NUM),
            field("endpointIdentifier", ENDPOINT_IDENTIFIER),
            field("conferenceID", CONFERENCE_IDENTIFIER),
            field("callReferenceValue", CALL_REFERENCE_VALUE),
            field("disengageReason", RasTypes.DISENGAGE_REASON),
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            MORE,
            field("callIdentifier", CALL_IDENTIFIER),
            optional("gatekeeperIdentifier", GATEKEEPER_IDENTIFIER),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("integrityCheckValue", ICV),
            field("answeredCall", BOOLEAN),
            optional("callLinkage", CALL_LINKAGE),
            optional("capacity", CALL_CAPACITY),
            optional("circuitInfo", CIRCUIT_INFO),
            optional("usageInformation", RAS_USAGE_INFORMATION),
            optional("terminationCause", CallTypes.CALL_TERMINATION_CAUSE),
            optional("serviceControl", SERVICE_CONTROL_SESSIONS),
            optional("genericData", GENERIC_DATA_LIST));

    /** DCF. */
    public static final SequenceType DISENGAGE_CONFIRM = sequence(
            "DisengageConfirm",
            field("requestSeqNum", REQUEST_SEQ_NUM),
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            MORE,
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("integrityCheckValue", ICV),
            optional("capacity", CALL_CAPACITY),
            optional("circuitInfo", CIRCUIT_INFO),
            optional("usageInformation", RAS_USAGE_INFORMATION),
            optional("genericData", GENERIC_DATA_LIST),
            optional("assignedGatekeeper", ALTERNATE_GK));

    /** DRJ. */
    public static final SequenceType DISENGAGE_REJECT = sequence(
            "DisengageReject",
            field("requestSeqNum", REQUEST_SEQ_NUM),
            field("rejectReason", RasTypes.DISENGAGE_REJECT_REASON),
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            MORE,
            optional("altGKInfo", ALT_GK_INFO),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("integrityCheckValue", ICV),
            optional("genericData", GENERIC_DATA_LIST));

    /** LRQ. */
    public static final SequenceType LOCATION_REQUEST = sequence(
            "LocationRequest",
            field("requestSeqNum", REQUEST_SEQ_NUM),
            optional("endpointIdentifier", ENDPOINT_IDENTIFIER),
            field("destinationInfo", ALIAS_ADDRESSES),
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            field("replyAddress", TRANSPORT_ADDRESS),
            MORE,
            optional("sourceInfo", ALIAS_ADDRESSES),
            field("canMapAlias", BOOLEAN),
            optional("gatekeeperIdentifier", GATEKEEPER_IDENTIFIER),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("integrityCheckValue", ICV),
            optional("desiredProtocols", listOf(SUPPORTED_PROTOCOLS)),
            optional("desiredTunnelledProtocol", TUNNELLED_PROTOCOL),
            optional("featureSet", FEATURE_SET),
            optional("genericData", GENERIC_DATA_LIST),
            optional("hopCount", integer(1, 255)),
            optional("circuitInfo", CIRCUIT_INFO),
            optional("callIdentifier", CALL_IDENTIFIER),
            optional("bandWidth", BAND_WIDTH),
            optional("sourceEndpointInfo", ALIAS_ADDRESSES),
            field("canMapSrcAlias", BOOLEAN),
            optional("language", LANGUAGES));

    /** LCF. */
    public static final SequenceType LOCATION_CONFIRM = sequence(
            "LocationConfirm",
            field("requestSeqNum", REQUEST_SEQ_NUM),
            field("callSignalAddress", TRANSPORT_ADDRESS),
            field("rasAddress", TRANSPORT_ADDRESS),
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            MORE,
            optional("destinationInfo", ALIAS_ADDRESSES),
            optional("destExtraCallInfo", ALIAS_ADDRESSES),
            optional("destinationType", ENDPOINT_TYPE),
            optional("remoteExtensionAddress", ALIAS_ADDRESSES),
            optional("alternateEndpoints", listOf(ENDPOINT)),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("integrityCheckValue", ICV),
            optional("alternateTransportAddresses", ALTERNATE_TRANSPORT_ADDRESSES),
            optional("supportedProtocols", listOf(SUPPORTED_PROTOCOLS)),
            optional("multipleCalls", BOOLEAN),
            optional("featureSet", FEATURE_SET),
            optional("genericData", GENERIC_DATA_LIST),
            optional("circuitInfo", CIRCUIT_INFO),
            optional("serviceControl", SERVICE_CONTROL_SESSIONS),
            optional("modifiedSrcInfo", ALIAS_ADDRESSES),
            optional("bandWidth", BAND_WIDTH));

    /** LRJ. */
    public static final SequenceType LOCATION_REJECT = sequence(
            "LocationReject",
            field("requestSeqNum", REQUEST_SEQ_NUM),
            field("rejectReason", RasTypes.LOCATION_REJECT_REASON),
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            MORE,
            optional("altGKInfo", ALT_GK_INFO),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("integrityCheckValue", ICV),
            optional("featureSet", FEATURE_SET),
            optional("genericData", GENERIC_DATA_LIST),
            optional("serviceControl", SERVICE_CONTROL_SESSIONS));

    /** IRQ. */
    public static final SequenceType INFO_REQUEST = sequence(
            "InfoRequest",
            field("requestSeqNum", REQUEST_SEQ_NUM),
            field("callReferenceValue", CALL_REFERENCE_VALUE),
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            optional("replyAddress", TRANSPORT_ADDRESS),
            MORE,
            field("callIdentifier", CALL_IDENTIFIER),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("integrityCheckValue", ICV),
            optional("uuiesRequested", UUIES_REQUESTED),
            optional("callLinkage", CALL_LINKAGE),
            optional("usageInfoRequested", RAS_USAGE_INFO_TYPES),
            optional("segmentedResponseSupported", NULL),
            optional("nextSegmentRequested", integer(0, 65_535)),
            optional("capacityInfoRequested", NULL),
            optional("genericData", GENERIC_DATA_LIST),
            optional("assignedGatekeeper", ALTERNATE_GK));

    /** IRR. */
    public static final SequenceType INFO_REQUEST_RESPONSE = sequence(
            "InfoRequestResponse",
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            field("requestSeqNum", REQUEST_SEQ_NUM),
            field("endpointType", ENDPOINT_TYPE),
            field("endpointIdentifier", ENDPOINT_IDENTIFIER),
            field("rasAddress", TRANSPORT_ADDRESS),
            field("callSignalAddress", TRANSPORT_ADDRESSES),
            optional("endpointAlias", ALIAS_ADDRESSES),
            optional("perCallInfo", listOf(RasTypes.PER_CALL_INFO)),
            MORE,
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("integrityCheckValue", ICV),
            field("needResponse", BOOLEAN),
            optional("capacity", CALL_CAPACITY),
            optional("irrStatus", RasTypes.INFO_REQUEST_RESPONSE_STATUS),
            field("unsolicited", BOOLEAN),
            optional("genericData", GENERIC_DATA_LIST));

    /** IACK. */
    public static final SequenceType INFO_REQUEST_ACK = sequence(
            "InfoRequestAck",
            field("requestSeqNum", REQUEST_SEQ_NUM),
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("integrityCheckValue", ICV),
            MORE);

    /** INAK. */
    public static final SequenceType INFO_REQUEST_NAK = sequence(
            "InfoRequestNak",
            field("requestSeqNum", REQUEST_SEQ_NUM),
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            field("nakReason", RasTypes.INFO_REQUEST_NAK_REASON),
            optional("altGKInfo", ALT_GK_INFO),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("integrityCheckValue", ICV),
            MORE);

    public static final SequenceType NON_STANDARD_MESSAGE = sequence(
            "NonStandardMessage",
            field("requestSeqNum", REQUEST_SEQ_NUM),
            field("nonStandardData", NON_STANDARD_PARAMETER),
            MORE,
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("integrityCheckValue", ICV),
            optional("featureSet", FEATURE_SET),
            optional("genericData", GENERIC_DATA_LIST));

    /** XRS. */
    public static final SequenceType UNKNOWN_MESSAGE_RESPONSE = sequence(
            "UnknownMessageResponse",
            field("requestSeqNum", REQUEST_SEQ_NUM),
            MORE,
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("integrityCheckValue", ICV),
            field("messageNotUnderstood", octetString()));

    /** RIP; the delay is in milliseconds. */
    public static final SequenceType REQUEST_IN_PROGRESS = sequence(
            "RequestInProgress",
            field("requestSeqNum", REQUEST_SEQ_NUM),
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("integrityCheckValue", ICV),
            field("delay", integer(1, 65_535)),
            MORE);

    /** RAI. */
    public static final SequenceType RESOURCES_AVAILABLE_INDICATE = sequence(
            "ResourcesAvailableIndicate",
            field("requestSeqNum", REQUEST_SEQ_NUM),
            field("protocolIdentifier", PROTOCOL_IDENTIFIER),
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            field("endpointIdentifier", ENDPOINT_IDENTIFIER),
            field("protocols", listOf(SUPPORTED_PROTOCOLS)),
            field("almostOutOfResources", BOOLEAN),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("integrityCheckValue", ICV),
            MORE,
            optional("capacity", CALL_CAPACITY),
            optional("genericData", GENERIC_DATA_LIST));

    /** RAC. */
    public static final SequenceType RESOURCES_AVAILABLE_CONFIRM = sequence(
            "ResourcesAvailableConfirm",
            field("requestSeqNum", REQUEST_SEQ_NUM),
            field("protocolIdentifier", PROTOCOL_IDENTIFIER),
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("integrityCheckValue", ICV),
            MORE,
            optional("genericData", GENERIC_DATA_LIST));

    /** SCI. */
    public static final SequenceType SERVICE_CONTROL_INDICATION = sequence(
            "ServiceControlIndication",
            field("requestSeqNum", REQUEST_SEQ_NUM),
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            field("serviceControl", SERVICE_CONTROL_SESSIONS),
            optional("endpointIdentifier", ENDPOINT_IDENTIFIER),
            optional(
                    "callSpecific",
                    sequence(
                            "",
                            field("callIdentifier", CALL_IDENTIFIER),
                            field("conferenceID", CONFERENCE_IDENTIFIER),
                            field("answeredCall", BOOLEAN),
                            MORE)),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("integrityCheckValue", ICV),
            optional("featureSet", FEATURE_SET),
            optional("genericData", GENERIC_DATA_LIST),
            MORE);

    /** SCR. */
    public static final SequenceType SERVICE_CONTROL_RESPONSE = sequence(
            "ServiceControlResponse",
            field("requestSeqNum", REQUEST_SEQ_NUM),
            optional(
                    "result",
                    choice(
                            "",
                            field("started"),
                            field("failed"),
                            field("stopped"),
                            field("notAvailable"),
                            field("neededFeatureNotSupported"),
                            MORE)),
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("integrityCheckValue", ICV),
            optional("featureSet", FEATURE_SET),
            optional("genericData", GENERIC_DATA_LIST),
            MORE);

    /** Any of them: what a datagram holds. */
    public static final ChoiceType RAS_MESSAGE = choice(
            "RasMessage",
            field("gatekeeperRequest", GATEKEEPER_REQUEST),
            field("gatekeeperConfirm", GATEKEEPER_CONFIRM),
            field("gatekeeperReject", GATEKEEPER_REJECT),
            field("registrationRequest", REGISTRATION_REQUEST),
            field("registrationConfirm", REGISTRATION_CONFIRM),
            field("registrationReject", REGISTRATION_REJECT),
            field("unregistrationRequest", UNREGISTRATION_REQUEST),
            field("unregistrationConfirm", UNREGISTRATION_CONFIRM),
            field("unregistrationReject", UNREGISTRATION_REJECT),
            field("admissionRequest", ADMISSION_REQUEST),
            field("admissionConfirm", ADMISSION_CONFIRM),
            field("admissionReject", ADMISSION_REJECT),
            field("bandwidthRequest", BANDWIDTH_REQUEST),
            field("bandwidthConfirm", BANDWIDTH_CONFIRM),
            field("bandwidthReject", BANDWIDTH_REJECT),
            field("disengageRequest", DISENGAGE_REQUEST),
            field("disengageConfirm", DISENGAGE_CONFIRM),
            field("disengageReject", DISENGAGE_REJECT),
            field("locationRequest", LOCATION_REQUEST),
            field("locationConfirm", LOCATION_CONFIRM),
            field("locationReject", LOCATION_REJECT),
            field("infoRequest", INFO_REQUEST),
            field("infoRequestResponse", INFO_REQUEST_RESPONSE),
            field("nonStandardMessage", NON_STANDARD_MESSAGE),
            field("unknownMessageResponse", UNKNOWN_MESSAGE_RESPONSE),
            MORE,
            field("requestInProgress", REQUEST_IN_PROGRESS),
            field("resourcesAvailableIndicate", RESOURCES_AVAILABLE_INDICATE),
            field("resourcesAvailableConfirm", RESOURCES_AVAILABLE_CONFIRM),
            field("infoRequestAck", INFO_REQUEST_ACK),
            field("infoRequestNak", INFO_REQUEST_NAK),
            field("serviceControlIndication", SERVICE_CONTROL_INDICATION),
            field("serviceControlResponse", SERVICE_CONTROL_RESPONSE),
            field("admissionConfirmSequence", listOf(ADMISSION_CONFIRM)));
}

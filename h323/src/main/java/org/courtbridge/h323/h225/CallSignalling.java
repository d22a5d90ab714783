package org.courtbridge.h323.h225;

import static org.courtbridge.h323.asn1.Builtin.BOOLEAN;
import static org.courtbridge.h323.asn1.Builtin.NULL;
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
import static org.courtbridge.h323.h225.CallTypes.RELEASE_COMPLETE_REASON;
import static org.courtbridge.h323.h225.CallTypes.SERVICE_CONTROL_SESSIONS;
import static org.courtbridge.h323.h225.EndpointTypes.ENDPOINT_TYPE;
import static org.courtbridge.h323.h225.EndpointTypes.SUPPORTED_PROTOCOLS;
import static org.courtbridge.h323.h225.EndpointTypes.TUNNELLED_PROTOCOL;
import static org.courtbridge.h323.h225.Identifiers.CALL_IDENTIFIER;
import static org.courtbridge.h323.h225.Identifiers.CALL_LINKAGE;
import static org.courtbridge.h323.h225.Identifiers.CALL_REFERENCE_VALUE;
import static org.courtbridge.h323.h225.Identifiers.CONFERENCE_IDENTIFIER;
import static org.courtbridge.h323.h225.Identifiers.ENDPOINT_IDENTIFIER;
import static org.courtbridge.h323.h225.Identifiers.LANGUAGES;
import static org.courtbridge.h323.h225.Identifiers.PROTOCOL_IDENTIFIER;
import static org.courtbridge.h323.h225.SecurityTypes.CRYPTO_TOKENS;
import static org.courtbridge.h323.h225.SecurityTypes.H245_SECURITY;
import static org.courtbridge.h323.h225.SecurityTypes.TOKENS;
import static org.courtbridge.h323.h225.generic.Addresses.ALIAS_ADDRESS;
import static org.courtbridge.h323.h225.generic.Addresses.ALIAS_ADDRESSES;
import static org.courtbridge.h323.h225.generic.Addresses.DISPLAY_NAME;
import static org.courtbridge.h323.h225.generic.Addresses.EXTENDED_ALIAS_ADDRESS;
import static org.courtbridge.h323.h225.generic.Addresses.NON_STANDARD_PARAMETER;
import static org.courtbridge.h323.h225.generic.Addresses.PRESENTATION_INDICATOR;
import static org.courtbridge.h323.h225.generic.Addresses.SCREENING_INDICATOR;
import static org.courtbridge.h323.h225.generic.Addresses.TRANSPORT_ADDRESS;
import static org.courtbridge.h323.h225.generic.GenericDataTypes.FEATURE_DESCRIPTORS;
import static org.courtbridge.h323.h225.generic.GenericDataTypes.FEATURE_SET;
import static org.courtbridge.h323.h225.generic.GenericDataTypes.GENERIC_DATA;

import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.ListType;
import org.courtbridge.h323.asn1.SequenceType;

/** The messages of call signalling (H.225.0, clause 7.3), which Q.931 carries in its user-user information element. */
public final class CallSignalling {

    private CallSignalling() {}

    /** Encodings of H.245's OpenLogicalChannel in fastStart, of its MultimediaSystemControlMessage elsewhere. */
    private static final ListType ENCODED_H245 = listOf(octetString());

    public static final SequenceType SETUP_UUIE = sequence(
            "Setup-UUIE",
            field("protocolIdentifier", PROTOCOL_IDENTIFIER),
            optional("h245Address", TRANSPORT_ADDRESS),
            optional("sourceAddress", ALIAS_ADDRESSES),
            field("sourceInfo", ENDPOINT_TYPE),
            optional("destinationAddress", ALIAS_ADDRESSES),
            optional("destCallSignalAddress", TRANSPORT_ADDRESS),
            optional("destExtraCallInfo", ALIAS_ADDRESSES),
            optional("destExtraCRV", listOf(CALL_REFERENCE_VALUE)),
            field("activeMC", BOOLEAN),
            field("conferenceID", CONFERENCE_IDENTIFIER),
            field(
                    "conferenceGoal",
                    choice(
                            "",
                            field("create"),
                            field("join"),
                            field("invite"),
                            MORE,
                            field("capability-negotiation"),
                            field("callIndependentSupplementaryService"))),
            optional("callServices", Q_SERIES_OPTIONS),
            field("callType", CALL_TYPE),
            MORE,
            optional("sourceCallSignalAddress", TRANSPORT_ADDRESS),
            optional("remoteExtensionAddress", ALIAS_ADDRESS),
            field("callIdentifier", CALL_IDENTIFIER),
            optional("h245SecurityCapability", listOf(H245_SECURITY)),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("fastStart", ENCODED_H245),
            field("mediaWaitForConnect", BOOLEAN),
            field("canOverlapSend", BOOLEAN),
            optional("endpointIdentifier", ENDPOINT_IDENTIFIER),
            field("multipleCalls", BOOLEAN),
            field("maintainConnection", BOOLEAN),
            optional(
                    "connectionParameters",
                    sequence(
                            "",
                            field("connectionType", CallTypes.SCN_CONNECTION_TYPE),
                            field("numberOfScnConnections", integer(0, 65_535)),
                            field("connectionAggregation", CallTypes.SCN_CONNECTION_AGGREGATION),
                            MORE)),
            optional("language", LANGUAGES),
            optional("presentationIndicator", PRESENTATION_INDICATOR),
            optional("screeningIndicator", SCREENING_INDICATOR),
            optional("serviceControl", SERVICE_CONTROL_SESSIONS),
            optional("symmetricOperationRequired", NULL),
            optional("capacity", CALL_CAPACITY),
            optional("circuitInfo", CIRCUIT_INFO),
            optional("desiredProtocols", listOf(SUPPORTED_PROTOCOLS)),
            optional("neededFeatures", FEATURE_DESCRIPTORS),
            optional("desiredFeatures", FEATURE_DESCRIPTORS),
            optional("supportedFeatures", FEATURE_DESCRIPTORS),
            optional("parallelH245Control", ENCODED_H245),
            optional("additionalSourceAddresses", listOf(EXTENDED_ALIAS_ADDRESS)),
            optional("hopCount", integer(1, 31)),
            optional("displayName", listOf(DISPLAY_NAME)));

    public static final SequenceType CALL_PROCEEDING_UUIE = sequence(
            "CallProceeding-UUIE",
            field("protocolIdentifier", PROTOCOL_IDENTIFIER),
            field("destinationInfo", ENDPOINT_TYPE),
            optional("h245Address", TRANSPORT_ADDRESS),
            MORE,
            field("callIdentifier", CALL_IDENTIFIER),
            optional("h245SecurityMode", H245_SECURITY),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("fastStart", ENCODED_H245),
            field("multipleCalls", BOOLEAN),
            field("maintainConnection", BOOLEAN),
            optional("fastConnectRefused", NULL),
            optional("featureSet", FEATURE_SET));

    public static final SequenceType CONNECT_UUIE = sequence(
            "Connect-UUIE",
            field("protocolIdentifier", PROTOCOL_IDENTIFIER),
            optional("h245Address", TRANSPORT_ADDRESS),
            field("destinationInfo", ENDPOINT_TYPE),
            field("conferenceID", CONFERENCE_IDENTIFIER),
            MORE,
            field("callIdentifier", CALL_IDENTIFIER),
            optional("h245SecurityMode", H245_SECURITY),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("fastStart", ENCODED_H245),
            field("multipleCalls", BOOLEAN),
            field("maintainConnection", BOOLEAN),
            optional("language", LANGUAGES),
            optional("connectedAddress", ALIAS_ADDRESSES),
            optional("presentationIndicator", PRESENTATION_INDICATOR),
            optional("screeningIndicator", SCREENING_INDICATOR),
            optional("fastConnectRefused", NULL),
            optional("serviceControl", SERVICE_CONTROL_SESSIONS),
            optional("capacity", CALL_CAPACITY),
            optional("featureSet", FEATURE_SET),
            optional("displayName", listOf(DISPLAY_NAME)));

    public static final SequenceType ALERTING_UUIE = sequence(
            "Alerting-UUIE",
            field("protocolIdentifier", PROTOCOL_IDENTIFIER),
            field("destinationInfo", ENDPOINT_TYPE),
            optional("h245Address", TRANSPORT_ADDRESS),
            MORE,
            field("callIdentifier", CALL_IDENTIFIER),
            optional("h245SecurityMode", H245_SECURITY),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("fastStart", ENCODED_H245),
            field("multipleCalls", BOOLEAN),
            field("maintainConnection", BOOLEAN),
            optional("alertingAddress", ALIAS_ADDRESSES),
            optional("presentationIndicator", PRESENTATION_INDICATOR),
            optional("screeningIndicator", SCREENING_INDICATOR),
            optional("fastConnectRefused", NULL),
            optional("serviceControl", SERVICE_CONTROL_SESSIONS),
            optional("capacity", CALL_CAPACITY),
            optional("featureSet", FEATURE_SET),
            optional("displayName", listOf(DISPLAY_NAME)));

    public static final SequenceType INFORMATION_UUIE = sequence(
            "Information-UUIE",
            field("protocolIdentifier", PROTOCOL_IDENTIFIER),
            MORE,
            field("callIdentifier", CALL_IDENTIFIER),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("fastStart", ENCODED_H245),
            optional("fastConnectRefused", NULL),
            optional("circuitInfo", CIRCUIT_INFO));

    public static final SequenceType RELEASE_COMPLETE_UUIE = sequence(
            "ReleaseComplete-UUIE",
            field("protocolIdentifier", PROTOCOL_IDENTIFIER),
            optional("reason", RELEASE_COMPLETE_REASON),
            MORE,
            field("callIdentifier", CALL_IDENTIFIER),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("busyAddress", ALIAS_ADDRESSES),
            optional("presentationIndicator", PRESENTATION_INDICATOR),
            optional("screeningIndicator", SCREENING_INDICATOR),
            optional("capacity", CALL_CAPACITY),
            optional("serviceControl", SERVICE_CONTROL_SESSIONS),
            optional("featureSet", FEATURE_SET),
            optional("destinationInfo", ENDPOINT_TYPE),
            optional("displayName", listOf(DISPLAY_NAME)));

    public static final ChoiceType FACILITY_REASON = choice(
            "FacilityReason",
            field("routeCallToGatekeeper"),
            field("callForwarded"),
            field("routeCallToMC"),
            field("undefinedReason"),
            MORE,
            field("conferenceListChoice"),
            field("startH245"),
            field("noH245"),
            field("newTokens"),
            field("featureSetUpdate"),
            field("forwardedElements"),
            field("transportedInformation"));

    public static final SequenceType CONFERENCE_LIST = sequence(
            "ConferenceList",
            optional("conferenceID", CONFERENCE_IDENTIFIER),
            optional("conferenceAlias", ALIAS_ADDRESS),
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            MORE);

    public static final SequenceType FACILITY_UUIE = sequence(
            "Facility-UUIE",
            field("protocolIdentifier", PROTOCOL_IDENTIFIER),
            optional("alternativeAddress", TRANSPORT_ADDRESS),
            optional("alternativeAliasAddress", ALIAS_ADDRESSES),
            optional("conferenceID", CONFERENCE_IDENTIFIER),
            field("reason", FACILITY_REASON),
            MORE,
            field("callIdentifier", CALL_IDENTIFIER),
            optional("destExtraCallInfo", ALIAS_ADDRESSES),
            optional("remoteExtensionAddress", ALIAS_ADDRESS),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("conferences", listOf(CONFERENCE_LIST)),
            optional("h245Address", TRANSPORT_ADDRESS),
            optional("fastStart", ENCODED_H245),
            field("multipleCalls", BOOLEAN),
            field("maintainConnection", BOOLEAN),
            optional("fastConnectRefused", NULL),
            optional("serviceControl", SERVICE_CONTROL_SESSIONS),
            optional("circuitInfo", CIRCUIT_INFO),
            optional("featureSet", FEATURE_SET),
            optional("destinationInfo", ENDPOINT_TYPE),
            optional("h245SecurityMode", H245_SECURITY));

    public static final SequenceType PROGRESS_UUIE = sequence(
            "Progress-UUIE",
            field("protocolIdentifier", PROTOCOL_IDENTIFIER),
            field("destinationInfo", ENDPOINT_TYPE),
            optional("h245Address", TRANSPORT_ADDRESS),
            field("callIdentifier", CALL_IDENTIFIER),
            optional("h245SecurityMode", H245_SECURITY),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            optional("fastStart", ENCODED_H245),
            MORE,
            field("multipleCalls", BOOLEAN),
            field("maintainConnection", BOOLEAN),
            optional("fastConnectRefused", NULL));

    public static final SequenceType STATUS_UUIE = sequence(
            "Status-UUIE",
            field("protocolIdentifier", PROTOCOL_IDENTIFIER),
            field("callIdentifier", CALL_IDENTIFIER),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            MORE);

    public static final SequenceType STATUS_INQUIRY_UUIE = sequence(
            "StatusInquiry-UUIE",
            field("protocolIdentifier", PROTOCOL_IDENTIFIER),
            field("callIdentifier", CALL_IDENTIFIER),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            MORE);

    public static final SequenceType SETUP_ACKNOWLEDGE_UUIE = sequence(
            "SetupAcknowledge-UUIE",
            field("protocolIdentifier", PROTOCOL_IDENTIFIER),
            field("callIdentifier", CALL_IDENTIFIER),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            MORE);

    public static final SequenceType NOTIFY_UUIE = sequence(
            "Notify-UUIE",
            field("protocolIdentifier", PROTOCOL_IDENTIFIER),
            field("callIdentifier", CALL_IDENTIFIER),
            optional("tokens", TOKENS),
            optional("cryptoTokens", CRYPTO_TOKENS),
            MORE,
            optional("connectedAddress", ALIAS_ADDRESSES),
            optional("presentationIndicator", PRESENTATION_INDICATOR),
            optional("screeningIndicator", SCREENING_INDICATOR),
            optional("destinationInfo", ENDPOINT_TYPE),
            optional("displayName", listOf(DISPLAY_NAME)));

    public static final SequenceType STIMULUS_CONTROL = sequence(
            "StimulusControl",
            optional("nonStandard", NON_STANDARD_PARAMETER),
            optional("isText", NULL),
            optional("h248Message", octetString()),
            MORE);

    public static final ChoiceType H323_MESSAGE_BODY = choice(
            "h323-message-body",
            field("setup", SETUP_UUIE),
            field("callProceeding", CALL_PROCEEDING_UUIE),
            field("connect", CONNECT_UUIE),
            field("alerting", ALERTING_UUIE),
            field("information", INFORMATION_UUIE),
            field("releaseComplete", RELEASE_COMPLETE_UUIE),
            field("facility", FACILITY_UUIE),
            MORE,
            field("progress", PROGRESS_UUIE),
            field("empty"),
            field("status", STATUS_UUIE),
            field("statusInquiry", STATUS_INQUIRY_UUIE),
            field("setupAcknowledge", SETUP_ACKNOWLEDGE_UUIE),
            field("notify", NOTIFY_UUIE));

    public static final SequenceType H323_UU_PDU = sequence(
            "H323-UU-PDU",
            field("h323-message-body", H323_MESSAGE_BODY),
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            MORE,
            optional("h4501SupplementaryService", listOf(octetString())),
            field("h245Tunnelling", BOOLEAN),
            optional("h245Control", ENCODED_H245),
            optional("nonStandardControl", listOf(NON_STANDARD_PARAMETER)),
            optional("callLinkage", CALL_LINKAGE),
            optional(
                    "tunnelledSignallingMessage",
                    sequence(
                            "",
                            field("tunnelledProtocolID", TUNNELLED_PROTOCOL),
                            field("messageContent", listOf(octetString())),
                            optional("tunnellingRequired", NULL),
                            optional("nonStandardData", NON_STANDARD_PARAMETER),
                            MORE)),
            optional("provisionalRespToH245Tunnelling", NULL),
            optional("stimulusControl", STIMULUS_CONTROL),
            optional("genericData", listOf(GENERIC_DATA)));

    /** The whole of what the user-user information element carries after its protocol discriminator. */
    public static final SequenceType H323_USER_INFORMATION = sequence(
            "H323-UserInformation",
            field("h323-uu-pdu", H323_UU_PDU),
            optional(
                    "user-data",
                    sequence(
                            "",
                            field("protocol-discriminator", integer(0, 255)),
                            field("user-information", octetString(1, 131)),
                            MORE)),
            MORE);
}

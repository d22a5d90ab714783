package org.courtbridge.h323.h225;

import static org.courtbridge.h323.asn1.Builtin.BOOLEAN;
import static org.courtbridge.h323.asn1.Builtin.NULL;
import static org.courtbridge.h323.asn1.Builtin.bmpString;
import static org.courtbridge.h323.asn1.Builtin.ia5String;
import static org.courtbridge.h323.asn1.Builtin.integer;
import static org.courtbridge.h323.asn1.Builtin.octetString;
import static org.courtbridge.h323.asn1.ChoiceType.choice;
import static org.courtbridge.h323.asn1.Component.MORE;
import static org.courtbridge.h323.asn1.Component.field;
import static org.courtbridge.h323.asn1.Component.optional;
import static org.courtbridge.h323.asn1.ListType.listOf;
import static org.courtbridge.h323.asn1.SequenceType.sequence;
import static org.courtbridge.h323.h225.Identifiers.CONFERENCE_IDENTIFIER;
import static org.courtbridge.h323.h225.generic.Addresses.NON_STANDARD_PARAMETER;
import static org.courtbridge.h323.h225.generic.GenericDataTypes.GENERIC_DATA;

import org.courtbridge.h323.asn1.Builtin;
import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.ListType;
import org.courtbridge.h323.asn1.SequenceType;
import org.courtbridge.h323.per.Size;

/**
 * ASN.1 types that both call signalling and RAS use to describe a call: its kind, circuits, capacity, services and end (H.225.0,
 * clause 7.4).
 */
public final class CallTypes {

    private CallTypes() {}

    public static final ChoiceType CALL_TYPE =
            choice("CallType", field("pointToPoint"), field("oneToN"), field("nToOne"), field("nToN"), MORE);

    public static final ChoiceType RELEASE_COMPLETE_REASON = choice(
            "ReleaseCompleteReason",
            field("noBandwidth"),
            field("gatekeeperResources"),
            field("unreachableDestination"),
            field("destinationRejection"),
            field("invalidRevision"),
            field("noPermission"),
            field("unreachableGatekeeper"),
            field("gatewayResources"),
            field("badFormatAddress"),
            field("adaptiveBusy"),
            field("inConf"),
            field("undefinedReason"),
            MORE,
            field("facilityCallDeflection"),
            field("securityDenied"),
            field("calledPartyNotRegistered"),
            field("callerNotRegistered"),
            field("newConnectionNeeded"),
            field("nonStandardReason", NON_STANDARD_PARAMETER),
            field("replaceWithConferenceInvite", CONFERENCE_IDENTIFIER),
            field("genericDataReason"),
            field("neededFeatureNotSupported"),
            field("tunnelledSignallingRejected"),
            field("invalidCID"),
            field("securityError", SecurityTypes.SECURITY_ERRORS),
            field("hopCountExceeded"));

    public static final ChoiceType CALL_TERMINATION_CAUSE = choice(
            "CallTerminationCause",
            field("releaseCompleteReason", RELEASE_COMPLETE_REASON),
            field("releaseCompleteCauseIE", octetString(2, 32)),
            MORE);

    public static final ChoiceType SCN_CONNECTION_TYPE = choice(
            "ScnConnectionType",
            field("unknown"),
            field("bChannel"),
            field("hybrid2x64"),
            field("hybrid384"),
            field("hybrid1536"),
            field("hybrid1920"),
            field("multirate"),
            MORE);

    public static final ChoiceType SCN_CONNECTION_AGGREGATION = choice(
            "ScnConnectionAggregation",
            field("auto"),
            field("none"),
            field("h221"),
            field("bonded-mode1"),
            field("bonded-mode2"),
            field("bonded-mode3"),
            MORE);

    /** Supplementary services of the Q.95x series that a caller has. */
    public static final SequenceType Q_SERIES_OPTIONS = sequence(
            "QseriesOptions",
            field("q932Full", BOOLEAN),
            field("q951Full", BOOLEAN),
            field("q952Full", BOOLEAN),
            field("q953Full", BOOLEAN),
            field("q955Full", BOOLEAN),
            field("q956Full", BOOLEAN),
            field("q957Full", BOOLEAN),
            field(
                    "q954Info",
                    sequence(
                            "Q954Details",
                            field("conferenceCalling", BOOLEAN),
                            field("threePartyService", BOOLEAN),
                            MORE)),
            MORE);

    private static final Builtin NAME = ia5String(Size.of(1, 128));

    public static final SequenceType CARRIER_INFO = sequence(
            "CarrierInfo",
            optional("carrierIdentificationCode", octetString(3, 4)),
            optional("carrierName", NAME),
            MORE);

    public static final SequenceType CIRCUIT_IDENTIFIER = sequence(
            "CircuitIdentifier",
            optional(
                    "cic",
                    sequence(
                            "CicInfo",
                            field("cic", listOf(octetString(2, 4))),
                            field("pointCode", octetString(2, 5)),
                            MORE)),
            optional(
                    "group",
                    sequence("GroupID", optional("member", listOf(integer(0, 65_535))), field("group", NAME), MORE)),
            MORE,
            optional("carrier", CARRIER_INFO));

    public static final SequenceType CIRCUIT_INFO = sequence(
            "CircuitInfo",
            optional("sourceCircuitID", CIRCUIT_IDENTIFIER),
            optional("destinationCircuitID", CIRCUIT_IDENTIFIER),
            optional("genericData", listOf(GENERIC_DATA)),
            MORE);

    public static final SequenceType CALLS_AVAILABLE = sequence(
            "CallsAvailable",
            field("calls", integer(0, 4_294_967_295L)),
            optional("group", NAME),
            MORE,
            optional("carrier", CARRIER_INFO));

    public static final SequenceType CALL_CAPACITY_INFO = sequence(
            "CallCapacityInfo",
            optional("voiceGwCallsAvailable", listOf(CALLS_AVAILABLE)),
            optional("h310GwCallsAvailable", listOf(CALLS_AVAILABLE)),
            optional("h320GwCallsAvailable", listOf(CALLS_AVAILABLE)),
            optional("h321GwCallsAvailable", listOf(CALLS_AVAILABLE)),
            optional("h322GwCallsAvailable", listOf(CALLS_AVAILABLE)),
            optional("h323GwCallsAvailable", listOf(CALLS_AVAILABLE)),
            optional("h324GwCallsAvailable", listOf(CALLS_AVAILABLE)),
            optional("t120OnlyGwCallsAvailable", listOf(CALLS_AVAILABLE)),
            optional("t38FaxAnnexbOnlyGwCallsAvailable", listOf(CALLS_AVAILABLE)),
            optional("terminalCallsAvailable", listOf(CALLS_AVAILABLE)),
            optional("mcuCallsAvailable", listOf(CALLS_AVAILABLE)),
            MORE,
            optional("sipGwCallsAvailable", listOf(CALLS_AVAILABLE)));

    public static final SequenceType CALL_CAPACITY = sequence(
            "CallCapacity",
            optional("maximumCallCapacity", CALL_CAPACITY_INFO),
            optional("currentCallCapacity", CALL_CAPACITY_INFO),
            MORE);

    private static final ChoiceType CALL_STARTING_POINT = choice("", field("alerting"), field("connect"), MORE);

    public static final SequenceType CALL_CREDIT_SERVICE_CONTROL = sequence(
            "CallCreditServiceControl",
            optional("amountString", bmpString(Size.of(1, 512))),
            optional("billingMode", choice("", field("credit"), field("debit"), MORE)),
            optional("callDurationLimit", integer(1, 4_294_967_295L)),
            optional("enforceCallDurationLimit", BOOLEAN),
            optional("callStartingPoint", CALL_STARTING_POINT),
            MORE);

    /** Its {@code signal} is the PER encoding of H.248's SignalsDescriptor. */
    public static final ChoiceType SERVICE_CONTROL_DESCRIPTOR = choice(
            "ServiceControlDescriptor",
            field("url", ia5String(Size.of(0, 512))),
            field("signal", octetString()),
            field("nonStandard", NON_STANDARD_PARAMETER),
            field("callCreditServiceControl", CALL_CREDIT_SERVICE_CONTROL),
            MORE);

    public static final SequenceType SERVICE_CONTROL_SESSION = sequence(
            "ServiceControlSession",
            field("sessionId", integer(0, 255)),
            optional("contents", SERVICE_CONTROL_DESCRIPTOR),
            field("reason", choice("", field("open"), field("refresh"), field("close"), MORE)),
            MORE);

    static final ListType SERVICE_CONTROL_SESSIONS = listOf(SERVICE_CONTROL_SESSION);

    public static final SequenceType RAS_USAGE_INFO_TYPES = sequence(
            "RasUsageInfoTypes",
            field("nonStandardUsageTypes", listOf(NON_STANDARD_PARAMETER)),
            optional("startTime", NULL),
            optional("endTime", NULL),
            optional("terminationCause", NULL),
            MORE);
}

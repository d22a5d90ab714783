package org.courtbridge.h323.h460;

import static org.courtbridge.h323.asn1.Builtin.integer;
import static org.courtbridge.h323.asn1.Builtin.octetString;
import static org.courtbridge.h323.asn1.ChoiceType.choice;
import static org.courtbridge.h323.asn1.Component.MORE;
import static org.courtbridge.h323.asn1.Component.field;
import static org.courtbridge.h323.asn1.Component.optional;
import static org.courtbridge.h323.asn1.ListType.listOf;
import static org.courtbridge.h323.asn1.SequenceType.sequence;

import org.courtbridge.h323.asn1.Builtin;
import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.SequenceType;
import org.courtbridge.h323.asn1.Type;
import org.courtbridge.h323.h225.Identifiers;
import org.courtbridge.h323.h225.generic.Addresses;
import org.courtbridge.h323.h225.generic.GenericDataTypes;

/** ASN.1 types of the octet strings of H.460.9 (11/2002, annex A): what an endpoint has measured of its calls' media. */
public final class QosTypes {

    private static final Builtin NUMBER = integer(0, 4_294_967_295L);
    private static final Builtin RATE = integer(0, 65_535);

    private QosTypes() {}

    public static final SequenceType EXTENSION = sequence(
            "Extension",
            field("extensionId", GenericDataTypes.GENERIC_IDENTIFIER),
            optional("extensionContent", octetString()),
            MORE);

    private static final Type EXTENSIONS = listOf(EXTENSION);

    public static final SequenceType MEDIA_SENDER_MEASURES = sequence(
            "RTCPMeasures.mediaSenderMeasures",
            optional("worstEstimatedEnd2EndDelay", NUMBER),
            optional("meanEstimatedEnd2EndDelay", NUMBER),
            MORE);

    public static final SequenceType MEDIA_RECEIVER_MEASURES = sequence(
            "RTCPMeasures.mediaReceiverMeasures",
            optional("cumulativeNumberOfPacketsLost", NUMBER),
            optional("packetLostRate", RATE),
            optional("worstJitter", NUMBER),
            optional("estimatedThroughput", Identifiers.BAND_WIDTH),
            optional("fractionLostRate", RATE),
            optional("meanJitter", NUMBER),
            MORE);

    public static final SequenceType RTCP_MEASURES = sequence(
            "RTCPMeasures",
            field("rtpAddress", Addresses.TRANSPORT_CHANNEL_INFO),
            field("rtcpAddress", Addresses.TRANSPORT_CHANNEL_INFO),
            field("sessionId", integer(1, 255)),
            optional("nonStandardData", Addresses.NON_STANDARD_PARAMETER),
            optional("mediaSenderMeasures", MEDIA_SENDER_MEASURES),
            optional("mediaReceiverMeasures", MEDIA_RECEIVER_MEASURES),
            optional("extensions", EXTENSIONS),
            MORE);

    public static final SequenceType PER_CALL_QOS_REPORT = sequence(
            "PerCallQoSReport",
            optional("nonStandardData", Addresses.NON_STANDARD_PARAMETER),
            field("callReferenceValue", Identifiers.CALL_REFERENCE_VALUE),
            field("conferenceID", Identifiers.CONFERENCE_IDENTIFIER),
            field("callIdentifier", Identifiers.CALL_IDENTIFIER),
            optional("mediaChannelsQoS", listOf(RTCP_MEASURES)),
            optional("extensions", EXTENSIONS),
            MORE);

    public static final SequenceType PERIODIC_QOS_MON_REPORT = sequence(
            "PeriodicQoSMonReport",
            field("perCallInfo", listOf(PER_CALL_QOS_REPORT)),
            optional("extensions", EXTENSIONS),
            MORE);

    public static final SequenceType FINAL_QOS_MON_REPORT = sequence(
            "FinalQosMonReport",
            field("mediaInfo", listOf(RTCP_MEASURES)),
            optional("nonStandardData", Addresses.NON_STANDARD_PARAMETER),
            optional("extensions", EXTENSIONS),
            MORE);

    public static final SequenceType INTER_GK_QOS_MON_REPORT = sequence(
            "InterGKQosMonReport",
            field("mediaInfo", listOf(RTCP_MEASURES)),
            optional("nonStandardData", Addresses.NON_STANDARD_PARAMETER),
            optional("extensions", EXTENSIONS),
            MORE);

    public static final ChoiceType QOS_MONITORING_REPORT_DATA = choice(
            "QosMonitoringReportData",
            field("periodic", PERIODIC_QOS_MON_REPORT),
            field("final", FINAL_QOS_MON_REPORT),
            field("interGK", INTER_GK_QOS_MON_REPORT),
            MORE);
}

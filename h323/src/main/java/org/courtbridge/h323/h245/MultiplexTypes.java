package org.courtbridge.h323.h245;

import static org.courtbridge.h323.asn1.Builtin.BOOLEAN;
import static org.courtbridge.h323.asn1.Builtin.OBJECT_IDENTIFIER;
import static org.courtbridge.h323.asn1.Builtin.extensibleInteger;
import static org.courtbridge.h323.asn1.Builtin.integer;
import static org.courtbridge.h323.asn1.ChoiceType.choice;
import static org.courtbridge.h323.asn1.Component.MORE;
import static org.courtbridge.h323.asn1.Component.field;
import static org.courtbridge.h323.asn1.Component.optional;
import static org.courtbridge.h323.asn1.ListType.listOf;
import static org.courtbridge.h323.asn1.SequenceType.sequence;

import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.SequenceType;

/** Capabilities of the multiplex, of transport and of redundancy (H.245, B.2.2.3). */
public final class MultiplexTypes {

    public static final SequenceType VC_CAPABILITY = sequence(
            "VCCapability",
            optional(
                    "aal1",
                    sequence(
                            "",
                            field("nullClockRecovery", BOOLEAN),
                            field("srtsClockRecovery", BOOLEAN),
                            field("adaptiveClockRecovery", BOOLEAN),
                            field("nullErrorCorrection", BOOLEAN),
                            field("longInterleaver", BOOLEAN),
                            field("shortInterleaver", BOOLEAN),
                            field("errorCorrectionOnly", BOOLEAN),
                            field("structuredDataTransfer", BOOLEAN),
                            field("partiallyFilledCells", BOOLEAN),
                            MORE)),
            optional(
                    "aal5",
                    sequence(
                            "",
                            field("forwardMaximumSDUSize", integer(0, 65535)),
                            field("backwardMaximumSDUSize", integer(0, 65535)),
                            MORE)),
            field("transportStream", BOOLEAN),
            field("programStream", BOOLEAN),
            field(
                    "availableBitRates",
                    sequence(
                            "",
                            field(
                                    "type",
                                    choice(
                                            "",
                                            field("singleBitRate", integer(1, 65535)),
                                            field(
                                                    "rangeOfBitRates",
                                                    sequence(
                                                            "",
                                                            field("lowerBitRate", integer(1, 65535)),
                                                            field("higherBitRate", integer(1, 65535)))))),
                            MORE)),
            MORE,
            optional(
                    "aal1ViaGateway",
                    sequence(
                            "",
                            field("gatewayAddress", listOf(AddressTypes.Q2931_ADDRESS, 1, 256)),
                            field("nullClockRecovery", BOOLEAN),
                            field("srtsClockRecovery", BOOLEAN),
                            field("adaptiveClockRecovery", BOOLEAN),
                            field("nullErrorCorrection", BOOLEAN),
                            field("longInterleaver", BOOLEAN),
                            field("shortInterleaver", BOOLEAN),
                            field("errorCorrectionOnly", BOOLEAN),
                            field("structuredDataTransfer", BOOLEAN),
                            field("partiallyFilledCells", BOOLEAN),
                            MORE)));

    public static final SequenceType H222_CAPABILITY = sequence(
            "H222Capability",
            field("numberOfVCs", integer(1, 256)),
            field("vcCapability", listOf(VC_CAPABILITY)),
            MORE);

    public static final SequenceType H223_ANNEX_C_CAPABILITY = sequence(
            "H223AnnexCCapability",
            field("videoWithAL1M", BOOLEAN),
            field("videoWithAL2M", BOOLEAN),
            field("videoWithAL3M", BOOLEAN),
            field("audioWithAL1M", BOOLEAN),
            field("audioWithAL2M", BOOLEAN),
            field("audioWithAL3M", BOOLEAN),
            field("dataWithAL1M", BOOLEAN),
            field("dataWithAL2M", BOOLEAN),
            field("dataWithAL3M", BOOLEAN),
            field("alpduInterleaving", BOOLEAN),
            field("maximumAL1MPDUSize", integer(0, 65535)),
            field("maximumAL2MSDUSize", integer(0, 65535)),
            field("maximumAL3MSDUSize", integer(0, 65535)),
            MORE,
            optional("rsCodeCapability", BOOLEAN));

    public static final SequenceType H223_CAPABILITY = sequence(
            "H223Capability",
            field("transportWithI-frames", BOOLEAN),
            field("videoWithAL1", BOOLEAN),
            field("videoWithAL2", BOOLEAN),
            field("videoWithAL3", BOOLEAN),
            field("audioWithAL1", BOOLEAN),
            field("audioWithAL2", BOOLEAN),
            field("audioWithAL3", BOOLEAN),
            field("dataWithAL1", BOOLEAN),
            field("dataWithAL2", BOOLEAN),
            field("dataWithAL3", BOOLEAN),
            field("maximumAl2SDUSize", integer(0, 65535)),
            field("maximumAl3SDUSize", integer(0, 65535)),
            field("maximumDelayJitter", integer(0, 1023)),
            field(
                    "h223MultiplexTableCapability",
                    choice(
                            "",
                            field("basic"),
                            field(
                                    "enhanced",
                                    sequence(
                                            "",
                                            field("maximumNestingDepth", integer(1, 15)),
                                            field("maximumElementListSize", integer(2, 255)),
                                            field("maximumSubElementListSize", integer(2, 255)),
                                            MORE)))),
            MORE,
            field("maxMUXPDUSizeCapability", BOOLEAN),
            field("nsrpSupport", BOOLEAN),
            optional(
                    "mobileOperationTransmitCapability",
                    sequence(
                            "",
                            field("modeChangeCapability", BOOLEAN),
                            field("h223AnnexA", BOOLEAN),
                            field("h223AnnexADoubleFlag", BOOLEAN),
                            field("h223AnnexB", BOOLEAN),
                            field("h223AnnexBwithHeader", BOOLEAN),
                            MORE)),
            optional("h223AnnexCCapability", H223_ANNEX_C_CAPABILITY),
            optional("bitRate", integer(1, 19200)),
            optional(
                    "mobileMultilinkFrameCapability",
                    sequence(
                            "",
                            field("maximumSampleSize", integer(1, 255)),
                            field("maximumPayloadLength", integer(1, 65025)),
                            MORE)));

    public static final SequenceType V75_CAPABILITY = sequence("V75Capability", field("audioHeader", BOOLEAN), MORE);

    public static final SequenceType V76_CAPABILITY = sequence(
            "V76Capability",
            field("suspendResumeCapabilitywAddress", BOOLEAN),
            field("suspendResumeCapabilitywoAddress", BOOLEAN),
            field("rejCapability", BOOLEAN),
            field("sREJCapability", BOOLEAN),
            field("mREJCapability", BOOLEAN),
            field("crc8bitCapability", BOOLEAN),
            field("crc16bitCapability", BOOLEAN),
            field("crc32bitCapability", BOOLEAN),
            field("uihCapability", BOOLEAN),
            field("numOfDLCS", integer(2, 8191)),
            field("twoOctetAddressFieldCapability", BOOLEAN),
            field("loopBackTestCapability", BOOLEAN),
            field("n401Capability", integer(1, 4095)),
            field("maxWindowSizeCapability", integer(1, 127)),
            field("v75Capability", V75_CAPABILITY),
            MORE);

    public static final SequenceType MEDIA_DISTRIBUTION_CAPABILITY = sequence(
            "MediaDistributionCapability",
            field("centralizedControl", BOOLEAN),
            field("distributedControl", BOOLEAN),
            field("centralizedAudio", BOOLEAN),
            field("distributedAudio", BOOLEAN),
            field("centralizedVideo", BOOLEAN),
            field("distributedVideo", BOOLEAN),
            optional("centralizedData", listOf(DataTypes.DATA_APPLICATION_CAPABILITY)),
            optional("distributedData", listOf(DataTypes.DATA_APPLICATION_CAPABILITY)),
            MORE);

    public static final SequenceType MULTIPOINT_CAPABILITY = sequence(
            "MultipointCapability",
            field("multicastCapability", BOOLEAN),
            field("multiUniCastConference", BOOLEAN),
            field("mediaDistributionCapability", listOf(MEDIA_DISTRIBUTION_CAPABILITY)),
            MORE);

    public static final SequenceType RTP_PAYLOAD_TYPE = sequence(
            "RTPPayloadType",
            field(
                    "payloadDescriptor",
                    choice(
                            "",
                            field("nonStandardIdentifier", GenericTypes.NON_STANDARD_PARAMETER),
                            field("rfc-number", extensibleInteger(1, 32768)),
                            field("oid", OBJECT_IDENTIFIER),
                            MORE)),
            optional("payloadType", integer(0, 127)),
            MORE);

    public static final SequenceType MEDIA_PACKETIZATION_CAPABILITY = sequence(
            "MediaPacketizationCapability",
            field("h261aVideoPacketization", BOOLEAN),
            MORE,
            optional("rtpPayloadType", listOf(RTP_PAYLOAD_TYPE, 1, 256)));

    public static final ChoiceType QOS_MODE = choice("QOSMode", field("guaranteedQOS"), field("controlledLoad"), MORE);

    public static final SequenceType RSVP_PARAMETERS = sequence(
            "RSVPParameters",
            optional("qosMode", QOS_MODE),
            optional("tokenRate", integer(1, 4294967295L)),
            optional("bucketSize", integer(1, 4294967295L)),
            optional("peakRate", integer(1, 4294967295L)),
            optional("minPoliced", integer(1, 4294967295L)),
            optional("maxPktSize", integer(1, 4294967295L)),
            MORE);

    public static final SequenceType ATM_PARAMETERS = sequence(
            "ATMParameters",
            field("maxNTUSize", integer(0, 65535)),
            field("atmUBR", BOOLEAN),
            field("atmrtVBR", BOOLEAN),
            field("atmnrtVBR", BOOLEAN),
            field("atmABR", BOOLEAN),
            field("atmCBR", BOOLEAN),
            MORE);

    public static final SequenceType GENERIC_TRANSPORT_PARAMETERS = sequence(
            "GenericTransportParameters",
            optional("nonStandardData", GenericTypes.NON_STANDARD_PARAMETER),
            optional("averageRate", integer(1, 4294967295L)),
            optional("burst", integer(1, 4294967295L)),
            optional("peakRate", integer(1, 4294967295L)),
            optional("maxPktSize", integer(1, 4294967295L)),
            MORE);

    public static final SequenceType SERVICE_PRIORITY_VALUE = sequence(
            "ServicePriorityValue",
            optional("nonStandardParameter", GenericTypes.NON_STANDARD_PARAMETER),
            MORE,
            field("value", integer(0, 255)));

    public static final SequenceType SERVICE_PRIORITY = sequence(
            "ServicePriority",
            optional("nonStandardData", GenericTypes.NON_STANDARD_PARAMETER),
            field("servicePrioritySignalled", BOOLEAN),
            optional("servicePriorityValue", SERVICE_PRIORITY_VALUE),
            MORE,
            optional("serviceClass", integer(0, 4095)),
            optional("serviceSubclass", integer(0, 255)));

    public static final SequenceType AUTHORIZATION_PARAMETERS =
            sequence("AuthorizationParameters", optional("nonStandardData", GenericTypes.NON_STANDARD_PARAMETER), MORE);

    public static final ChoiceType QOS_TYPE = choice("QOSType", field("desired"), field("required"), MORE);

    public static final ChoiceType QOS_CLASS = choice(
            "QOSClass",
            field("class0"),
            field("class1"),
            field("class2"),
            field("class3"),
            field("class4"),
            field("class5"),
            MORE);

    public static final SequenceType QOS_DESCRIPTOR = sequence(
            "QOSDescriptor",
            optional("nonStandardData", GenericTypes.NON_STANDARD_PARAMETER),
            field("qosType", QOS_TYPE),
            field("qosClass", QOS_CLASS),
            MORE);

    public static final SequenceType QOS_CAPABILITY = sequence(
            "QOSCapability",
            optional("nonStandardData", GenericTypes.NON_STANDARD_PARAMETER),
            optional("rsvpParameters", RSVP_PARAMETERS),
            optional("atmParameters", ATM_PARAMETERS),
            MORE,
            optional("localQoS", BOOLEAN),
            optional("genericTransportParameters", GENERIC_TRANSPORT_PARAMETERS),
            optional("servicePriority", SERVICE_PRIORITY),
            optional("authorizationParameter", AUTHORIZATION_PARAMETERS),
            optional("qosDescriptor", QOS_DESCRIPTOR),
            optional("dscpValue", integer(0, 63)));

    public static final ChoiceType MEDIA_TRANSPORT_TYPE = choice(
            "MediaTransportType",
            field("ip-UDP"),
            field("ip-TCP"),
            field("atm-AAL5-UNIDIR"),
            field("atm-AAL5-BIDIR"),
            MORE,
            field("atm-AAL5-compressed", sequence("", field("variable-delta", BOOLEAN), MORE)));

    public static final SequenceType MEDIA_CHANNEL_CAPABILITY =
            sequence("MediaChannelCapability", optional("mediaTransport", MEDIA_TRANSPORT_TYPE), MORE);

    public static final SequenceType TRANSPORT_CAPABILITY = sequence(
            "TransportCapability",
            optional("nonStandard", GenericTypes.NON_STANDARD_PARAMETER),
            optional("qOSCapabilities", listOf(QOS_CAPABILITY, 1, 256)),
            optional("mediaChannelCapabilities", listOf(MEDIA_CHANNEL_CAPABILITY, 1, 256)),
            MORE);

    public static final SequenceType RTP_H263_VIDEO_REDUNDANCY_FRAME_MAPPING = sequence(
            "RTPH263VideoRedundancyFrameMapping",
            field("threadNumber", integer(0, 15)),
            field("frameSequence", listOf(integer(0, 255), 1, 256)),
            MORE);

    public static final SequenceType RTP_H263_VIDEO_REDUNDANCY_ENCODING = sequence(
            "RTPH263VideoRedundancyEncoding",
            field("numberOfThreads", integer(1, 16)),
            field("framesBetweenSyncPoints", integer(1, 256)),
            field(
                    "frameToThreadMapping",
                    choice(
                            "",
                            field("roundrobin"),
                            field("custom", listOf(RTP_H263_VIDEO_REDUNDANCY_FRAME_MAPPING, 1, 256)),
                            MORE)),
            optional("containedThreads", listOf(integer(0, 15), 1, 256)),
            MORE);

    public static final ChoiceType REDUNDANCY_ENCODING_METHOD = choice(
            "RedundancyEncodingMethod",
            field("nonStandard", GenericTypes.NON_STANDARD_PARAMETER),
            field("rtpAudioRedundancyEncoding"),
            MORE,
            field("rtpH263VideoRedundancyEncoding", RTP_H263_VIDEO_REDUNDANCY_ENCODING));

    public static final SequenceType REDUNDANCY_ENCODING_CAPABILITY = sequence(
            "RedundancyEncodingCapability",
            field("redundancyEncodingMethod", REDUNDANCY_ENCODING_METHOD),
            field("primaryEncoding", GenericTypes.CAPABILITY_TABLE_ENTRY_NUMBER),
            optional("secondaryEncoding", listOf(GenericTypes.CAPABILITY_TABLE_ENTRY_NUMBER, 1, 256)),
            MORE);

    public static final SequenceType H2250_CAPABILITY = sequence(
            "H2250Capability",
            field("maximumAudioDelayJitter", integer(0, 1023)),
            field("receiveMultipointCapability", MULTIPOINT_CAPABILITY),
            field("transmitMultipointCapability", MULTIPOINT_CAPABILITY),
            field("receiveAndTransmitMultipointCapability", MULTIPOINT_CAPABILITY),
            field(
                    "mcCapability",
                    sequence(
                            "",
                            field("centralizedConferenceMC", BOOLEAN),
                            field("decentralizedConferenceMC", BOOLEAN),
                            MORE)),
            field("rtcpVideoControlCapability", BOOLEAN),
            field("mediaPacketizationCapability", MEDIA_PACKETIZATION_CAPABILITY),
            MORE,
            optional("transportCapability", TRANSPORT_CAPABILITY),
            optional("redundancyEncodingCapability", listOf(REDUNDANCY_ENCODING_CAPABILITY, 1, 256)),
            field("logicalChannelSwitchingCapability", BOOLEAN),
            field("t120DynamicPortCapability", BOOLEAN));

    public static final ChoiceType MULTIPLEX_CAPABILITY = choice(
            "MultiplexCapability",
            field("nonStandard", GenericTypes.NON_STANDARD_PARAMETER),
            field("h222Capability", H222_CAPABILITY),
            field("h223Capability", H223_CAPABILITY),
            field("v76Capability", V76_CAPABILITY),
            MORE,
            field("h2250Capability", H2250_CAPABILITY),
            field("genericMultiplexCapability", GenericTypes.GENERIC_CAPABILITY));

    private MultiplexTypes() {}
}

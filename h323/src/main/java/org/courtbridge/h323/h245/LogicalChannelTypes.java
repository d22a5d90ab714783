package org.courtbridge.h323.h245;

import static org.courtbridge.h323.asn1.Builtin.BOOLEAN;
import static org.courtbridge.h323.asn1.Builtin.OBJECT_IDENTIFIER;
import static org.courtbridge.h323.asn1.Builtin.integer;
import static org.courtbridge.h323.asn1.Builtin.octetString;
import static org.courtbridge.h323.asn1.ChoiceType.choice;
import static org.courtbridge.h323.asn1.Component.MORE;
import static org.courtbridge.h323.asn1.Component.field;
import static org.courtbridge.h323.asn1.Component.optional;
import static org.courtbridge.h323.asn1.Later.later;
import static org.courtbridge.h323.asn1.ListType.listOf;
import static org.courtbridge.h323.asn1.SequenceType.sequence;

import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.SequenceType;

/** Logical channel signalling messages (H.245, B.3), and those by which its bit rate changes (B.12). */
public final class LogicalChannelTypes {

    public static final SequenceType REDUNDANCY_ENCODING_ELEMENT = sequence(
            "RedundancyEncodingElement",
            field("dataType", later(() -> LogicalChannelTypes.DATA_TYPE)),
            optional("payloadType", integer(0, 127)),
            MORE);

    public static final SequenceType REDUNDANCY_ENCODING = sequence(
            "RedundancyEncoding",
            field("redundancyEncodingMethod", MultiplexTypes.REDUNDANCY_ENCODING_METHOD),
            optional("secondaryEncoding", later(() -> LogicalChannelTypes.DATA_TYPE)),
            MORE,
            optional(
                    "rtpRedundancyEncoding",
                    sequence(
                            "",
                            optional("primary", REDUNDANCY_ENCODING_ELEMENT),
                            optional("secondary", listOf(REDUNDANCY_ENCODING_ELEMENT)),
                            MORE)));

    public static final SequenceType MULTIPLE_PAYLOAD_STREAM_ELEMENT = sequence(
            "MultiplePayloadStreamElement",
            field("dataType", later(() -> LogicalChannelTypes.DATA_TYPE)),
            optional("payloadType", integer(0, 127)),
            MORE);

    public static final SequenceType MULTIPLE_PAYLOAD_STREAM =
            sequence("MultiplePayloadStream", field("elements", listOf(MULTIPLE_PAYLOAD_STREAM_ELEMENT)), MORE);

    public static final ChoiceType DEP_FEC_DATA = choice(
            "DepFECData",
            field(
                    "rfc2733",
                    sequence(
                            "",
                            field(
                                    "mode",
                                    choice(
                                            "",
                                            field("redundancyEncoding"),
                                            field(
                                                    "separateStream",
                                                    choice(
                                                            "",
                                                            field(
                                                                    "differentPort",
                                                                    sequence(
                                                                            "",
                                                                            field(
                                                                                    "protectedSessionID",
                                                                                    integer(1, 255)),
                                                                            optional(
                                                                                    "protectedPayloadType",
                                                                                    integer(0, 127)),
                                                                            MORE)),
                                                            field(
                                                                    "samePort",
                                                                    sequence(
                                                                            "",
                                                                            field(
                                                                                    "protectedPayloadType",
                                                                                    integer(0, 127)),
                                                                            MORE)),
                                                            MORE)),
                                            MORE)),
                            MORE)));

    public static final ChoiceType FEC_DATA = choice(
            "FECData",
            field(
                    "rfc2733",
                    sequence(
                            "",
                            field("protectedPayloadType", integer(0, 127)),
                            optional("fecScheme", OBJECT_IDENTIFIER),
                            field(
                                    "pktMode",
                                    choice(
                                            "",
                                            field("rfc2198coding"),
                                            field("rfc2733sameport", sequence("", MORE)),
                                            field(
                                                    "rfc2733diffport",
                                                    sequence(
                                                            "",
                                                            field(
                                                                    "protectedChannel",
                                                                    GenericTypes.LOGICAL_CHANNEL_NUMBER),
                                                            MORE)),
                                            MORE)),
                            MORE)),
            MORE);

    public static final SequenceType H235_MEDIA = sequence(
            "H235Media",
            field("encryptionAuthenticationAndIntegrity", SecurityTypes.ENCRYPTION_AUTHENTICATION_AND_INTEGRITY),
            field(
                    "mediaType",
                    choice(
                            "",
                            field("nonStandard", GenericTypes.NON_STANDARD_PARAMETER),
                            field("videoData", VideoTypes.VIDEO_CAPABILITY),
                            field("audioData", AudioTypes.AUDIO_CAPABILITY),
                            field("data", DataTypes.DATA_APPLICATION_CAPABILITY),
                            MORE,
                            field("redundancyEncoding", REDUNDANCY_ENCODING),
                            field("multiplePayloadStream", MULTIPLE_PAYLOAD_STREAM),
                            field("depFec", DEP_FEC_DATA),
                            field("fec", FEC_DATA))),
            MORE);

    public static final SequenceType MULTIPLEXED_STREAM_PARAMETER = sequence(
            "MultiplexedStreamParameter",
            field("multiplexFormat", CapabilityTypes.MULTIPLEX_FORMAT),
            field("controlOnMuxStream", BOOLEAN),
            MORE);

    public static final ChoiceType DATA_TYPE = choice(
            "DataType",
            field("nonStandard", GenericTypes.NON_STANDARD_PARAMETER),
            field("nullData"),
            field("videoData", VideoTypes.VIDEO_CAPABILITY),
            field("audioData", AudioTypes.AUDIO_CAPABILITY),
            field("data", DataTypes.DATA_APPLICATION_CAPABILITY),
            field("encryptionData", SecurityTypes.ENCRYPTION_MODE),
            MORE,
            field("h235Control", GenericTypes.NON_STANDARD_PARAMETER),
            field("h235Media", H235_MEDIA),
            field("multiplexedStream", MULTIPLEXED_STREAM_PARAMETER),
            field("redundancyEncoding", REDUNDANCY_ENCODING),
            field("multiplePayloadStream", MULTIPLE_PAYLOAD_STREAM),
            field("depFec", DEP_FEC_DATA),
            field("fec", FEC_DATA));

    public static final SequenceType H222_LOGICAL_CHANNEL_PARAMETERS = sequence(
            "H222LogicalChannelParameters",
            field("resourceID", integer(0, 65535)),
            field("subChannelID", integer(0, 8191)),
            optional("pcr-pid", integer(0, 8191)),
            optional("programDescriptors", octetString()),
            optional("streamDescriptors", octetString()),
            MORE);

    public static final SequenceType H223_ANNEX_C_ARQ_PARAMETERS = sequence(
            "H223AnnexCArqParameters",
            field("numberOfRetransmissions", choice("", field("finite", integer(0, 16)), field("infinite"), MORE)),
            field("sendBufferSize", integer(0, 16777215)),
            MORE);

    public static final SequenceType H223_AL1M_PARAMETERS = sequence(
            "H223AL1MParameters",
            field("transferMode", choice("", field("framed"), field("unframed"), MORE)),
            field("headerFEC", choice("", field("sebch16-7"), field("golay24-12"), MORE)),
            field(
                    "crcLength",
                    choice(
                            "",
                            field("crc4bit"),
                            field("crc12bit"),
                            field("crc20bit"),
                            field("crc28bit"),
                            MORE,
                            field("crc8bit"),
                            field("crc16bit"),
                            field("crc32bit"),
                            field("crcNotUsed"))),
            field("rcpcCodeRate", integer(8, 32)),
            field(
                    "arqType",
                    choice(
                            "",
                            field("noArq"),
                            field("typeIArq", H223_ANNEX_C_ARQ_PARAMETERS),
                            field("typeIIArq", H223_ANNEX_C_ARQ_PARAMETERS),
                            MORE)),
            field("alpduInterleaving", BOOLEAN),
            field("alsduSplitting", BOOLEAN),
            MORE,
            optional("rsCodeCorrection", integer(0, 127)));

    public static final SequenceType H223_AL2M_PARAMETERS = sequence(
            "H223AL2MParameters",
            field("headerFEC", choice("", field("sebch16-5"), field("golay24-12"), MORE)),
            field("alpduInterleaving", BOOLEAN),
            MORE);

    public static final SequenceType H223_AL3M_PARAMETERS = sequence(
            "H223AL3MParameters",
            field("headerFormat", choice("", field("sebch16-7"), field("golay24-12"), MORE)),
            field(
                    "crcLength",
                    choice(
                            "",
                            field("crc4bit"),
                            field("crc12bit"),
                            field("crc20bit"),
                            field("crc28bit"),
                            MORE,
                            field("crc8bit"),
                            field("crc16bit"),
                            field("crc32bit"),
                            field("crcNotUsed"))),
            field("rcpcCodeRate", integer(8, 32)),
            field(
                    "arqType",
                    choice(
                            "",
                            field("noArq"),
                            field("typeIArq", H223_ANNEX_C_ARQ_PARAMETERS),
                            field("typeIIArq", H223_ANNEX_C_ARQ_PARAMETERS),
                            MORE)),
            field("alpduInterleaving", BOOLEAN),
            MORE,
            optional("rsCodeCorrection", integer(0, 127)));

    public static final SequenceType H223_LOGICAL_CHANNEL_PARAMETERS = sequence(
            "H223LogicalChannelParameters",
            field(
                    "adaptationLayerType",
                    choice(
                            "",
                            field("nonStandard", GenericTypes.NON_STANDARD_PARAMETER),
                            field("al1Framed"),
                            field("al1NotFramed"),
                            field("al2WithoutSequenceNumbers"),
                            field("al2WithSequenceNumbers"),
                            field(
                                    "al3",
                                    sequence(
                                            "",
                                            field("controlFieldOctets", integer(0, 2)),
                                            field("sendBufferSize", integer(0, 16777215)))),
                            MORE,
                            field("al1M", H223_AL1M_PARAMETERS),
                            field("al2M", H223_AL2M_PARAMETERS),
                            field("al3M", H223_AL3M_PARAMETERS))),
            field("segmentableFlag", BOOLEAN),
            MORE);

    public static final ChoiceType CRC_LENGTH =
            choice("CRCLength", field("crc8bit"), field("crc16bit"), field("crc32bit"), MORE);

    public static final SequenceType V76_HDLC_PARAMETERS = sequence(
            "V76HDLCParameters",
            field("crcLength", CRC_LENGTH),
            field("n401", integer(1, 4095)),
            field("loopbackTestProcedure", BOOLEAN),
            MORE);

    public static final SequenceType V75_PARAMETERS =
            sequence("V75Parameters", field("audioHeaderPresent", BOOLEAN), MORE);

    public static final SequenceType V76_LOGICAL_CHANNEL_PARAMETERS = sequence(
            "V76LogicalChannelParameters",
            field("hdlcParameters", V76_HDLC_PARAMETERS),
            field(
                    "suspendResume",
                    choice(
                            "",
                            field("noSuspendResume"),
                            field("suspendResumewAddress"),
                            field("suspendResumewoAddress"),
                            MORE)),
            field("uIH", BOOLEAN),
            field(
                    "mode",
                    choice(
                            "",
                            field(
                                    "eRM",
                                    sequence(
                                            "",
                                            field("windowSize", integer(1, 127)),
                                            field(
                                                    "recovery",
                                                    choice("", field("rej"), field("sREJ"), field("mSREJ"), MORE)),
                                            MORE)),
                            field("uNERM"),
                            MORE)),
            field("v75Parameters", V75_PARAMETERS),
            MORE);

    public static final SequenceType H2250_LOGICAL_CHANNEL_PARAMETERS = sequence(
            "H2250LogicalChannelParameters",
            optional("nonStandard", listOf(GenericTypes.NON_STANDARD_PARAMETER)),
            field("sessionID", integer(0, 255)),
            optional("associatedSessionID", integer(1, 255)),
            optional("mediaChannel", AddressTypes.TRANSPORT_ADDRESS),
            optional("mediaGuaranteedDelivery", BOOLEAN),
            optional("mediaControlChannel", AddressTypes.TRANSPORT_ADDRESS),
            optional("mediaControlGuaranteedDelivery", BOOLEAN),
            optional("silenceSuppression", BOOLEAN),
            optional("destination", AddressTypes.TERMINAL_LABEL),
            optional("dynamicRTPPayloadType", integer(96, 127)),
            optional(
                    "mediaPacketization",
                    choice(
                            "",
                            field("h261aVideoPacketization"),
                            MORE,
                            field("rtpPayloadType", MultiplexTypes.RTP_PAYLOAD_TYPE))),
            MORE,
            optional("transportCapability", MultiplexTypes.TRANSPORT_CAPABILITY),
            optional("redundancyEncoding", REDUNDANCY_ENCODING),
            optional("source", AddressTypes.TERMINAL_LABEL),
            optional("nominalAudioLevel", integer(0, 63)));

    public static final SequenceType OPEN_LOGICAL_CHANNEL = sequence(
            "OpenLogicalChannel",
            field("forwardLogicalChannelNumber", GenericTypes.LOGICAL_CHANNEL_NUMBER),
            field(
                    "forwardLogicalChannelParameters",
                    sequence(
                            "",
                            optional("portNumber", integer(0, 65535)),
                            field("dataType", DATA_TYPE),
                            field(
                                    "multiplexParameters",
                                    choice(
                                            "",
                                            field("h222LogicalChannelParameters", H222_LOGICAL_CHANNEL_PARAMETERS),
                                            field("h223LogicalChannelParameters", H223_LOGICAL_CHANNEL_PARAMETERS),
                                            field("v76LogicalChannelParameters", V76_LOGICAL_CHANNEL_PARAMETERS),
                                            MORE,
                                            field("h2250LogicalChannelParameters", H2250_LOGICAL_CHANNEL_PARAMETERS),
                                            field("none"))),
                            MORE,
                            optional("forwardLogicalChannelDependency", GenericTypes.LOGICAL_CHANNEL_NUMBER),
                            optional("replacementFor", GenericTypes.LOGICAL_CHANNEL_NUMBER))),
            optional(
                    "reverseLogicalChannelParameters",
                    sequence(
                            "",
                            field("dataType", DATA_TYPE),
                            optional(
                                    "multiplexParameters",
                                    choice(
                                            "",
                                            field("h223LogicalChannelParameters", H223_LOGICAL_CHANNEL_PARAMETERS),
                                            field("v76LogicalChannelParameters", V76_LOGICAL_CHANNEL_PARAMETERS),
                                            MORE,
                                            field("h2250LogicalChannelParameters", H2250_LOGICAL_CHANNEL_PARAMETERS))),
                            MORE,
                            optional("reverseLogicalChannelDependency", GenericTypes.LOGICAL_CHANNEL_NUMBER),
                            optional("replacementFor", GenericTypes.LOGICAL_CHANNEL_NUMBER))),
            MORE,
            optional("separateStack", AddressTypes.NETWORK_ACCESS_PARAMETERS),
            optional("encryptionSync", SecurityTypes.ENCRYPTION_SYNC),
            optional("genericInformation", listOf(GenericTypes.GENERIC_INFORMATION)));

    public static final SequenceType H2250_LOGICAL_CHANNEL_ACK_PARAMETERS = sequence(
            "H2250LogicalChannelAckParameters",
            optional("nonStandard", listOf(GenericTypes.NON_STANDARD_PARAMETER)),
            optional("sessionID", integer(1, 255)),
            optional("mediaChannel", AddressTypes.TRANSPORT_ADDRESS),
            optional("mediaControlChannel", AddressTypes.TRANSPORT_ADDRESS),
            optional("dynamicRTPPayloadType", integer(96, 127)),
            MORE,
            field("flowControlToZero", BOOLEAN),
            optional("portNumber", integer(0, 65535)),
            optional("multiplePayloadStream", MULTIPLE_PAYLOAD_STREAM));

    public static final SequenceType OPEN_LOGICAL_CHANNEL_ACK = sequence(
            "OpenLogicalChannelAck",
            field("forwardLogicalChannelNumber", GenericTypes.LOGICAL_CHANNEL_NUMBER),
            optional(
                    "reverseLogicalChannelParameters",
                    sequence(
                            "",
                            field("reverseLogicalChannelNumber", GenericTypes.LOGICAL_CHANNEL_NUMBER),
                            optional("portNumber", integer(0, 65535)),
                            optional(
                                    "multiplexParameters",
                                    choice(
                                            "",
                                            field("h222LogicalChannelParameters", H222_LOGICAL_CHANNEL_PARAMETERS),
                                            MORE,
                                            field("h2250LogicalChannelParameters", H2250_LOGICAL_CHANNEL_PARAMETERS))),
                            MORE,
                            optional("replacementFor", GenericTypes.LOGICAL_CHANNEL_NUMBER))),
            MORE,
            optional("separateStack", AddressTypes.NETWORK_ACCESS_PARAMETERS),
            optional(
                    "forwardMultiplexAckParameters",
                    choice("", field("h2250LogicalChannelAckParameters", H2250_LOGICAL_CHANNEL_ACK_PARAMETERS), MORE)),
            optional("encryptionSync", SecurityTypes.ENCRYPTION_SYNC),
            optional("genericInformation", listOf(GenericTypes.GENERIC_INFORMATION)));

    public static final SequenceType OPEN_LOGICAL_CHANNEL_REJECT = sequence(
            "OpenLogicalChannelReject",
            field("forwardLogicalChannelNumber", GenericTypes.LOGICAL_CHANNEL_NUMBER),
            field(
                    "cause",
                    choice(
                            "",
                            field("unspecified"),
                            field("unsuitableReverseParameters"),
                            field("dataTypeNotSupported"),
                            field("dataTypeNotAvailable"),
                            field("unknownDataType"),
                            field("dataTypeALCombinationNotSupported"),
                            MORE,
                            field("multicastChannelNotAllowed"),
                            field("insufficientBandwidth"),
                            field("separateStackEstablishmentFailed"),
                            field("invalidSessionID"),
                            field("masterSlaveConflict"),
                            field("waitForCommunicationMode"),
                            field("invalidDependentChannel"),
                            field("replacementForRejected"),
                            field("securityDenied"),
                            field("qoSControlNotSupported"))),
            MORE,
            optional("genericInformation", listOf(GenericTypes.GENERIC_INFORMATION)));

    public static final SequenceType OPEN_LOGICAL_CHANNEL_CONFIRM = sequence(
            "OpenLogicalChannelConfirm",
            field("forwardLogicalChannelNumber", GenericTypes.LOGICAL_CHANNEL_NUMBER),
            MORE,
            optional("genericInformation", listOf(GenericTypes.GENERIC_INFORMATION)));

    public static final SequenceType CLOSE_LOGICAL_CHANNEL = sequence(
            "CloseLogicalChannel",
            field("forwardLogicalChannelNumber", GenericTypes.LOGICAL_CHANNEL_NUMBER),
            field("source", choice("", field("user"), field("lcse"))),
            MORE,
            field(
                    "reason",
                    choice(
                            "",
                            field("unknown"),
                            field("reopen"),
                            field("reservationFailure"),
                            MORE,
                            field("networkErrorCode", integer(0, 255)))));

    public static final SequenceType CLOSE_LOGICAL_CHANNEL_ACK = sequence(
            "CloseLogicalChannelAck", field("forwardLogicalChannelNumber", GenericTypes.LOGICAL_CHANNEL_NUMBER), MORE);

    public static final SequenceType REQUEST_CHANNEL_CLOSE = sequence(
            "RequestChannelClose",
            field("forwardLogicalChannelNumber", GenericTypes.LOGICAL_CHANNEL_NUMBER),
            MORE,
            optional("qosCapability", MultiplexTypes.QOS_CAPABILITY),
            field(
                    "reason",
                    choice(
                            "",
                            field("unknown"),
                            field("normal"),
                            field("reopen"),
                            field("reservationFailure"),
                            MORE,
                            field("networkErrorCode", integer(0, 255)))));

    public static final SequenceType REQUEST_CHANNEL_CLOSE_ACK = sequence(
            "RequestChannelCloseAck", field("forwardLogicalChannelNumber", GenericTypes.LOGICAL_CHANNEL_NUMBER), MORE);

    public static final SequenceType REQUEST_CHANNEL_CLOSE_REJECT = sequence(
            "RequestChannelCloseReject",
            field("forwardLogicalChannelNumber", GenericTypes.LOGICAL_CHANNEL_NUMBER),
            field("cause", choice("", field("unspecified"), MORE)),
            MORE);

    public static final SequenceType REQUEST_CHANNEL_CLOSE_RELEASE = sequence(
            "RequestChannelCloseRelease",
            field("forwardLogicalChannelNumber", GenericTypes.LOGICAL_CHANNEL_NUMBER),
            MORE);

    public static final SequenceType LOGICAL_CHANNEL_RATE_REQUEST = sequence(
            "LogicalChannelRateRequest",
            field("sequenceNumber", GenericTypes.SEQUENCE_NUMBER),
            field("logicalChannelNumber", GenericTypes.LOGICAL_CHANNEL_NUMBER),
            field("maximumBitRate", GenericTypes.MAXIMUM_BIT_RATE),
            MORE);

    public static final SequenceType LOGICAL_CHANNEL_RATE_ACKNOWLEDGE = sequence(
            "LogicalChannelRateAcknowledge",
            field("sequenceNumber", GenericTypes.SEQUENCE_NUMBER),
            field("logicalChannelNumber", GenericTypes.LOGICAL_CHANNEL_NUMBER),
            field("maximumBitRate", GenericTypes.MAXIMUM_BIT_RATE),
            MORE);

    public static final ChoiceType LOGICAL_CHANNEL_RATE_REJECT_REASON =
            choice("LogicalChannelRateRejectReason", field("undefinedReason"), field("insufficientResources"), MORE);

    public static final SequenceType LOGICAL_CHANNEL_RATE_REJECT = sequence(
            "LogicalChannelRateReject",
            field("sequenceNumber", GenericTypes.SEQUENCE_NUMBER),
            field("logicalChannelNumber", GenericTypes.LOGICAL_CHANNEL_NUMBER),
            field("rejectReason", LOGICAL_CHANNEL_RATE_REJECT_REASON),
            optional("currentMaximumBitRate", GenericTypes.MAXIMUM_BIT_RATE),
            MORE);

    public static final SequenceType LOGICAL_CHANNEL_RATE_RELEASE = sequence("LogicalChannelRateRelease", MORE);

    private LogicalChannelTypes() {}
}

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
import org.courtbridge.h323.asn1.ListType;
import org.courtbridge.h323.asn1.SequenceType;

/** Request mode messages (H.245, B.6). */
public final class ModeTypes {

    public static final SequenceType H261_VIDEO_MODE = sequence(
            "H261VideoMode",
            field("resolution", choice("", field("qcif"), field("cif"))),
            field("bitRate", integer(1, 19200)),
            field("stillImageTransmission", BOOLEAN),
            MORE);

    public static final SequenceType H262_VIDEO_MODE = sequence(
            "H262VideoMode",
            field(
                    "profileAndLevel",
                    choice(
                            "",
                            field("profileAndLevel-SPatML"),
                            field("profileAndLevel-MPatLL"),
                            field("profileAndLevel-MPatML"),
                            field("profileAndLevel-MPatH-14"),
                            field("profileAndLevel-MPatHL"),
                            field("profileAndLevel-SNRatLL"),
                            field("profileAndLevel-SNRatML"),
                            field("profileAndLevel-SpatialatH-14"),
                            field("profileAndLevel-HPatML"),
                            field("profileAndLevel-HPatH-14"),
                            field("profileAndLevel-HPatHL"),
                            MORE)),
            optional("videoBitRate", integer(0, 1073741823)),
            optional("vbvBufferSize", integer(0, 262143)),
            optional("samplesPerLine", integer(0, 16383)),
            optional("linesPerFrame", integer(0, 16383)),
            optional("framesPerSecond", integer(0, 15)),
            optional("luminanceSampleRate", integer(0, 4294967295L)),
            MORE);

    public static final SequenceType H263_VIDEO_MODE = sequence(
            "H263VideoMode",
            field(
                    "resolution",
                    choice(
                            "",
                            field("sqcif"),
                            field("qcif"),
                            field("cif"),
                            field("cif4"),
                            field("cif16"),
                            MORE,
                            field("custom"))),
            field("bitRate", integer(1, 19200)),
            field("unrestrictedVector", BOOLEAN),
            field("arithmeticCoding", BOOLEAN),
            field("advancedPrediction", BOOLEAN),
            field("pbFrames", BOOLEAN),
            MORE,
            field("errorCompensation", BOOLEAN),
            optional("enhancementLayerInfo", VideoTypes.ENHANCEMENT_LAYER_INFO),
            optional("h263Options", VideoTypes.H263_OPTIONS));

    public static final SequenceType IS11172_VIDEO_MODE = sequence(
            "IS11172VideoMode",
            field("constrainedBitstream", BOOLEAN),
            optional("videoBitRate", integer(0, 1073741823)),
            optional("vbvBufferSize", integer(0, 262143)),
            optional("samplesPerLine", integer(0, 16383)),
            optional("linesPerFrame", integer(0, 16383)),
            optional("pictureRate", integer(0, 15)),
            optional("luminanceSampleRate", integer(0, 4294967295L)),
            MORE);

    public static final ChoiceType VIDEO_MODE = choice(
            "VideoMode",
            field("nonStandard", GenericTypes.NON_STANDARD_PARAMETER),
            field("h261VideoMode", H261_VIDEO_MODE),
            field("h262VideoMode", H262_VIDEO_MODE),
            field("h263VideoMode", H263_VIDEO_MODE),
            field("is11172VideoMode", IS11172_VIDEO_MODE),
            MORE,
            field("genericVideoMode", GenericTypes.GENERIC_CAPABILITY));

    public static final SequenceType IS11172_AUDIO_MODE = sequence(
            "IS11172AudioMode",
            field("audioLayer", choice("", field("audioLayer1"), field("audioLayer2"), field("audioLayer3"))),
            field(
                    "audioSampling",
                    choice("", field("audioSampling32k"), field("audioSampling44k1"), field("audioSampling48k"))),
            field(
                    "multichannelType",
                    choice("", field("singleChannel"), field("twoChannelStereo"), field("twoChannelDual"))),
            field("bitRate", integer(1, 448)),
            MORE);

    public static final SequenceType IS13818_AUDIO_MODE = sequence(
            "IS13818AudioMode",
            field("audioLayer", choice("", field("audioLayer1"), field("audioLayer2"), field("audioLayer3"))),
            field(
                    "audioSampling",
                    choice(
                            "",
                            field("audioSampling16k"),
                            field("audioSampling22k05"),
                            field("audioSampling24k"),
                            field("audioSampling32k"),
                            field("audioSampling44k1"),
                            field("audioSampling48k"))),
            field(
                    "multichannelType",
                    choice(
                            "",
                            field("singleChannel"),
                            field("twoChannelStereo"),
                            field("twoChannelDual"),
                            field("threeChannels2-1"),
                            field("threeChannels3-0"),
                            field("fourChannels2-0-2-0"),
                            field("fourChannels2-2"),
                            field("fourChannels3-1"),
                            field("fiveChannels3-0-2-0"),
                            field("fiveChannels3-2"))),
            field("lowFrequencyEnhancement", BOOLEAN),
            field("multilingual", BOOLEAN),
            field("bitRate", integer(1, 1130)),
            MORE);

    public static final SequenceType G7231_ANNEX_C_MODE = sequence(
            "G7231AnnexCMode",
            field("maxAl-sduAudioFrames", integer(1, 256)),
            field("silenceSuppression", BOOLEAN),
            field(
                    "g723AnnexCAudioMode",
                    sequence(
                            "",
                            field("highRateMode0", integer(27, 78)),
                            field("highRateMode1", integer(27, 78)),
                            field("lowRateMode0", integer(23, 66)),
                            field("lowRateMode1", integer(23, 66)),
                            field("sidMode0", integer(6, 17)),
                            field("sidMode1", integer(6, 17)),
                            MORE)),
            MORE);

    public static final SequenceType VBD_MODE =
            sequence("VBDMode", field("type", later(() -> ModeTypes.AUDIO_MODE)), MORE);

    public static final ChoiceType AUDIO_MODE = choice(
            "AudioMode",
            field("nonStandard", GenericTypes.NON_STANDARD_PARAMETER),
            field("g711Alaw64k"),
            field("g711Alaw56k"),
            field("g711Ulaw64k"),
            field("g711Ulaw56k"),
            field("g722-64k"),
            field("g722-56k"),
            field("g722-48k"),
            field("g728"),
            field("g729"),
            field("g729AnnexA"),
            field(
                    "g7231",
                    choice(
                            "",
                            field("noSilenceSuppressionLowRate"),
                            field("noSilenceSuppressionHighRate"),
                            field("silenceSuppressionLowRate"),
                            field("silenceSuppressionHighRate"))),
            field("is11172AudioMode", IS11172_AUDIO_MODE),
            field("is13818AudioMode", IS13818_AUDIO_MODE),
            MORE,
            field("g729wAnnexB", integer(1, 256)),
            field("g729AnnexAwAnnexB", integer(1, 256)),
            field("g7231AnnexCMode", G7231_ANNEX_C_MODE),
            field("gsmFullRate", AudioTypes.GSM_AUDIO_CAPABILITY),
            field("gsmHalfRate", AudioTypes.GSM_AUDIO_CAPABILITY),
            field("gsmEnhancedFullRate", AudioTypes.GSM_AUDIO_CAPABILITY),
            field("genericAudioMode", GenericTypes.GENERIC_CAPABILITY),
            field("g729Extensions", AudioTypes.G729_EXTENSIONS),
            field("vbd", VBD_MODE));

    public static final SequenceType DATA_MODE = sequence(
            "DataMode",
            field(
                    "application",
                    choice(
                            "",
                            field("nonStandard", GenericTypes.NON_STANDARD_PARAMETER),
                            field("t120", DataTypes.DATA_PROTOCOL_CAPABILITY),
                            field("dsm-cc", DataTypes.DATA_PROTOCOL_CAPABILITY),
                            field("userData", DataTypes.DATA_PROTOCOL_CAPABILITY),
                            field("t84", DataTypes.DATA_PROTOCOL_CAPABILITY),
                            field("t434", DataTypes.DATA_PROTOCOL_CAPABILITY),
                            field("h224", DataTypes.DATA_PROTOCOL_CAPABILITY),
                            field(
                                    "nlpid",
                                    sequence(
                                            "",
                                            field("nlpidProtocol", DataTypes.DATA_PROTOCOL_CAPABILITY),
                                            field("nlpidData", octetString()))),
                            field("dsvdControl"),
                            field("h222DataPartitioning", DataTypes.DATA_PROTOCOL_CAPABILITY),
                            MORE,
                            field("t30fax", DataTypes.DATA_PROTOCOL_CAPABILITY),
                            field("t140", DataTypes.DATA_PROTOCOL_CAPABILITY),
                            field(
                                    "t38fax",
                                    sequence(
                                            "",
                                            field("t38FaxProtocol", DataTypes.DATA_PROTOCOL_CAPABILITY),
                                            field("t38FaxProfile", DataTypes.T38_FAX_PROFILE))),
                            field("genericDataMode", GenericTypes.GENERIC_CAPABILITY))),
            field("bitRate", integer(0, 4294967295L)),
            MORE);

    public static final SequenceType H235_MODE = sequence(
            "H235Mode",
            field("encryptionAuthenticationAndIntegrity", SecurityTypes.ENCRYPTION_AUTHENTICATION_AND_INTEGRITY),
            field(
                    "mediaMode",
                    choice(
                            "",
                            field("nonStandard", GenericTypes.NON_STANDARD_PARAMETER),
                            field("videoMode", VIDEO_MODE),
                            field("audioMode", AUDIO_MODE),
                            field("dataMode", DATA_MODE),
                            MORE)),
            MORE);

    public static final SequenceType FEC_MODE = sequence(
            "FECMode",
            field("protectedElement", later(() -> ModeTypes.MODE_ELEMENT_TYPE)),
            optional("fecScheme", OBJECT_IDENTIFIER),
            optional(
                    "rfc2733Format",
                    choice(
                            "",
                            field("rfc2733rfc2198", CapabilityTypes.MAX_REDUNDANCY),
                            field("rfc2733sameport", CapabilityTypes.MAX_REDUNDANCY),
                            field("rfc2733diffport", CapabilityTypes.MAX_REDUNDANCY))),
            MORE);

    public static final SequenceType REDUNDANCY_ENCODING_DT_MODE_ELEMENT = sequence(
            "RedundancyEncodingDTModeElement",
            field(
                    "type",
                    choice(
                            "",
                            field("nonStandard", GenericTypes.NON_STANDARD_PARAMETER),
                            field("videoMode", VIDEO_MODE),
                            field("audioMode", AUDIO_MODE),
                            field("dataMode", DATA_MODE),
                            field("encryptionMode", SecurityTypes.ENCRYPTION_MODE),
                            field("h235Mode", H235_MODE),
                            MORE,
                            field("fecMode", FEC_MODE))),
            MORE);

    public static final SequenceType REDUNDANCY_ENCODING_DT_MODE = sequence(
            "RedundancyEncodingDTMode",
            field("redundancyEncodingMethod", MultiplexTypes.REDUNDANCY_ENCODING_METHOD),
            field("primary", REDUNDANCY_ENCODING_DT_MODE_ELEMENT),
            field("secondary", listOf(REDUNDANCY_ENCODING_DT_MODE_ELEMENT)),
            MORE);

    public static final SequenceType MULTIPLE_PAYLOAD_STREAM_ELEMENT_MODE =
            sequence("MultiplePayloadStreamElementMode", field("type", later(() -> ModeTypes.MODE_ELEMENT_TYPE)), MORE);

    public static final SequenceType MULTIPLE_PAYLOAD_STREAM_MODE = sequence(
            "MultiplePayloadStreamMode", field("elements", listOf(MULTIPLE_PAYLOAD_STREAM_ELEMENT_MODE)), MORE);

    public static final ChoiceType DEP_FEC_MODE =
            choice(
                    "DepFECMode",
                    field(
                            "rfc2733Mode",
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
                                                                                            "protectedType",
                                                                                            later(
                                                                                                    () -> ModeTypes
                                                                                                            .MODE_ELEMENT_TYPE)),
                                                                                    MORE)),
                                                                    MORE)),
                                                    MORE)),
                                    MORE)),
                    MORE);

    public static final ChoiceType MODE_ELEMENT_TYPE = choice(
            "ModeElementType",
            field("nonStandard", GenericTypes.NON_STANDARD_PARAMETER),
            field("videoMode", VIDEO_MODE),
            field("audioMode", AUDIO_MODE),
            field("dataMode", DATA_MODE),
            field("encryptionMode", SecurityTypes.ENCRYPTION_MODE),
            MORE,
            field("h235Mode", H235_MODE),
            field("multiplexedStreamMode", LogicalChannelTypes.MULTIPLEXED_STREAM_PARAMETER),
            field("redundancyEncodingDTMode", REDUNDANCY_ENCODING_DT_MODE),
            field("multiplePayloadStreamMode", MULTIPLE_PAYLOAD_STREAM_MODE),
            field("depFecMode", DEP_FEC_MODE),
            field("fecMode", FEC_MODE));

    public static final SequenceType H223_MODE_PARAMETERS = sequence(
            "H223ModeParameters",
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
                            field("al1M", LogicalChannelTypes.H223_AL1M_PARAMETERS),
                            field("al2M", LogicalChannelTypes.H223_AL2M_PARAMETERS),
                            field("al3M", LogicalChannelTypes.H223_AL3M_PARAMETERS))),
            field("segmentableFlag", BOOLEAN),
            MORE);

    public static final ChoiceType V76_MODE_PARAMETERS =
            choice("V76ModeParameters", field("suspendResumewAddress"), field("suspendResumewoAddress"), MORE);

    public static final SequenceType REDUNDANCY_ENCODING_MODE = sequence(
            "RedundancyEncodingMode",
            field("redundancyEncodingMethod", MultiplexTypes.REDUNDANCY_ENCODING_METHOD),
            optional(
                    "secondaryEncoding",
                    choice(
                            "",
                            field("nonStandard", GenericTypes.NON_STANDARD_PARAMETER),
                            field("audioData", AUDIO_MODE),
                            MORE)),
            MORE);

    public static final SequenceType H2250_MODE_PARAMETERS =
            sequence("H2250ModeParameters", optional("redundancyEncodingMode", REDUNDANCY_ENCODING_MODE), MORE);

    public static final SequenceType MULTIPLEXED_STREAM_MODE_PARAMETERS = sequence(
            "MultiplexedStreamModeParameters",
            field("logicalChannelNumber", GenericTypes.LOGICAL_CHANNEL_NUMBER),
            MORE);

    public static final SequenceType MODE_ELEMENT = sequence(
            "ModeElement",
            field("type", MODE_ELEMENT_TYPE),
            optional("h223ModeParameters", H223_MODE_PARAMETERS),
            MORE,
            optional("v76ModeParameters", V76_MODE_PARAMETERS),
            optional("h2250ModeParameters", H2250_MODE_PARAMETERS),
            optional("genericModeParameters", GenericTypes.GENERIC_CAPABILITY),
            optional("multiplexedStreamModeParameters", MULTIPLEXED_STREAM_MODE_PARAMETERS),
            optional("logicalChannelNumber", GenericTypes.LOGICAL_CHANNEL_NUMBER));

    public static final ListType MODE_DESCRIPTION = listOf(MODE_ELEMENT, 1, 256);

    public static final SequenceType REQUEST_MODE = sequence(
            "RequestMode",
            field("sequenceNumber", GenericTypes.SEQUENCE_NUMBER),
            field("requestedModes", listOf(MODE_DESCRIPTION, 1, 256)),
            MORE);

    public static final SequenceType REQUEST_MODE_ACK = sequence(
            "RequestModeAck",
            field("sequenceNumber", GenericTypes.SEQUENCE_NUMBER),
            field(
                    "response",
                    choice("", field("willTransmitMostPreferredMode"), field("willTransmitLessPreferredMode"), MORE)),
            MORE);

    public static final SequenceType REQUEST_MODE_REJECT = sequence(
            "RequestModeReject",
            field("sequenceNumber", GenericTypes.SEQUENCE_NUMBER),
            field(
                    "cause",
                    choice("", field("modeUnavailable"), field("multipointConstraint"), field("requestDenied"), MORE)),
            MORE);

    public static final SequenceType REQUEST_MODE_RELEASE = sequence("RequestModeRelease", MORE);

    private ModeTypes() {}
}

package org.courtbridge.h323.h245;

import static org.courtbridge.h323.asn1.Builtin.BOOLEAN;
import static org.courtbridge.h323.asn1.Builtin.NULL;
import static org.courtbridge.h323.asn1.Builtin.OBJECT_IDENTIFIER;
import static org.courtbridge.h323.asn1.Builtin.generalString;
import static org.courtbridge.h323.asn1.Builtin.ia5String;
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
import org.courtbridge.h323.per.Size;

/** Indications (H.245, B.14). */
public final class IndicationTypes {

    public static final ChoiceType FUNCTION_NOT_UNDERSTOOD = choice(
            "FunctionNotUnderstood",
            field("request", later(() -> H245.REQUEST_MESSAGE)),
            field("response", later(() -> H245.RESPONSE_MESSAGE)),
            field("command", later(() -> H245.COMMAND_MESSAGE)));

    public static final SequenceType FUNCTION_NOT_SUPPORTED = sequence(
            "FunctionNotSupported",
            field("cause", choice("", field("syntaxError"), field("semanticError"), field("unknownFunction"), MORE)),
            optional("returnedFunction", octetString()),
            MORE);

    public static final SequenceType MISCELLANEOUS_INDICATION = sequence(
            "MiscellaneousIndication",
            field("logicalChannelNumber", GenericTypes.LOGICAL_CHANNEL_NUMBER),
            field(
                    "type",
                    choice(
                            "",
                            field("logicalChannelActive"),
                            field("logicalChannelInactive"),
                            field("multipointConference"),
                            field("cancelMultipointConference"),
                            field("multipointZeroComm"),
                            field("cancelMultipointZeroComm"),
                            field("multipointSecondaryStatus"),
                            field("cancelMultipointSecondaryStatus"),
                            field("videoIndicateReadyToActivate"),
                            field("videoTemporalSpatialTradeOff", integer(0, 31)),
                            MORE,
                            field(
                                    "videoNotDecodedMBs",
                                    sequence(
                                            "",
                                            field("firstMB", integer(1, 8192)),
                                            field("numberOfMBs", integer(1, 8192)),
                                            field("temporalReference", integer(0, 255)),
                                            MORE)),
                            field("transportCapability", MultiplexTypes.TRANSPORT_CAPABILITY))),
            MORE);

    public static final SequenceType JITTER_INDICATION = sequence(
            "JitterIndication",
            field(
                    "scope",
                    choice(
                            "",
                            field("logicalChannelNumber", GenericTypes.LOGICAL_CHANNEL_NUMBER),
                            field("resourceID", integer(0, 65535)),
                            field("wholeMultiplex"))),
            field("estimatedReceivedJitterMantissa", integer(0, 3)),
            field("estimatedReceivedJitterExponent", integer(0, 7)),
            optional("skippedFrameCount", integer(0, 15)),
            optional("additionalDecoderBuffer", integer(0, 262143)),
            MORE);

    public static final SequenceType H223_SKEW_INDICATION = sequence(
            "H223SkewIndication",
            field("logicalChannelNumber1", GenericTypes.LOGICAL_CHANNEL_NUMBER),
            field("logicalChannelNumber2", GenericTypes.LOGICAL_CHANNEL_NUMBER),
            field("skew", integer(0, 4095)),
            MORE);

    public static final SequenceType H2250_MAXIMUM_SKEW_INDICATION = sequence(
            "H2250MaximumSkewIndication",
            field("logicalChannelNumber1", GenericTypes.LOGICAL_CHANNEL_NUMBER),
            field("logicalChannelNumber2", GenericTypes.LOGICAL_CHANNEL_NUMBER),
            field("maximumSkew", integer(0, 4095)),
            MORE);

    public static final SequenceType MC_LOCATION_INDICATION =
            sequence("MCLocationIndication", field("signalAddress", AddressTypes.TRANSPORT_ADDRESS), MORE);

    public static final SequenceType VENDOR_IDENTIFICATION = sequence(
            "VendorIdentification",
            field("vendor", GenericTypes.NON_STANDARD_IDENTIFIER),
            optional("productNumber", octetString(1, 256)),
            optional("versionNumber", octetString(1, 256)),
            MORE);

    public static final SequenceType NEW_ATMVC_INDICATION = sequence(
            "NewATMVCIndication",
            field("resourceID", integer(0, 65535)),
            field("bitRate", integer(1, 65535)),
            field("bitRateLockedToPCRClock", BOOLEAN),
            field("bitRateLockedToNetworkClock", BOOLEAN),
            field(
                    "aal",
                    choice(
                            "",
                            field(
                                    "aal1",
                                    sequence(
                                            "",
                                            field(
                                                    "clockRecovery",
                                                    choice(
                                                            "",
                                                            field("nullClockRecovery"),
                                                            field("srtsClockRecovery"),
                                                            field("adaptiveClockRecovery"),
                                                            MORE)),
                                            field(
                                                    "errorCorrection",
                                                    choice(
                                                            "",
                                                            field("nullErrorCorrection"),
                                                            field("longInterleaver"),
                                                            field("shortInterleaver"),
                                                            field("errorCorrectionOnly"),
                                                            MORE)),
                                            field("structuredDataTransfer", BOOLEAN),
                                            field("partiallyFilledCells", BOOLEAN),
                                            MORE)),
                            field(
                                    "aal5",
                                    sequence(
                                            "",
                                            field("forwardMaximumSDUSize", integer(0, 65535)),
                                            field("backwardMaximumSDUSize", integer(0, 65535)),
                                            MORE)),
                            MORE)),
            field(
                    "multiplex",
                    choice("", field("noMultiplex"), field("transportStream"), field("programStream"), MORE)),
            MORE,
            field(
                    "reverseParameters",
                    sequence(
                            "",
                            field("bitRate", integer(1, 65535)),
                            field("bitRateLockedToPCRClock", BOOLEAN),
                            field("bitRateLockedToNetworkClock", BOOLEAN),
                            field(
                                    "multiplex",
                                    choice(
                                            "",
                                            field("noMultiplex"),
                                            field("transportStream"),
                                            field("programStream"),
                                            MORE)),
                            MORE)));

    public static final ChoiceType USER_INPUT_INDICATION = choice(
            "UserInputIndication",
            field("nonStandard", GenericTypes.NON_STANDARD_PARAMETER),
            field("alphanumeric", generalString()),
            MORE,
            field(
                    "userInputSupportIndication",
                    choice(
                            "",
                            field("nonStandard", GenericTypes.NON_STANDARD_PARAMETER),
                            field("basicString"),
                            field("iA5String"),
                            field("generalString"),
                            MORE,
                            field("encryptedBasicString"),
                            field("encryptedIA5String"),
                            field("encryptedGeneralString"))),
            field(
                    "signal",
                    sequence(
                            "",
                            field("signalType", ia5String(Size.fixed(1), "0123456789#*ABCD!")),
                            optional("duration", integer(1, 65535)),
                            optional(
                                    "rtp",
                                    sequence(
                                            "",
                                            optional("timestamp", integer(0, 4294967295L)),
                                            optional("expirationTime", integer(0, 4294967295L)),
                                            field("logicalChannelNumber", GenericTypes.LOGICAL_CHANNEL_NUMBER),
                                            MORE)),
                            MORE,
                            optional("rtpPayloadIndication", NULL),
                            optional("paramS", SecurityTypes.PARAMS),
                            optional("encryptedSignalType", octetString(1)),
                            optional("algorithmOID", OBJECT_IDENTIFIER))),
            field(
                    "signalUpdate",
                    sequence(
                            "",
                            field("duration", integer(1, 65535)),
                            optional(
                                    "rtp",
                                    sequence(
                                            "",
                                            field("logicalChannelNumber", GenericTypes.LOGICAL_CHANNEL_NUMBER),
                                            MORE)),
                            MORE)),
            field(
                    "extendedAlphanumeric",
                    sequence(
                            "",
                            field("alphanumeric", generalString()),
                            optional("rtpPayloadIndication", NULL),
                            MORE,
                            optional(
                                    "encryptedAlphanumeric",
                                    sequence(
                                            "",
                                            field("algorithmOID", OBJECT_IDENTIFIER),
                                            optional("paramS", SecurityTypes.PARAMS),
                                            field("encrypted", octetString()),
                                            MORE)))),
            field(
                    "encryptedAlphanumeric",
                    sequence(
                            "",
                            field("algorithmOID", OBJECT_IDENTIFIER),
                            optional("paramS", SecurityTypes.PARAMS),
                            field("encrypted", octetString()),
                            MORE)),
            field("genericInformation", listOf(GenericTypes.GENERIC_INFORMATION)));

    public static final SequenceType FLOW_CONTROL_INDICATION = sequence(
            "FlowControlIndication",
            field(
                    "scope",
                    choice(
                            "",
                            field("logicalChannelNumber", GenericTypes.LOGICAL_CHANNEL_NUMBER),
                            field("resourceID", integer(0, 65535)),
                            field("wholeMultiplex"))),
            field("restriction", choice("", field("maximumBitRate", integer(0, 16777215)), field("noRestriction"))),
            MORE);

    public static final SequenceType MOBILE_MULTILINK_RECONFIGURATION_INDICATION = sequence(
            "MobileMultilinkReconfigurationIndication",
            field("sampleSize", integer(1, 255)),
            field("samplesPerFrame", integer(1, 255)),
            MORE);

    private IndicationTypes() {}
}

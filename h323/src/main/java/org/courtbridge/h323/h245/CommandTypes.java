package org.courtbridge.h323.h245;

import static org.courtbridge.h323.asn1.Builtin.BOOLEAN;
import static org.courtbridge.h323.asn1.Builtin.integer;
import static org.courtbridge.h323.asn1.ChoiceType.choice;
import static org.courtbridge.h323.asn1.Component.MORE;
import static org.courtbridge.h323.asn1.Component.field;
import static org.courtbridge.h323.asn1.Component.optional;
import static org.courtbridge.h323.asn1.ListType.listOf;
import static org.courtbridge.h323.asn1.SequenceType.sequence;

import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.SequenceType;

/** Commands (H.245, B.13). */
public final class CommandTypes {

    public static final SequenceType FLOW_CONTROL_COMMAND = sequence(
            "FlowControlCommand",
            field(
                    "scope",
                    choice(
                            "",
                            field("logicalChannelNumber", GenericTypes.LOGICAL_CHANNEL_NUMBER),
                            field("resourceID", integer(0, 65535)),
                            field("wholeMultiplex"))),
            field("restriction", choice("", field("maximumBitRate", integer(0, 16777215)), field("noRestriction"))),
            MORE);

    public static final ChoiceType END_SESSION_COMMAND = choice(
            "EndSessionCommand",
            field("nonStandard", GenericTypes.NON_STANDARD_PARAMETER),
            field("disconnect"),
            field(
                    "gstnOptions",
                    choice(
                            "",
                            field("telephonyMode"),
                            field("v8bis"),
                            field("v34DSVD"),
                            field("v34DuplexFAX"),
                            field("v34H324"),
                            MORE)),
            MORE,
            field("isdnOptions", choice("", field("telephonyMode"), field("v140"), field("terminalOnHold"), MORE)),
            field("genericInformation", listOf(GenericTypes.GENERIC_INFORMATION)));

    public static final ChoiceType PICTURE_REFERENCE = choice(
            "PictureReference",
            field("pictureNumber", integer(0, 1023)),
            field("longTermPictureIndex", integer(0, 255)),
            MORE);

    public static final SequenceType MISCELLANEOUS_COMMAND = sequence(
            "MiscellaneousCommand",
            field("logicalChannelNumber", GenericTypes.LOGICAL_CHANNEL_NUMBER),
            field(
                    "type",
                    choice(
                            "",
                            field("equaliseDelay"),
                            field("zeroDelay"),
                            field("multipointModeCommand"),
                            field("cancelMultipointModeCommand"),
                            field("videoFreezePicture"),
                            field("videoFastUpdatePicture"),
                            field(
                                    "videoFastUpdateGOB",
                                    sequence(
                                            "",
                                            field("firstGOB", integer(0, 17)),
                                            field("numberOfGOBs", integer(1, 18)))),
                            field("videoTemporalSpatialTradeOff", integer(0, 31)),
                            field("videoSendSyncEveryGOB"),
                            field("videoSendSyncEveryGOBCancel"),
                            MORE,
                            field(
                                    "videoFastUpdateMB",
                                    sequence(
                                            "",
                                            optional("firstGOB", integer(0, 255)),
                                            optional("firstMB", integer(1, 8192)),
                                            field("numberOfMBs", integer(1, 8192)),
                                            MORE)),
                            field("maxH223MUXPDUsize", integer(1, 65535)),
                            field("encryptionUpdate", SecurityTypes.ENCRYPTION_SYNC),
                            field("encryptionUpdateRequest", SecurityTypes.ENCRYPTION_UPDATE_REQUEST),
                            field("switchReceiveMediaOff"),
                            field("switchReceiveMediaOn"),
                            field(
                                    "progressiveRefinementStart",
                                    sequence(
                                            "",
                                            field(
                                                    "repeatCount",
                                                    choice(
                                                            "",
                                                            field("doOneProgression"),
                                                            field("doContinuousProgressions"),
                                                            field("doOneIndependentProgression"),
                                                            field("doContinuousIndependentProgressions"),
                                                            MORE)),
                                            MORE)),
                            field("progressiveRefinementAbortOne"),
                            field("progressiveRefinementAbortContinuous"),
                            field(
                                    "videoBadMBs",
                                    sequence(
                                            "",
                                            field("firstMB", integer(1, 9216)),
                                            field("numberOfMBs", integer(1, 9216)),
                                            field("temporalReference", integer(0, 1023)),
                                            MORE)),
                            field("lostPicture", listOf(PICTURE_REFERENCE)),
                            field(
                                    "lostPartialPicture",
                                    sequence(
                                            "",
                                            field("pictureReference", PICTURE_REFERENCE),
                                            field("firstMB", integer(1, 9216)),
                                            field("numberOfMBs", integer(1, 9216)),
                                            MORE)),
                            field("recoveryReferencePicture", listOf(PICTURE_REFERENCE)),
                            field(
                                    "encryptionUpdateCommand",
                                    sequence(
                                            "",
                                            field("encryptionSync", SecurityTypes.ENCRYPTION_SYNC),
                                            optional(
                                                    "multiplePayloadStream",
                                                    LogicalChannelTypes.MULTIPLE_PAYLOAD_STREAM),
                                            MORE)),
                            field("encryptionUpdateAck", sequence("", field("synchFlag", integer(0, 255)), MORE)))),
            MORE,
            optional("direction", SecurityTypes.ENCRYPTION_UPDATE_DIRECTION));

    public static final ChoiceType H223_MULTIPLEX_RECONFIGURATION = choice(
            "H223MultiplexReconfiguration",
            field(
                    "h223ModeChange",
                    choice(
                            "",
                            field("toLevel0"),
                            field("toLevel1"),
                            field("toLevel2"),
                            field("toLevel2withOptionalHeader"),
                            MORE)),
            field("h223AnnexADoubleFlag", choice("", field("start"), field("stop"), MORE)),
            MORE);

    public static final SequenceType NEW_ATMVC_COMMAND = sequence(
            "NewATMVCCommand",
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
                            MORE)),
            MORE);

    public static final SequenceType MOBILE_MULTILINK_RECONFIGURATION_COMMAND = sequence(
            "MobileMultilinkReconfigurationCommand",
            field("sampleSize", integer(1, 255)),
            field("samplesPerFrame", integer(1, 255)),
            field("status", choice("", field("synchronized"), field("reconfiguration"), MORE)),
            MORE);

    private CommandTypes() {}
}

package org.courtbridge.h323.h245;

import static org.courtbridge.h323.asn1.Builtin.BOOLEAN;
import static org.courtbridge.h323.asn1.Builtin.integer;
import static org.courtbridge.h323.asn1.ChoiceType.choice;
import static org.courtbridge.h323.asn1.Component.MORE;
import static org.courtbridge.h323.asn1.Component.field;
import static org.courtbridge.h323.asn1.Component.optional;
import static org.courtbridge.h323.asn1.Later.later;
import static org.courtbridge.h323.asn1.ListType.listOf;
import static org.courtbridge.h323.asn1.SequenceType.sequence;

import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.SequenceType;

/** Capabilities of pictures (H.245, B.2.2.5). */
public final class VideoTypes {

    public static final SequenceType H261_VIDEO_CAPABILITY = sequence(
            "H261VideoCapability",
            optional("qcifMPI", integer(1, 4)),
            optional("cifMPI", integer(1, 4)),
            field("temporalSpatialTradeOffCapability", BOOLEAN),
            field("maxBitRate", integer(1, 19200)),
            field("stillImageTransmission", BOOLEAN),
            MORE,
            field("videoBadMBsCap", BOOLEAN));

    public static final SequenceType H262_VIDEO_CAPABILITY = sequence(
            "H262VideoCapability",
            field("profileAndLevel-SPatML", BOOLEAN),
            field("profileAndLevel-MPatLL", BOOLEAN),
            field("profileAndLevel-MPatML", BOOLEAN),
            field("profileAndLevel-MPatH-14", BOOLEAN),
            field("profileAndLevel-MPatHL", BOOLEAN),
            field("profileAndLevel-SNRatLL", BOOLEAN),
            field("profileAndLevel-SNRatML", BOOLEAN),
            field("profileAndLevel-SpatialatH-14", BOOLEAN),
            field("profileAndLevel-HPatML", BOOLEAN),
            field("profileAndLevel-HPatH-14", BOOLEAN),
            field("profileAndLevel-HPatHL", BOOLEAN),
            optional("videoBitRate", integer(0, 1073741823)),
            optional("vbvBufferSize", integer(0, 262143)),
            optional("samplesPerLine", integer(0, 16383)),
            optional("linesPerFrame", integer(0, 16383)),
            optional("framesPerSecond", integer(0, 15)),
            optional("luminanceSampleRate", integer(0, 4294967295L)),
            MORE,
            field("videoBadMBsCap", BOOLEAN));

    public static final SequenceType TRANSPARENCY_PARAMETERS = sequence(
            "TransparencyParameters",
            field("presentationOrder", integer(1, 256)),
            field("offset-x", integer(-262144, 262143)),
            field("offset-y", integer(-262144, 262143)),
            field("scale-x", integer(1, 255)),
            field("scale-y", integer(1, 255)),
            MORE);

    public static final SequenceType REF_PICTURE_SELECTION = sequence(
            "RefPictureSelection",
            optional(
                    "additionalPictureMemory",
                    sequence(
                            "",
                            optional("sqcifAdditionalPictureMemory", integer(1, 256)),
                            optional("qcifAdditionalPictureMemory", integer(1, 256)),
                            optional("cifAdditionalPictureMemory", integer(1, 256)),
                            optional("cif4AdditionalPictureMemory", integer(1, 256)),
                            optional("cif16AdditionalPictureMemory", integer(1, 256)),
                            optional("bigCpfAdditionalPictureMemory", integer(1, 256)),
                            MORE)),
            field("videoMux", BOOLEAN),
            field(
                    "videoBackChannelSend",
                    choice(
                            "",
                            field("none"),
                            field("ackMessageOnly"),
                            field("nackMessageOnly"),
                            field("ackOrNackMessageOnly"),
                            field("ackAndNackMessage"),
                            MORE)),
            MORE,
            field(
                    "enhancedReferencePicSelect",
                    sequence(
                            "",
                            optional(
                                    "subPictureRemovalParameters",
                                    sequence(
                                            "",
                                            field("mpuHorizMBs", integer(1, 128)),
                                            field("mpuVertMBs", integer(1, 72)),
                                            field("mpuTotalNumber", integer(1, 65536)),
                                            MORE)),
                            MORE)));

    public static final SequenceType CUSTOM_PICTURE_CLOCK_FREQUENCY = sequence(
            "CustomPictureClockFrequency",
            field("clockConversionCode", integer(1000, 1001)),
            field("clockDivisor", integer(1, 127)),
            optional("sqcifMPI", integer(1, 2048)),
            optional("qcifMPI", integer(1, 2048)),
            optional("cifMPI", integer(1, 2048)),
            optional("cif4MPI", integer(1, 2048)),
            optional("cif16MPI", integer(1, 2048)),
            MORE);

    public static final SequenceType CUSTOM_PICTURE_FORMAT = sequence(
            "CustomPictureFormat",
            field("maxCustomPictureWidth", integer(1, 2048)),
            field("maxCustomPictureHeight", integer(1, 2048)),
            field("minCustomPictureWidth", integer(1, 2048)),
            field("minCustomPictureHeight", integer(1, 2048)),
            field(
                    "mPI",
                    sequence(
                            "",
                            optional("standardMPI", integer(1, 31)),
                            optional(
                                    "customPCF",
                                    listOf(
                                            sequence(
                                                    "",
                                                    field("clockConversionCode", integer(1000, 1001)),
                                                    field("clockDivisor", integer(1, 127)),
                                                    field("customMPI", integer(1, 2048)),
                                                    MORE),
                                            1,
                                            16)),
                            MORE)),
            field(
                    "pixelAspectInformation",
                    choice(
                            "",
                            field("anyPixelAspectRatio", BOOLEAN),
                            field("pixelAspectCode", listOf(integer(1, 14), 1, 14)),
                            field(
                                    "extendedPAR",
                                    listOf(
                                            sequence(
                                                    "",
                                                    field("width", integer(1, 255)),
                                                    field("height", integer(1, 255)),
                                                    MORE),
                                            1,
                                            256)),
                            MORE)),
            MORE);

    public static final SequenceType H263_VERSION3_OPTIONS = sequence(
            "H263Version3Options",
            field("dataPartitionedSlices", BOOLEAN),
            field("fixedPointIDCT0", BOOLEAN),
            field("interlacedFields", BOOLEAN),
            field("currentPictureHeaderRepetition", BOOLEAN),
            field("previousPictureHeaderRepetition", BOOLEAN),
            field("nextPictureHeaderRepetition", BOOLEAN),
            field("pictureNumber", BOOLEAN),
            field("spareReferencePictures", BOOLEAN),
            MORE);

    public static final SequenceType H263_MODE_COMBO_FLAGS = sequence(
            "H263ModeComboFlags",
            field("unrestrictedVector", BOOLEAN),
            field("arithmeticCoding", BOOLEAN),
            field("advancedPrediction", BOOLEAN),
            field("pbFrames", BOOLEAN),
            field("advancedIntraCodingMode", BOOLEAN),
            field("deblockingFilterMode", BOOLEAN),
            field("unlimitedMotionVectors", BOOLEAN),
            field("slicesInOrder-NonRect", BOOLEAN),
            field("slicesInOrder-Rect", BOOLEAN),
            field("slicesNoOrder-NonRect", BOOLEAN),
            field("slicesNoOrder-Rect", BOOLEAN),
            field("improvedPBFramesMode", BOOLEAN),
            field("referencePicSelect", BOOLEAN),
            field("dynamicPictureResizingByFour", BOOLEAN),
            field("dynamicPictureResizingSixteenthPel", BOOLEAN),
            field("dynamicWarpingHalfPel", BOOLEAN),
            field("dynamicWarpingSixteenthPel", BOOLEAN),
            field("reducedResolutionUpdate", BOOLEAN),
            field("independentSegmentDecoding", BOOLEAN),
            field("alternateInterVLCMode", BOOLEAN),
            field("modifiedQuantizationMode", BOOLEAN),
            MORE,
            field("enhancedReferencePicSelect", BOOLEAN),
            field("h263Version3Options", H263_VERSION3_OPTIONS));

    public static final SequenceType H263_VIDEO_MODE_COMBOS = sequence(
            "H263VideoModeCombos",
            field("h263VideoUncoupledModes", H263_MODE_COMBO_FLAGS),
            field("h263VideoCoupledModes", listOf(H263_MODE_COMBO_FLAGS, 1, 16)),
            MORE);

    public static final SequenceType H263_OPTIONS = sequence(
            "H263Options",
            field("advancedIntraCodingMode", BOOLEAN),
            field("deblockingFilterMode", BOOLEAN),
            field("improvedPBFramesMode", BOOLEAN),
            field("unlimitedMotionVectors", BOOLEAN),
            field("fullPictureFreeze", BOOLEAN),
            field("partialPictureFreezeAndRelease", BOOLEAN),
            field("resizingPartPicFreezeAndRelease", BOOLEAN),
            field("fullPictureSnapshot", BOOLEAN),
            field("partialPictureSnapshot", BOOLEAN),
            field("videoSegmentTagging", BOOLEAN),
            field("progressiveRefinement", BOOLEAN),
            field("dynamicPictureResizingByFour", BOOLEAN),
            field("dynamicPictureResizingSixteenthPel", BOOLEAN),
            field("dynamicWarpingHalfPel", BOOLEAN),
            field("dynamicWarpingSixteenthPel", BOOLEAN),
            field("independentSegmentDecoding", BOOLEAN),
            field("slicesInOrder-NonRect", BOOLEAN),
            field("slicesInOrder-Rect", BOOLEAN),
            field("slicesNoOrder-NonRect", BOOLEAN),
            field("slicesNoOrder-Rect", BOOLEAN),
            field("alternateInterVLCMode", BOOLEAN),
            field("modifiedQuantizationMode", BOOLEAN),
            field("reducedResolutionUpdate", BOOLEAN),
            optional("transparencyParameters", TRANSPARENCY_PARAMETERS),
            field("separateVideoBackChannel", BOOLEAN),
            optional("refPictureSelection", REF_PICTURE_SELECTION),
            optional("customPictureClockFrequency", listOf(CUSTOM_PICTURE_CLOCK_FREQUENCY, 1, 16)),
            optional("customPictureFormat", listOf(CUSTOM_PICTURE_FORMAT, 1, 16)),
            optional("modeCombos", listOf(H263_VIDEO_MODE_COMBOS, 1, 16)),
            MORE,
            field("videoBadMBsCap", BOOLEAN),
            field("h263Version3Options", H263_VERSION3_OPTIONS));

    public static final SequenceType ENHANCEMENT_OPTIONS = sequence(
            "EnhancementOptions",
            optional("sqcifMPI", integer(1, 32)),
            optional("qcifMPI", integer(1, 32)),
            optional("cifMPI", integer(1, 32)),
            optional("cif4MPI", integer(1, 32)),
            optional("cif16MPI", integer(1, 32)),
            field("maxBitRate", integer(1, 192400)),
            field("unrestrictedVector", BOOLEAN),
            field("arithmeticCoding", BOOLEAN),
            field("temporalSpatialTradeOffCapability", BOOLEAN),
            optional("slowSqcifMPI", integer(1, 3600)),
            optional("slowQcifMPI", integer(1, 3600)),
            optional("slowCifMPI", integer(1, 3600)),
            optional("slowCif4MPI", integer(1, 3600)),
            optional("slowCif16MPI", integer(1, 3600)),
            field("errorCompensation", BOOLEAN),
            optional("h263Options", H263_OPTIONS),
            MORE);

    public static final SequenceType B_ENHANCEMENT_PARAMETERS = sequence(
            "BEnhancementParameters",
            field("enhancementOptions", ENHANCEMENT_OPTIONS),
            field("numberOfBPictures", integer(1, 64)),
            MORE);

    public static final SequenceType ENHANCEMENT_LAYER_INFO = sequence(
            "EnhancementLayerInfo",
            field("baseBitRateConstrained", BOOLEAN),
            optional("snrEnhancement", listOf(ENHANCEMENT_OPTIONS, 1, 14)),
            optional("spatialEnhancement", listOf(ENHANCEMENT_OPTIONS, 1, 14)),
            optional("bPictureEnhancement", listOf(B_ENHANCEMENT_PARAMETERS, 1, 14)),
            MORE);

    public static final SequenceType H263_VIDEO_CAPABILITY = sequence(
            "H263VideoCapability",
            optional("sqcifMPI", integer(1, 32)),
            optional("qcifMPI", integer(1, 32)),
            optional("cifMPI", integer(1, 32)),
            optional("cif4MPI", integer(1, 32)),
            optional("cif16MPI", integer(1, 32)),
            field("maxBitRate", integer(1, 192400)),
            field("unrestrictedVector", BOOLEAN),
            field("arithmeticCoding", BOOLEAN),
            field("advancedPrediction", BOOLEAN),
            field("pbFrames", BOOLEAN),
            field("temporalSpatialTradeOffCapability", BOOLEAN),
            optional("hrd-B", integer(0, 524287)),
            optional("bppMaxKb", integer(0, 65535)),
            MORE,
            optional("slowSqcifMPI", integer(1, 3600)),
            optional("slowQcifMPI", integer(1, 3600)),
            optional("slowCifMPI", integer(1, 3600)),
            optional("slowCif4MPI", integer(1, 3600)),
            optional("slowCif16MPI", integer(1, 3600)),
            field("errorCompensation", BOOLEAN),
            optional("enhancementLayerInfo", ENHANCEMENT_LAYER_INFO),
            optional("h263Options", H263_OPTIONS));

    public static final SequenceType IS11172_VIDEO_CAPABILITY = sequence(
            "IS11172VideoCapability",
            field("constrainedBitstream", BOOLEAN),
            optional("videoBitRate", integer(0, 1073741823)),
            optional("vbvBufferSize", integer(0, 262143)),
            optional("samplesPerLine", integer(0, 16383)),
            optional("linesPerFrame", integer(0, 16383)),
            optional("pictureRate", integer(0, 15)),
            optional("luminanceSampleRate", integer(0, 4294967295L)),
            MORE,
            field("videoBadMBsCap", BOOLEAN));

    public static final SequenceType EXTENDED_VIDEO_CAPABILITY = sequence(
            "ExtendedVideoCapability",
            field("videoCapability", listOf(later(() -> VideoTypes.VIDEO_CAPABILITY))),
            optional("videoCapabilityExtension", listOf(GenericTypes.GENERIC_CAPABILITY)),
            MORE);

    public static final ChoiceType VIDEO_CAPABILITY = choice(
            "VideoCapability",
            field("nonStandard", GenericTypes.NON_STANDARD_PARAMETER),
            field("h261VideoCapability", H261_VIDEO_CAPABILITY),
            field("h262VideoCapability", H262_VIDEO_CAPABILITY),
            field("h263VideoCapability", H263_VIDEO_CAPABILITY),
            field("is11172VideoCapability", IS11172_VIDEO_CAPABILITY),
            MORE,
            field("genericVideoCapability", GenericTypes.GENERIC_CAPABILITY),
            field("extendedVideoCapability", EXTENDED_VIDEO_CAPABILITY));

    private VideoTypes() {}
}

package org.courtbridge.h323.h245;

import static org.courtbridge.h323.asn1.Builtin.BOOLEAN;
import static org.courtbridge.h323.asn1.Builtin.OBJECT_IDENTIFIER;
import static org.courtbridge.h323.asn1.Builtin.integer;
import static org.courtbridge.h323.asn1.Builtin.integerFrom;
import static org.courtbridge.h323.asn1.ChoiceType.choice;
import static org.courtbridge.h323.asn1.Component.MORE;
import static org.courtbridge.h323.asn1.Component.field;
import static org.courtbridge.h323.asn1.Component.optional;
import static org.courtbridge.h323.asn1.ListType.listOf;
import static org.courtbridge.h323.asn1.SequenceType.sequence;

import org.courtbridge.h323.asn1.Builtin;
import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.ListType;
import org.courtbridge.h323.asn1.SequenceType;

/** Terminal capability messages (H.245, B.2). */
public final class CapabilityTypes {

    public static final SequenceType CONFERENCE_CAPABILITY = sequence(
            "ConferenceCapability",
            optional("nonStandardData", listOf(GenericTypes.NON_STANDARD_PARAMETER)),
            field("chairControlCapability", BOOLEAN),
            MORE,
            field("videoIndicateMixingCapability", BOOLEAN),
            optional("multipointVisualizationCapability", BOOLEAN));

    public static final ChoiceType USER_INPUT_CAPABILITY = choice(
            "UserInputCapability",
            field("nonStandard", listOf(GenericTypes.NON_STANDARD_PARAMETER, 1, 16)),
            field("basicString"),
            field("iA5String"),
            field("generalString"),
            field("dtmf"),
            field("hookflash"),
            MORE,
            field("extendedAlphanumeric"),
            field("encryptedBasicString"),
            field("encryptedIA5String"),
            field("encryptedGeneralString"),
            field("secureDTMF"),
            field("genericUserInputCapability", GenericTypes.GENERIC_CAPABILITY));

    public static final ChoiceType MULTIPLEX_FORMAT = choice(
            "MultiplexFormat",
            field("nonStandard", GenericTypes.NON_STANDARD_PARAMETER),
            field("h222Capability", MultiplexTypes.H222_CAPABILITY),
            field("h223Capability", MultiplexTypes.H223_CAPABILITY),
            MORE);

    public static final ListType ALTERNATIVE_CAPABILITY_SET =
            listOf(GenericTypes.CAPABILITY_TABLE_ENTRY_NUMBER, 1, 256);

    public static final SequenceType MULTIPLEXED_STREAM_CAPABILITY = sequence(
            "MultiplexedStreamCapability",
            field("multiplexFormat", MULTIPLEX_FORMAT),
            field("controlOnMuxStream", BOOLEAN),
            optional("capabilityOnMuxStream", listOf(ALTERNATIVE_CAPABILITY_SET, 1, 256)),
            MORE);

    public static final ChoiceType DEP_FEC_CAPABILITY = choice(
            "DepFECCapability",
            field(
                    "rfc2733",
                    sequence(
                            "",
                            field("redundancyEncoding", BOOLEAN),
                            field(
                                    "separateStream",
                                    sequence("", field("separatePort", BOOLEAN), field("samePort", BOOLEAN), MORE)),
                            MORE)),
            MORE);

    public static final SequenceType MULTIPLE_PAYLOAD_STREAM_CAPABILITY = sequence(
            "MultiplePayloadStreamCapability", field("capabilities", listOf(ALTERNATIVE_CAPABILITY_SET, 1, 256)), MORE);

    public static final Builtin MAX_REDUNDANCY = integerFrom(1);

    public static final SequenceType FEC_CAPABILITY = sequence(
            "FECCapability",
            field("protectedCapability", GenericTypes.CAPABILITY_TABLE_ENTRY_NUMBER),
            optional("fecScheme", OBJECT_IDENTIFIER),
            optional(
                    "rfc2733Format",
                    choice(
                            "",
                            field("rfc2733rfc2198", MAX_REDUNDANCY),
                            field("rfc2733sameport", MAX_REDUNDANCY),
                            field("rfc2733diffport", MAX_REDUNDANCY))),
            MORE);

    public static final ChoiceType CAPABILITY = choice(
            "Capability",
            field("nonStandard", GenericTypes.NON_STANDARD_PARAMETER),
            field("receiveVideoCapability", VideoTypes.VIDEO_CAPABILITY),
            field("transmitVideoCapability", VideoTypes.VIDEO_CAPABILITY),
            field("receiveAndTransmitVideoCapability", VideoTypes.VIDEO_CAPABILITY),
            field("receiveAudioCapability", AudioTypes.AUDIO_CAPABILITY),
            field("transmitAudioCapability", AudioTypes.AUDIO_CAPABILITY),
            field("receiveAndTransmitAudioCapability", AudioTypes.AUDIO_CAPABILITY),
            field("receiveDataApplicationCapability", DataTypes.DATA_APPLICATION_CAPABILITY),
            field("transmitDataApplicationCapability", DataTypes.DATA_APPLICATION_CAPABILITY),
            field("receiveAndTransmitDataApplicationCapability", DataTypes.DATA_APPLICATION_CAPABILITY),
            field("h233EncryptionTransmitCapability", BOOLEAN),
            field("h233EncryptionReceiveCapability", sequence("", field("h233IVResponseTime", integer(0, 255)), MORE)),
            MORE,
            field("conferenceCapability", CONFERENCE_CAPABILITY),
            field("h235SecurityCapability", SecurityTypes.H235_SECURITY_CAPABILITY),
            field("maxPendingReplacementFor", integer(0, 255)),
            field("receiveUserInputCapability", USER_INPUT_CAPABILITY),
            field("transmitUserInputCapability", USER_INPUT_CAPABILITY),
            field("receiveAndTransmitUserInputCapability", USER_INPUT_CAPABILITY),
            field("genericControlCapability", GenericTypes.GENERIC_CAPABILITY),
            field("receiveMultiplexedStreamCapability", MULTIPLEXED_STREAM_CAPABILITY),
            field("transmitMultiplexedStreamCapability", MULTIPLEXED_STREAM_CAPABILITY),
            field("receiveAndTransmitMultiplexedStreamCapability", MULTIPLEXED_STREAM_CAPABILITY),
            field("receiveRTPAudioTelephonyEventCapability", AudioTypes.AUDIO_TELEPHONY_EVENT_CAPABILITY),
            field("receiveRTPAudioToneCapability", AudioTypes.AUDIO_TONE_CAPABILITY),
            field("depFecCapability", DEP_FEC_CAPABILITY),
            field("multiplePayloadStreamCapability", MULTIPLE_PAYLOAD_STREAM_CAPABILITY),
            field("fecCapability", FEC_CAPABILITY),
            field("redundancyEncodingCap", MultiplexTypes.REDUNDANCY_ENCODING_CAPABILITY),
            field("oneOfCapabilities", ALTERNATIVE_CAPABILITY_SET));

    public static final SequenceType CAPABILITY_TABLE_ENTRY = sequence(
            "CapabilityTableEntry",
            field("capabilityTableEntryNumber", GenericTypes.CAPABILITY_TABLE_ENTRY_NUMBER),
            optional("capability", CAPABILITY));

    public static final SequenceType CAPABILITY_DESCRIPTOR = sequence(
            "CapabilityDescriptor",
            field("capabilityDescriptorNumber", GenericTypes.CAPABILITY_DESCRIPTOR_NUMBER),
            optional("simultaneousCapabilities", listOf(ALTERNATIVE_CAPABILITY_SET, 1, 256)));

    public static final SequenceType TERMINAL_CAPABILITY_SET = sequence(
            "TerminalCapabilitySet",
            field("sequenceNumber", GenericTypes.SEQUENCE_NUMBER),
            field("protocolIdentifier", OBJECT_IDENTIFIER),
            optional("multiplexCapability", MultiplexTypes.MULTIPLEX_CAPABILITY),
            optional("capabilityTable", listOf(CAPABILITY_TABLE_ENTRY, 1, 256)),
            optional("capabilityDescriptors", listOf(CAPABILITY_DESCRIPTOR, 1, 256)),
            MORE,
            optional("genericInformation", listOf(GenericTypes.GENERIC_INFORMATION)));

    public static final SequenceType TERMINAL_CAPABILITY_SET_ACK = sequence(
            "TerminalCapabilitySetAck",
            field("sequenceNumber", GenericTypes.SEQUENCE_NUMBER),
            MORE,
            optional("genericInformation", listOf(GenericTypes.GENERIC_INFORMATION)));

    public static final SequenceType TERMINAL_CAPABILITY_SET_REJECT = sequence(
            "TerminalCapabilitySetReject",
            field("sequenceNumber", GenericTypes.SEQUENCE_NUMBER),
            field(
                    "cause",
                    choice(
                            "",
                            field("unspecified"),
                            field("undefinedTableEntryUsed"),
                            field("descriptorCapacityExceeded"),
                            field(
                                    "tableEntryCapacityExceeded",
                                    choice(
                                            "",
                                            field(
                                                    "highestEntryNumberProcessed",
                                                    GenericTypes.CAPABILITY_TABLE_ENTRY_NUMBER),
                                            field("noneProcessed"))),
                            MORE)),
            MORE,
            optional("genericInformation", listOf(GenericTypes.GENERIC_INFORMATION)));

    public static final SequenceType TERMINAL_CAPABILITY_SET_RELEASE = sequence(
            "TerminalCapabilitySetRelease",
            MORE,
            optional("genericInformation", listOf(GenericTypes.GENERIC_INFORMATION)));

    public static final ChoiceType SEND_TERMINAL_CAPABILITY_SET = choice(
            "SendTerminalCapabilitySet",
            field(
                    "specificRequest",
                    sequence(
                            "",
                            field("multiplexCapability", BOOLEAN),
                            optional(
                                    "capabilityTableEntryNumbers",
                                    listOf(GenericTypes.CAPABILITY_TABLE_ENTRY_NUMBER, 1, 65535)),
                            optional(
                                    "capabilityDescriptorNumbers",
                                    listOf(GenericTypes.CAPABILITY_DESCRIPTOR_NUMBER, 1, 256)),
                            MORE)),
            field("genericRequest"),
            MORE);

    private CapabilityTypes() {}
}

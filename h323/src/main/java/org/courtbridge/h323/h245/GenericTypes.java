package org.courtbridge.h323.h245;

import static org.courtbridge.h323.asn1.Builtin.OBJECT_IDENTIFIER;
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

import org.courtbridge.h323.asn1.Builtin;
import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.SequenceType;
import org.courtbridge.h323.per.Size;

/** ASN.1 types that all groups of messages use: numbers, non-standard and generic parameters (H.245, Annex A; B.1.5, B.2.2.13, B.15). */
public final class GenericTypes {

    public static final Builtin SEQUENCE_NUMBER = integer(0, 255);

    public static final ChoiceType NON_STANDARD_IDENTIFIER = choice(
            "NonStandardIdentifier",
            field("object", OBJECT_IDENTIFIER),
            field(
                    "h221NonStandard",
                    sequence(
                            "",
                            field("t35CountryCode", integer(0, 255)),
                            field("t35Extension", integer(0, 255)),
                            field("manufacturerCode", integer(0, 65535)))));

    public static final SequenceType NON_STANDARD_PARAMETER = sequence(
            "NonStandardParameter",
            field("nonStandardIdentifier", NON_STANDARD_IDENTIFIER),
            field("data", octetString()));

    public static final ChoiceType CAPABILITY_IDENTIFIER = choice(
            "CapabilityIdentifier",
            field("standard", OBJECT_IDENTIFIER),
            field("h221NonStandard", NON_STANDARD_PARAMETER),
            field("uuid", octetString(16)),
            field("domainBased", ia5String(Size.of(1, 64))),
            MORE);

    public static final ChoiceType PARAMETER_IDENTIFIER = choice(
            "ParameterIdentifier",
            field("standard", integer(0, 127)),
            field("h221NonStandard", NON_STANDARD_PARAMETER),
            field("uuid", octetString(16)),
            field("domainBased", ia5String(Size.of(1, 64))),
            MORE);

    public static final ChoiceType PARAMETER_VALUE = choice(
            "ParameterValue",
            field("logical"),
            field("booleanArray", integer(0, 255)),
            field("unsignedMin", integer(0, 65535)),
            field("unsignedMax", integer(0, 65535)),
            field("unsigned32Min", integer(0, 4294967295L)),
            field("unsigned32Max", integer(0, 4294967295L)),
            field("octetString", octetString()),
            field("genericParameter", listOf(later(() -> GenericTypes.GENERIC_PARAMETER))),
            MORE);

    public static final SequenceType GENERIC_PARAMETER = sequence(
            "GenericParameter",
            field("parameterIdentifier", PARAMETER_IDENTIFIER),
            field("parameterValue", PARAMETER_VALUE),
            optional("supersedes", listOf(PARAMETER_IDENTIFIER)),
            MORE);

    public static final SequenceType GENERIC_MESSAGE = sequence(
            "GenericMessage",
            field("messageIdentifier", CAPABILITY_IDENTIFIER),
            optional("subMessageIdentifier", integer(0, 127)),
            optional("messageContent", listOf(GENERIC_PARAMETER)),
            MORE);

    public static final SequenceType GENERIC_INFORMATION = GENERIC_MESSAGE;

    public static final SequenceType NON_STANDARD_MESSAGE =
            sequence("NonStandardMessage", field("nonStandardData", NON_STANDARD_PARAMETER), MORE);

    public static final Builtin CAPABILITY_TABLE_ENTRY_NUMBER = integer(1, 65535);

    public static final Builtin CAPABILITY_DESCRIPTOR_NUMBER = integer(0, 255);

    public static final SequenceType GENERIC_CAPABILITY = sequence(
            "GenericCapability",
            field("capabilityIdentifier", CAPABILITY_IDENTIFIER),
            optional("maxBitRate", integer(0, 4294967295L)),
            optional("collapsing", listOf(GENERIC_PARAMETER)),
            optional("nonCollapsing", listOf(GENERIC_PARAMETER)),
            optional("nonCollapsingRaw", octetString()),
            optional("transport", later(() -> DataTypes.DATA_PROTOCOL_CAPABILITY)),
            MORE);

    public static final Builtin LOGICAL_CHANNEL_NUMBER = integer(1, 65535);

    public static final Builtin MAXIMUM_BIT_RATE = integer(0, 4294967295L);

    private GenericTypes() {}
}

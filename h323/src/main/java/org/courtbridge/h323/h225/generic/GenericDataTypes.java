package org.courtbridge.h323.h225.generic;

import static org.courtbridge.h323.asn1.Builtin.BOOLEAN;
import static org.courtbridge.h323.asn1.Builtin.OBJECT_IDENTIFIER;
import static org.courtbridge.h323.asn1.Builtin.bmpString;
import static org.courtbridge.h323.asn1.Builtin.extensibleInteger;
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
import org.courtbridge.h323.asn1.ListType;
import org.courtbridge.h323.asn1.SequenceType;
import org.courtbridge.h323.asn1.Type;
import org.courtbridge.h323.per.Size;

/** The generic extensibility framework (H.460.1), by which the H.460 series adds features to all messages. */
public final class GenericDataTypes {

    private GenericDataTypes() {}

    public static final ChoiceType GENERIC_IDENTIFIER = choice(
            "GenericIdentifier",
            field("standard", extensibleInteger(0, 16_383)),
            field("oid", OBJECT_IDENTIFIER),
            field("nonStandard", octetString(16)),
            MORE);

    public static final ChoiceType CONTENT = choice(
            "Content",
            field("raw", octetString()),
            field("text", ia5String(Size.ANY)),
            field("unicode", bmpString(Size.ANY)),
            field("bool", BOOLEAN),
            field("number8", integer(0, 255)),
            field("number16", integer(0, 65_535)),
            field("number32", integer(0, 4_294_967_295L)),
            field("id", GENERIC_IDENTIFIER),
            field("alias", Addresses.ALIAS_ADDRESS),
            field("transport", Addresses.TRANSPORT_ADDRESS),
            field("compound", listOf(later(GenericDataTypes::enumeratedParameter), 1, 512)),
            field("nested", listOf(later(GenericDataTypes::genericData), 1, 16)),
            MORE);

    public static final SequenceType ENUMERATED_PARAMETER =
            sequence("EnumeratedParameter", field("id", GENERIC_IDENTIFIER), optional("content", CONTENT), MORE);

    public static final SequenceType GENERIC_DATA = sequence(
            "GenericData",
            field("id", GENERIC_IDENTIFIER),
            optional("parameters", listOf(ENUMERATED_PARAMETER, 1, 512)),
            MORE);

    /** Each a FeatureDescriptor, which is another name for GenericData. */
    public static final ListType FEATURE_DESCRIPTORS = listOf(GENERIC_DATA);

    public static final SequenceType FEATURE_SET = sequence(
            "FeatureSet",
            field("replacementFeatureSet", BOOLEAN),
            optional("neededFeatures", FEATURE_DESCRIPTORS),
            optional("desiredFeatures", FEATURE_DESCRIPTORS),
            optional("supportedFeatures", FEATURE_DESCRIPTORS),
            MORE);

    private static Type enumeratedParameter() {
        return ENUMERATED_PARAMETER;
    }

    private static Type genericData() {
        return GENERIC_DATA;
    }
}

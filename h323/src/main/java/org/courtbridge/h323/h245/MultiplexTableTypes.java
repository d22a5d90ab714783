package org.courtbridge.h323.h245;

import static org.courtbridge.h323.asn1.Builtin.integer;
import static org.courtbridge.h323.asn1.ChoiceType.choice;
import static org.courtbridge.h323.asn1.Component.MORE;
import static org.courtbridge.h323.asn1.Component.field;
import static org.courtbridge.h323.asn1.Component.optional;
import static org.courtbridge.h323.asn1.Later.later;
import static org.courtbridge.h323.asn1.ListType.listOf;
import static org.courtbridge.h323.asn1.SequenceType.sequence;

import org.courtbridge.h323.asn1.Builtin;
import org.courtbridge.h323.asn1.SequenceType;

/** Multiplex table signalling of H.223 (H.245, B.4 and B.5). */
public final class MultiplexTableTypes {

    public static final Builtin MULTIPLEX_TABLE_ENTRY_NUMBER = integer(1, 15);

    public static final SequenceType MULTIPLEX_ELEMENT = sequence(
            "MultiplexElement",
            field(
                    "type",
                    choice(
                            "",
                            field("logicalChannelNumber", integer(0, 65535)),
                            field(
                                    "subElementList",
                                    listOf(later(() -> MultiplexTableTypes.MULTIPLEX_ELEMENT), 2, 255)))),
            field("repeatCount", choice("", field("finite", integer(1, 65535)), field("untilClosingFlag"))));

    public static final SequenceType MULTIPLEX_ENTRY_DESCRIPTOR = sequence(
            "MultiplexEntryDescriptor",
            field("multiplexTableEntryNumber", MULTIPLEX_TABLE_ENTRY_NUMBER),
            optional("elementList", listOf(MULTIPLEX_ELEMENT, 1, 256)));

    public static final SequenceType MULTIPLEX_ENTRY_SEND = sequence(
            "MultiplexEntrySend",
            field("sequenceNumber", GenericTypes.SEQUENCE_NUMBER),
            field("multiplexEntryDescriptors", listOf(MULTIPLEX_ENTRY_DESCRIPTOR, 1, 15)),
            MORE);

    public static final SequenceType MULTIPLEX_ENTRY_SEND_ACK = sequence(
            "MultiplexEntrySendAck",
            field("sequenceNumber", GenericTypes.SEQUENCE_NUMBER),
            field("multiplexTableEntryNumber", listOf(MULTIPLEX_TABLE_ENTRY_NUMBER, 1, 15)),
            MORE);

    public static final SequenceType MULTIPLEX_ENTRY_REJECTION_DESCRIPTIONS = sequence(
            "MultiplexEntryRejectionDescriptions",
            field("multiplexTableEntryNumber", MULTIPLEX_TABLE_ENTRY_NUMBER),
            field("cause", choice("", field("unspecifiedCause"), field("descriptorTooComplex"), MORE)),
            MORE);

    public static final SequenceType MULTIPLEX_ENTRY_SEND_REJECT = sequence(
            "MultiplexEntrySendReject",
            field("sequenceNumber", GenericTypes.SEQUENCE_NUMBER),
            field("rejectionDescriptions", listOf(MULTIPLEX_ENTRY_REJECTION_DESCRIPTIONS, 1, 15)),
            MORE);

    public static final SequenceType MULTIPLEX_ENTRY_SEND_RELEASE = sequence(
            "MultiplexEntrySendRelease",
            field("multiplexTableEntryNumber", listOf(MULTIPLEX_TABLE_ENTRY_NUMBER, 1, 15)),
            MORE);

    public static final SequenceType REQUEST_MULTIPLEX_ENTRY =
            sequence("RequestMultiplexEntry", field("entryNumbers", listOf(MULTIPLEX_TABLE_ENTRY_NUMBER, 1, 15)), MORE);

    public static final SequenceType REQUEST_MULTIPLEX_ENTRY_ACK = sequence(
            "RequestMultiplexEntryAck", field("entryNumbers", listOf(MULTIPLEX_TABLE_ENTRY_NUMBER, 1, 15)), MORE);

    public static final SequenceType REQUEST_MULTIPLEX_ENTRY_REJECTION_DESCRIPTIONS = sequence(
            "RequestMultiplexEntryRejectionDescriptions",
            field("multiplexTableEntryNumber", MULTIPLEX_TABLE_ENTRY_NUMBER),
            field("cause", choice("", field("unspecifiedCause"), MORE)),
            MORE);

    public static final SequenceType REQUEST_MULTIPLEX_ENTRY_REJECT = sequence(
            "RequestMultiplexEntryReject",
            field("entryNumbers", listOf(MULTIPLEX_TABLE_ENTRY_NUMBER, 1, 15)),
            field("rejectionDescriptions", listOf(REQUEST_MULTIPLEX_ENTRY_REJECTION_DESCRIPTIONS, 1, 15)),
            MORE);

    public static final SequenceType REQUEST_MULTIPLEX_ENTRY_RELEASE = sequence(
            "RequestMultiplexEntryRelease", field("entryNumbers", listOf(MULTIPLEX_TABLE_ENTRY_NUMBER, 1, 15)), MORE);

    private MultiplexTableTypes() {}
}

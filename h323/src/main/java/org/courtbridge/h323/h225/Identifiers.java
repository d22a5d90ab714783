package org.courtbridge.h323.h225;

import static org.courtbridge.h323.asn1.Builtin.OBJECT_IDENTIFIER;
import static org.courtbridge.h323.asn1.Builtin.bmpString;
import static org.courtbridge.h323.asn1.Builtin.ia5String;
import static org.courtbridge.h323.asn1.Builtin.integer;
import static org.courtbridge.h323.asn1.Builtin.octetString;
import static org.courtbridge.h323.asn1.Component.MORE;
import static org.courtbridge.h323.asn1.Component.field;
import static org.courtbridge.h323.asn1.Component.optional;
import static org.courtbridge.h323.asn1.ListType.listOf;
import static org.courtbridge.h323.asn1.SequenceType.sequence;

import org.courtbridge.h323.asn1.Builtin;
import org.courtbridge.h323.asn1.ListType;
import org.courtbridge.h323.asn1.SequenceType;
import org.courtbridge.h323.per.Size;

/**
 * ASN.1 types of the identifiers of calls, conferences, endpoints and gatekeepers, and of the numbers of messages (H.225.0,
 * clause 7.4).
 */
public final class Identifiers {

    private Identifiers() {}

    static final Builtin PROTOCOL_IDENTIFIER = OBJECT_IDENTIFIER;

    static final Builtin GLOBALLY_UNIQUE_ID = octetString(16);

    public static final Builtin CONFERENCE_IDENTIFIER = GLOBALLY_UNIQUE_ID;

    static final Builtin REQUEST_SEQ_NUM = integer(1, 65_535);

    static final Builtin GATEKEEPER_IDENTIFIER = bmpString(Size.of(1, 128));

    static final Builtin ENDPOINT_IDENTIFIER = bmpString(Size.of(1, 128));

    public static final Builtin CALL_REFERENCE_VALUE = integer(0, 65_535);

    /** In units of 100 bit/s. */
    public static final Builtin BAND_WIDTH = integer(0, 4_294_967_295L);

    /** Seconds. */
    public static final Builtin TIME_TO_LIVE = integer(1, 4_294_967_295L);

    public static final SequenceType CALL_IDENTIFIER =
            sequence("CallIdentifier", field("guid", GLOBALLY_UNIQUE_ID), MORE);

    static final SequenceType CALL_LINKAGE = sequence(
            "CallLinkage",
            optional("globalCallId", GLOBALLY_UNIQUE_ID),
            optional("threadId", GLOBALLY_UNIQUE_ID),
            MORE);

    /** Language tags. */
    static final ListType LANGUAGES = listOf(ia5String(Size.of(1, 32)));
}

package org.courtbridge.h323.h460;

import static org.courtbridge.h323.asn1.Builtin.integer;
import static org.courtbridge.h323.asn1.Component.MORE;
import static org.courtbridge.h323.asn1.Component.field;
import static org.courtbridge.h323.asn1.Component.optional;
import static org.courtbridge.h323.asn1.SequenceType.sequence;

import org.courtbridge.h323.asn1.SequenceType;
import org.courtbridge.h323.h225.Identifiers;
import org.courtbridge.h323.h225.generic.Addresses;
import org.courtbridge.h323.h245.AddressTypes;

/** ASN.1 types of the octet strings of H.460.18 and H.460.19. */
public final class H460Types {

    private H460Types() {}

    /** H.460.18. Its address is H.225.0's. */
    public static final SequenceType INCOMING_CALL_INDICATION = sequence(
            "IncomingCallIndication",
            field("callSignallingAddress", Addresses.TRANSPORT_ADDRESS),
            field("callID", Identifiers.CALL_IDENTIFIER),
            MORE);

    /** H.460.18. */
    public static final SequenceType LRQ_KEEP_ALIVE_DATA =
            sequence("LRQKeepAliveData", field("lrqKeepAliveInterval", Identifiers.TIME_TO_LIVE), MORE);

    /** H.460.19. Its addresses are H.245's. */
    public static final SequenceType TRAVERSAL_PARAMETERS = sequence(
            "TraversalParameters",
            optional("multiplexedMediaChannel", AddressTypes.TRANSPORT_ADDRESS),
            optional("multiplexedMediaControlChannel", AddressTypes.TRANSPORT_ADDRESS),
            optional("multiplexID", integer(0, 4_294_967_295L)),
            optional("keepAliveChannel", AddressTypes.TRANSPORT_ADDRESS),
            optional("keepAlivePayloadType", integer(0, 127)),
            optional("keepAliveInterval", Identifiers.TIME_TO_LIVE),
            MORE);
}

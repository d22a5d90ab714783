package org.courtbridge.h323.h235;

import static org.courtbridge.h323.asn1.Builtin.BOOLEAN;
import static org.courtbridge.h323.asn1.Builtin.INTEGER;
import static org.courtbridge.h323.asn1.Builtin.NULL;
import static org.courtbridge.h323.asn1.Builtin.OBJECT_IDENTIFIER;
import static org.courtbridge.h323.asn1.Builtin.integer;
import static org.courtbridge.h323.asn1.Builtin.octetString;
import static org.courtbridge.h323.asn1.ChoiceType.choice;
import static org.courtbridge.h323.asn1.Component.MORE;
import static org.courtbridge.h323.asn1.Component.field;
import static org.courtbridge.h323.asn1.Component.optional;
import static org.courtbridge.h323.asn1.ListType.listOf;
import static org.courtbridge.h323.asn1.SequenceType.sequence;

import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.ListType;
import org.courtbridge.h323.asn1.SequenceType;
import org.courtbridge.h323.h225.generic.GenericDataTypes;

/** Types by which H.245 agrees on SRTP and its keys (H.235.8, clause 7). */
public final class SrtpTypes {

    public static final SequenceType FEC_ORDER =
            sequence("FecOrder", optional("fecBeforeSrtp", NULL), optional("fecAfterSrtp", NULL), MORE);

    public static final SequenceType SRTP_SESSION_PARAMETERS = sequence(
            "SrtpSessionParameters",
            optional("kdr", integer(0, 24)),
            optional("unencryptedSrtp", BOOLEAN),
            optional("unencryptedSrtcp", BOOLEAN),
            optional("unauthenticatedSrtp", BOOLEAN),
            optional("fecOrder", FEC_ORDER),
            optional("windowSizeHint", integer(64, 65535)),
            optional("newParameter", listOf(GenericDataTypes.GENERIC_DATA)),
            MORE);

    public static final SequenceType SRTP_CRYPTO_INFO = sequence(
            "SrtpCryptoInfo",
            optional("cryptoSuite", OBJECT_IDENTIFIER),
            optional("sessionParams", SRTP_SESSION_PARAMETERS),
            optional("allowMKI", BOOLEAN),
            MORE);

    /** In the nonCollapsingRaw of a genericH235SecurityCapability. */
    public static final ListType SRTP_CRYPTO_CAPABILITY = listOf(SRTP_CRYPTO_INFO);

    public static final ChoiceType LIFETIME =
            choice("lifetime", field("powerOfTwo", INTEGER), field("specific", INTEGER), MORE);

    public static final SequenceType MKI =
            sequence("mki", field("length", integer(1, 128)), field("value", octetString()), MORE);

    public static final SequenceType SRTP_KEY_PARAMETERS = sequence(
            "SrtpKeyParameters",
            field("masterKey", octetString()),
            field("masterSalt", octetString()),
            optional("lifetime", LIFETIME),
            optional("mki", MKI),
            MORE);

    /** In the genericKeyMaterial of a V3KeySyncMaterial. */
    public static final ListType SRTP_KEYS = listOf(SRTP_KEY_PARAMETERS);

    private SrtpTypes() {}
}

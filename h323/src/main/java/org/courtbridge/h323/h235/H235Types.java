package org.courtbridge.h323.h235;

import static org.courtbridge.h323.asn1.Builtin.BOOLEAN;
import static org.courtbridge.h323.asn1.Builtin.INTEGER;
import static org.courtbridge.h323.asn1.Builtin.OBJECT_IDENTIFIER;
import static org.courtbridge.h323.asn1.Builtin.bitString;
import static org.courtbridge.h323.asn1.Builtin.bmpString;
import static org.courtbridge.h323.asn1.Builtin.integer;
import static org.courtbridge.h323.asn1.Builtin.octetString;
import static org.courtbridge.h323.asn1.ChoiceType.choice;
import static org.courtbridge.h323.asn1.Component.MORE;
import static org.courtbridge.h323.asn1.Component.field;
import static org.courtbridge.h323.asn1.Component.optional;
import static org.courtbridge.h323.asn1.ListType.listOf;
import static org.courtbridge.h323.asn1.SequenceType.sequence;

import org.courtbridge.h323.asn1.Builtin;
import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.SequenceType;
import org.courtbridge.h323.per.Size;

/**
 * The module H235-SECURITY-MESSAGES (H.235.0 (01/2014), Annex A).
 *
 * <p>What is signed, encrypted or hashed ({@code EncodedGeneralToken} and the like) is an open type, and is kept as its
 * octets here, since these are what the cryptography is about; a {@link #CLEAR_TOKEN} and so on decodes them.
 */
public final class H235Types {

    private H235Types() {}

    public static final Builtin CHALLENGE_STRING = octetString(8, 128);

    /** Seconds since 1970. */
    public static final Builtin TIME_STAMP = integer(1, 4_294_967_295L);

    public static final Builtin RANDOM_VAL = INTEGER;

    public static final Builtin PASSWORD = bmpString(Size.of(1, 128));

    public static final Builtin IDENTIFIER = bmpString(Size.of(1, 128));

    public static final Builtin KEY_MATERIAL = bitString(Size.of(1, 2048));

    private static final Builtin OF_CURVE = bitString(Size.of(0, 511));

    /** An open type. */
    private static final Builtin ENCODED = octetString();

    public static final SequenceType NON_STANDARD_PARAMETER = sequence(
            "NonStandardParameter", field("nonStandardIdentifier", OBJECT_IDENTIFIER), field("data", octetString()));

    public static final SequenceType DH_SET = sequence(
            "DHset",
            field("halfkey", bitString(Size.of(0, 2048))),
            field("modSize", bitString(Size.of(0, 2048))),
            field("generator", bitString(Size.of(0, 2048))),
            MORE);

    private static final Builtin LONG = bitString(Size.of(2049, 65_536));

    /** Of groups of more than 2048 bits. */
    public static final SequenceType DH_SET_EXT =
            sequence("DHsetExt", field("halfkey", LONG), optional("modSize", LONG), optional("generator", LONG), MORE);

    public static final SequenceType EC_POINT =
            sequence("ECpoint", optional("x", OF_CURVE), optional("y", OF_CURVE), MORE);

    public static final ChoiceType ECKASDH = choice(
            "ECKASDH",
            field(
                    "eckasdhp",
                    sequence(
                            "",
                            field("public-key", EC_POINT),
                            field("modulus", OF_CURVE),
                            field("base", EC_POINT),
                            field("weierstrassA", OF_CURVE),
                            field("weierstrassB", OF_CURVE))),
            field(
                    "eckasdh2",
                    sequence(
                            "",
                            field("public-key", EC_POINT),
                            field("fieldSize", OF_CURVE),
                            field("base", EC_POINT),
                            field("weierstrassA", OF_CURVE),
                            field("weierstrassB", OF_CURVE))),
            MORE);

    public static final SequenceType ECGDSA_SIGNATURE =
            sequence("ECGDSASignature", field("r", OF_CURVE), field("s", OF_CURVE));

    public static final SequenceType TYPED_CERTIFICATE =
            sequence("TypedCertificate", field("type", OBJECT_IDENTIFIER), field("certificate", octetString()), MORE);

    public static final ChoiceType AUTHENTICATION_BES =
            choice("AuthenticationBES", field("default"), field("radius"), MORE);

    public static final ChoiceType AUTHENTICATION_MECHANISM = choice(
            "AuthenticationMechanism",
            field("dhExch"),
            field("pwdSymEnc"),
            field("pwdHash"),
            field("certSign"),
            field("ipsec"),
            field("tls"),
            field("nonStandard", NON_STANDARD_PARAMETER),
            MORE,
            field("authenticationBES", AUTHENTICATION_BES),
            field("keyExch", OBJECT_IDENTIFIER));

    public static final SequenceType PARAMS = sequence(
            "Params",
            optional("ranInt", INTEGER),
            optional("iv8", octetString(8)),
            MORE,
            optional("iv16", octetString(16)),
            optional("iv", octetString()),
            optional("clearSalt", octetString()));

    public static final SequenceType SIGNED = sequence(
            "SIGNED",
            field("toBeSigned", ENCODED),
            field("algorithmOID", OBJECT_IDENTIFIER),
            field("paramS", PARAMS),
            field("signature", bitString(Size.ANY)));

    public static final SequenceType ENCRYPTED = sequence(
            "ENCRYPTED",
            field("algorithmOID", OBJECT_IDENTIFIER),
            field("paramS", PARAMS),
            field("encryptedData", octetString()));

    public static final SequenceType HASHED = sequence(
            "HASHED",
            field("algorithmOID", OBJECT_IDENTIFIER),
            field("paramS", PARAMS),
            field("hash", bitString(Size.ANY)));

    public static final ChoiceType ELEMENT = choice(
            "Element",
            field("octets", octetString()),
            field("integer", INTEGER),
            field("bits", bitString(Size.ANY)),
            field("name", bmpString(Size.ANY)),
            field("flag", BOOLEAN),
            MORE);

    public static final SequenceType PROFILE_ELEMENT = sequence(
            "ProfileElement",
            field("elementID", integer(0, 255)),
            optional("paramS", PARAMS),
            optional("element", ELEMENT),
            MORE);

    public static final SequenceType KEY_SYNC_MATERIAL =
            sequence("KeySyncMaterial", field("generalID", IDENTIFIER), field("keyMaterial", KEY_MATERIAL), MORE);

    public static final SequenceType V3_KEY_SYNC_MATERIAL = sequence(
            "V3KeySyncMaterial",
            optional("generalID", IDENTIFIER),
            optional("algorithmOID", OBJECT_IDENTIFIER),
            field("paramS", PARAMS),
            optional("encryptedSessionKey", octetString()),
            optional("encryptedSaltingKey", octetString()),
            optional("clearSaltingKey", octetString()),
            optional("paramSsalt", PARAMS),
            optional("keyDerivationOID", OBJECT_IDENTIFIER),
            MORE,
            optional("genericKeyMaterial", octetString()));

    /** H.245 carries it as an octet string; its {@code sharedSecret} encrypts a {@link #KEY_SYNC_MATERIAL}. */
    public static final ChoiceType H235_KEY = choice(
            "H235Key",
            field("secureChannel", KEY_MATERIAL),
            field("sharedSecret", ENCRYPTED),
            field("certProtectedKey", SIGNED),
            MORE,
            field("secureSharedSecret", V3_KEY_SYNC_MATERIAL),
            field("secureChannelExt", LONG));

    /** Also a {@code PwdCertToken}, of which timeStamp and generalID are there. */
    public static final SequenceType CLEAR_TOKEN = sequence(
            "ClearToken",
            field("tokenOID", OBJECT_IDENTIFIER),
            optional("timeStamp", TIME_STAMP),
            optional("password", PASSWORD),
            optional("dhkey", DH_SET),
            optional("challenge", CHALLENGE_STRING),
            optional("random", RANDOM_VAL),
            optional("certificate", TYPED_CERTIFICATE),
            optional("generalID", IDENTIFIER),
            optional("nonStandard", NON_STANDARD_PARAMETER),
            MORE,
            optional("eckasdhkey", ECKASDH),
            optional("sendersID", IDENTIFIER),
            optional("h235Key", H235_KEY),
            optional("profileInfo", listOf(PROFILE_ELEMENT)),
            optional("dhkeyext", DH_SET_EXT));

    public static final ChoiceType CRYPTO_TOKEN = choice(
            "CryptoToken",
            field(
                    "cryptoEncryptedToken",
                    sequence("", field("tokenOID", OBJECT_IDENTIFIER), field("token", ENCRYPTED))),
            field("cryptoSignedToken", sequence("", field("tokenOID", OBJECT_IDENTIFIER), field("token", SIGNED))),
            field(
                    "cryptoHashedToken",
                    sequence(
                            "",
                            field("tokenOID", OBJECT_IDENTIFIER),
                            field("hashedVals", CLEAR_TOKEN),
                            field("token", HASHED))),
            field("cryptoPwdEncr", ENCRYPTED),
            MORE);

    /** Contents that {@code certProtectedKey} signs. */
    public static final SequenceType KEY_SIGNED_MATERIAL = sequence(
            "KeySignedMaterial",
            field("generalId", IDENTIFIER),
            field("mrandom", RANDOM_VAL),
            optional("srandom", RANDOM_VAL),
            optional("timeStamp", TIME_STAMP),
            field("encrptval", ENCRYPTED));

    public static final SequenceType H235_CERTIFICATE_SIGNATURE = sequence(
            "H235CertificateSignature",
            field("certificate", TYPED_CERTIFICATE),
            field("responseRandom", RANDOM_VAL),
            optional("requesterRandom", RANDOM_VAL),
            field("signature", SIGNED),
            MORE);

    /** Contents that an {@link #H235_CERTIFICATE_SIGNATURE} signs. */
    public static final SequenceType RETURN_SIG = sequence(
            "ReturnSig",
            field("generalId", IDENTIFIER),
            field("responseRandom", RANDOM_VAL),
            optional("requestRandom", RANDOM_VAL),
            optional("certificate", TYPED_CERTIFICATE));
}

package org.courtbridge.h323.h225;

import static org.courtbridge.h323.asn1.Builtin.OBJECT_IDENTIFIER;
import static org.courtbridge.h323.asn1.Builtin.bitString;
import static org.courtbridge.h323.asn1.ChoiceType.choice;
import static org.courtbridge.h323.asn1.Component.MORE;
import static org.courtbridge.h323.asn1.Component.field;
import static org.courtbridge.h323.asn1.Component.optional;
import static org.courtbridge.h323.asn1.ListType.listOf;
import static org.courtbridge.h323.asn1.SequenceType.sequence;
import static org.courtbridge.h323.h225.generic.Addresses.ALIAS_ADDRESS;
import static org.courtbridge.h323.h225.generic.Addresses.NON_STANDARD_PARAMETER;
import static org.courtbridge.h323.h235.H235Types.CLEAR_TOKEN;
import static org.courtbridge.h323.h235.H235Types.CRYPTO_TOKEN;
import static org.courtbridge.h323.h235.H235Types.ENCRYPTED;
import static org.courtbridge.h323.h235.H235Types.HASHED;
import static org.courtbridge.h323.h235.H235Types.SIGNED;
import static org.courtbridge.h323.h235.H235Types.TIME_STAMP;

import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.ListType;
import org.courtbridge.h323.asn1.SequenceType;
import org.courtbridge.h323.per.Size;

/** ASN.1 types that H.225.0 adds to H.235: tokens, integrity, and why something was refused (H.225.0, clause 7.4). */
public final class SecurityTypes {

    private SecurityTypes() {}

    public static final ChoiceType SECURITY_SERVICE_MODE = choice(
            "SecurityServiceMode", field("nonStandard", NON_STANDARD_PARAMETER), field("none"), field("default"), MORE);

    /** The Recommendation writes "authenticaton" so. */
    public static final SequenceType SECURITY_CAPABILITIES = sequence(
            "SecurityCapabilities",
            optional("nonStandard", NON_STANDARD_PARAMETER),
            field("encryption", SECURITY_SERVICE_MODE),
            field("authenticaton", SECURITY_SERVICE_MODE),
            field("integrity", SECURITY_SERVICE_MODE),
            MORE);

    public static final ChoiceType H245_SECURITY = choice(
            "H245Security",
            field("nonStandard", NON_STANDARD_PARAMETER),
            field("noSecurity"),
            field("tls", SECURITY_CAPABILITIES),
            field("ipsec", SECURITY_CAPABILITIES),
            MORE);

    public static final ChoiceType SECURITY_ERRORS = choice(
            "SecurityErrors",
            field("securityWrongSyncTime"),
            field("securityReplay"),
            field("securityWrongGeneralID"),
            field("securityWrongSendersID"),
            field("securityIntegrityFailed"),
            field("securityWrongOID"),
            field("securityDHmismatch"),
            field("securityCertificateExpired"),
            field("securityCertificateDateInvalid"),
            field("securityCertificateRevoked"),
            field("securityCertificateNotReadable"),
            field("securityCertificateSignatureInvalid"),
            field("securityCertificateMissing"),
            field("securityCertificateIncomplete"),
            field("securityUnsupportedCertificateAlgOID"),
            field("securityUnknownCA"),
            MORE);

    public static final ChoiceType SECURITY_ERRORS_2 = choice(
            "SecurityErrors2",
            field("securityWrongSyncTime"),
            field("securityReplay"),
            field("securityWrongGeneralID"),
            field("securityWrongSendersID"),
            field("securityIntegrityFailed"),
            field("securityWrongOID"),
            MORE);

    public static final ChoiceType ENCRYPT_INT_ALG = choice(
            "EncryptIntAlg",
            field("nonStandard", NON_STANDARD_PARAMETER),
            field("isoAlgorithm", OBJECT_IDENTIFIER),
            MORE);

    public static final ChoiceType NON_ISO_INTEGRITY_MECHANISM = choice(
            "NonIsoIntegrityMechanism",
            field("hMAC-MD5"),
            field("hMAC-iso10118-2-s", ENCRYPT_INT_ALG),
            field("hMAC-iso10118-2-l", ENCRYPT_INT_ALG),
            field("hMAC-iso10118-3", OBJECT_IDENTIFIER),
            MORE);

    public static final ChoiceType INTEGRITY_MECHANISM = choice(
            "IntegrityMechanism",
            field("nonStandard", NON_STANDARD_PARAMETER),
            field("digSig"),
            field("iso9797", OBJECT_IDENTIFIER),
            field("nonIsoIM", NON_ISO_INTEGRITY_MECHANISM),
            MORE);

    public static final SequenceType ICV =
            sequence("ICV", field("algorithmOID", OBJECT_IDENTIFIER), field("icv", bitString(Size.ANY)));

    public static final SequenceType EP_PWD_HASH =
            sequence("", field("alias", ALIAS_ADDRESS), field("timeStamp", TIME_STAMP), field("token", HASHED));

    public static final ChoiceType CRYPTO_H323_TOKEN = choice(
            "CryptoH323Token",
            field("cryptoEPPwdHash", EP_PWD_HASH),
            field(
                    "cryptoGKPwdHash",
                    sequence(
                            "",
                            field("gatekeeperId", Identifiers.GATEKEEPER_IDENTIFIER),
                            field("timeStamp", TIME_STAMP),
                            field("token", HASHED))),
            field("cryptoEPPwdEncr", ENCRYPTED),
            field("cryptoGKPwdEncr", ENCRYPTED),
            field("cryptoEPCert", SIGNED),
            field("cryptoGKCert", SIGNED),
            field("cryptoFastStart", SIGNED),
            field("nestedcryptoToken", CRYPTO_TOKEN),
            MORE);

    static final ListType TOKENS = listOf(CLEAR_TOKEN);

    static final ListType CRYPTO_TOKENS = listOf(CRYPTO_H323_TOKEN);
}

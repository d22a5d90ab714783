package org.courtbridge.h323.h245;

import static org.courtbridge.h323.asn1.Builtin.BOOLEAN;
import static org.courtbridge.h323.asn1.Builtin.OBJECT_IDENTIFIER;
import static org.courtbridge.h323.asn1.Builtin.bitString;
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
import org.courtbridge.h323.asn1.ListType;
import org.courtbridge.h323.asn1.SequenceType;
import org.courtbridge.h323.per.Size;

/** Encryption of media and its keys, as H.235 uses them (H.245, B.2.2.8 and B.13.7). */
public final class SecurityTypes {

    public static final ChoiceType MEDIA_ENCRYPTION_ALGORITHM = choice(
            "MediaEncryptionAlgorithm",
            field("nonStandard", GenericTypes.NON_STANDARD_PARAMETER),
            field("algorithm", OBJECT_IDENTIFIER),
            MORE);

    public static final ListType ENCRYPTION_CAPABILITY = listOf(MEDIA_ENCRYPTION_ALGORITHM, 1, 256);

    public static final SequenceType AUTHENTICATION_CAPABILITY = sequence(
            "AuthenticationCapability",
            optional("nonStandard", GenericTypes.NON_STANDARD_PARAMETER),
            MORE,
            optional("antiSpamAlgorithm", OBJECT_IDENTIFIER));

    public static final SequenceType INTEGRITY_CAPABILITY =
            sequence("IntegrityCapability", optional("nonStandard", GenericTypes.NON_STANDARD_PARAMETER), MORE);

    public static final SequenceType ENCRYPTION_AUTHENTICATION_AND_INTEGRITY = sequence(
            "EncryptionAuthenticationAndIntegrity",
            optional("encryptionCapability", ENCRYPTION_CAPABILITY),
            optional("authenticationCapability", AUTHENTICATION_CAPABILITY),
            optional("integrityCapability", INTEGRITY_CAPABILITY),
            MORE,
            optional("genericH235SecurityCapability", GenericTypes.GENERIC_CAPABILITY));

    public static final SequenceType H235_SECURITY_CAPABILITY = sequence(
            "H235SecurityCapability",
            field("encryptionAuthenticationAndIntegrity", ENCRYPTION_AUTHENTICATION_AND_INTEGRITY),
            field("mediaCapability", GenericTypes.CAPABILITY_TABLE_ENTRY_NUMBER),
            MORE);

    public static final SequenceType ESCROW_DATA = sequence(
            "EscrowData",
            field("escrowID", OBJECT_IDENTIFIER),
            field("escrowValue", bitString(Size.of(1, 65535))),
            MORE);

    public static final SequenceType ENCRYPTION_SYNC = sequence(
            "EncryptionSync",
            optional("nonStandard", GenericTypes.NON_STANDARD_PARAMETER),
            field("synchFlag", integer(0, 255)),
            field("h235Key", octetString(1, 65535)),
            optional("escrowentry", listOf(ESCROW_DATA, 1, 256)),
            MORE,
            optional("genericParameter", GenericTypes.GENERIC_PARAMETER));

    public static final ChoiceType ENCRYPTION_MODE = choice(
            "EncryptionMode", field("nonStandard", GenericTypes.NON_STANDARD_PARAMETER), field("h233Encryption"), MORE);

    public static final ChoiceType ENCRYPTION_COMMAND = choice(
            "EncryptionCommand",
            field("encryptionSE", octetString()),
            field("encryptionIVRequest"),
            field(
                    "encryptionAlgorithmID",
                    sequence(
                            "",
                            field("h233AlgorithmIdentifier", GenericTypes.SEQUENCE_NUMBER),
                            field("associatedAlgorithm", GenericTypes.NON_STANDARD_PARAMETER))),
            MORE);

    public static final ChoiceType ENCRYPTION_UPDATE_DIRECTION =
            choice("EncryptionUpdateDirection", field("masterToSlave"), field("slaveToMaster"), MORE);

    public static final SequenceType KEY_PROTECTION_METHOD = sequence(
            "KeyProtectionMethod",
            field("secureChannel", BOOLEAN),
            field("sharedSecret", BOOLEAN),
            field("certProtectedKey", BOOLEAN),
            MORE);

    public static final SequenceType ENCRYPTION_UPDATE_REQUEST = sequence(
            "EncryptionUpdateRequest",
            optional("keyProtectionMethod", KEY_PROTECTION_METHOD),
            MORE,
            optional("synchFlag", integer(0, 255)));

    public static final Builtin IV8 = octetString(8);

    public static final Builtin IV16 = octetString(16);

    public static final SequenceType PARAMS =
            sequence("Params", optional("iv8", IV8), optional("iv16", IV16), optional("iv", octetString()), MORE);

    private SecurityTypes() {}
}

package org.courtbridge.h323.h450;

import static org.courtbridge.h323.asn1.Builtin.BOOLEAN;
import static org.courtbridge.h323.asn1.Builtin.INTEGER;
import static org.courtbridge.h323.asn1.Builtin.OBJECT_IDENTIFIER;
import static org.courtbridge.h323.asn1.Builtin.bmpString;
import static org.courtbridge.h323.asn1.Builtin.integer;
import static org.courtbridge.h323.asn1.Builtin.numericString;
import static org.courtbridge.h323.asn1.Builtin.octetString;
import static org.courtbridge.h323.asn1.ChoiceType.choice;
import static org.courtbridge.h323.asn1.Component.MORE;
import static org.courtbridge.h323.asn1.Component.field;
import static org.courtbridge.h323.asn1.Component.optional;
import static org.courtbridge.h323.asn1.EnumeratedType.enumerated;
import static org.courtbridge.h323.asn1.ListType.listOf;
import static org.courtbridge.h323.asn1.SequenceType.sequence;

import java.math.BigInteger;
import java.util.Optional;
import org.courtbridge.h323.asn1.Builtin;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.EnumeratedType;
import org.courtbridge.h323.asn1.ListType;
import org.courtbridge.h323.asn1.SequenceType;
import org.courtbridge.h323.h225.generic.Addresses;
import org.courtbridge.h323.per.Size;

/** ASN.1 types of the octet strings of h4501SupplementaryService, and of the arguments of the operations in it. */
public final class H450Types {

    private H450Types() {}

    // H.450.1, Remote-Operations-Apdus. Open types are written as octet strings are.

    public static final ChoiceType CODE = choice("Code", field("local", INTEGER), field("global", OBJECT_IDENTIFIER));

    /** Its constraint is a set of two bounds and an ellipsis, of which all who send it write the bounds alone. */
    public static final SequenceType INVOKE = sequence(
            "Invoke",
            field("invokeId", integer(0, 65535)),
            optional("linkedId", INTEGER),
            field("opcode", CODE),
            optional("argument", octetString()));

    /** The result of an operation, with the operation's code. */
    public static final SequenceType OUTCOME = sequence("", field("opcode", CODE), field("result", octetString()));

    public static final SequenceType RETURN_RESULT =
            sequence("ReturnResult", field("invokeId", INTEGER), optional("result", OUTCOME));

    public static final SequenceType RETURN_ERROR = sequence(
            "ReturnError", field("invokeId", INTEGER), field("errcode", CODE), optional("parameter", octetString()));

    public static final SequenceType REJECT = sequence(
            "Reject",
            field("invokeId", INTEGER),
            field(
                    "problem",
                    choice(
                            "",
                            field("general", INTEGER),
                            field("invoke", INTEGER),
                            field("returnResult", INTEGER),
                            field("returnError", INTEGER))));

    public static final ChoiceType ROS = choice(
            "ROS",
            field("invoke", INVOKE),
            field("returnResult", RETURN_RESULT),
            field("returnError", RETURN_ERROR),
            field("reject", REJECT));

    // H.450.1, H4501-Supplementary-ServiceAPDU-Structure.

    public static final ChoiceType ENTITY_TYPE = choice("EntityType", field("endpoint"), field("anyEntity"), MORE);

    public static final SequenceType NETWORK_FACILITY_EXTENSION = sequence(
            "NetworkFacilityExtension",
            field("sourceEntity", ENTITY_TYPE),
            optional("sourceEntityAddress", Addresses.ALIAS_ADDRESS),
            field("destinationEntity", ENTITY_TYPE),
            optional("destinationEntityAddress", Addresses.ALIAS_ADDRESS),
            MORE);

    public static final ChoiceType INTERPRETATION_APDU = choice(
            "InterpretationApdu",
            field("discardAnyUnrecognizedInvokePdu"),
            field("clearCallIfAnyInvokePduNotRecognized"),
            field("rejectAnyUnrecognizedInvokePdu"),
            MORE);

    public static final ChoiceType SERVICE_APDUS =
            choice("ServiceApdus", field("rosApdus", listOf(ROS, 1, Size.UNBOUNDED)), MORE);

    public static final SequenceType SUPPLEMENTARY_SERVICE = sequence(
            "SupplementaryService",
            optional("networkFacilityExtension", NETWORK_FACILITY_EXTENSION),
            optional("interpretationApdu", INTERPRETATION_APDU),
            field("serviceApdu", SERVICE_APDUS),
            MORE);

    // H.450.1, Addressing-Data-Elements and Manufacturer-specific-service-extension-definition.

    public static final SequenceType ENDPOINT_ADDRESS = sequence(
            "EndpointAddress",
            field("destinationAddress", listOf(Addresses.ALIAS_ADDRESS)),
            optional("remoteExtensionAddress", Addresses.ALIAS_ADDRESS),
            MORE);

    private static final Builtin SUBADDRESS_INFORMATION = octetString(1, 20);

    public static final ChoiceType PARTY_SUBADDRESS = choice(
            "PartySubaddress",
            field(
                    "userSpecifiedSubaddress",
                    sequence(
                            "UserSpecifiedSubaddress",
                            field("subaddressInformation", SUBADDRESS_INFORMATION),
                            optional("oddCountIndicator", BOOLEAN),
                            MORE)),
            field("nsapSubaddress", octetString(1, 20)),
            MORE);

    public static final SequenceType EXTENSION =
            sequence("Extension", field("extensionId", OBJECT_IDENTIFIER), field("extensionArgument", octetString()));

    // H.450.2, Call-Transfer-Operations.

    private static final Builtin CALL_IDENTITY = numericString(Size.of(0, 4));

    private static final Builtin INFORMATION = bmpString(Size.of(1, 128));

    public static final ChoiceType ARGUMENT_EXTENSION = choice(
            "", field("extensionSeq", listOf(EXTENSION)), field("nonStandardData", Addresses.NON_STANDARD_PARAMETER));

    public static final SequenceType CT_INITIATE_ARG = sequence(
            "CTInitiateArg",
            field("callIdentity", CALL_IDENTITY),
            field("reroutingNumber", ENDPOINT_ADDRESS),
            optional("argumentExtension", ARGUMENT_EXTENSION),
            MORE);

    public static final SequenceType CT_SETUP_ARG = sequence(
            "CTSetupArg",
            field("callIdentity", CALL_IDENTITY),
            optional("transferringNumber", ENDPOINT_ADDRESS),
            optional("argumentExtension", ARGUMENT_EXTENSION),
            MORE);

    public static final SequenceType CT_IDENTIFY_RES = sequence(
            "CTIdentifyRes",
            field("callIdentity", CALL_IDENTITY),
            field("reroutingNumber", ENDPOINT_ADDRESS),
            optional("resultExtension", ARGUMENT_EXTENSION),
            MORE);

    public static final SequenceType CT_UPDATE_ARG = sequence(
            "CTUpdateArg",
            field("redirectionNumber", ENDPOINT_ADDRESS),
            optional("redirectionInfo", INFORMATION),
            optional("basicCallInfoElements", octetString()),
            optional("argumentExtension", ARGUMENT_EXTENSION),
            MORE);

    public static final SequenceType SUBADDRESS_TRANSFER_ARG = sequence(
            "SubaddressTransferArg",
            field("redirectionSubaddress", PARTY_SUBADDRESS),
            optional("argumentExtension", ARGUMENT_EXTENSION),
            MORE);

    public static final EnumeratedType END_DESIGNATION =
            enumerated("EndDesignation", "primaryEnd", "secondaryEnd").orMore();

    public static final EnumeratedType CALL_STATUS =
            enumerated("CallStatus", "answered", "alerting").orMore();

    public static final SequenceType CT_COMPLETE_ARG = sequence(
            "CTCompleteArg",
            field("endDesignation", END_DESIGNATION),
            field("redirectionNumber", ENDPOINT_ADDRESS),
            optional("basicCallInfoElements", octetString()),
            optional("redirectionInfo", INFORMATION),
            optional("callStatus", CALL_STATUS),
            optional("argumentExtension", ARGUMENT_EXTENSION),
            MORE);

    public static final SequenceType CT_ACTIVE_ARG = sequence(
            "CTActiveArg",
            field("connectedAddress", ENDPOINT_ADDRESS),
            optional("basicCallInfoElements", octetString()),
            optional("connectedInfo", INFORMATION),
            optional("argumentExtension", ARGUMENT_EXTENSION),
            MORE);

    // H.450.4, Call-Hold-Operations.

    private static final ListType MIXED_EXTENSIONS = listOf(
            choice(
                    "MixedExtension",
                    field("extension", EXTENSION),
                    field("nonStandardData", Addresses.NON_STANDARD_PARAMETER)),
            0,
            255);

    public static final SequenceType HOLD_NOTIFIC_ARG = extended("HoldNotificArg", "extensionArg");
    public static final SequenceType RETRIEVE_NOTIFIC_ARG = extended("RetrieveNotificArg", "extensionArg");
    public static final SequenceType REMOTE_HOLD_ARG = extended("RemoteHoldArg", "extensionArg");
    public static final SequenceType REMOTE_HOLD_RES = extended("RemoteHoldRes", "extensionRes");
    public static final SequenceType REMOTE_RETRIEVE_ARG = extended("RemoteRetrieveArg", "extensionArg");
    public static final SequenceType REMOTE_RETRIEVE_RES = extended("RemoteRetrieveRes", "extensionRes");

    private static SequenceType extended(String name, String component) {
        return sequence(name, optional(component, MIXED_EXTENSIONS), MORE);
    }

    /** Of an operation's argument; empty if it has none, or is none of these Recommendations'. @param code a {@link #CODE} */
    public static Optional<SequenceType> argument(Choice code) {
        return switch (number(code)) {
            case 9 -> Optional.of(CT_INITIATE_ARG);
            case 10 -> Optional.of(CT_SETUP_ARG);
            case 11 -> Optional.of(CT_ACTIVE_ARG);
            case 12 -> Optional.of(CT_COMPLETE_ARG);
            case 13 -> Optional.of(CT_UPDATE_ARG);
            case 14 -> Optional.of(SUBADDRESS_TRANSFER_ARG);
            case 101 -> Optional.of(HOLD_NOTIFIC_ARG);
            case 102 -> Optional.of(RETRIEVE_NOTIFIC_ARG);
            case 103 -> Optional.of(REMOTE_HOLD_ARG);
            case 104 -> Optional.of(REMOTE_RETRIEVE_ARG);
            default -> Optional.empty();
        };
    }

    /** Of its result; empty as for the argument. @param code a {@link #CODE} */
    public static Optional<SequenceType> result(Choice code) {
        return switch (number(code)) {
            case 7 -> Optional.of(CT_IDENTIFY_RES);
            case 103 -> Optional.of(REMOTE_HOLD_RES);
            case 104 -> Optional.of(REMOTE_RETRIEVE_RES);
            default -> Optional.empty();
        };
    }

    /** 0 of one that has none of the series' own. */
    private static int number(Choice code) {
        return code.value() instanceof BigInteger number && number.bitLength() < Integer.SIZE ? number.intValue() : 0;
    }
}

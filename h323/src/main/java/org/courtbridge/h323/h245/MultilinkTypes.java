package org.courtbridge.h323.h245;

import static org.courtbridge.h323.asn1.Builtin.ia5String;
import static org.courtbridge.h323.asn1.Builtin.integer;
import static org.courtbridge.h323.asn1.Builtin.numericString;
import static org.courtbridge.h323.asn1.ChoiceType.choice;
import static org.courtbridge.h323.asn1.Component.MORE;
import static org.courtbridge.h323.asn1.Component.field;
import static org.courtbridge.h323.asn1.Component.optional;
import static org.courtbridge.h323.asn1.ListType.listOf;
import static org.courtbridge.h323.asn1.SequenceType.sequence;

import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.SequenceType;
import org.courtbridge.h323.per.Size;

/** Multilink messages (H.245, B.11). */
public final class MultilinkTypes {

    public static final ChoiceType DIALING_INFORMATION_NETWORK_TYPE = choice(
            "DialingInformationNetworkType",
            field("nonStandard", GenericTypes.NON_STANDARD_MESSAGE),
            field("n-isdn"),
            field("gstn"),
            MORE,
            field("mobile"));

    public static final SequenceType DIALING_INFORMATION_NUMBER = sequence(
            "DialingInformationNumber",
            field("networkAddress", numericString(Size.of(0, 40))),
            optional("subAddress", ia5String(Size.of(1, 40))),
            field("networkType", listOf(DIALING_INFORMATION_NETWORK_TYPE, 1, 255)),
            MORE);

    public static final ChoiceType DIALING_INFORMATION = choice(
            "DialingInformation",
            field("nonStandard", GenericTypes.NON_STANDARD_MESSAGE),
            field("differential", listOf(DIALING_INFORMATION_NUMBER, 1, 65535)),
            field("infoNotAvailable", integer(1, 65535)),
            MORE);

    public static final SequenceType CONNECTION_IDENTIFIER = sequence(
            "ConnectionIdentifier",
            field("channelTag", integer(0, 4294967295L)),
            field("sequenceNumber", integer(0, 4294967295L)),
            MORE);

    public static final ChoiceType MULTILINK_REQUEST = choice(
            "MultilinkRequest",
            field("nonStandard", GenericTypes.NON_STANDARD_MESSAGE),
            field("callInformation", sequence("", field("maxNumberOfAdditionalConnections", integer(1, 65535)), MORE)),
            field(
                    "addConnection",
                    sequence(
                            "",
                            field("sequenceNumber", GenericTypes.SEQUENCE_NUMBER),
                            field("dialingInformation", DIALING_INFORMATION),
                            MORE)),
            field("removeConnection", sequence("", field("connectionIdentifier", CONNECTION_IDENTIFIER), MORE)),
            field(
                    "maximumHeaderInterval",
                    sequence(
                            "",
                            field(
                                    "requestType",
                                    choice(
                                            "",
                                            field("currentIntervalInformation"),
                                            field("requestedInterval", integer(0, 65535)),
                                            MORE)),
                            MORE)),
            MORE);

    public static final ChoiceType MULTILINK_RESPONSE = choice(
            "MultilinkResponse",
            field("nonStandard", GenericTypes.NON_STANDARD_MESSAGE),
            field(
                    "callInformation",
                    sequence(
                            "",
                            field("dialingInformation", DIALING_INFORMATION),
                            field("callAssociationNumber", integer(0, 4294967295L)),
                            MORE)),
            field(
                    "addConnection",
                    sequence(
                            "",
                            field("sequenceNumber", GenericTypes.SEQUENCE_NUMBER),
                            field(
                                    "responseCode",
                                    choice(
                                            "",
                                            field("accepted"),
                                            field(
                                                    "rejected",
                                                    choice(
                                                            "",
                                                            field("connectionsNotAvailable"),
                                                            field("userRejected"),
                                                            MORE)),
                                            MORE)),
                            MORE)),
            field("removeConnection", sequence("", field("connectionIdentifier", CONNECTION_IDENTIFIER), MORE)),
            field("maximumHeaderInterval", sequence("", field("currentInterval", integer(0, 65535)), MORE)),
            MORE);

    public static final ChoiceType MULTILINK_INDICATION = choice(
            "MultilinkIndication",
            field("nonStandard", GenericTypes.NON_STANDARD_MESSAGE),
            field("crcDesired", sequence("", MORE)),
            field("excessiveError", sequence("", field("connectionIdentifier", CONNECTION_IDENTIFIER), MORE)),
            MORE);

    private MultilinkTypes() {}
}

package org.courtbridge.h323.h245;

import static org.courtbridge.h323.asn1.Builtin.BOOLEAN;
import static org.courtbridge.h323.asn1.Builtin.ia5String;
import static org.courtbridge.h323.asn1.Builtin.integer;
import static org.courtbridge.h323.asn1.Builtin.numericString;
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

/** Types of media addresses and of the labels of a conference's terminals (H.245, B.3.1). */
public final class AddressTypes {

    public static final SequenceType Q2931_ADDRESS = sequence(
            "Q2931Address",
            field(
                    "address",
                    choice(
                            "",
                            field("internationalNumber", numericString(Size.of(1, 16))),
                            field("nsapAddress", octetString(1, 20)),
                            MORE)),
            optional("subaddress", octetString(1, 20)),
            MORE);

    public static final ChoiceType UNICAST_ADDRESS = choice(
            "UnicastAddress",
            field(
                    "iPAddress",
                    sequence("", field("network", octetString(4)), field("tsapIdentifier", integer(0, 65535)), MORE)),
            field(
                    "iPXAddress",
                    sequence(
                            "",
                            field("node", octetString(6)),
                            field("netnum", octetString(4)),
                            field("tsapIdentifier", octetString(2)),
                            MORE)),
            field(
                    "iP6Address",
                    sequence("", field("network", octetString(16)), field("tsapIdentifier", integer(0, 65535)), MORE)),
            field("netBios", octetString(16)),
            field(
                    "iPSourceRouteAddress",
                    sequence(
                            "",
                            field("routing", choice("", field("strict"), field("loose"))),
                            field("network", octetString(4)),
                            field("tsapIdentifier", integer(0, 65535)),
                            field("route", listOf(octetString(4))),
                            MORE)),
            MORE,
            field("nsap", octetString(1, 20)),
            field("nonStandardAddress", GenericTypes.NON_STANDARD_PARAMETER));

    public static final ChoiceType MULTICAST_ADDRESS = choice(
            "MulticastAddress",
            field(
                    "iPAddress",
                    sequence("", field("network", octetString(4)), field("tsapIdentifier", integer(0, 65535)), MORE)),
            field(
                    "iP6Address",
                    sequence("", field("network", octetString(16)), field("tsapIdentifier", integer(0, 65535)), MORE)),
            MORE,
            field("nsap", octetString(1, 20)),
            field("nonStandardAddress", GenericTypes.NON_STANDARD_PARAMETER));

    public static final ChoiceType TRANSPORT_ADDRESS = choice(
            "TransportAddress",
            field("unicastAddress", UNICAST_ADDRESS),
            field("multicastAddress", MULTICAST_ADDRESS),
            MORE);

    public static final SequenceType NETWORK_ACCESS_PARAMETERS = sequence(
            "NetworkAccessParameters",
            optional("distribution", choice("", field("unicast"), field("multicast"), MORE)),
            field(
                    "networkAddress",
                    choice(
                            "",
                            field("q2931Address", Q2931_ADDRESS),
                            field("e164Address", ia5String(Size.of(1, 128), "0123456789#*,")),
                            field("localAreaAddress", TRANSPORT_ADDRESS),
                            MORE)),
            field("associateConference", BOOLEAN),
            optional("externalReference", octetString(1, 255)),
            MORE,
            optional(
                    "t120SetupProcedure",
                    choice("", field("originateCall"), field("waitForCall"), field("issueQuery"), MORE)));

    public static final Builtin MCU_NUMBER = integer(0, 192);

    public static final Builtin TERMINAL_NUMBER = integer(0, 192);

    public static final SequenceType TERMINAL_LABEL =
            sequence("TerminalLabel", field("mcuNumber", MCU_NUMBER), field("terminalNumber", TERMINAL_NUMBER), MORE);

    private AddressTypes() {}
}

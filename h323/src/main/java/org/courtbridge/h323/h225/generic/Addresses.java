package org.courtbridge.h323.h225.generic;

import static org.courtbridge.h323.asn1.Builtin.OBJECT_IDENTIFIER;
import static org.courtbridge.h323.asn1.Builtin.bmpString;
import static org.courtbridge.h323.asn1.Builtin.ia5String;
import static org.courtbridge.h323.asn1.Builtin.integer;
import static org.courtbridge.h323.asn1.Builtin.octetString;
import static org.courtbridge.h323.asn1.ChoiceType.choice;
import static org.courtbridge.h323.asn1.Component.MORE;
import static org.courtbridge.h323.asn1.Component.field;
import static org.courtbridge.h323.asn1.Component.optional;
import static org.courtbridge.h323.asn1.EnumeratedType.enumerated;
import static org.courtbridge.h323.asn1.ListType.listOf;
import static org.courtbridge.h323.asn1.SequenceType.sequence;

import org.courtbridge.h323.asn1.Builtin;
import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.EnumeratedType;
import org.courtbridge.h323.asn1.ListType;
import org.courtbridge.h323.asn1.SequenceType;
import org.courtbridge.h323.per.Size;

/** Types of transport addresses, aliases and numbers, and what is said of them (H.225.0, clause 7.4). */
public final class Addresses {

    private Addresses() {}

    public static final SequenceType H221_NON_STANDARD = sequence(
            "H221NonStandard",
            field("t35CountryCode", integer(0, 255)),
            field("t35Extension", integer(0, 255)),
            field("manufacturerCode", integer(0, 65_535)),
            MORE);

    public static final ChoiceType NON_STANDARD_IDENTIFIER = choice(
            "NonStandardIdentifier",
            field("object", OBJECT_IDENTIFIER),
            field("h221NonStandard", H221_NON_STANDARD),
            MORE);

    public static final SequenceType NON_STANDARD_PARAMETER = sequence(
            "NonStandardParameter",
            field("nonStandardIdentifier", NON_STANDARD_IDENTIFIER),
            field("data", octetString()));

    public static final ChoiceType TRANSPORT_ADDRESS = choice(
            "TransportAddress",
            field("ipAddress", sequence("", field("ip", octetString(4)), field("port", integer(0, 65_535)))),
            field(
                    "ipSourceRoute",
                    sequence(
                            "",
                            field("ip", octetString(4)),
                            field("port", integer(0, 65_535)),
                            field("route", listOf(octetString(4))),
                            field("routing", choice("", field("strict"), field("loose"), MORE)),
                            MORE)),
            field(
                    "ipxAddress",
                    sequence(
                            "",
                            field("node", octetString(6)),
                            field("netnum", octetString(4)),
                            field("port", octetString(2)))),
            field("ip6Address", sequence("", field("ip", octetString(16)), field("port", integer(0, 65_535)), MORE)),
            field("netBios", octetString(16)),
            field("nsap", octetString(1, 20)),
            field("nonStandardAddress", NON_STANDARD_PARAMETER),
            MORE);

    private static final Builtin NUMBER_DIGITS = ia5String(Size.of(1, 128), "0123456789#*,");

    public static final ChoiceType PUBLIC_TYPE_OF_NUMBER = choice(
            "PublicTypeOfNumber",
            field("unknown"),
            field("internationalNumber"),
            field("nationalNumber"),
            field("networkSpecificNumber"),
            field("subscriberNumber"),
            field("abbreviatedNumber"),
            MORE);

    public static final ChoiceType PRIVATE_TYPE_OF_NUMBER = choice(
            "PrivateTypeOfNumber",
            field("unknown"),
            field("level2RegionalNumber"),
            field("level1RegionalNumber"),
            field("pISNSpecificNumber"),
            field("localNumber"),
            field("abbreviatedNumber"),
            MORE);

    public static final SequenceType PUBLIC_PARTY_NUMBER = sequence(
            "PublicPartyNumber",
            field("publicTypeOfNumber", PUBLIC_TYPE_OF_NUMBER),
            field("publicNumberDigits", NUMBER_DIGITS));

    public static final SequenceType PRIVATE_PARTY_NUMBER = sequence(
            "PrivatePartyNumber",
            field("privateTypeOfNumber", PRIVATE_TYPE_OF_NUMBER),
            field("privateNumberDigits", NUMBER_DIGITS));

    public static final ChoiceType PARTY_NUMBER = choice(
            "PartyNumber",
            field("e164Number", PUBLIC_PARTY_NUMBER),
            field("dataPartyNumber", NUMBER_DIGITS),
            field("telexPartyNumber", NUMBER_DIGITS),
            field("privateNumber", PRIVATE_PARTY_NUMBER),
            field("nationalStandardPartyNumber", NUMBER_DIGITS),
            MORE);

    private static Builtin tbcdString(int lower, int upper) {
        return ia5String(Size.of(lower, upper), "0123456789#*abc");
    }

    public static final SequenceType ANSI_41_UIM = sequence(
            "ANSI-41-UIM",
            optional("imsi", tbcdString(3, 16)),
            optional("min", tbcdString(3, 16)),
            optional("mdn", tbcdString(3, 16)),
            optional("msisdn", tbcdString(3, 16)),
            optional("esn", tbcdString(16, 16)),
            optional("mscid", tbcdString(3, 16)),
            field("system-id", choice("", field("sid", tbcdString(1, 4)), field("mid", tbcdString(1, 4)), MORE)),
            optional("systemMyTypeCode", octetString(1)),
            optional("systemAccessType", octetString(1)),
            optional("qualificationInformationCode", octetString(1)),
            optional("sesn", tbcdString(16, 16)),
            optional("soc", tbcdString(3, 16)),
            MORE);

    public static final SequenceType GSM_UIM = sequence(
            "GSM-UIM",
            optional("imsi", tbcdString(3, 16)),
            optional("tmsi", octetString(1, 4)),
            optional("msisdn", tbcdString(3, 16)),
            optional("imei", tbcdString(15, 16)),
            optional("hplmn", tbcdString(1, 4)),
            optional("vplmn", tbcdString(1, 4)),
            MORE);

    public static final ChoiceType MOBILE_UIM =
            choice("MobileUIM", field("ansi-41-uim", ANSI_41_UIM), field("gsm-uim", GSM_UIM), MORE);

    private static final Builtin ISUP_DIGITS = ia5String(Size.of(1, 128), "0123456789ABCDE");

    public static final ChoiceType NATURE_OF_ADDRESS = choice(
            "NatureOfAddress",
            field("unknown"),
            field("subscriberNumber"),
            field("nationalNumber"),
            field("internationalNumber"),
            field("networkSpecificNumber"),
            field("routingNumberNationalFormat"),
            field("routingNumberNetworkSpecificFormat"),
            field("routingNumberWithCalledDirectoryNumber"),
            MORE);

    public static final ChoiceType ISUP_NUMBER = choice(
            "IsupNumber",
            field(
                    "e164Number",
                    sequence(
                            "IsupPublicPartyNumber",
                            field("natureOfAddress", NATURE_OF_ADDRESS),
                            field("address", ISUP_DIGITS),
                            MORE)),
            field("dataPartyNumber", ISUP_DIGITS),
            field("telexPartyNumber", ISUP_DIGITS),
            field(
                    "privateNumber",
                    sequence(
                            "IsupPrivatePartyNumber",
                            field("privateTypeOfNumber", PRIVATE_TYPE_OF_NUMBER),
                            field("address", ISUP_DIGITS),
                            MORE)),
            field("nationalStandardPartyNumber", ISUP_DIGITS),
            MORE);

    public static final ChoiceType ALIAS_ADDRESS = choice(
            "AliasAddress",
            field("dialledDigits", NUMBER_DIGITS),
            field("h323-ID", bmpString(Size.of(1, 256))),
            MORE,
            field("url-ID", ia5String(Size.of(1, 512))),
            field("transportID", TRANSPORT_ADDRESS),
            field("email-ID", ia5String(Size.of(1, 512))),
            field("partyNumber", PARTY_NUMBER),
            field("mobileUIM", MOBILE_UIM),
            field("isupNumber", ISUP_NUMBER));

    public static final ListType ALIAS_ADDRESSES = listOf(ALIAS_ADDRESS);

    public static final ListType TRANSPORT_ADDRESSES = listOf(TRANSPORT_ADDRESS);

    public static final ChoiceType ADDRESS_PATTERN = choice(
            "AddressPattern",
            field("wildcard", ALIAS_ADDRESS),
            field("range", sequence("", field("startOfRange", PARTY_NUMBER), field("endOfRange", PARTY_NUMBER))),
            MORE);

    public static final ChoiceType PRESENTATION_INDICATOR = choice(
            "PresentationIndicator",
            field("presentationAllowed"),
            field("presentationRestricted"),
            field("addressNotAvailable"),
            MORE);

    public static final EnumeratedType SCREENING_INDICATOR = enumerated(
                    "ScreeningIndicator",
                    "userProvidedNotScreened",
                    "userProvidedVerifiedAndPassed",
                    "userProvidedVerifiedAndFailed",
                    "networkProvided")
            .orMore();

    public static final SequenceType EXTENDED_ALIAS_ADDRESS = sequence(
            "ExtendedAliasAddress",
            field("address", ALIAS_ADDRESS),
            optional("presentationIndicator", PRESENTATION_INDICATOR),
            optional("screeningIndicator", SCREENING_INDICATOR),
            MORE);

    public static final SequenceType DISPLAY_NAME = sequence(
            "DisplayName", optional("language", ia5String(Size.ANY)), field("name", bmpString(Size.of(1, 80))));

    public static final SequenceType ALTERNATE_TRANSPORT_ADDRESSES = sequence(
            "AlternateTransportAddresses",
            optional("annexE", TRANSPORT_ADDRESSES),
            MORE,
            optional("sctp", TRANSPORT_ADDRESSES));

    public static final ChoiceType USE_SPECIFIED_TRANSPORT =
            choice("UseSpecifiedTransport", field("tcp"), field("annexE"), MORE, field("sctp"));

    public static final SequenceType TRANSPORT_CHANNEL_INFO = sequence(
            "TransportChannelInfo",
            optional("sendAddress", TRANSPORT_ADDRESS),
            optional("recvAddress", TRANSPORT_ADDRESS),
            MORE);
}

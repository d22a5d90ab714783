package org.courtbridge.h323.h225;

import static org.courtbridge.h323.asn1.Builtin.BOOLEAN;
import static org.courtbridge.h323.asn1.Builtin.OBJECT_IDENTIFIER;
import static org.courtbridge.h323.asn1.Builtin.bitString;
import static org.courtbridge.h323.asn1.Builtin.ia5String;
import static org.courtbridge.h323.asn1.Builtin.integer;
import static org.courtbridge.h323.asn1.Builtin.octetString;
import static org.courtbridge.h323.asn1.ChoiceType.choice;
import static org.courtbridge.h323.asn1.Component.MORE;
import static org.courtbridge.h323.asn1.Component.field;
import static org.courtbridge.h323.asn1.Component.optional;
import static org.courtbridge.h323.asn1.ListType.listOf;
import static org.courtbridge.h323.asn1.SequenceType.sequence;
import static org.courtbridge.h323.h225.Identifiers.BAND_WIDTH;
import static org.courtbridge.h323.h225.generic.Addresses.ALIAS_ADDRESS;
import static org.courtbridge.h323.h225.generic.Addresses.H221_NON_STANDARD;
import static org.courtbridge.h323.h225.generic.Addresses.NON_STANDARD_PARAMETER;

import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.ListType;
import org.courtbridge.h323.asn1.SequenceType;
import org.courtbridge.h323.h245.DataTypes;
import org.courtbridge.h323.per.Size;

/** ASN.1 types that describe an endpoint: its kind, who made it, and which protocols it speaks (H.225.0, clause 7.4). */
public final class EndpointTypes {

    private EndpointTypes() {}

    public static final SequenceType VENDOR_IDENTIFIER = sequence(
            "VendorIdentifier",
            field("vendor", H221_NON_STANDARD),
            optional("productId", octetString(1, 256)),
            optional("versionId", octetString(1, 256)),
            MORE,
            optional("enterpriseNumber", OBJECT_IDENTIFIER));

    public static final SequenceType TUNNELLED_PROTOCOL_ALTERNATE_IDENTIFIER = sequence(
            "TunnelledProtocolAlternateIdentifier",
            field("protocolType", ia5String(Size.of(1, 64))),
            optional("protocolVariant", ia5String(Size.of(1, 64))),
            MORE);

    public static final SequenceType TUNNELLED_PROTOCOL = sequence(
            "TunnelledProtocol",
            field(
                    "id",
                    choice(
                            "",
                            field("tunnelledProtocolObjectID", OBJECT_IDENTIFIER),
                            field("tunnelledProtocolAlternateID", TUNNELLED_PROTOCOL_ALTERNATE_IDENTIFIER),
                            MORE)),
            optional("subIdentifier", ia5String(Size.of(1, 64))),
            MORE);

    public static final SequenceType DATA_RATE = sequence(
            "DataRate",
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            field("channelRate", BAND_WIDTH),
            optional("channelMultiplier", integer(1, 256)),
            MORE);

    public static final SequenceType SUPPORTED_PREFIX = sequence(
            "SupportedPrefix",
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            field("prefix", ALIAS_ADDRESS),
            MORE);

    static final ListType DATA_RATES = listOf(DATA_RATE);

    static final ListType SUPPORTED_PREFIXES = listOf(SUPPORTED_PREFIX);

    /** H310Caps to T120OnlyCaps are all alike. */
    private static SequenceType caps(String name) {
        return sequence(
                name,
                optional("nonStandardData", NON_STANDARD_PARAMETER),
                MORE,
                optional("dataRatesSupported", DATA_RATES),
                field("supportedPrefixes", SUPPORTED_PREFIXES));
    }

    public static final SequenceType H323_CAPS = caps("H323Caps");

    public static final ChoiceType SUPPORTED_PROTOCOLS = choice(
            "SupportedProtocols",
            field("nonStandardData", NON_STANDARD_PARAMETER),
            field("h310", caps("H310Caps")),
            field("h320", caps("H320Caps")),
            field("h321", caps("H321Caps")),
            field("h322", caps("H322Caps")),
            field("h323", H323_CAPS),
            field("h324", caps("H324Caps")),
            field("voice", caps("VoiceCaps")),
            field("t120-only", caps("T120OnlyCaps")),
            MORE,
            field(
                    "nonStandardProtocol",
                    sequence(
                            "NonStandardProtocol",
                            optional("nonStandardData", NON_STANDARD_PARAMETER),
                            optional("dataRatesSupported", DATA_RATES),
                            field("supportedPrefixes", SUPPORTED_PREFIXES),
                            MORE)),
            field(
                    "t38FaxAnnexbOnly",
                    sequence(
                            "T38FaxAnnexbOnlyCaps",
                            optional("nonStandardData", NON_STANDARD_PARAMETER),
                            optional("dataRatesSupported", DATA_RATES),
                            field("supportedPrefixes", SUPPORTED_PREFIXES),
                            field("t38FaxProtocol", DataTypes.DATA_PROTOCOL_CAPABILITY),
                            field("t38FaxProfile", DataTypes.T38_FAX_PROFILE),
                            MORE)),
            field(
                    "sip",
                    sequence(
                            "SIPCaps",
                            optional("nonStandardData", NON_STANDARD_PARAMETER),
                            optional("dataRatesSupported", DATA_RATES),
                            optional("supportedPrefixes", SUPPORTED_PREFIXES),
                            MORE)));

    public static final SequenceType GATEKEEPER_INFO =
            sequence("GatekeeperInfo", optional("nonStandardData", NON_STANDARD_PARAMETER), MORE);

    public static final SequenceType GATEWAY_INFO = sequence(
            "GatewayInfo",
            optional("protocol", listOf(SUPPORTED_PROTOCOLS)),
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            MORE);

    public static final SequenceType MCU_INFO = sequence(
            "McuInfo",
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            MORE,
            optional("protocol", listOf(SUPPORTED_PROTOCOLS)));

    public static final SequenceType TERMINAL_INFO =
            sequence("TerminalInfo", optional("nonStandardData", NON_STANDARD_PARAMETER), MORE);

    public static final SequenceType ENDPOINT_TYPE = sequence(
            "EndpointType",
            optional("nonStandardData", NON_STANDARD_PARAMETER),
            optional("vendor", VENDOR_IDENTIFIER),
            optional("gatekeeper", GATEKEEPER_INFO),
            optional("gateway", GATEWAY_INFO),
            optional("mcu", MCU_INFO),
            optional("terminal", TERMINAL_INFO),
            field("mc", BOOLEAN),
            field("undefinedNode", BOOLEAN),
            MORE,
            optional("set", bitString(Size.fixed(32))),
            optional("supportedTunnelledProtocols", listOf(TUNNELLED_PROTOCOL)));
}

package org.courtbridge.signalling.h323.gatekeeper;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h225.EndpointTypes;
import org.courtbridge.h323.h225.generic.Addresses;

/** Describes our endpoint by the types of H.225.0, clause 7.4. */
public final class OwnEndpoint {

    /** Country and manufacturer of nobody: none was assigned to us. */
    public static final Sequence VENDOR = EndpointTypes.VENDOR_IDENTIFIER
            .build()
            .set(
                    "vendor",
                    Addresses.H221_NON_STANDARD
                            .build()
                            .set("t35CountryCode", 0)
                            .set("t35Extension", 0)
                            .set("manufacturerCode", 0)
                            .done())
            .set("productId", Octets.of("Courtbridge".getBytes(StandardCharsets.US_ASCII)))
            .done();

    private static final Pattern DIGITS = Pattern.compile("[0-9#*,]{1,128}");

    private OwnEndpoint() {}

    /** A gateway. @param prefixes of numbers that it takes calls for */
    static Sequence type(List<String> prefixes) {
        Sequence.Builder gateway = EndpointTypes.GATEWAY_INFO.build();
        if (!prefixes.isEmpty()) {
            gateway.set("protocol", List.of(h323(prefixes)));
        }
        return EndpointTypes.ENDPOINT_TYPE
                .build()
                .set("vendor", VENDOR)
                .set("gateway", gateway.done())
                .set("mc", false)
                .set("undefinedNode", false)
                .done();
    }

    /** A room. */
    public static Sequence terminal() {
        return EndpointTypes.ENDPOINT_TYPE
                .build()
                .set("vendor", VENDOR)
                .set("terminal", EndpointTypes.TERMINAL_INFO.build().done())
                .set("mc", false)
                .set("undefinedNode", false)
                .done();
    }

    private static Choice h323(List<String> prefixes) {
        List<Sequence> supported = prefixes.stream()
                .map(prefix -> EndpointTypes.SUPPORTED_PREFIX
                        .build()
                        .set("prefix", alias(prefix).toChoice())
                        .done())
                .toList();
        return EndpointTypes.SUPPORTED_PROTOCOLS.value(
                "h323",
                EndpointTypes.H323_CAPS
                        .build()
                        .set("supportedPrefixes", supported)
                        .done());
    }

    /** A number is one however it is configured; anything else is a name. */
    public static AliasAddress alias(String text) {
        return DIGITS.matcher(text).matches() ? new AliasAddress.DialledDigits(text) : new AliasAddress.H323Id(text);
    }
}

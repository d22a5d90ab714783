package org.courtbridge.h323.ras;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;

/** Text of a VendorIdentifier for people. */
final class Vendor {

    private Vendor() {}

    /** Product and version; octets that are no printable ASCII are left out. */
    static String of(Sequence vendor) {
        return Stream.of("productId", "versionId")
                .flatMap(component -> vendor.find(component, Octets.class).stream())
                .map(octets -> new String(octets.toArray(), StandardCharsets.ISO_8859_1)
                        .replaceAll("[^\\x20-\\x7E]", "")
                        .strip())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
    }
}

package org.courtbridge.h323.h460;

import java.util.Arrays;
import java.util.List;
import org.courtbridge.h323.asn1.Octets;

/** RAS in messages of call signalling (H.460.17), from behind a firewall that lets no datagrams through. */
public final class TunnelledRas {

    private static final int RAS_MESSAGE = 1;

    private TunnelledRas() {}

    /** The RasMessages that a feature holds, encoded, in their order; none if it is another feature. */
    public static List<Octets> messages(Feature feature) {
        return feature.is(Feature.RAS_TUNNELLING)
                ? feature.parameters(RAS_MESSAGE)
                        .flatMap(parameter -> parameter.raw().stream())
                        .toList()
                : List.of();
    }

    /** @param messages RasMessages, encoded */
    public static Feature toFeature(Octets... messages) {
        return Feature.of(
                Feature.RAS_TUNNELLING,
                Arrays.stream(messages)
                        .map(message -> FeatureParameter.raw(RAS_MESSAGE, message))
                        .toArray(FeatureParameter[]::new));
    }
}

package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.h225.AliasAddress;

/**
 * A call that an endpoint asks its gatekeeper about.
 *
 * @param callIdentifier 16 octets
 * @param conferenceId 16 octets
 * @param callReferenceValue 0 to 65,535
 * @param answered whether the endpoint is called
 * @param destination who is called
 * @param source who calls
 * @param sourceAddress where an answered call came from, if that is known
 * @param bandWidth of both directions, in units of 100 bit/s
 */
public record EndpointCall(
        Octets callIdentifier,
        Octets conferenceId,
        int callReferenceValue,
        boolean answered,
        List<AliasAddress> destination,
        List<AliasAddress> source,
        Optional<InetSocketAddress> sourceAddress,
        long bandWidth) {

    EndpointCall of(long granted) {
        return new EndpointCall(
                callIdentifier,
                conferenceId,
                callReferenceValue,
                answered,
                destination,
                source,
                sourceAddress,
                granted);
    }
}

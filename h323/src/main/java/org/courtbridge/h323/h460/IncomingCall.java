package org.courtbridge.h323.h460;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.Identifiers;
import org.courtbridge.h323.h225.TransportAddress;

/**
 * A call that waits for an endpoint behind a NAT (H.460.18, IncomingCallIndication): it is to connect, and to name the call
 * in a Facility, after which the Setup comes.
 *
 * @param callSignalAddress where to connect to
 * @param callIdentifier 16 octets
 */
public record IncomingCall(InetSocketAddress callSignalAddress, Octets callIdentifier) {

    private static final int INDICATION = 1;

    /**
     * Reads the call from feature H.460.18 of a ServiceControlIndication; empty if it says nothing of a call, or one at no
     * address of IP.
     *
     * @throws org.courtbridge.h323.per.PerException if the octets that should say so do not
     */
    public static Optional<IncomingCall> of(Feature feature) {
        return feature.is(Feature.SIGNALLING_TRAVERSAL)
                ? feature.parameter(INDICATION).flatMap(FeatureParameter::raw).flatMap(IncomingCall::of)
                : Optional.empty();
    }

    private static Optional<IncomingCall> of(Octets encoded) {
        Sequence in = (Sequence) H460Types.INCOMING_CALL_INDICATION.decode(encoded);
        return TransportAddress.of(in.get("callSignallingAddress", Choice.class))
                .map(address -> new IncomingCall(
                        address, in.get("callID", Sequence.class).get("guid", Octets.class)));
    }

    public Feature toFeature() {
        Sequence indication = H460Types.INCOMING_CALL_INDICATION
                .build()
                .set("callSignallingAddress", TransportAddress.toChoice(callSignalAddress))
                .set(
                        "callID",
                        Identifiers.CALL_IDENTIFIER
                                .build()
                                .set("guid", callIdentifier)
                                .done())
                .done();
        return Feature.of(
                Feature.SIGNALLING_TRAVERSAL,
                FeatureParameter.raw(INDICATION, Octets.of(H460Types.INCOMING_CALL_INDICATION.encode(indication))));
    }
}

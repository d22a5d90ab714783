package org.courtbridge.h323.call;

import java.util.Optional;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.TransportAddress;
import org.courtbridge.h323.h460.Feature;
import org.courtbridge.h323.h460.FeatureIdentifier;
import org.courtbridge.h323.q931.CallReference;
import org.courtbridge.h323.q931.Q931Message;

/**
 * A message of one side of a routed call as the other is to have it. All that is not named here stays as it came, octet for
 * octet if nothing has to be changed but the call reference; that, each of the two connections has its own.
 *
 * <p>What holds between one side and us goes no further: whether its connection takes other calls ({@link SharedConnection}),
 * a proof over the whole message (H.235.1, {@code cryptoTokens}), which is no proof of what we say, and RAS (H.460.17), which
 * the other side would take for its gatekeeper's.
 */
final class OnwardMessage {

    private static final String PROOFS = "cryptoTokens";
    private static final String HOP_COUNT = "hopCount";
    private static final FeatureIdentifier RAS = new FeatureIdentifier.Standard(Feature.RAS_TUNNELLING);

    private OnwardMessage() {}

    static Q931Message of(Q931Message message, CallReference reference) {
        Q931Message same = message.with(reference);
        return UserInformation.of(message).map(said -> onward(said, same)).orElse(same);
    }

    /**
     * A Setup, which names whom it is sent to and by whom; its sender's endpoint identifier is a matter between him and us.
     *
     * @return empty if it has come as far as it may (H.225.0, clause 7.3.10: hopCount)
     */
    static Optional<Q931Message> setup(Q931Message message, RoutedCall.Route route, CallReference reference) {
        UserInformation said = UserInformation.of(message).orElseThrow();
        Optional<Long> hops = said.uuie().orElseThrow().find(HOP_COUNT, Long.class);
        return hops.filter(left -> left <= 1).isPresent()
                ? Optional.empty()
                : Optional.of(onward(said)
                        .with(setup -> addressed(setup, route, hops))
                        .in(message.with(reference)));
    }

    private static Sequence addressed(Sequence setup, RoutedCall.Route route, Optional<Long> hops) {
        Sequence.Builder onward = setup.but()
                .set("destCallSignalAddress", TransportAddress.toChoice(route.destination()))
                .without("endpointIdentifier")
                .set(HOP_COUNT, hops.map(left -> left - 1));
        if (setup.has("sourceCallSignalAddress")) {
            onward.set("sourceCallSignalAddress", TransportAddress.toChoice(route.source()));
        }
        return onward.done();
    }

    private static Q931Message onward(UserInformation said, Q931Message same) {
        UserInformation onward = onward(said);
        return onward.equals(said) ? same : onward.in(same);
    }

    /** Without what holds for one connection alone. */
    private static UserInformation onward(UserInformation said) {
        return said.with(uuie -> unproved(SharedConnection.mark(uuie, false))).withoutFeatures(RAS::equals);
    }

    private static Sequence unproved(Sequence uuie) {
        return UserInformation.has(uuie, PROOFS) && uuie.has(PROOFS)
                ? uuie.but().without(PROOFS).done()
                : uuie;
    }
}

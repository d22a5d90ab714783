package org.courtbridge.h323.call;

import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Component;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.CallSignalling;
import org.courtbridge.h323.h225.TransportAddress;
import org.courtbridge.h323.q931.CallReference;
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.h323.q931.UserUser;

/**
 * A message of one side of a routed call as the other is to have it. All that is not named here stays as it came, octet for
 * octet if nothing has to be changed but the call reference; that, each of the two connections has its own.
 *
 * <p>A connection to us carries one call, so nobody may put a second one on it ({@code multipleCalls}) or leave it open
 * ({@code maintainConnection}). A proof over the whole message (H.235.1, {@code cryptoTokens}) was for us, and holds no
 * more for what we say.
 */
final class OnwardMessage {

    private static final List<String> OF_THE_CONNECTION = List.of("multipleCalls", "maintainConnection");
    private static final String PROOFS = "cryptoTokens";
    private static final String HOP_COUNT = "hopCount";

    private OnwardMessage() {}

    static Q931Message of(Q931Message message, CallReference reference) {
        Q931Message onward = message.with(reference);
        return information(message)
                .filter(information -> body(information).value() instanceof Sequence)
                .flatMap(information -> {
                    Sequence uuie = (Sequence) body(information).value();
                    return ofConnection(uuie).map(changed -> carrying(onward, information, changed));
                })
                .orElse(onward);
    }

    /**
     * A Setup, which names whom it is sent to and by whom; its sender's endpoint identifier is a matter between him and us.
     *
     * @return empty if it has come as far as it may (H.225.0, clause 7.3.10: hopCount)
     */
    static Optional<Q931Message> setup(Q931Message message, RoutedCall.Route route, CallReference reference) {
        Sequence information = information(message).orElseThrow();
        Sequence setup = (Sequence) body(information).value();
        Optional<Long> hops = setup.find(HOP_COUNT, Long.class);
        if (hops.filter(left -> left <= 1).isPresent()) {
            return Optional.empty();
        }
        Sequence.Builder onward = ofConnection(setup)
                .orElse(setup)
                .but()
                .set("destCallSignalAddress", TransportAddress.toChoice(route.destination()))
                .without("endpointIdentifier")
                .set(HOP_COUNT, hops.map(left -> left - 1));
        if (setup.has("sourceCallSignalAddress")) {
            onward.set("sourceCallSignalAddress", TransportAddress.toChoice(route.source()));
        }
        return Optional.of(carrying(message.with(reference), information, onward.done()));
    }

    /** Without what holds for one connection alone; empty if there is nothing such. */
    private static Optional<Sequence> ofConnection(Sequence uuie) {
        List<String> names =
                uuie.type().components().stream().map(Component::name).toList();
        List<String> shared = OF_THE_CONNECTION.stream()
                .filter(names::contains)
                .filter(name -> uuie.find(name, Boolean.class).orElse(false))
                .toList();
        boolean proved = names.contains(PROOFS) && uuie.has(PROOFS);
        if (shared.isEmpty() && !proved) {
            return Optional.empty();
        }
        Sequence.Builder onward = uuie.but();
        shared.forEach(name -> onward.set(name, false));
        if (proved) {
            onward.without(PROOFS);
        }
        return Optional.of(onward.done());
    }

    /** An H323-UserInformation. */
    private static Optional<Sequence> information(Q931Message message) {
        return message.userUser()
                .filter(user -> user.discriminator() == UserUser.H225)
                .map(user -> (Sequence) CallSignalling.H323_USER_INFORMATION.decode(
                        user.information().toArray()));
    }

    private static Choice body(Sequence information) {
        return information.get("h323-uu-pdu", Sequence.class).get("h323-message-body", Choice.class);
    }

    private static Q931Message carrying(Q931Message message, Sequence information, Sequence uuie) {
        Choice body = CallSignalling.H323_MESSAGE_BODY.value(body(information).name(), uuie);
        Sequence pdu = information
                .get("h323-uu-pdu", Sequence.class)
                .but()
                .set("h323-message-body", body)
                .done();
        byte[] onward = CallSignalling.H323_USER_INFORMATION.encode(
                information.but().set("h323-uu-pdu", pdu).done());
        return message.replacing(UserUser.h225(onward).toElement());
    }
}

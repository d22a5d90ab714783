package org.courtbridge.h323.call;

import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Null;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.CallSignalling;
import org.courtbridge.h323.h460.Feature;
import org.courtbridge.h323.h460.TunnelledRas;
import org.courtbridge.h323.per.PerException;
import org.courtbridge.h323.q931.CallReference;
import org.courtbridge.h323.q931.Q931Exception;
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.h323.q931.UserUser;

/**
 * A message of call signalling, as far as we act on it: a Q.931 message and the H323-UserInformation in it.
 *
 * @param tunnelling whether the sender takes H.245 in these messages; empty where it does not say so, or not yet
 * @param control messages of H.245 that are tunnelled, encoded
 * @param services of the H.450 series, each a SupplementaryService, encoded
 * @param features what features of the H.460 series say in it
 */
public record SignallingMessage(
        CallReference reference,
        SignallingBody body,
        Optional<Boolean> tunnelling,
        List<Octets> control,
        List<Octets> services,
        List<Feature> features) {

    public SignallingMessage {
        control = List.copyOf(control);
        services = List.copyOf(services);
        features = List.copyOf(features);
    }

    /** One that carries nothing beside its body: no H.245, no supplementary services, no features. */
    public static SignallingMessage ofBody(CallReference reference, SignallingBody body, Optional<Boolean> tunnelling) {
        return new SignallingMessage(reference, body, tunnelling, List.of(), List.of(), List.of());
    }

    /**
     * One that carries RAS (H.460.17): of no call, and with nothing else in it.
     *
     * @param messages RasMessages, encoded
     */
    public static SignallingMessage ofRas(Octets... messages) {
        return new SignallingMessage(
                CallReference.ofOriginator(0),
                new SignallingBody.Empty(),
                Optional.of(true),
                List.of(),
                List.of(),
                List.of(TunnelledRas.toFeature(messages)));
    }

    /** The RasMessages that it carries, encoded, in their order. */
    public List<Octets> ras() {
        return features.stream()
                .flatMap(feature -> TunnelledRas.messages(feature).stream())
                .toList();
    }

    /**
     * Reads one.
     *
     * @throws PerException if its H323-UserInformation is none
     * @throws Q931Exception if an information element is none, or one is missing without which there is no such message
     */
    public static SignallingMessage of(Q931Message message) {
        Optional<Sequence> pdu = message.userUser()
                .filter(user -> user.discriminator() == UserUser.H225)
                .map(user -> (Sequence) CallSignalling.H323_USER_INFORMATION.decode(user.information()))
                .map(information -> information.get("h323-uu-pdu", Sequence.class));
        return new SignallingMessage(
                message.callReference(),
                SignallingBody.of(message, pdu.map(inside -> inside.get("h323-message-body", Choice.class))),
                pdu.filter(inside -> !inside.has("provisionalRespToH245Tunnelling"))
                        .map(inside ->
                                inside.find("h245Tunnelling", Boolean.class).orElse(false)),
                pdu.map(inside -> inside.list("h245Control", Octets.class)).orElse(List.of()),
                pdu.map(inside -> inside.list("h4501SupplementaryService", Octets.class))
                        .orElse(List.of()),
                pdu.map(Feature::ofAll).orElse(List.of()));
    }

    public Q931Message toMessage() {
        Sequence.Builder pdu = CallSignalling.H323_UU_PDU
                .build()
                .set("h323-message-body", body.toChoice())
                .set("h245Tunnelling", tunnelling.orElse(false));
        if (tunnelling.isEmpty()) {
            pdu.set("provisionalRespToH245Tunnelling", Null.NULL);
        }
        if (!control.isEmpty()) {
            pdu.set("h245Control", control);
        }
        if (!services.isEmpty()) {
            pdu.set("h4501SupplementaryService", services);
        }
        pdu.set("genericData", Feature.toSequences(features));
        byte[] information = CallSignalling.H323_USER_INFORMATION.encode(CallSignalling.H323_USER_INFORMATION
                .build()
                .set("h323-uu-pdu", pdu.done())
                .done());
        Q931Message message = new Q931Message(reference, body.type(), body.elements());
        return message.with(UserUser.h225(information).toElement());
    }
}

package org.courtbridge.h323.call;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Component;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.CallSignalling;
import org.courtbridge.h323.h460.FeatureIdentifier;
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.h323.q931.UserUser;

/** The H323-UserInformation of a message as a tree, for whoever changes a few of its parts and reads none of the others. */
record UserInformation(Sequence tree) {

    private static final String PDU = "h323-uu-pdu";
    private static final String BODY = "h323-message-body";
    private static final String GENERIC_DATA = "genericData";

    /** @throws org.courtbridge.h323.per.PerException if what is there is none */
    static Optional<UserInformation> of(Q931Message message) {
        return message.userUser()
                .filter(user -> user.discriminator() == UserUser.H225)
                .map(user -> new UserInformation((Sequence) CallSignalling.H323_USER_INFORMATION.decode(
                        user.information().toArray())));
    }

    private Sequence pdu() {
        return tree.get(PDU, Sequence.class);
    }

    private Choice body() {
        return pdu().get(BODY, Choice.class);
    }

    /** A Setup-UUIE, Connect-UUIE and so on; a body that is empty has none. */
    Optional<Sequence> uuie() {
        return body().value() instanceof Sequence uuie ? Optional.of(uuie) : Optional.empty();
    }

    /** The same with another UUIE; a body that is empty stays so. */
    UserInformation with(UnaryOperator<Sequence> change) {
        return uuie().map(uuie -> CallSignalling.H323_MESSAGE_BODY.value(body().name(), change.apply(uuie)))
                .map(body -> withPdu(pdu().but().set(BODY, body).done()))
                .orElse(this);
    }

    /** The same without what certain features say in it (H.225.0: genericData). */
    UserInformation withoutFeatures(Predicate<FeatureIdentifier> which) {
        List<Sequence> all = pdu().list(GENERIC_DATA, Sequence.class);
        List<Sequence> left = all.stream()
                .filter(data -> !which.test(FeatureIdentifier.of(data.get("id", Choice.class))))
                .toList();
        if (left.size() == all.size()) {
            return this;
        }
        Sequence.Builder pdu = pdu().but();
        return withPdu((left.isEmpty() ? pdu.without(GENERIC_DATA) : pdu.set(GENERIC_DATA, left)).done());
    }

    private UserInformation withPdu(Sequence pdu) {
        return new UserInformation(tree.but().set(PDU, pdu).done());
    }

    /** @param message that has one */
    Q931Message in(Q931Message message) {
        return message.replacing(
                UserUser.h225(CallSignalling.H323_USER_INFORMATION.encode(tree)).toElement());
    }

    static boolean has(Sequence uuie, String component) {
        return uuie.type().components().stream().map(Component::name).anyMatch(component::equals);
    }
}

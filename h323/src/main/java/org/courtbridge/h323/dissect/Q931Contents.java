package org.courtbridge.h323.dissect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.dissect.Node.Field;
import org.courtbridge.h323.dissect.Node.Fields;
import org.courtbridge.h323.dissect.Node.Leaf;
import org.courtbridge.h323.h225.CallSignalling;
import org.courtbridge.h323.h460.Feature;
import org.courtbridge.h323.h460.TunnelledRas;
import org.courtbridge.h323.q931.CallReference;
import org.courtbridge.h323.q931.InformationElement;
import org.courtbridge.h323.q931.Q931Exception;
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.h323.q931.UserUser;

/** Makes nodes of a Q.931 message, and decodes what its user-user element carries. */
final class Q931Contents {

    private final Contents contents;
    private final Q931Message message;
    private final Optional<UserUser> userUser;
    private final Optional<Sequence> userInformation;

    private Q931Contents(Contents contents, Q931Message message) {
        this.contents = contents;
        this.message = message;
        this.userUser = userUser();
        this.userInformation = userUser.filter(carried -> carried.discriminator() == UserUser.H225)
                .flatMap(carried -> contents.decode(
                        CallSignalling.H323_USER_INFORMATION,
                        carried.information().toArray()))
                .map(Sequence.class::cast);
    }

    /** @throws Q931Exception if the octets are no message */
    static Q931Contents of(Contents contents, byte[] octets) {
        Q931Message message = Q931Message.decode(octets);
        if (!Arrays.equals(message.encode(), octets)) {
            contents.differ();
        }
        return new Q931Contents(contents, message);
    }

    private Optional<UserUser> userUser() {
        try {
            return message.userUser();
        } catch (Q931Exception e) {
            contents.fail(e.getMessage());
            return Optional.empty();
        }
    }

    /** The H323-UserInformation, if there is one and it could be decoded. */
    Optional<Sequence> userInformation() {
        return userInformation;
    }

    /** As Q.931 calls the message, and H.225.0 if it has a say. */
    String name() {
        return userInformation
                .map(information -> information.get("h323-uu-pdu", Sequence.class))
                .map(pdu -> pdu.get("h323-message-body", Choice.class))
                .map(body -> "%s (%s)".formatted(message.type(), body.name()))
                .orElseGet(() -> message.type().toString());
    }

    /** Messages of H.245 within this one: tunnelled, or in a Setup beside its fast start (H.323, clause 8.2.4). */
    List<Octets> tunnelled() {
        List<Octets> messages = new ArrayList<>();
        userInformation.ifPresent(information -> {
            Sequence pdu = information.get("h323-uu-pdu", Sequence.class);
            pdu.get("h323-message-body", Choice.class)
                    .find("setup", Sequence.class)
                    .ifPresent(setup -> messages.addAll(setup.list("parallelH245Control", Octets.class)));
            messages.addAll(pdu.list("h245Control", Octets.class));
        });
        return messages;
    }

    /** Messages of RAS within this one (H.460.17). */
    List<Octets> ras() {
        return userInformation.stream()
                .flatMap(information -> Feature.ofAll(information.get("h323-uu-pdu", Sequence.class)).stream())
                .flatMap(feature -> TunnelledRas.messages(feature).stream())
                .toList();
    }

    Node node() {
        CallReference reference = message.callReference();
        List<Field> fields = new ArrayList<>();
        fields.add(Field.of("Sent to originator", reference.toOriginator()));
        fields.add(Field.of("Call reference value", reference.value()));
        fields.add(Field.of("Message type", message.type()));
        boolean base = true;
        boolean first = true;
        for (InformationElement element : message.elements()) {
            base &= !element.name().equals("Shift");
            if (!base) {
                fields.add(Field.of("Element %d".formatted(element.identifier()), element.contents()));
            } else if (first && element.identifier() == InformationElement.USER_USER) {
                first = false;
                fields.add(new Field(element.name(), carried(element)));
            } else {
                fields.add(new Field(element.name(), ElementFields.node(element)));
            }
        }
        return new Fields(fields);
    }

    private Node carried(InformationElement element) {
        return userUser.<Node>map(carried -> new Fields(List.of(
                        Field.of("Protocol discriminator", carried.discriminator()),
                        userInformation
                                .map(information -> new Field("H323-UserInformation", contents.node(information)))
                                .orElseGet(() -> Field.of("User information", carried.information())))))
                .orElseGet(() -> new Leaf(element.contents()));
    }
}

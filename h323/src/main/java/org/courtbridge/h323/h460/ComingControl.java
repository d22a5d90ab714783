package org.courtbridge.h323.h460;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h245.GenericTypes;
import org.courtbridge.h323.h245.H245;
import org.courtbridge.h323.per.ObjectIdentifier;
import org.courtbridge.h323.per.PerException;

/**
 * The first message on a connection of H.245 that an endpoint behind a NAT makes: a genericIndication that says which call it
 * belongs to (H.460.18, clause 16).
 *
 * @param callIdentifier 16 octets
 * @param answering whether it was the endpoint that was called
 */
public record ComingControl(Octets callIdentifier, boolean answering) {

    private static final ObjectIdentifier MESSAGE = ObjectIdentifier.of("0.0.8.460.18.0.1");
    private static final long SUB_MESSAGE = 1;
    private static final long CALL_IDENTIFIER = 1;
    private static final long ANSWER_CALL = 2;

    /** @param encoded a MultimediaSystemControlMessage; empty if it is another one, or none */
    public static Optional<ComingControl> of(Octets encoded) {
        try {
            return of((Choice) H245.MULTIMEDIA_SYSTEM_CONTROL_MESSAGE.decode(encoded));
        } catch (PerException _) {
            return Optional.empty();
        }
    }

    private static Optional<ComingControl> of(Choice message) {
        return message.find("indication", Choice.class)
                .flatMap(indication -> indication.find("genericIndication", Sequence.class))
                .filter(generic -> generic.get("messageIdentifier", Choice.class)
                        .find("standard", ObjectIdentifier.class)
                        .filter(MESSAGE::equals)
                        .isPresent())
                .flatMap(generic -> {
                    List<Sequence> content = generic.list("messageContent", Sequence.class);
                    return parameter(content, CALL_IDENTIFIER)
                            .flatMap(value -> value.find("octetString", Octets.class))
                            .map(call -> new ComingControl(
                                    call, parameter(content, ANSWER_CALL).isPresent()));
                });
    }

    private static Optional<Choice> parameter(List<Sequence> content, long number) {
        return content.stream()
                .filter(one -> one.get("parameterIdentifier", Choice.class)
                        .find("standard", Long.class)
                        .filter(identifier -> identifier == number)
                        .isPresent())
                .map(one -> one.get("parameterValue", Choice.class))
                .findFirst();
    }

    /** A MultimediaSystemControlMessage. */
    public Octets encode() {
        List<Sequence> content = new ArrayList<>();
        content.add(parameter(CALL_IDENTIFIER, GenericTypes.PARAMETER_VALUE.value("octetString", callIdentifier)));
        if (answering) {
            content.add(parameter(ANSWER_CALL, GenericTypes.PARAMETER_VALUE.value("logical")));
        }
        Sequence generic = GenericTypes.GENERIC_MESSAGE
                .build()
                .set("messageIdentifier", GenericTypes.CAPABILITY_IDENTIFIER.value("standard", MESSAGE))
                .set("subMessageIdentifier", SUB_MESSAGE)
                .set("messageContent", content)
                .done();
        return Octets.of(H245.MULTIMEDIA_SYSTEM_CONTROL_MESSAGE.encode(H245.MULTIMEDIA_SYSTEM_CONTROL_MESSAGE.value(
                "indication", H245.INDICATION_MESSAGE.value("genericIndication", generic))));
    }

    private static Sequence parameter(long number, Choice value) {
        return GenericTypes.GENERIC_PARAMETER
                .build()
                .set("parameterIdentifier", GenericTypes.PARAMETER_IDENTIFIER.value("standard", number))
                .set("parameterValue", value)
                .done();
    }
}

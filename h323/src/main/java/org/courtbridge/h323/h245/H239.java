package org.courtbridge.h323.h245;

import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Null;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.per.ObjectIdentifier;

/** The numbers of H.239's tables, and steps between its messages and their records. */
final class H239 {

    static final ObjectIdentifier MESSAGE = ObjectIdentifier.of("0.0.8.239.2");

    static final String REQUEST = "genericRequest";
    static final String RESPONSE = "genericResponse";
    static final String COMMAND = "genericCommand";
    static final String INDICATION = "genericIndication";

    static final int FLOW_REQUEST = 1;
    static final int FLOW_RESPONSE = 2;
    static final int TOKEN_REQUEST = 3;
    static final int TOKEN_RESPONSE = 4;
    static final int TOKEN_RELEASE = 5;
    static final int TOKEN_OWNER = 6;

    static final int BIT_RATE = 41;
    static final int CHANNEL = 42;
    static final int SYMMETRY_BREAKING = 43;
    static final int TERMINAL_LABEL = 44;
    static final int ACKNOWLEDGE = 126;
    static final int REJECT = 127;

    private H239() {}

    /**
     * Empty if that is none of H.239's messages, or not of the kind that it should be.
     *
     * @param kind such as {@link #REQUEST}
     * @param in a GenericMessage
     */
    static Optional<PresentationMessage> read(String kind, Sequence in) {
        if (!GenericParameters.isMessageOf(in, MESSAGE)) {
            return Optional.empty();
        }
        int number = Tree.optional(in, "subMessageIdentifier").orElse(0);
        return switch (kind) {
            case REQUEST -> request(number, in);
            case RESPONSE -> response(number, in);
            case COMMAND ->
                number == TOKEN_RELEASE
                        ? Optional.of(new PresentationMessage.Release(value(in, TERMINAL_LABEL), value(in, CHANNEL)))
                        : Optional.empty();
            case INDICATION ->
                number == TOKEN_OWNER
                        ? Optional.of(new PresentationMessage.Owner(value(in, TERMINAL_LABEL), value(in, CHANNEL)))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<PresentationMessage> request(int number, Sequence in) {
        return switch (number) {
            case TOKEN_REQUEST ->
                Optional.of(new PresentationMessage.Request(
                        value(in, TERMINAL_LABEL), value(in, CHANNEL), value(in, SYMMETRY_BREAKING)));
            case FLOW_REQUEST ->
                Optional.of(new PresentationMessage.FlowReleaseRequest(value(in, CHANNEL), value(in, BIT_RATE)));
            default -> Optional.empty();
        };
    }

    private static Optional<PresentationMessage> response(int number, Sequence in) {
        return switch (number) {
            case TOKEN_RESPONSE ->
                Optional.of(new PresentationMessage.Response(
                        isAcknowledged(in), value(in, TERMINAL_LABEL), value(in, CHANNEL)));
            case FLOW_RESPONSE ->
                Optional.of(new PresentationMessage.FlowReleaseResponse(isAcknowledged(in), value(in, CHANNEL)));
            default -> Optional.empty();
        };
    }

    private static int value(Sequence in, int parameter) {
        return GenericParameters.contentNumber(in, parameter).orElse(0);
    }

    /** True for an acknowledgement; a message that has neither verdict, or both, is none. */
    private static boolean isAcknowledged(Sequence in) {
        return GenericParameters.contentHas(in, ACKNOWLEDGE) && !GenericParameters.contentHas(in, REJECT);
    }

    static Sequence number(int parameter, int value) {
        return GenericParameters.parameter(parameter, "unsignedMin", value);
    }

    static Sequence verdict(boolean acknowledged) {
        return GenericParameters.parameter(
                acknowledged ? ACKNOWLEDGE : REJECT, GenericTypes.PARAMETER_VALUE.value("logical", Null.NULL));
    }

    /** A GenericMessage. @param number such as {@link #TOKEN_REQUEST} @param content in the order of H.239's table */
    static Sequence message(int number, Sequence... content) {
        return GenericTypes.GENERIC_MESSAGE
                .build()
                .set("messageIdentifier", GenericParameters.standard(MESSAGE))
                .set("subMessageIdentifier", number)
                .set("messageContent", List.of(content))
                .done();
    }
}

package org.courtbridge.h323.h450;

import java.util.List;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;

/**
 * The operations of supplementary services that one side sends in a message of call signalling (H.450.1, clause 8).
 *
 * @param interpretation of invocations that the receiver does not know
 * @param operations none in one of a later version that carries something else
 */
public record SupplementaryService(Interpretation interpretation, List<RemoteOperation> operations) {

    /** The treatment that the sender wants for an invocation of an operation that is not known (clause 8.2). */
    public enum Interpretation {
        DISCARD,
        CLEAR_CALL,
        /** Also where nothing is said of it. */
        REJECT
    }

    public SupplementaryService {
        operations = List.copyOf(operations);
    }

    /** Answers, among which is nothing that might not be known. */
    public static SupplementaryService answering(List<RemoteOperation> operations) {
        return new SupplementaryService(Interpretation.REJECT, operations);
    }

    /** @throws org.courtbridge.h323.per.PerException if that is none */
    public static SupplementaryService decode(Octets octets) {
        Sequence in = (Sequence) H450Types.SUPPLEMENTARY_SERVICE.decode(octets);
        Choice service = in.get("serviceApdu", Choice.class);
        List<RemoteOperation> operations = service.is("rosApdus")
                ? ((List<?>) service.value())
                        .stream().map(one -> RemoteOperation.of((Choice) one)).toList()
                : List.of();
        return new SupplementaryService(
                in.find("interpretationApdu", Choice.class)
                        .map(SupplementaryService::interpretation)
                        .orElse(Interpretation.REJECT),
                operations);
    }

    private static Interpretation interpretation(Choice in) {
        return switch (in.name()) {
            case "discardAnyUnrecognizedInvokePdu" -> Interpretation.DISCARD;
            case "clearCallIfAnyInvokePduNotRecognized" -> Interpretation.CLEAR_CALL;
            default -> Interpretation.REJECT;
        };
    }

    /** @throws IllegalArgumentException if there are no operations */
    public Octets encode() {
        Sequence.Builder out = H450Types.SUPPLEMENTARY_SERVICE.build();
        switch (interpretation) {
            case DISCARD -> out.set("interpretationApdu", named("discardAnyUnrecognizedInvokePdu"));
            case CLEAR_CALL -> out.set("interpretationApdu", named("clearCallIfAnyInvokePduNotRecognized"));
            case REJECT -> {}
        }
        return Octets.of(H450Types.SUPPLEMENTARY_SERVICE.encode(out.set(
                        "serviceApdu",
                        H450Types.SERVICE_APDUS.value(
                                "rosApdus",
                                operations.stream()
                                        .map(RemoteOperation::toChoice)
                                        .toList()))
                .done()));
    }

    private static Choice named(String alternative) {
        return H450Types.INTERPRETATION_APDU.value(alternative);
    }
}

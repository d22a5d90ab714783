package org.courtbridge.h323.h450;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;

/** One step of an operation that one side has the other carry out: a ROS APDU (H.450.1, clause 8.3). */
public sealed interface RemoteOperation {

    /** A ROS. */
    Choice toChoice();

    static RemoteOperation of(Choice in) {
        Sequence inside = (Sequence) in.value();
        return switch (in.name()) {
            case "invoke" -> Invoke.of(inside);
            case "returnResult" -> Result.of(inside);
            case "returnError" -> Failure.of(inside);
            default -> Reject.of(inside);
        };
    }

    /**
     * Asks for an operation, or tells of something.
     *
     * @param id by which the answer is known, 0 to 65,535
     * @param linked to another one, under way
     * @param argument encoded
     */
    record Invoke(int id, Optional<BigInteger> linked, OperationCode operation, Optional<Octets> argument)
            implements RemoteOperation {

        private static Invoke of(Sequence in) {
            return new Invoke(
                    (int) in.number("invokeId"),
                    in.find("linkedId", BigInteger.class),
                    OperationCode.of(in.get("opcode", Choice.class)),
                    in.find("argument", Octets.class));
        }

        @Override
        public Choice toChoice() {
            return H450Types.ROS.value(
                    "invoke",
                    H450Types.INVOKE
                            .build()
                            .set("invokeId", id)
                            .set("linkedId", linked)
                            .set("opcode", operation.toChoice())
                            .set("argument", argument)
                            .done());
        }
    }

    /** It was done. @param outcome empty where the operation has none */
    record Result(BigInteger id, Optional<Outcome> outcome) implements RemoteOperation {

        /** @param value encoded */
        public record Outcome(OperationCode operation, Octets value) {}

        private static Result of(Sequence in) {
            return new Result(
                    in.get("invokeId", BigInteger.class),
                    in.find("result", Sequence.class)
                            .map(result -> new Outcome(
                                    OperationCode.of(result.get("opcode", Choice.class)),
                                    result.get("result", Octets.class))));
        }

        @Override
        public Choice toChoice() {
            return H450Types.ROS.value(
                    "returnResult",
                    H450Types.RETURN_RESULT
                            .build()
                            .set("invokeId", id)
                            .set(
                                    "result",
                                    outcome.map(result -> H450Types.OUTCOME
                                            .build()
                                            .set("opcode", result.operation().toChoice())
                                            .set("result", result.value())
                                            .done()))
                            .done());
        }
    }

    /** It was not done: returnError. @param parameter encoded */
    record Failure(BigInteger id, OperationCode error, Optional<Octets> parameter) implements RemoteOperation {

        private static Failure of(Sequence in) {
            return new Failure(
                    in.get("invokeId", BigInteger.class),
                    OperationCode.of(in.get("errcode", Choice.class)),
                    in.find("parameter", Octets.class));
        }

        @Override
        public Choice toChoice() {
            return H450Types.ROS.value(
                    "returnError",
                    H450Types.RETURN_ERROR
                            .build()
                            .set("invokeId", id)
                            .set("errcode", error.toChoice())
                            .set("parameter", parameter)
                            .done());
        }
    }

    /** An APDU itself could not be understood. @param problem its number within the kind */
    record Reject(BigInteger id, Kind kind, BigInteger problem) implements RemoteOperation {

        private static final ChoiceType PROBLEM = (ChoiceType) H450Types.REJECT.components().stream()
                .filter(component -> component.name().equals("problem"))
                .findFirst()
                .orElseThrow()
                .type();

        /** Of what APDU. */
        public enum Kind {
            GENERAL("general"),
            INVOKE("invoke"),
            RESULT("returnResult"),
            FAILURE("returnError");

            private final String alternative;

            Kind(String alternative) {
                this.alternative = alternative;
            }

            private static Kind of(Choice in) {
                return Arrays.stream(values())
                        .filter(kind -> in.is(kind.alternative))
                        .findFirst()
                        .orElseThrow();
            }
        }

        private static Reject of(Sequence in) {
            Choice problem = in.get("problem", Choice.class);
            return new Reject(in.get("invokeId", BigInteger.class), Kind.of(problem), (BigInteger) problem.value());
        }

        @Override
        public Choice toChoice() {
            return H450Types.ROS.value(
                    "reject",
                    H450Types.REJECT
                            .build()
                            .set("invokeId", id)
                            .set("problem", PROBLEM.value(kind.alternative, problem))
                            .done());
        }
    }
}

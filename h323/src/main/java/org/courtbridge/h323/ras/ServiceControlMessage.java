package org.courtbridge.h323.ras;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.Ras;
import org.courtbridge.h323.h460.Feature;

/** Services beside calls, and calls that wait behind a NAT (H.225.0, clause 7.18; H.460.18). */
public sealed interface ServiceControlMessage extends RasMessage {

    /**
     * SCI.
     *
     * @param sessions each a ServiceControlSession, such as what a call may still cost
     * @param features what they have to say, such as {@link org.courtbridge.h323.h460.IncomingCall}
     */
    record Indication(
            int requestSeqNum, List<Sequence> sessions, Optional<String> endpointIdentifier, List<Feature> features)
            implements ServiceControlMessage {

        public Indication {
            sessions = List.copyOf(sessions);
            features = List.copyOf(features);
        }

        static Indication of(Sequence in) {
            return new Indication(
                    Tree.number(in, "requestSeqNum"),
                    in.list("serviceControl", Sequence.class),
                    Tree.text(in, "endpointIdentifier"),
                    Feature.ofAll(in));
        }

        @Override
        public Choice toChoice() {
            return Ras.RAS_MESSAGE.value(
                    "serviceControlIndication",
                    Ras.SERVICE_CONTROL_INDICATION
                            .build()
                            .set("requestSeqNum", requestSeqNum)
                            .set("serviceControl", sessions)
                            .set("endpointIdentifier", endpointIdentifier)
                            .set("genericData", Feature.toSequences(features))
                            .done());
        }

        /** Of whoever has these services. */
        Response heard() {
            return new Response(requestSeqNum, Optional.empty(), List.of());
        }

        /** Of whoever has none of these services. */
        Response refusal() {
            return new Response(
                    requestSeqNum,
                    Optional.of(features.isEmpty() ? Result.NOT_AVAILABLE : Result.NEEDED_FEATURE_NOT_SUPPORTED),
                    List.of());
        }
    }

    /** SCR. @param result empty if the SCI was heard, and no more is said; or of a later version */
    record Response(int requestSeqNum, Optional<Result> result, List<Feature> features)
            implements ServiceControlMessage {

        public Response {
            features = List.copyOf(features);
        }

        static Response of(Sequence in) {
            return new Response(
                    Tree.number(in, "requestSeqNum"),
                    in.find("result", Choice.class).flatMap(Result::of),
                    Feature.ofAll(in));
        }

        @Override
        public Choice toChoice() {
            return Ras.RAS_MESSAGE.value(
                    "serviceControlResponse",
                    Ras.SERVICE_CONTROL_RESPONSE
                            .build()
                            .set("requestSeqNum", requestSeqNum)
                            .set("result", result.map(Result::toChoice))
                            .set("genericData", Feature.toSequences(features))
                            .done());
        }
    }

    /** The result of an SCI. */
    enum Result {
        STARTED("started"),
        FAILED("failed"),
        STOPPED("stopped"),
        NOT_AVAILABLE("notAvailable"),
        NEEDED_FEATURE_NOT_SUPPORTED("neededFeatureNotSupported");

        private static final ChoiceType TYPE = (ChoiceType) Ras.SERVICE_CONTROL_RESPONSE.components().stream()
                .filter(component -> component.name().equals("result"))
                .findFirst()
                .orElseThrow()
                .type();

        private final String alternative;

        Result(String alternative) {
            this.alternative = alternative;
        }

        private static Optional<Result> of(Choice in) {
            return Arrays.stream(values())
                    .filter(result -> in.is(result.alternative))
                    .findFirst();
        }

        private Choice toChoice() {
            return TYPE.value(alternative);
        }
    }
}

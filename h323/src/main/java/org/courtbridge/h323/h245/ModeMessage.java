package org.courtbridge.h323.h245;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.asn1.SequenceType;

/** Message of the mode request procedures, by which one side asks the other to send in another mode (H.245, B.6 and C.8). */
public sealed interface ModeMessage extends ControlMessage {

    /** @param mode what is to be sent @param channel on which logical channel, if not all of that kind */
    record Element(Mode mode, Optional<Integer> channel) {

        static Element of(Sequence in) {
            return new Element(Mode.of(in.get("type", Choice.class)), Tree.optional(in, "logicalChannelNumber"));
        }

        Sequence toSequence() {
            return ModeTypes.MODE_ELEMENT
                    .build()
                    .set("type", mode.toChoice())
                    .set("logicalChannelNumber", Tree.widen(channel))
                    .done();
        }
    }

    /** @param descriptions the most preferred first; of each all elements at the same time */
    record Request(int sequenceNumber, List<List<Element>> descriptions) implements ModeMessage {

        public Request {
            descriptions = descriptions.stream().map(List::copyOf).toList();
        }

        static Request of(Sequence in) {
            return new Request(
                    Tree.number(in, "sequenceNumber"),
                    in.list("requestedModes", List.class).stream()
                            .map(Request::elements)
                            .toList());
        }

        private static List<Element> elements(List<?> description) {
            return description.stream()
                    .map(element -> Element.of((Sequence) element))
                    .toList();
        }

        Sequence toSequence() {
            return ModeTypes.REQUEST_MODE
                    .build()
                    .set("sequenceNumber", sequenceNumber)
                    .set(
                            "requestedModes",
                            descriptions.stream()
                                    .map(description -> description.stream()
                                            .map(Element::toSequence)
                                            .toList())
                                    .toList())
                    .done();
        }

        @Override
        public Choice toMessage() {
            return Tree.request("requestMode", toSequence());
        }
    }

    /** @param mostPreferred whether the first of the modes will be sent */
    record Ack(int sequenceNumber, boolean mostPreferred) implements ModeMessage {

        static Ack of(Sequence in) {
            return new Ack(
                    Tree.number(in, "sequenceNumber"),
                    in.get("response", Choice.class).is("willTransmitMostPreferredMode"));
        }

        @Override
        public Choice toMessage() {
            SequenceType type = ModeTypes.REQUEST_MODE_ACK;
            return Tree.response(
                    "requestModeAck",
                    type.build()
                            .set("sequenceNumber", sequenceNumber)
                            .set(
                                    "response",
                                    Tree.choiceIn(type, "response")
                                            .value(
                                                    mostPreferred
                                                            ? "willTransmitMostPreferredMode"
                                                            : "willTransmitLessPreferredMode"))
                            .done());
        }
    }

    /** Why none of the modes will be sent. */
    enum Cause {
        MODE_UNAVAILABLE("modeUnavailable"),
        MULTIPOINT_CONSTRAINT("multipointConstraint"),
        REQUEST_DENIED("requestDenied");

        private final String alternative;

        Cause(String alternative) {
            this.alternative = alternative;
        }

        static Cause of(Choice in) {
            return Arrays.stream(values())
                    .filter(cause -> in.is(cause.alternative))
                    .findFirst()
                    .orElse(REQUEST_DENIED);
        }
    }

    record Reject(int sequenceNumber, Cause cause) implements ModeMessage {

        static Reject of(Sequence in) {
            return new Reject(Tree.number(in, "sequenceNumber"), Cause.of(in.get("cause", Choice.class)));
        }

        @Override
        public Choice toMessage() {
            SequenceType type = ModeTypes.REQUEST_MODE_REJECT;
            return Tree.response(
                    "requestModeReject",
                    type.build()
                            .set("sequenceNumber", sequenceNumber)
                            .set("cause", Tree.choiceIn(type, "cause").value(cause.alternative))
                            .done());
        }
    }

    /** The sender waited for an answer in vain. */
    record Release() implements ModeMessage {

        @Override
        public Choice toMessage() {
            return Tree.indication(
                    "requestModeRelease", ModeTypes.REQUEST_MODE_RELEASE.build().done());
        }
    }
}

package org.courtbridge.h323.h245;

import java.util.Arrays;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.asn1.SequenceType;

/** A message about a logical channel, which it names by number alone (H.245, B.3.3 to B.3.10). */
public sealed interface ChannelMessage extends ControlMessage {

    /** Chosen by who sends on the channel, 1 to 65,535. */
    int forwardNumber();

    private static int number(Sequence in) {
        return Tree.number(in, "forwardLogicalChannelNumber");
    }

    private static Sequence.Builder build(SequenceType type, int forwardNumber) {
        return type.build().set("forwardLogicalChannelNumber", forwardNumber);
    }

    /** Why a channel is not opened. */
    enum RejectCause {
        UNSPECIFIED("unspecified"),
        UNSUITABLE_REVERSE_PARAMETERS("unsuitableReverseParameters"),
        DATA_TYPE_NOT_SUPPORTED("dataTypeNotSupported"),
        DATA_TYPE_NOT_AVAILABLE("dataTypeNotAvailable"),
        UNKNOWN_DATA_TYPE("unknownDataType"),
        INSUFFICIENT_BANDWIDTH("insufficientBandwidth"),
        INVALID_SESSION_ID("invalidSessionID"),
        MASTER_SLAVE_CONFLICT("masterSlaveConflict"),
        REPLACEMENT_FOR_REJECTED("replacementForRejected"),
        SECURITY_DENIED("securityDenied");

        private final String alternative;

        RejectCause(String alternative) {
            this.alternative = alternative;
        }

        /** Reads the cause; one that is not told apart here is unspecified. */
        static RejectCause of(Choice in) {
            return Arrays.stream(values())
                    .filter(cause -> in.is(cause.alternative))
                    .findFirst()
                    .orElse(UNSPECIFIED);
        }
    }

    record OpenReject(int forwardNumber, RejectCause cause) implements ChannelMessage {

        static OpenReject of(Sequence in) {
            return new OpenReject(number(in), RejectCause.of(in.get("cause", Choice.class)));
        }

        @Override
        public Choice toMessage() {
            SequenceType type = LogicalChannelTypes.OPEN_LOGICAL_CHANNEL_REJECT;
            return Tree.response(
                    "openLogicalChannelReject",
                    build(type, forwardNumber)
                            .set("cause", Tree.choiceIn(type, "cause").value(cause.alternative))
                            .done());
        }
    }

    /** Ends the opening of a channel of both directions. */
    record OpenConfirm(int forwardNumber) implements ChannelMessage {

        static OpenConfirm of(Sequence in) {
            return new OpenConfirm(number(in));
        }

        @Override
        public Choice toMessage() {
            return Tree.indication(
                    "openLogicalChannelConfirm",
                    build(LogicalChannelTypes.OPEN_LOGICAL_CHANNEL_CONFIRM, forwardNumber)
                            .done());
        }
    }

    /** By whom a channel is closed. */
    enum Source {
        USER("user"),
        /** The signalling entity, after an error. */
        LCSE("lcse");

        private final String alternative;

        Source(String alternative) {
            this.alternative = alternative;
        }
    }

    /** Why a channel is closed, or asked to be. */
    enum Reason {
        UNKNOWN("unknown"),
        REOPEN("reopen"),
        RESERVATION_FAILURE("reservationFailure");

        private final String alternative;

        Reason(String alternative) {
            this.alternative = alternative;
        }

        static Reason of(Sequence in) {
            return in.find("reason", Choice.class).stream()
                    .flatMap(choice -> Arrays.stream(values()).filter(reason -> choice.is(reason.alternative)))
                    .findFirst()
                    .orElse(UNKNOWN);
        }

        Choice toChoice(SequenceType type) {
            return Tree.choiceIn(type, "reason").value(alternative);
        }
    }

    record Close(int forwardNumber, Source source, Reason reason) implements ChannelMessage {

        static Close of(Sequence in) {
            return new Close(
                    number(in),
                    in.get("source", Choice.class).is(Source.USER.alternative) ? Source.USER : Source.LCSE,
                    Reason.of(in));
        }

        @Override
        public Choice toMessage() {
            SequenceType type = LogicalChannelTypes.CLOSE_LOGICAL_CHANNEL;
            ChoiceType sources = Tree.choiceIn(type, "source");
            return Tree.request(
                    "closeLogicalChannel",
                    build(type, forwardNumber)
                            .set("source", sources.value(source.alternative))
                            .set("reason", reason.toChoice(type))
                            .done());
        }
    }

    record CloseAck(int forwardNumber) implements ChannelMessage {

        static CloseAck of(Sequence in) {
            return new CloseAck(number(in));
        }

        @Override
        public Choice toMessage() {
            return Tree.response(
                    "closeLogicalChannelAck",
                    build(LogicalChannelTypes.CLOSE_LOGICAL_CHANNEL_ACK, forwardNumber)
                            .done());
        }
    }

    /** Asks who sends on a channel to close it. */
    record RequestClose(int forwardNumber, Reason reason) implements ChannelMessage {

        static RequestClose of(Sequence in) {
            return new RequestClose(number(in), Reason.of(in));
        }

        @Override
        public Choice toMessage() {
            SequenceType type = LogicalChannelTypes.REQUEST_CHANNEL_CLOSE;
            return Tree.request(
                    "requestChannelClose",
                    build(type, forwardNumber)
                            .set("reason", reason.toChoice(type))
                            .done());
        }
    }

    record RequestCloseAck(int forwardNumber) implements ChannelMessage {

        static RequestCloseAck of(Sequence in) {
            return new RequestCloseAck(number(in));
        }

        @Override
        public Choice toMessage() {
            return Tree.response(
                    "requestChannelCloseAck",
                    build(LogicalChannelTypes.REQUEST_CHANNEL_CLOSE_ACK, forwardNumber)
                            .done());
        }
    }

    record RequestCloseReject(int forwardNumber) implements ChannelMessage {

        static RequestCloseReject of(Sequence in) {
            return new RequestCloseReject(number(in));
        }

        @Override
        public Choice toMessage() {
            SequenceType type = LogicalChannelTypes.REQUEST_CHANNEL_CLOSE_REJECT;
            return Tree.response(
                    "requestChannelCloseReject",
                    build(type, forwardNumber)
                            .set("cause", Tree.choiceIn(type, "cause").value("unspecified"))
                            .done());
        }
    }

    /** The sender waited for an answer in vain. */
    record RequestCloseRelease(int forwardNumber) implements ChannelMessage {

        static RequestCloseRelease of(Sequence in) {
            return new RequestCloseRelease(number(in));
        }

        @Override
        public Choice toMessage() {
            return Tree.indication(
                    "requestChannelCloseRelease",
                    build(LogicalChannelTypes.REQUEST_CHANNEL_CLOSE_RELEASE, forwardNumber)
                            .done());
        }
    }
}

package org.courtbridge.h323.h245;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.asn1.SequenceType;

/**
 * OpenLogicalChannelAck (H.245, B.3.2).
 *
 * @param reverse of a channel of both directions
 * @param parameters where the media are to be sent to
 * @param encryptionSync the key of what is to be sent, from a master that receives it encrypted
 * @param genericInformation as it came, such as H.460.19's
 */
public record OpenLogicalChannelAck(
        int forwardNumber,
        Optional<Reverse> reverse,
        Optional<Parameters> parameters,
        Optional<EncryptionSync> encryptionSync,
        List<Sequence> genericInformation)
        implements ControlMessage {

    private static final SequenceType TYPE = LogicalChannelTypes.OPEN_LOGICAL_CHANNEL_ACK;
    private static final SequenceType REVERSE = Tree.sequenceIn(TYPE, "reverseLogicalChannelParameters");
    private static final String MULTIPLEX = "multiplexParameters";

    /** @param number of the direction back, 1 to 65,535, chosen by who sends this message */
    public record Reverse(int number, Optional<H2250Parameters> parameters) {

        static Reverse of(Sequence in) {
            return new Reverse(
                    Tree.number(in, "reverseLogicalChannelNumber"),
                    in.find(MULTIPLEX, Choice.class)
                            .flatMap(multiplex -> multiplex.find("h2250LogicalChannelParameters", Sequence.class))
                            .map(H2250Parameters::of));
        }

        Sequence toSequence() {
            return REVERSE.build()
                    .set("reverseLogicalChannelNumber", number)
                    .set(
                            MULTIPLEX,
                            parameters.map(present -> Tree.choiceIn(REVERSE, MULTIPLEX)
                                    .value("h2250LogicalChannelParameters", present.toSequence())))
                    .done();
        }
    }

    /**
     * H2250LogicalChannelAckParameters.
     *
     * @param sessionId as the master says, 1 to 255
     * @param flowControlToZero whether nothing is to be sent before a flow control command allows it
     */
    public record Parameters(
            Optional<Integer> sessionId,
            Optional<InetSocketAddress> mediaChannel,
            Optional<InetSocketAddress> mediaControlChannel,
            Optional<Integer> dynamicPayloadType,
            boolean flowControlToZero) {

        static Parameters of(Sequence in) {
            return new Parameters(
                    Tree.optional(in, "sessionID"),
                    in.find("mediaChannel", Choice.class).flatMap(MediaAddress::of),
                    in.find("mediaControlChannel", Choice.class).flatMap(MediaAddress::of),
                    Tree.optional(in, "dynamicRTPPayloadType"),
                    in.find("flowControlToZero", Boolean.class).orElse(false));
        }

        Sequence toSequence() {
            return LogicalChannelTypes.H2250_LOGICAL_CHANNEL_ACK_PARAMETERS
                    .build()
                    .set("sessionID", Tree.widen(sessionId))
                    .set("mediaChannel", mediaChannel.map(MediaAddress::toChoice))
                    .set("mediaControlChannel", mediaControlChannel.map(MediaAddress::toChoice))
                    .set("dynamicRTPPayloadType", Tree.widen(dynamicPayloadType))
                    .set("flowControlToZero", flowControlToZero)
                    .done();
        }
    }

    public OpenLogicalChannelAck {
        genericInformation = List.copyOf(genericInformation);
    }

    /** @param sessionId 1 to 255 */
    public static OpenLogicalChannelAck of(
            int forwardNumber,
            int sessionId,
            InetSocketAddress mediaChannel,
            InetSocketAddress mediaControlChannel,
            List<Sequence> genericInformation) {
        return new OpenLogicalChannelAck(
                forwardNumber,
                Optional.empty(),
                Optional.of(new Parameters(
                        Optional.of(sessionId),
                        Optional.of(mediaChannel),
                        Optional.of(mediaControlChannel),
                        Optional.empty(),
                        false)),
                Optional.empty(),
                genericInformation);
    }

    /** The same with a key. */
    OpenLogicalChannelAck with(EncryptionSync key) {
        return new OpenLogicalChannelAck(forwardNumber, reverse, parameters, Optional.of(key), genericInformation);
    }

    static OpenLogicalChannelAck of(Sequence in) {
        return new OpenLogicalChannelAck(
                Tree.number(in, "forwardLogicalChannelNumber"),
                in.find("reverseLogicalChannelParameters", Sequence.class).map(Reverse::of),
                in.find("forwardMultiplexAckParameters", Choice.class)
                        .flatMap(multiplex -> multiplex.find("h2250LogicalChannelAckParameters", Sequence.class))
                        .map(Parameters::of),
                in.find("encryptionSync", Sequence.class).map(EncryptionSync::of),
                in.list("genericInformation", Sequence.class));
    }

    Sequence toSequence() {
        Sequence.Builder out = TYPE.build()
                .set("forwardLogicalChannelNumber", forwardNumber)
                .set("reverseLogicalChannelParameters", reverse.map(Reverse::toSequence))
                .set(
                        "forwardMultiplexAckParameters",
                        parameters.map(present -> Tree.choiceIn(TYPE, "forwardMultiplexAckParameters")
                                .value("h2250LogicalChannelAckParameters", present.toSequence())))
                .set("encryptionSync", encryptionSync.map(EncryptionSync::toSequence));
        if (!genericInformation.isEmpty()) {
            out.set("genericInformation", genericInformation);
        }
        return out.done();
    }

    @Override
    public Choice toMessage() {
        return Tree.response("openLogicalChannelAck", toSequence());
    }
}

package org.courtbridge.h323.h245;

import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.asn1.SequenceType;

/**
 * OpenLogicalChannel (H.245, B.3.1), as a request or as an element of fast start.
 *
 * @param forwardNumber of the channel, 1 to 65,535, chosen by who sends on it
 * @param forwardParameters empty where the channel is not of H.225.0, or has no forward direction
 * @param encryptionSync the key of what is sent, from a master that sends it encrypted
 * @param genericInformation as it came, such as H.460.19's
 */
public record OpenLogicalChannel(
        int forwardNumber,
        DataType forward,
        Optional<H2250Parameters> forwardParameters,
        Optional<Reverse> reverse,
        Optional<EncryptionSync> encryptionSync,
        List<Sequence> genericInformation)
        implements ControlMessage {

    private static final SequenceType TYPE = LogicalChannelTypes.OPEN_LOGICAL_CHANNEL;
    private static final SequenceType FORWARD = Tree.sequenceIn(TYPE, "forwardLogicalChannelParameters");
    private static final SequenceType REVERSE = Tree.sequenceIn(TYPE, "reverseLogicalChannelParameters");
    private static final String MULTIPLEX = "multiplexParameters";
    private static final String H2250 = "h2250LogicalChannelParameters";

    /** The reverse direction of a channel of both directions, or of one that is proposed in fast start to be received. */
    public record Reverse(DataType dataType, Optional<H2250Parameters> parameters) {

        static Reverse of(Sequence in) {
            return new Reverse(
                    DataType.of(in.get("dataType", Choice.class)),
                    in.find(MULTIPLEX, Choice.class).flatMap(OpenLogicalChannel::parameters));
        }

        Sequence toSequence() {
            return REVERSE.build()
                    .set("dataType", dataType.toChoice())
                    .set(
                            MULTIPLEX,
                            parameters.map(
                                    present -> Tree.choiceIn(REVERSE, MULTIPLEX).value(H2250, present.toSequence())))
                    .done();
        }
    }

    public OpenLogicalChannel {
        genericInformation = List.copyOf(genericInformation);
    }

    /** The same channel under a key. */
    OpenLogicalChannel with(EncryptionSync key) {
        return new OpenLogicalChannel(
                forwardNumber, forward, forwardParameters, reverse, Optional.of(key), genericInformation);
    }

    /** The same channel with other parameters. */
    OpenLogicalChannel with(H2250Parameters parameters) {
        return new OpenLogicalChannel(
                forwardNumber, forward, Optional.of(parameters), reverse, encryptionSync, genericInformation);
    }

    /** The same channel as what it carries is once it is decrypted. */
    public OpenLogicalChannel decrypted() {
        return new OpenLogicalChannel(
                forwardNumber, forward.media(), forwardParameters, reverse, Optional.empty(), genericInformation);
    }

    /** One direction: from the sender of this message. */
    public static OpenLogicalChannel forward(int number, DataType dataType, H2250Parameters parameters) {
        return new OpenLogicalChannel(
                number, dataType, Optional.of(parameters), Optional.empty(), Optional.empty(), List.of());
    }

    /** One direction of fast start: to the sender of this message. */
    public static OpenLogicalChannel reverse(int number, DataType dataType, H2250Parameters parameters) {
        return new OpenLogicalChannel(
                number,
                new DataType.NoData(),
                Optional.empty(),
                Optional.of(new Reverse(dataType, Optional.of(parameters))),
                Optional.empty(),
                List.of());
    }

    /** The same, with something to say beside it. */
    public OpenLogicalChannel with(List<Sequence> information) {
        return new OpenLogicalChannel(
                forwardNumber, forward, forwardParameters, reverse, Optional.empty(), information);
    }

    private static Optional<H2250Parameters> parameters(Choice multiplex) {
        return multiplex.find(H2250, Sequence.class).map(H2250Parameters::of);
    }

    /** An element of fast start. @throws org.courtbridge.h323.per.PerException if it is none */
    public static OpenLogicalChannel ofFastStart(Octets element) {
        return of((Sequence) TYPE.decode(element));
    }

    public Octets toFastStart() {
        return Octets.of(TYPE.encode(toSequence()));
    }

    static OpenLogicalChannel of(Sequence in) {
        Sequence forward = in.get("forwardLogicalChannelParameters", Sequence.class);
        return new OpenLogicalChannel(
                Tree.number(in, "forwardLogicalChannelNumber"),
                DataType.of(forward.get("dataType", Choice.class)),
                parameters(forward.get(MULTIPLEX, Choice.class)),
                in.find("reverseLogicalChannelParameters", Sequence.class).map(Reverse::of),
                in.find("encryptionSync", Sequence.class).map(EncryptionSync::of),
                in.list("genericInformation", Sequence.class));
    }

    Sequence toSequence() {
        ChoiceType multiplex = Tree.choiceIn(FORWARD, MULTIPLEX);
        Sequence.Builder out = TYPE.build()
                .set("forwardLogicalChannelNumber", forwardNumber)
                .set(
                        "forwardLogicalChannelParameters",
                        FORWARD.build()
                                .set("dataType", forward.toChoice())
                                .set(
                                        MULTIPLEX,
                                        forwardParameters
                                                .map(present -> multiplex.value(H2250, present.toSequence()))
                                                .orElseGet(() -> multiplex.value("none")))
                                .done())
                .set("reverseLogicalChannelParameters", reverse.map(Reverse::toSequence))
                .set("encryptionSync", encryptionSync.map(EncryptionSync::toSequence));
        if (!genericInformation.isEmpty()) {
            out.set("genericInformation", genericInformation);
        }
        return out.done();
    }

    @Override
    public Choice toMessage() {
        return Tree.request("openLogicalChannel", toSequence());
    }
}

package org.courtbridge.h323.h245;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fast start (H.323, clause 8.1.7): channels proposed in Setup and opened by the answer, without H.245.
 *
 * <p>A proposal's forward direction is what the caller would send, under a number of its own; its reverse direction what the
 * caller would receive, to which the callee gives the number. Endpoints propose all of the latter under number 1.
 *
 * @param elements what the callee answers, or answered
 * @param outgoing on which the one whose view this is sends; where to is their mediaChannel
 * @param incoming on which it receives
 */
public record FastStart(
        List<OpenLogicalChannel> elements, List<OpenLogicalChannel> outgoing, List<OpenLogicalChannel> incoming) {

    private static final int FIRST_CHANNEL = 101;
    private static final int REVERSE_CHANNEL = 1;
    private static final int FIRST_DYNAMIC = 96;

    /** The addresses at which one session is received. */
    public record Ports(InetSocketAddress media, InetSocketAddress mediaControl) {}

    public FastStart {
        elements = List.copyOf(elements);
        outgoing = List.copyOf(outgoing);
        incoming = List.copyOf(incoming);
    }

    /** Returns the proposals of a caller: both directions of each coding, the most preferred first. @param ports by session */
    public static List<OpenLogicalChannel> propose(Capabilities ours, Map<Integer, Ports> ports) {
        List<OpenLogicalChannel> proposals = new ArrayList<>();
        int number = FIRST_CHANNEL;
        for (int entry : ours.preferred()) {
            Optional<ChannelChoice> choice = choice(ours, entry);
            Optional<Ports> own = choice.flatMap(one -> Optional.ofNullable(ports.get(one.sessionId())));
            if (choice.isPresent() && own.isPresent()) {
                OpenLogicalChannel sent = choice.get()
                        .toRequest(number, own.get().mediaControl(), FIRST_DYNAMIC + number - FIRST_CHANNEL);
                proposals.add(OpenLogicalChannel.reverse(
                        REVERSE_CHANNEL,
                        sent.forward(),
                        sent.forwardParameters()
                                .orElseThrow()
                                .withMediaChannel(own.get().media())));
                proposals.add(sent);
                number++;
            }
        }
        return proposals;
    }

    private static Optional<ChannelChoice> choice(Capabilities ours, int entry) {
        return Optional.ofNullable(ours.table().get(entry)).flatMap(capability -> switch (capability) {
            case Capability.Audio audio ->
                Optional.of(new ChannelChoice(
                        new DataType.Audio(audio.capability()), ChannelChoice.SOUND, Optional.empty()));
            // A second stream waits for its token.
            case Capability.Video video when video.capability() instanceof VideoCapability.Extended -> Optional.empty();
            case Capability.Video video ->
                Optional.of(new ChannelChoice(
                        new DataType.Video(video.capability()),
                        ChannelChoice.PICTURES,
                        video.capability() instanceof H264Capability
                                ? ours.packetizations().stream().findFirst()
                                : Optional.empty()));
            case Capability.Data none -> Optional.empty();
            case Capability.UserInput none -> Optional.empty();
            case Capability.TelephonyEvents none -> Optional.empty();
            case Capability.H239Control none -> Optional.empty();
            case Capability.Security none -> Optional.empty();
            case Capability.Other none -> Optional.empty();
        });
    }

    /**
     * Returns the answer of a callee: of each session and direction the first proposal that it can take; nothing if there is
     * none.
     *
     * @param ports by session; a session that has none is not taken
     */
    public static FastStart answer(List<OpenLogicalChannel> proposals, Capabilities ours, Map<Integer, Ports> ports) {
        Answer answer = new Answer(ours, ports);
        for (OpenLogicalChannel proposal : proposals) {
            proposal.reverse().ifPresentOrElse(answer::takeReverse, () -> answer.takeForward(proposal));
        }
        return new FastStart(answer.elements, answer.outgoing, answer.incoming);
    }

    /** The proposals that a callee has taken so far. */
    private static final class Answer {

        private final Capabilities ours;
        private final Map<Integer, Ports> ports;
        private final List<OpenLogicalChannel> elements = new ArrayList<>();
        private final List<OpenLogicalChannel> outgoing = new ArrayList<>();
        private final List<OpenLogicalChannel> incoming = new ArrayList<>();

        Answer(Capabilities ours, Map<Integer, Ports> ports) {
            this.ours = ours;
            this.ports = ports;
        }

        /** The caller would send. */
        void takeForward(OpenLogicalChannel proposal) {
            Optional<H2250Parameters> parameters = proposal.forwardParameters();
            Optional<Ports> own = ports(proposal.forward(), parameters, incoming);
            if (parameters.isPresent() && own.isPresent() && ours.receives(proposal.forward())) {
                OpenLogicalChannel taken = OpenLogicalChannel.forward(
                        proposal.forwardNumber(),
                        proposal.forward(),
                        parameters
                                .get()
                                .withMediaControlChannel(own.get().mediaControl())
                                .withMediaChannel(own.get().media()));
                elements.add(taken);
                incoming.add(taken);
            }
        }

        /** The caller would receive. */
        void takeReverse(OpenLogicalChannel.Reverse proposal) {
            Optional<H2250Parameters> parameters = proposal.parameters()
                    .filter(present -> present.mediaChannel().isPresent());
            Optional<Ports> own = ports(proposal.dataType(), parameters, outgoing);
            if (parameters.isPresent() && own.isPresent() && ours.sends(proposal.dataType())) {
                int number = FIRST_CHANNEL + outgoing.size();
                elements.add(OpenLogicalChannel.reverse(
                        number,
                        proposal.dataType(),
                        parameters
                                .get()
                                .withMediaControlChannel(own.get().mediaControl())
                                .withoutMediaChannel()));
                outgoing.add(OpenLogicalChannel.forward(number, proposal.dataType(), parameters.get()));
            }
        }

        /** Ours of the session, unless it has a channel of that direction already, or that is no matter for fast start. */
        private Optional<Ports> ports(
                DataType type, Optional<H2250Parameters> parameters, List<OpenLogicalChannel> taken) {
            return parameters
                    .filter(_ -> !type.isPresentation())
                    .map(H2250Parameters::sessionId)
                    .filter(session -> taken.stream()
                            .flatMap(channel -> channel.forwardParameters().stream())
                            .noneMatch(other -> other.sessionId() == session))
                    .flatMap(session -> Optional.ofNullable(ports.get(session)));
        }
    }

    /** Returns the caller's view of the answer. Elements that are no answer to a proposal of ours are left out. */
    public static FastStart accepted(List<OpenLogicalChannel> proposals, List<OpenLogicalChannel> answer) {
        List<OpenLogicalChannel> outgoing = answer.stream()
                .filter(element -> element.reverse().isEmpty())
                .filter(element -> element.forwardParameters()
                        .flatMap(H2250Parameters::mediaChannel)
                        .isPresent())
                .filter(element -> proposals.stream()
                        .anyMatch(proposal ->
                                proposal.reverse().isEmpty() && proposal.forwardNumber() == element.forwardNumber()))
                .toList();
        List<OpenLogicalChannel> incoming = answer.stream()
                .flatMap(element -> element.reverse().stream()
                        .flatMap(reverse -> reverse.parameters().stream()
                                .map(parameters -> OpenLogicalChannel.forward(
                                        element.forwardNumber(), reverse.dataType(), parameters))))
                .filter(element -> proposals.stream()
                        .flatMap(proposal -> proposal.reverse().stream())
                        .anyMatch(reverse -> isSame(reverse.dataType(), element.forward())))
                .toList();
        return new FastStart(answer, outgoing, incoming);
    }

    private static boolean isSame(DataType proposed, DataType answered) {
        return switch (proposed) {
            case DataType.Audio one ->
                answered instanceof DataType.Audio other && one.capability().isSameCoding(other.capability());
            case DataType.Video one ->
                answered instanceof DataType.Video other
                        && one.capability().getClass() == other.capability().getClass();
            case DataType.Data one -> one.equals(answered);
            case DataType.Encrypted none -> false;
            case DataType.NoData none -> false;
            case DataType.Other one -> one.equals(answered);
        };
    }
}

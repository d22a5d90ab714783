package org.courtbridge.h323.h245;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.courtbridge.h323.asn1.Sequence;

/** The logical channels of both sides, each with its signalling entities (H.245, C.4 and C.5), by their numbers. */
final class LogicalChannels {

    private static final int FIRST = 101;
    private static final int LAST = 65_535;

    /** Of the other side at once. */
    private static final int MAX_INCOMING = 32;

    private final Duration patience;
    private final ConflictRule conflicts;
    private final Consumer<ControlAction> out;
    private final Map<Integer, OutgoingChannel> outgoing = new LinkedHashMap<>();
    private final Map<Integer, IncomingChannel> incoming = new LinkedHashMap<>();
    private int last = FIRST - 1;

    /**
     * @param patience how long an answer is waited for
     * @param conflicts which channels cannot be open together
     */
    LogicalChannels(Duration patience, ConflictRule conflicts, Consumer<ControlAction> out) {
        this.patience = patience;
        this.conflicts = conflicts;
        this.out = out;
    }

    /** A number that is free for {@link #open}. */
    int free() {
        do {
            last = last == LAST ? FIRST : last + 1;
        } while (outgoing.containsKey(last));
        return last;
    }

    void open(OpenLogicalChannel channel, Instant now) {
        outgoing.put(channel.forwardNumber(), OutgoingChannel.open(channel, patience, now, out));
    }

    /** Takes one that fast start opened, on which we send. */
    void adoptOutgoing(OpenLogicalChannel channel) {
        outgoing.put(channel.forwardNumber(), OutgoingChannel.established(channel, patience, out));
    }

    /** The same of one on which the other side sends. */
    void adoptIncoming(OpenLogicalChannel channel) {
        incoming.put(channel.forwardNumber(), IncomingChannel.established(channel, patience, out));
    }

    void close(int number, Instant now) {
        find(outgoing, number).ifPresent(channel -> channel.close(ChannelMessage.Reason.UNKNOWN, now));
    }

    /** Ends all on which we send. */
    void closeOutgoing(Instant now) {
        outgoing.values().forEach(channel -> channel.close(ChannelMessage.Reason.UNKNOWN, now));
    }

    void requestClose(int number, ChannelMessage.Reason reason, Instant now) {
        find(incoming, number).ifPresent(channel -> channel.requestClose(reason, now));
    }

    void accept(
            int number,
            InetSocketAddress media,
            InetSocketAddress mediaControl,
            Optional<EncryptionSync> key,
            List<Sequence> genericInformation) {
        find(incoming, number).ifPresent(channel -> channel.accept(media, mediaControl, key, genericInformation));
    }

    void reject(int number, ChannelMessage.RejectCause cause) {
        find(incoming, number).ifPresent(channel -> channel.reject(cause));
    }

    /**
     * The other side wants to send.
     *
     * @param ours capabilities that we have said
     * @param master whether we are; false while nobody knows
     */
    void receive(OpenLogicalChannel open, Capabilities ours, boolean master) {
        IncomingChannel before = incoming.remove(open.forwardNumber());
        if (before != null) {
            before.release();
        }
        Optional<ChannelMessage.RejectCause> refusal = refusal(open, ours, master);
        if (refusal.isPresent()) {
            send(new ChannelMessage.OpenReject(open.forwardNumber(), refusal.get()));
        } else {
            incoming.put(open.forwardNumber(), IncomingChannel.requested(open, patience, out));
        }
    }

    private Optional<ChannelMessage.RejectCause> refusal(OpenLogicalChannel open, Capabilities ours, boolean master) {
        // Before anything else: T.120 has both directions, and a stack of its own.
        if (open.forward() instanceof DataType.Other other) {
            return Optional.of(
                    other.isKnown()
                            ? ChannelMessage.RejectCause.DATA_TYPE_NOT_SUPPORTED
                            : ChannelMessage.RejectCause.UNKNOWN_DATA_TYPE);
        }
        if (open.reverse().isPresent()) {
            return Optional.of(ChannelMessage.RejectCause.UNSUITABLE_REVERSE_PARAMETERS);
        }
        if (open.forwardParameters().isEmpty()) {
            return Optional.of(ChannelMessage.RejectCause.UNKNOWN_DATA_TYPE);
        }
        if (!ours.receives(open.forward())) {
            return Optional.of(ChannelMessage.RejectCause.DATA_TYPE_NOT_SUPPORTED);
        }
        if (incoming.size() >= MAX_INCOMING) {
            return Optional.of(ChannelMessage.RejectCause.INSUFFICIENT_BANDWIDTH);
        }
        boolean conflict = outgoing.values().stream()
                .anyMatch(channel -> channel.isWanted() && conflicts.conflict(channel.channel(), open));
        return conflict && master ? Optional.of(ChannelMessage.RejectCause.MASTER_SLAVE_CONFLICT) : Optional.empty();
    }

    /** @return false if the message makes no sense now */
    boolean receive(OpenLogicalChannelAck ack) {
        return find(outgoing, ack.forwardNumber())
                .filter(channel -> channel.receive(ack))
                .isPresent();
    }

    /** @return false if the message makes no sense now */
    boolean receive(ChannelMessage message, Instant now) {
        int number = message.forwardNumber();
        return switch (message) {
            case ChannelMessage.OpenReject reject ->
                find(outgoing, number)
                        .filter(channel -> channel.receive(reject))
                        .isPresent();
            case ChannelMessage.CloseAck ack ->
                find(outgoing, number).filter(channel -> channel.receive(ack)).isPresent();
            // Of channels of both directions, which we neither open nor take.
            case ChannelMessage.OpenConfirm confirm -> false;
            case ChannelMessage.Close close -> {
                Optional<IncomingChannel> channel = find(incoming, number);
                channel.ifPresentOrElse(one -> one.receive(close), () -> send(new ChannelMessage.CloseAck(number)));
                yield channel.isPresent();
            }
            case ChannelMessage.RequestClose request -> {
                Optional<OutgoingChannel> channel = find(outgoing, number).filter(OutgoingChannel::isWanted);
                send(
                        channel.isPresent()
                                ? new ChannelMessage.RequestCloseAck(number)
                                : new ChannelMessage.RequestCloseReject(number));
                channel.ifPresent(one -> one.close(request.reason(), now));
                yield channel.isPresent();
            }
            case ChannelMessage.RequestCloseAck ack ->
                find(incoming, number).filter(channel -> channel.receive(ack)).isPresent();
            case ChannelMessage.RequestCloseReject reject ->
                find(incoming, number)
                        .filter(channel -> channel.receive(reject))
                        .isPresent();
            // What was asked for is done at once, so there is nothing to take back.
            case ChannelMessage.RequestCloseRelease release -> false;
        };
    }

    /** The deadlines of all of them. */
    Stream<Optional<Instant>> deadlines() {
        return Stream.concat(
                outgoing.values().stream().map(OutgoingChannel::deadline),
                incoming.values().stream().map(IncomingChannel::deadline));
    }

    void expire(Instant now) {
        outgoing.values().forEach(channel -> channel.expire(now));
        incoming.values().forEach(channel -> channel.expire(now));
    }

    /** Forgets those that are released; their numbers are free. */
    void forgetReleased() {
        outgoing.values().removeIf(OutgoingChannel::isReleased);
        incoming.values().removeIf(IncomingChannel::isReleased);
    }

    void clear() {
        outgoing.clear();
        incoming.clear();
    }

    private void send(ChannelMessage message) {
        out.accept(new ControlAction.Send(message));
    }

    private static <T> Optional<T> find(Map<Integer, T> channels, int number) {
        return Optional.ofNullable(channels.get(number));
    }
}

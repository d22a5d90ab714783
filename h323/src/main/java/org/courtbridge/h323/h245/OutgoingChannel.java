package org.courtbridge.h323.h245;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** The outgoing logical channel signalling entity, LCSE (H.245, C.4), of one channel on which we send. */
final class OutgoingChannel {

    private enum State {
        AWAITING_ESTABLISHMENT,
        ESTABLISHED,
        AWAITING_RELEASE,
        RELEASED
    }

    private final OpenLogicalChannel channel;
    private final Consumer<ControlAction> out;
    private final Deadline t103;
    private State state;

    private OutgoingChannel(OpenLogicalChannel channel, State state, Duration patience, Consumer<ControlAction> out) {
        this.channel = channel;
        this.state = state;
        this.out = out;
        this.t103 = new Deadline(patience);
    }

    static OutgoingChannel open(
            OpenLogicalChannel channel, Duration patience, Instant now, Consumer<ControlAction> out) {
        OutgoingChannel opening = new OutgoingChannel(channel, State.AWAITING_ESTABLISHMENT, patience, out);
        opening.t103.start(now);
        opening.send(channel);
        return opening;
    }

    /** One that fast start opened. */
    static OutgoingChannel established(OpenLogicalChannel channel, Duration patience, Consumer<ControlAction> out) {
        return new OutgoingChannel(channel, State.ESTABLISHED, patience, out);
    }

    OpenLogicalChannel channel() {
        return channel;
    }

    private int number() {
        return channel.forwardNumber();
    }

    boolean isReleased() {
        return state == State.RELEASED;
    }

    /** Whether it is open, or would be. */
    boolean isWanted() {
        return state == State.AWAITING_ESTABLISHMENT || state == State.ESTABLISHED;
    }

    Optional<Instant> deadline() {
        return t103.at();
    }

    /** @return false if the message does not belong to this state */
    boolean receive(OpenLogicalChannelAck ack) {
        if (state == State.AWAITING_ESTABLISHMENT) {
            t103.stop();
            state = State.ESTABLISHED;
            Optional<OpenLogicalChannelAck.Parameters> parameters = ack.parameters();
            out.accept(new ControlAction.Opened(
                    number(),
                    parameters.flatMap(OpenLogicalChannelAck.Parameters::mediaChannel),
                    parameters.flatMap(OpenLogicalChannelAck.Parameters::mediaControlChannel),
                    parameters.flatMap(OpenLogicalChannelAck.Parameters::dynamicPayloadType),
                    parameters
                            .filter(OpenLogicalChannelAck.Parameters::flowControlToZero)
                            .isPresent(),
                    ack.genericInformation(),
                    ack.encryptionSync()));
            return true;
        }
        // It crossed our closing.
        return state == State.AWAITING_RELEASE;
    }

    boolean receive(ChannelMessage.OpenReject reject) {
        switch (state) {
            case AWAITING_ESTABLISHMENT -> {
                release();
                out.accept(new ControlAction.OpenFailed(number(), reject.cause()));
            }
            case ESTABLISHED -> closed(ChannelMessage.Reason.UNKNOWN);
            case AWAITING_RELEASE -> release();
            case RELEASED -> {
                return false;
            }
        }
        return true;
    }

    boolean receive(ChannelMessage.CloseAck ack) {
        switch (state) {
            case AWAITING_ESTABLISHMENT, RELEASED -> {
                return false;
            }
            case ESTABLISHED -> closed(ChannelMessage.Reason.UNKNOWN);
            case AWAITING_RELEASE -> release();
        }
        return true;
    }

    /** Ends it, of our own or as the other side asked for. */
    void close(ChannelMessage.Reason reason, Instant now) {
        if (isWanted()) {
            state = State.AWAITING_RELEASE;
            t103.start(now);
            send(new ChannelMessage.Close(number(), ChannelMessage.Source.USER, reason));
            out.accept(new ControlAction.OutgoingClosed(number(), reason));
        }
    }

    void expire(Instant now) {
        if (!t103.isOver(now)) {
            return;
        }
        if (state == State.AWAITING_ESTABLISHMENT) {
            send(new ChannelMessage.Close(number(), ChannelMessage.Source.LCSE, ChannelMessage.Reason.UNKNOWN));
            out.accept(new ControlAction.OpenFailed(number(), ChannelMessage.RejectCause.UNSPECIFIED));
        }
        state = State.RELEASED;
    }

    private void closed(ChannelMessage.Reason reason) {
        release();
        out.accept(new ControlAction.OutgoingClosed(number(), reason));
    }

    private void release() {
        t103.stop();
        state = State.RELEASED;
    }

    private void send(ControlMessage message) {
        out.accept(new ControlAction.Send(message));
    }
}

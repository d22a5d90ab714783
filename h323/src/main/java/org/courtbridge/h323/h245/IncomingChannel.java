package org.courtbridge.h323.h245;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.courtbridge.h323.asn1.Sequence;

/**
 * The incoming logical channel signalling entity, LCSE (H.245, C.4), of one channel on which the other side sends, and the
 * outgoing close request signalling entity, CLCSE (C.5), that asks to end it.
 */
final class IncomingChannel {

    private enum State {
        AWAITING_ESTABLISHMENT,
        ESTABLISHED,
        RELEASED
    }

    private final OpenLogicalChannel channel;
    private final Consumer<ControlAction> out;
    private final Deadline t108;
    private State state;

    private IncomingChannel(OpenLogicalChannel channel, State state, Duration patience, Consumer<ControlAction> out) {
        this.channel = channel;
        this.state = state;
        this.out = out;
        this.t108 = new Deadline(patience);
    }

    static IncomingChannel requested(OpenLogicalChannel channel, Duration patience, Consumer<ControlAction> out) {
        out.accept(new ControlAction.OpenRequested(channel));
        return new IncomingChannel(channel, State.AWAITING_ESTABLISHMENT, patience, out);
    }

    /** One that fast start opened. */
    static IncomingChannel established(OpenLogicalChannel channel, Duration patience, Consumer<ControlAction> out) {
        return new IncomingChannel(channel, State.ESTABLISHED, patience, out);
    }

    private int number() {
        return channel.forwardNumber();
    }

    boolean isReleased() {
        return state == State.RELEASED;
    }

    Optional<Instant> deadline() {
        return t108.at();
    }

    void accept(
            InetSocketAddress media,
            InetSocketAddress mediaControl,
            Optional<EncryptionSync> key,
            List<Sequence> genericInformation) {
        if (state == State.AWAITING_ESTABLISHMENT) {
            state = State.ESTABLISHED;
            OpenLogicalChannelAck ack =
                    OpenLogicalChannelAck.of(number(), session(), media, mediaControl, genericInformation);
            send(key.map(ack::with).orElse(ack));
        }
    }

    /** The one asked for; a slave may ask for none, and the master has to give it one. */
    private int session() {
        return channel.forwardParameters()
                .map(H2250Parameters::sessionId)
                .filter(id -> id > 0)
                .orElseGet(() -> ChannelChoice.session(channel.forward().media()));
    }

    void reject(ChannelMessage.RejectCause cause) {
        if (state == State.AWAITING_ESTABLISHMENT) {
            state = State.RELEASED;
            send(new ChannelMessage.OpenReject(number(), cause));
        }
    }

    void receive(ChannelMessage.Close close) {
        send(new ChannelMessage.CloseAck(close.forwardNumber()));
        release();
    }

    /** Releases the channel, whatever the other side says of it from now on. */
    void release() {
        t108.stop();
        state = State.RELEASED;
        out.accept(new ControlAction.IncomingClosed(number()));
    }

    void requestClose(ChannelMessage.Reason reason, Instant now) {
        if (state != State.RELEASED && t108.at().isEmpty()) {
            t108.start(now);
            send(new ChannelMessage.RequestClose(number(), reason));
        }
    }

    /** @return false if nothing was asked for */
    boolean receive(ChannelMessage.RequestCloseAck ack) {
        return answered();
    }

    boolean receive(ChannelMessage.RequestCloseReject reject) {
        boolean asked = answered();
        if (asked) {
            out.accept(new ControlAction.CloseRefused(number()));
        }
        return asked;
    }

    private boolean answered() {
        boolean asked = t108.at().isPresent();
        t108.stop();
        return asked;
    }

    void expire(Instant now) {
        if (t108.isOver(now)) {
            send(new ChannelMessage.RequestCloseRelease(number()));
            out.accept(new ControlAction.CloseRefused(number()));
        }
    }

    private void send(ControlMessage message) {
        out.accept(new ControlAction.Send(message));
    }
}

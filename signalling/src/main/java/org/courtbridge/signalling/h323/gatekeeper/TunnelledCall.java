package org.courtbridge.signalling.h323.gatekeeper;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.courtbridge.h323.call.SharedConnection;
import org.courtbridge.h323.q931.CallReference;
import org.courtbridge.h323.q931.MessageType;
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.signalling.h323.transport.CallConnection;
import org.courtbridge.signalling.h323.transport.CallSource;
import org.courtbridge.signalling.h323.transport.TpktConnection;

/** One call's part of an endpoint's connection, which it must not fill: others go by it, and RAS does. From any thread. */
final class TunnelledCall implements CallConnection {

    /** Octets of it that may wait: more than those who read ever leave. */
    static final int MOST_WAITING = 32_768;

    /** The same with what is said at its end; of whoever says more than that, nothing is taken any more. */
    static final int LIMIT = 2 * MOST_WAITING;

    private final Key key;
    private final CallReference reference;
    private final String endpointIdentifier;
    private final EndpointTunnel tunnel;
    private final Backlog backlog;
    private volatile TpktConnection.Receiver receiver;
    private volatile Optional<String> name = Optional.empty();
    private State state;

    /** State of the call, as the endpoint knows it. */
    private enum State {
        UNKNOWN,
        KNOWN,
        RELEASED
    }

    /**
     * Key of a call among those of its connection.
     *
     * @param value call reference value
     * @param byUs whether we chose the value, as the call is ours
     */
    record Key(int value, boolean byUs) {

        static Key ofReceived(CallReference reference) {
            return new Key(reference.value(), reference.toOriginator());
        }

        static Key ofSent(CallReference reference) {
            return new Key(reference.value(), !reference.toOriginator());
        }
    }

    /**
     * @param reference in messages of ours
     * @param endpointIdentifier who has registered on the connection
     * @param receiver hears what comes of it
     */
    TunnelledCall(
            CallReference reference,
            String endpointIdentifier,
            EndpointTunnel tunnel,
            Backlog backlog,
            TpktConnection.Receiver receiver) {
        this.key = Key.ofSent(reference);
        this.reference = reference;
        this.endpointIdentifier = endpointIdentifier;
        this.tunnel = tunnel;
        this.backlog = backlog;
        this.receiver = receiver;
        this.state = key.byUs ? State.UNKNOWN : State.KNOWN;
    }

    Key key() {
        return key;
    }

    CallReference reference() {
        return reference;
    }

    Optional<String> name() {
        return name;
    }

    TpktConnection.Receiver receiver() {
        return receiver;
    }

    /** @param heard who hears what comes of it */
    void receiver(TpktConnection.Receiver heard) {
        receiver = heard;
    }

    /** Whichever side has said so, it is over. @return whether the endpoint took it for a call that goes on */
    synchronized boolean released() {
        boolean wentOn = state == State.KNOWN;
        state = State.RELEASED;
        return wentOn;
    }

    private synchronized boolean isOver() {
        return state == State.RELEASED;
    }

    private synchronized void known() {
        if (state == State.UNKNOWN) {
            state = State.KNOWN;
        }
    }

    @Override
    public void send(Q931Message message) {
        if (isOver()) {
            // The endpoint may have another call of the same number by now.
            return;
        }
        if (backlog.waiting() > LIMIT) {
            tunnel.cutOff(this);
            return;
        }
        if (message.type().equals(MessageType.RELEASE_COMPLETE)) {
            released();
        } else {
            known();
        }
        backlog.send(SharedConnection.mark(message).encode());
    }

    @Override
    public boolean isFull() {
        return backlog.waiting() > MOST_WAITING;
    }

    @Override
    public InetSocketAddress remote() {
        return tunnel.path().address();
    }

    @Override
    public CallSource source() {
        return new CallSource.Endpoint(endpointIdentifier);
    }

    @Override
    public void belongsTo(String call) {
        name = Optional.of(call);
    }

    @Override
    public void close() {
        tunnel.closed(this);
    }
}

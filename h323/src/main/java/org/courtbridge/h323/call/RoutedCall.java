package org.courtbridge.h323.call;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.per.PerException;
import org.courtbridge.h323.q931.CallReference;
import org.courtbridge.h323.q931.MessageType;
import org.courtbridge.h323.q931.Q931Exception;
import org.courtbridge.h323.q931.Q931Message;

/**
 * A call whose signalling goes through a gatekeeper (H.323, clause 8.1.3: gatekeeper-routed call signalling), between the
 * caller's connection and the called side's. It has no socket and no clock; all methods give what is to be done. Not safe
 * for threads.
 *
 * <p>What one side says, the other is told as it was said, but for what {@link OnwardMessage} changes. So the two agree
 * between themselves on fast start, on tunnelling, and on a connection for H.245, which does not go through the gatekeeper.
 *
 * <p>What it holds is bounded: a few messages while the called side is connected to, and time. An unanswered call ends when
 * the {@link Timers} say so; whether the sides of an answered one are still there, the gatekeeper knows from their reports,
 * and says so by {@link #disengaged}.
 */
public final class RoutedCall {

    /** Messages of the caller that are kept until the called side is connected to. */
    static final int MOST_KEPT = 8;

    /** Time that the sides have to end the call after the gatekeeper has heard, or decided, that it is over. */
    static final Duration FAREWELL = Duration.ofSeconds(5);

    /** Of the two connections. */
    public enum Side {
        CALLER,
        CALLEE;

        public Side other() {
            return this == CALLER ? CALLEE : CALLER;
        }
    }

    /**
     * The called side's leg of the call.
     *
     * @param destination call signal address of the called side
     * @param source that of the gatekeeper, which the called side takes for the caller's
     * @param reference 1 to 32,767, of no other call on the connection to the called side
     */
    public record Route(InetSocketAddress destination, InetSocketAddress source, int reference) {}

    private final SignallingBody.Setup setup;
    private final Q931Message said;
    private final Route route;
    private final Timers timers;
    private final List<Q931Message> kept = new ArrayList<>();
    private final List<RoutedAction> actions = new ArrayList<>();

    private Call.State state = Call.State.SETUP;
    private boolean connected;
    private boolean disengaged;
    private Optional<Instant> deadline = Optional.empty();

    private RoutedCall(SignallingBody.Setup setup, Q931Message said, Route route, Timers timers) {
        this.setup = setup;
        this.said = said;
        this.route = route;
        this.timers = timers;
    }

    /**
     * A call that was admitted.
     *
     * @throws Q931Exception if the message is no Setup, or lacks something
     * @throws PerException if its H323-UserInformation is none
     */
    public static RoutedCall of(Q931Message message, Route route, Timers timers) {
        if (SignallingMessage.of(message).body() instanceof SignallingBody.Setup setup) {
            return new RoutedCall(setup, message, route, timers);
        }
        throw new Q931Exception("message: %s (expected: SETUP)".formatted(message.type()));
    }

    /** The Setup that began the call, as the caller sent it. */
    public SignallingBody.Setup setup() {
        return setup;
    }

    public Call.State state() {
        return state;
    }

    public List<RoutedAction> begin(Instant now) {
        Optional<Q931Message> onward = OnwardMessage.setup(said, route, referenceTo(Side.CALLEE));
        if (onward.isEmpty()) {
            return release(ReleaseReason.ofReason("hopCountExceeded"));
        }
        kept.add(onward.get());
        waits(timers.setup(), now);
        actions.add(new RoutedAction.Connect(route.destination()));
        return done();
    }

    /** The connection to the called side stands. */
    public List<RoutedAction> connected() {
        if (state != Call.State.ENDED) {
            connected = true;
            kept.forEach(message -> actions.add(new RoutedAction.Send(Side.CALLEE, message)));
            kept.clear();
        }
        return done();
    }

    /** There is no connection with that side any more, or none came about. */
    public List<RoutedAction> connectionLost(Side side) {
        if (state != Call.State.ENDED) {
            ReleaseReason reason = lost(side);
            sendRelease(side.other(), reason);
            end(reason, Optional.of(side));
        }
        return done();
    }

    private ReleaseReason lost(Side side) {
        if (state == Call.State.CONNECTED) {
            return ReleaseReason.OUT_OF_ORDER;
        }
        if (side == Side.CALLER) {
            return ReleaseReason.NORMAL;
        }
        return connected ? ReleaseReason.NOBODY_RESPONDS : ReleaseReason.UNREACHABLE;
    }

    /**
     * Handles a message from one side. A second Setup, and messages of another call than this, go no further.
     *
     * @throws PerException if its H323-UserInformation is none
     * @throws Q931Exception if it says that the call has ended, and why cannot be understood
     */
    public List<RoutedAction> receive(Side from, Q931Message message, Instant now) {
        if (state == Call.State.ENDED
                || !message.callReference().equals(referenceFrom(from))
                || message.type().equals(MessageType.SETUP)) {
            return done();
        }
        Q931Message onward = OnwardMessage.of(message, referenceTo(from.other()));
        if (message.type().equals(MessageType.RELEASE_COMPLETE)) {
            ReleaseReason reason =
                    ((SignallingBody.Release) SignallingMessage.of(message).body()).reason();
            if (from == Side.CALLEE || connected) {
                actions.add(new RoutedAction.Send(from.other(), onward));
            }
            end(reason, Optional.of(from));
        } else if (from == Side.CALLEE) {
            actions.add(new RoutedAction.Send(Side.CALLER, onward));
            progressed(message.type(), now);
        } else if (connected) {
            actions.add(new RoutedAction.Send(Side.CALLEE, onward));
        } else if (kept.size() < MOST_KEPT) {
            kept.add(onward);
        } else {
            return release(ReleaseReason.CONGESTED);
        }
        return done();
    }

    /** In messages that come from a side; only the caller and we have chosen one. */
    private CallReference referenceFrom(Side side) {
        return side == Side.CALLER ? said.callReference() : referenceTo(side).reversed();
    }

    private CallReference referenceTo(Side side) {
        return side == Side.CALLER ? said.callReference().reversed() : CallReference.ofOriginator(route.reference());
    }

    /** The called side has come so far, if it had not yet. */
    private void progressed(MessageType type, Instant now) {
        if (type.equals(MessageType.CONNECT)) {
            if (reach(Call.State.CONNECTED, Duration.ZERO, now)) {
                actions.add(new RoutedAction.Answered());
            }
        } else if (type.equals(MessageType.ALERTING)) {
            reach(Call.State.ALERTING, timers.alerting(), now);
        } else if (type.equals(MessageType.CALL_PROCEEDING) || type.equals(MessageType.PROGRESS)) {
            reach(Call.State.PROCEEDING, timers.proceeding(), now);
        }
    }

    private boolean reach(Call.State reached, Duration patience, Instant now) {
        if (state.compareTo(reached) >= 0) {
            return false;
        }
        state = reached;
        if (!disengaged) {
            waits(patience, now);
        }
        return true;
    }

    /** Ends the call, whatever its state. */
    public List<RoutedAction> release(ReleaseReason reason) {
        if (state != Call.State.ENDED) {
            sendRelease(Side.CALLER, reason);
            sendRelease(Side.CALLEE, reason);
            end(reason, Optional.empty());
        }
        return done();
    }

    /**
     * The gatekeeper has it that a side's part in the call is over: the side said so, does not report the call any more, or
     * was told to hang up. The two may still tell each other; if they have not within {@link #FAREWELL}, they are told.
     */
    public List<RoutedAction> disengaged(Instant now) {
        if (state != Call.State.ENDED && !disengaged) {
            disengaged = true;
            waits(FAREWELL, now);
        }
        return done();
    }

    /** Time at which {@link #expire} is due next; empty if no timer runs. */
    public Optional<Instant> deadline() {
        return deadline;
    }

    public List<RoutedAction> expire(Instant now) {
        if (deadline.filter(at -> !at.isAfter(now)).isEmpty()) {
            return done();
        }
        if (disengaged) {
            return release(ReleaseReason.NORMAL);
        }
        return release(state == Call.State.ALERTING ? ReleaseReason.NO_ANSWER : ReleaseReason.TIMER_EXPIRED);
    }

    private void waits(Duration duration, Instant now) {
        deadline = duration.isZero() ? Optional.empty() : Optional.of(now.plus(duration));
    }

    /** Whoever was not sent a Setup is not sent the end of it either. */
    private void sendRelease(Side to, ReleaseReason reason) {
        if (to == Side.CALLER || connected) {
            SignallingMessage message = SignallingMessage.ofBody(
                    referenceTo(to),
                    new SignallingBody.Release(setup.identity().callIdentifier(), reason),
                    Optional.of(false));
            actions.add(new RoutedAction.Send(to, message.toMessage()));
        }
    }

    private void end(ReleaseReason reason, Optional<Side> by) {
        state = Call.State.ENDED;
        deadline = Optional.empty();
        kept.clear();
        actions.add(new RoutedAction.Ended(reason, by));
    }

    private List<RoutedAction> done() {
        List<RoutedAction> all = List.copyOf(actions);
        actions.clear();
        return all;
    }
}

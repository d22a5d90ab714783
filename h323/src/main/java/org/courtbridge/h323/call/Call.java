package org.courtbridge.h323.call;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h450.ServiceEntity;
import org.courtbridge.h323.h460.FeatureSet;
import org.courtbridge.h323.h460.MediaTraversal;
import org.courtbridge.h323.q931.CallReference;
import org.courtbridge.h323.q931.CallState;
import org.courtbridge.h323.q931.Cause;

/**
 * One side of a call's signalling, the caller's or the called one's (H.225.0, clause 7; H.323, clause 8). It has no socket
 * and no clock; all methods give what is to be done.
 *
 * <p>A caller begins with {@link #place}; the called side with {@link #answering}, and goes on with {@link #proceed},
 * {@link #alert}, {@link #connect}. Either ends it with {@link #release}. Not safe for threads.
 */
public final class Call {

    /** Message not compatible with call state (Q.850). */
    private static final int NOT_COMPATIBLE_WITH_STATE = 101;

    /** Messages of H.245 that one message tunnels at most, as some decoders have a limit. */
    private static final int MOST_TUNNELLED = 16;

    /**
     * @param tunnelling whether we take H.245 in the messages of the call
     * @param display name to be shown to the other side
     * @param features that we have, said of calls that are made to us; what {@link SignallingBody.Setup} says is its own
     * @param reached whether we reach the other side: where we do not, it is to connect to us for H.245 (H.460.18)
     */
    public record Settings(
            boolean tunnelling, Optional<String> display, Timers timers, FeatureSet features, boolean reached) {

        /** Returns the settings of a call between two who reach each other, without features of ours. */
        public static Settings of(boolean tunnelling, Optional<String> display, Timers timers) {
            return new Settings(tunnelling, display, timers, FeatureSet.NONE, true);
        }

        /** The same of a call with another side behind a NAT. */
        public Settings unreached() {
            return new Settings(tunnelling, display, timers, features, false);
        }

        /** The same. @param having features of ours */
        public Settings with(FeatureSet having) {
            return new Settings(tunnelling, display, timers, having, reached);
        }
    }

    /** Progress of the call, from Setup to its end. */
    public enum State {
        /** Setup has been said. */
        SETUP,
        /** The called side has understood whom the call is for. */
        PROCEEDING,
        ALERTING,
        CONNECTED,
        ENDED
    }

    private final CallReference reference;
    private final SignallingBody.Setup setup;
    private final boolean caller;
    private final Settings settings;
    private final ControlRoute route;
    private final FastStartDecision fastStart;
    private final CallServices services = new CallServices();
    private final List<CallAction> actions = new ArrayList<>();

    private State state = State.SETUP;
    private List<Sequence> tokens = List.of();
    private Optional<Instant> deadline = Optional.empty();
    private boolean inquired;
    private FeatureSet theirFeatures;

    private Call(CallReference reference, SignallingBody.Setup setup, boolean caller, Settings settings) {
        this.reference = reference;
        this.setup = setup;
        this.caller = caller;
        this.settings = settings;
        this.route = new ControlRoute(settings.tunnelling(), settings.reached(), actions::add);
        this.fastStart = new FastStartDecision(!setup.early().fastStart().isEmpty());
        this.theirFeatures = caller ? FeatureSet.NONE : setup.features();
    }

    /** A call that we make. @param reference 1 to 32,767, of no other call on the connection */
    public static Call place(int reference, SignallingBody.Setup setup, Settings settings) {
        return new Call(CallReference.ofOriginator(reference), setup, true, settings);
    }

    /** A call that is made to us. @param message with a Setup */
    public static Call answering(SignallingMessage message, SignallingBody.Setup setup, Settings settings) {
        return new Call(message.reference().reversed(), setup, false, settings);
    }

    /** In our messages. */
    public CallReference reference() {
        return reference;
    }

    /** The Setup that began the call. */
    public SignallingBody.Setup setup() {
        return setup;
    }

    /** Name of ours that is shown to the other side. */
    public Optional<String> display() {
        return settings.display();
    }

    public State state() {
        return state;
    }

    /** Features of the other side, as far as it has stated them. */
    public FeatureSet theirFeatures() {
        return theirFeatures;
    }

    /** Begins: says Setup, or takes what the caller's Setup says beside whom it calls. */
    public List<CallAction> begin(Optional<SignallingMessage> received, Instant now) {
        if (received.isEmpty()) {
            setup.early().controlAddress().ifPresent(route::listening);
            send(setup);
            waits(settings.timers().setup(), now);
        } else {
            route.heard(
                    Optional.of(received.get().tunnelling().orElse(false)),
                    setup.early().controlAddress());
            if (setup.isCallIndependent()) {
                // We have no service that needs no call.
                serviced(received.get(), ServiceEntity.Phase.WITHOUT_CALL);
                return release(ReleaseReason.FACILITY_REJECTED);
            }
            serviced(received.get(), ServiceEntity.Phase.SETUP);
            if (state == State.ENDED) {
                return done();
            }
            tunnelled(received.get().control());
            tunnelled(setup.early().parallelControl());
            if (!route.tunnelling() && !isBehindNat()) {
                route.settle();
            }
        }
        return done();
    }

    /**
     * Whether the caller's traversal server says so (H.460.19). An address for H.245 is named to it behind Connect alone: one in
     * CallProceeding, GNU Gatekeeper hands on to a caller who does not reach it.
     */
    private boolean isBehindNat() {
        return MediaTraversal.answering(theirFeatures, false)
                .filter(how -> how.role() == MediaTraversal.Role.CLIENT)
                .isPresent();
    }

    /** We know whom the call is for, and are about to answer. */
    public List<CallAction> proceed() {
        step(SignallingBody.Answer.Step.CALL_PROCEEDING, State.PROCEEDING);
        return done();
    }

    /** Somebody is asked whether he answers. */
    public List<CallAction> alert() {
        step(SignallingBody.Answer.Step.ALERTING, State.ALERTING);
        return done();
    }

    /** Sets which of the caller's proposals we open, in our next message; an empty list refuses all. @param channels encoded */
    public void fastStart(List<Octets> channels) {
        if (!caller) {
            fastStart.decide(channels);
        }
    }

    /**
     * Sets the tokens for our Connect, if we are called. Where there are any, H.245 on a connection of its own waits for it
     * too: H323Plus begins with H.245 as soon as it knows the address, and states its capabilities without encryption if it
     * does not have the secret yet.
     *
     * @param said each a ClearToken
     */
    public void tokens(List<Sequence> said) {
        tokens = List.copyOf(said);
    }

    /** Tokens that the called side has sent with its answer; none if we are called. */
    public List<Sequence> heardTokens() {
        return caller ? tokens : List.of();
    }

    /** We answer. */
    public List<CallAction> connect(Instant now) {
        if (caller || state == State.CONNECTED || state == State.ENDED) {
            return done();
        }
        fastStart.decide(List.of());
        if (!isBehindNat()) {
            route.settle();
        }
        step(SignallingBody.Answer.Step.CONNECT, State.CONNECTED);
        route.settle();
        waits(settings.timers().keepAlive(), now);
        return done();
    }

    private void step(SignallingBody.Answer.Step step, State reached) {
        if (!caller && state.compareTo(reached) < 0) {
            state = reached;
            boolean last = step == SignallingBody.Answer.Step.CONNECT;
            send(new SignallingBody.Answer(
                    step,
                    setup.identity().callIdentifier(),
                    setup.identity().conferenceId(),
                    last || tokens.isEmpty() ? route.ours() : Optional.empty(),
                    fastStart.channels(),
                    fastStart.isRefused(),
                    settings.display(),
                    settings.features(),
                    last ? tokens : List.of()));
        }
    }

    /** Sets the address on which we listen for H.245, as {@link CallAction.ListenForControl} asked. */
    public List<CallAction> listening(InetSocketAddress address) {
        route.listening(address);
        if (state == State.CONNECTED) {
            send(SignallingBody.Facility.startH245(setup.identity().callIdentifier(), address));
        }
        return done();
    }

    /** @param byThem whether the other side made the connection */
    public List<CallAction> controlConnected(boolean byThem) {
        route.connected(byThem);
        return done();
    }

    /** The connection that {@link CallAction.ConnectControl} asked for could not be made. */
    public List<CallAction> controlFailed() {
        route.failed();
        if (state == State.CONNECTED) {
            route.settle();
        }
        return done();
    }

    /** Says something by H.245, in whichever way there is. @param messages encoded, in their order */
    public List<CallAction> control(List<Octets> messages) {
        if (state == State.ENDED) {
            return done();
        }
        if (!route.isTunnel()) {
            route.send(messages);
            return done();
        }
        for (int from = 0; from < messages.size(); from += MOST_TUNNELLED) {
            send(new SignallingBody.Empty(), messages.subList(from, Math.min(messages.size(), from + MOST_TUNNELLED)));
        }
        return done();
    }

    /** Keys, for systems that take them so. */
    public List<CallAction> press(String keys) {
        if (state == State.CONNECTED) {
            send(new SignallingBody.Information(keys));
        }
        return done();
    }

    /** Sends the call elsewhere (H.450 is not needed for that), before it is connected or after. */
    public List<CallAction> redirect(InetSocketAddress address) {
        return elsewhere(SignallingBody.Facility.CALL_FORWARDED, address);
    }

    /** Sends the call to the gatekeeper of who is called, which wants to route it (H.323, clause 8.4.1). */
    public List<CallAction> routeTo(InetSocketAddress gatekeeper) {
        return elsewhere(SignallingBody.Facility.ROUTE_TO_GATEKEEPER, gatekeeper);
    }

    private List<CallAction> elsewhere(String reason, InetSocketAddress address) {
        send(new SignallingBody.Facility(
                setup.identity().callIdentifier(),
                reason,
                Optional.of(address),
                List.of(),
                Optional.empty(),
                List.of()));
        return done();
    }

    /** Ends the call, whatever its state. */
    public List<CallAction> release(ReleaseReason reason) {
        if (state != State.ENDED) {
            send(new SignallingBody.Release(setup.identity().callIdentifier(), reason));
            end(reason, true);
        }
        return done();
    }

    /** There is no connection any more. */
    public List<CallAction> connectionLost() {
        if (state != State.ENDED) {
            end(state == State.CONNECTED ? ReleaseReason.OUT_OF_ORDER : ReleaseReason.NOBODY_RESPONDS, false);
        }
        return done();
    }

    /** Handles a received message. Messages of no sense in this state, such as a second Connect, change nothing. */
    public List<CallAction> receive(SignallingMessage message, Instant now) {
        if (state == State.ENDED) {
            return done();
        }
        if (inquired || state == State.CONNECTED) {
            inquired = false;
            waits(settings.timers().keepAlive(), now);
        }
        switch (message.body()) {
            case SignallingBody.Setup again -> complain(message, Cause.of(NOT_COMPATIBLE_WITH_STATE));
            case SignallingBody.Answer answer -> answered(answer, message, now);
            case SignallingBody.Facility facility -> facility(facility, message);
            case SignallingBody.Release release -> end(release.reason(), false);
            case SignallingBody.Information information -> keys(information.keys());
            case SignallingBody.StatusInquiry inquiry -> complain(message, Cause.of(SignallingBody.Status.RESPONSE));
            case SignallingBody.Status status -> status(status);
            case SignallingBody.Empty empty -> route.heard(message.tunnelling(), Optional.empty());
            case SignallingBody.Other other -> route.heard(message.tunnelling(), Optional.empty());
        }
        if (state != State.ENDED) {
            serviced(message, state == State.CONNECTED ? ServiceEntity.Phase.ACTIVE : ServiceEntity.Phase.UNANSWERED);
        }
        if (state != State.ENDED) {
            tunnelled(message.control());
        }
        return done();
    }

    private void serviced(SignallingMessage message, ServiceEntity.Phase phase) {
        if (message.services().isEmpty()) {
            return;
        }
        ServiceEntity.Reaction reaction = services.receive(message.services(), phase);
        reaction.held().ifPresent(held -> act(new CallAction.Held(held)));
        if (reaction.clearsCall()) {
            send(new SignallingBody.Release(setup.identity().callIdentifier(), ReleaseReason.FACILITY_REJECTED));
            end(ReleaseReason.FACILITY_REJECTED, true);
        } else if (phase.compareTo(ServiceEntity.Phase.SETUP) > 0 && services.areWaiting()) {
            send(new SignallingBody.Empty());
        }
    }

    private void answered(SignallingBody.Answer answer, SignallingMessage message, Instant now) {
        if (!caller || state == State.CONNECTED) {
            return;
        }
        theirFeatures = theirFeatures.or(answer.features());
        if (!answer.tokens().isEmpty()) {
            tokens = answer.tokens();
        }
        route.heard(message.tunnelling(), answer.controlAddress());
        fastStarted(answer.fastStart(), answer.fastStartRefused());
        switch (answer.step()) {
            case CALL_PROCEEDING, PROGRESS -> {
                if (state == State.SETUP) {
                    state = State.PROCEEDING;
                    waits(settings.timers().proceeding(), now);
                }
                act(new CallAction.Progressed(answer.step(), answer.display()));
            }
            case ALERTING -> {
                state = State.ALERTING;
                waits(settings.timers().alerting(), now);
                act(new CallAction.Progressed(answer.step(), answer.display()));
            }
            case CONNECT -> {
                state = State.CONNECTED;
                waits(settings.timers().keepAlive(), now);
                act(new CallAction.Connected(answer.display()));
                fastStarted(List.of(), true);
                route.settle();
                if (!settings.reached()) {
                    // It may have been asked for before the other side could be told.
                    route.ours()
                            .ifPresent(address -> send(SignallingBody.Facility.startH245(
                                    setup.identity().callIdentifier(), address)));
                }
            }
        }
    }

    private void fastStarted(List<Octets> channels, boolean refused) {
        if (fastStart.heard(channels, refused)) {
            act(channels.isEmpty() ? new CallAction.FastStartRefused() : new CallAction.FastStarted(channels));
        }
    }

    private void facility(SignallingBody.Facility facility, SignallingMessage message) {
        if (facility.isRedirection() && caller) {
            send(new SignallingBody.Release(setup.identity().callIdentifier(), ReleaseReason.DEFLECTED));
            act(new CallAction.Redirected(facility.otherAddress(), facility.otherAliases()));
            end(ReleaseReason.DEFLECTED, true);
            return;
        }
        if (caller) {
            fastStarted(facility.fastStart(), false);
        }
        route.heard(message.tunnelling(), facility.controlAddress());
        if (facility.reason().equals(SignallingBody.Facility.START_H245)) {
            route.settle();
        }
    }

    private void keys(String keys) {
        if (!keys.isEmpty()) {
            act(new CallAction.KeysPressed(keys));
        }
    }

    /** The other side does not have the call any more (Q.931, clause 5.8.11). */
    private void status(SignallingBody.Status status) {
        if (status.state().filter(CallState.NULL::equals).isPresent()) {
            end(ReleaseReason.OUT_OF_ORDER, false);
        }
    }

    private void complain(SignallingMessage message, Cause cause) {
        act(new CallAction.Send(SignallingMessage.ofBody(
                message.reference().reversed(),
                new SignallingBody.Status(setup.identity().callIdentifier(), cause, Optional.of(q931State())),
                Optional.of(route.tunnelling()))));
    }

    private CallState q931State() {
        return switch (state) {
            case SETUP -> caller ? CallState.CALL_INITIATED : CallState.CALL_PRESENT;
            case PROCEEDING -> caller ? CallState.OUTGOING_CALL_PROCEEDING : CallState.INCOMING_CALL_PROCEEDING;
            case ALERTING -> caller ? CallState.CALL_DELIVERED : CallState.CALL_RECEIVED;
            case CONNECTED -> CallState.ACTIVE;
            case ENDED -> CallState.NULL;
        };
    }

    /** Time at which {@link #expire} is due next; empty if no timer runs. */
    public Optional<Instant> deadline() {
        return deadline;
    }

    public List<CallAction> expire(Instant now) {
        if (state == State.ENDED || deadline.filter(at -> !at.isAfter(now)).isEmpty()) {
            return done();
        }
        if (state != State.CONNECTED) {
            return release(state == State.ALERTING ? ReleaseReason.NO_ANSWER : ReleaseReason.TIMER_EXPIRED);
        }
        if (inquired) {
            inquired = false;
            act(new CallAction.Unanswered());
            waits(settings.timers().keepAlive(), now);
            return done();
        }
        inquired = true;
        send(new SignallingBody.StatusInquiry(setup.identity().callIdentifier()));
        waits(settings.timers().status(), now);
        return done();
    }

    private void waits(Duration duration, Instant now) {
        deadline = duration.isZero() ? Optional.empty() : Optional.of(now.plus(duration));
    }

    private void tunnelled(List<Octets> messages) {
        if (!messages.isEmpty()) {
            act(new CallAction.ControlReceived(messages));
        }
    }

    private void send(SignallingBody body) {
        send(body, List.of());
    }

    private void send(SignallingBody body, List<Octets> control) {
        List<Octets> answers = services.with(body);
        act(new CallAction.Send(
                new SignallingMessage(reference, body, Optional.of(route.tunnelling()), control, answers, List.of())));
    }

    private void end(ReleaseReason reason, boolean byUs) {
        state = State.ENDED;
        deadline = Optional.empty();
        act(new CallAction.Released(reason, byUs));
    }

    private void act(CallAction action) {
        actions.add(action);
    }

    private List<CallAction> done() {
        List<CallAction> all = List.copyOf(actions);
        actions.clear();
        return all;
    }
}

package org.courtbridge.signalling.h323.gatekeeper;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.h323.call.Call;
import org.courtbridge.h323.call.ReleaseReason;
import org.courtbridge.h323.call.RoutedAction;
import org.courtbridge.h323.call.RoutedCall;
import org.courtbridge.h323.per.PerException;
import org.courtbridge.h323.q931.Q931Exception;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.signalling.h323.transport.CallConnection;
import org.courtbridge.signalling.h323.transport.CallNames;
import org.courtbridge.signalling.h323.transport.TpktConnection;
import org.courtbridge.signalling.rooms.BoundedMailbox;

/**
 * A call between two others that is routed: its machine and its two connections. One event after the other, on the call's
 * thread.
 */
final class Routing implements AutoCloseable {

    private static final Logger log = LogManager.getLogger(Routing.class);

    /** Longest wait for an event while the machine has no deadline. */
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final String name;
    private final RoutedCall call;
    private final CallConnection caller;
    private final BoundedMailbox<RoutedEvent> mailbox;
    private final Line line;
    private final LongAdder malformed;
    private final InstantSource clock;

    private Optional<CallConnection> callee = Optional.empty();
    private Optional<RoutedAction.Ended> end = Optional.empty();

    /** To the called side, once there is one, even if the call's thread never hears of it: it is closed with the call. */
    private volatile Optional<CallConnection> made = Optional.empty();

    private volatile boolean closed;

    /** Leads to the called side. */
    @FunctionalInterface
    interface Line {

        /** @param receiver hears what the called side says @param done hears the connection, or of none */
        void connect(TpktConnection.Receiver receiver, Consumer<Optional<? extends CallConnection>> done);
    }

    /** @param name as {@link CallNames} has it */
    Routing(
            String name,
            RoutedCall call,
            CallConnection caller,
            BoundedMailbox<RoutedEvent> mailbox,
            Line line,
            LongAdder malformed,
            InstantSource clock) {
        this.name = name;
        this.call = call;
        this.caller = caller;
        this.mailbox = mailbox;
        this.line = line;
        this.malformed = malformed;
        this.clock = clock;
    }

    /** Goes on until the call has ended. @return how */
    RoutedAction.Ended run() {
        does(call.begin(now()));
        while (end.isEmpty()) {
            mailbox.poll(patience()).ifPresentOrElse(this::heard, () -> does(call.expire(now())));
        }
        return end.get();
    }

    /** Ends a call that goes nowhere. */
    void refuse(ReleaseReason reason) {
        does(call.release(reason));
    }

    private Instant now() {
        return clock.instant();
    }

    private Duration patience() {
        return call.deadline()
                .map(deadline -> Duration.between(now(), deadline))
                .filter(left -> left.compareTo(IDLE) < 0)
                .orElse(IDLE);
    }

    private void heard(RoutedEvent event) {
        switch (event) {
            case RoutedEvent.Said said -> said(said);
            case RoutedEvent.Connected connected -> {
                callee = Optional.of(connected.callee());
                does(call.connected());
            }
            case RoutedEvent.Lost lost -> does(call.connectionLost(lost.side()));
            case RoutedEvent.Disengaged _ -> does(call.disengaged(now()));
            case RoutedEvent.EndWanted wanted -> does(call.release(reason(wanted.reason())));
        }
        // Whoever keeps talking does not keep the call from ending in time.
        does(call.expire(now()));
    }

    private static ReleaseReason reason(EndReason wanted) {
        return wanted == EndReason.SHUTDOWN ? ReleaseReason.TEMPORARY_FAILURE : ReleaseReason.CONGESTED;
    }

    private void said(RoutedEvent.Said said) {
        try {
            does(call.receive(said.by(), said.message(), now()));
        } catch (PerException | Q931Exception e) {
            malformed.increment();
            log.debug("call={} {} sends what cannot be handed on: {}", name, said.by(), e.getMessage());
        }
    }

    private void does(List<RoutedAction> actions) {
        actions.forEach(this::act);
    }

    private void act(RoutedAction action) {
        switch (action) {
            case RoutedAction.Connect _ -> connect();
            case RoutedAction.Send send -> send(send);
            case RoutedAction.Answered _ -> log.info("call={} answered", name);
            case RoutedAction.Ended ended -> end = Optional.of(ended);
        }
    }

    private void connect() {
        line.connect(new RoutedReceiver(RoutedCall.Side.CALLEE, mailbox, malformed), connection -> {
            connection.ifPresent(this::made);
            mailbox.put(connection
                    .<RoutedEvent>map(RoutedEvent.Connected::new)
                    .orElseGet(() -> new RoutedEvent.Lost(RoutedCall.Side.CALLEE)));
        });
    }

    private void made(CallConnection connection) {
        connection.belongsTo(name);
        made = Optional.of(connection);
        if (closed) {
            connection.close();
        }
    }

    /** A side that does not read what the other says has no more kept for it than its connection takes. */
    private void send(RoutedAction.Send send) {
        CallConnection way = send.to() == RoutedCall.Side.CALLER ? caller : callee.orElseThrow();
        if (way.isFull() && call.state() != Call.State.ENDED) {
            log.info("call={} {} does not read what it is sent", name, send.to());
            does(call.release(ReleaseReason.CONGESTED));
        } else {
            way.send(send.message());
        }
    }

    /** The connections, and one to the called side that comes about only now. */
    @Override
    public void close() {
        closed = true;
        caller.close();
        made.ifPresent(CallConnection::close);
    }
}

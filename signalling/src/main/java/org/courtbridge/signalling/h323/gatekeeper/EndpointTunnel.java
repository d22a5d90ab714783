package org.courtbridge.signalling.h323.gatekeeper;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.call.ReleaseReason;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.call.SignallingMessage;
import org.courtbridge.h323.per.PerException;
import org.courtbridge.h323.q931.CallReference;
import org.courtbridge.h323.q931.MessageType;
import org.courtbridge.h323.q931.Q931Exception;
import org.courtbridge.h323.q931.Q931Header;
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.h323.ras.RasPath;
import org.courtbridge.signalling.h323.transport.CallConnection;
import org.courtbridge.signalling.h323.transport.CallNames;
import org.courtbridge.signalling.h323.transport.H323Trace;
import org.courtbridge.signalling.h323.transport.TpktConnection;

/**
 * The one connection of an endpoint that nobody reaches (H.460.17): its RAS, and all of its calls, which their references
 * tell apart. What comes is handed over on the connection's event loop; the rest is from any thread.
 *
 * <p>A call that ends, in whatever way, ends alone. Whoever reads nothing that he is sent loses his calls first, and then,
 * as it is not kept for him either what the gatekeeper says, the connection.
 */
public final class EndpointTunnel implements TpktConnection.Receiver {

    private static final Logger log = LogManager.getLogger(EndpointTunnel.class);

    /** At one time: more than any room has. */
    static final int MOST_CALLS = 8;

    /** Octets of RAS, and of refusals, that may wait: hundreds of messages. */
    static final int MOST_WAITING = 65_536;

    /** Requests about calls, for the trace. */
    private static final int REMEMBERED = 100;

    /** For an endpoint to register again, by another name perhaps, after it has gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** References of calls: 15 bits, of which 0 means all calls (Q.931, clause 4.3). */
    private static final int FIRST_REFERENCE = 1;

    private static final int END_OF_REFERENCES = 32_768;

    private static final ReleaseReason NOT_REGISTERED = ReleaseReason.ofReason("callerNotRegistered");

    /** Invalid call reference value (Q.931, clause 5.8.3.2). */
    private static final ReleaseReason NO_SUCH_CALL = ReleaseReason.ofCause(81);

    private static final TpktConnection.Receiver NOBODY = new TpktConnection.Receiver() {
        @Override
        public void packet(TpktConnection from, byte[] contents) {}

        @Override
        public void closed(TpktConnection connection) {}
    };

    private final TpktConnection connection;
    private final RasPath.Tunnel path;
    private final Owner owner;
    private final LongAdder malformed;
    private final Runnable whenRegistered;
    private final Backlog backlog;
    private final RasSubjects subjects = new RasSubjects(REMEMBERED);

    /** Those of which something may still come. */
    private final Map<TunnelledCall.Key, TunnelledCall> byKey = new HashMap<>();

    /** Those that have not been closed, those of before included which are just being ended. */
    private final Set<TunnelledCall> calls = new HashSet<>();

    /** Identifier of the endpoint that is registered on the connection. */
    private Optional<String> endpoint = Optional.empty();

    private int registrations;

    /** Whether it goes with its last call. */
    private boolean leaving;

    private boolean closed;

    /** The gatekeeper's side of the tunnel: receives its messages and calls. */
    public interface Owner {

        /** Hears a RasMessage, if it is one; must return at once. */
        void said(RasPath.Tunnel by, Octets message);

        /** Takes a call; must return at once. @return who hears what else comes of it */
        TpktConnection.Receiver take(
                CallConnection from, Q931Message said, SignallingMessage message, SignallingBody.Setup setup);

        /** Nothing comes any more. */
        void lost(EndpointTunnel tunnel);
    }

    /** @param whenRegistered is run each time that the endpoint has registered, on the event loop */
    public EndpointTunnel(
            TpktConnection connection, RasPath.Tunnel path, Owner owner, LongAdder malformed, Runnable whenRegistered) {
        this.connection = connection;
        this.path = path;
        this.owner = owner;
        this.malformed = malformed;
        this.whenRegistered = whenRegistered;
        this.backlog = new Backlog(connection);
        connection.namedBy(this::nameOf);
    }

    RasPath.Tunnel path() {
        return path;
    }

    public synchronized void registered(String endpointIdentifier) {
        endpoint = Optional.of(endpointIdentifier);
        registrations++;
        leaving = false;
        connection.after(Duration.ZERO, whenRegistered);
    }

    /** Calls go on; but no other begins, and if the endpoint does not come again, the last one's end is the connection's. */
    public synchronized void unregistered() {
        endpoint = Optional.empty();
        int last = registrations;
        connection.after(PATIENCE, () -> leaveUnlessRegisteredSince(last));
    }

    private synchronized void leaveUnlessRegisteredSince(int last) {
        if (registrations == last) {
            leave();
        }
    }

    /** The endpoint has registered elsewhere: calls go on, and the last one's end is the connection's. */
    synchronized void replaced() {
        endpoint = Optional.empty();
        leave();
    }

    synchronized boolean isRegistered() {
        return endpoint.isPresent();
    }

    private synchronized void leave() {
        leaving = endpoint.isEmpty();
        closeUnlessNeeded();
    }

    private void closeUnlessNeeded() {
        if (leaving && calls.isEmpty()) {
            close();
        }
    }

    synchronized void close() {
        closed = true;
        connection.close();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    // What comes

    @Override
    public void packet(TpktConnection from, byte[] contents) {
        if (isClosed()) {
            return;
        }
        try {
            Q931Header header = Q931Header.of(contents);
            List<Octets> ras = header.type().equals(MessageType.FACILITY) ? ras(contents) : List.of();
            if (ras.isEmpty()) {
                ofCall(header, contents);
            } else {
                ras.forEach(message -> owner.said(path, message));
            }
        } catch (PerException | Q931Exception e) {
            malformed.increment();
            log.debug("{} sends what is no message: {}", path, e.getMessage());
        }
    }

    private static List<Octets> ras(byte[] contents) {
        return SignallingMessage.of(Q931Message.decode(contents)).ras();
    }

    private void ofCall(Q931Header header, byte[] contents) {
        TunnelledCall.Key key = TunnelledCall.Key.ofReceived(header.callReference());
        boolean release = header.type().equals(MessageType.RELEASE_COMPLETE);
        Optional<TunnelledCall> known = find(key);
        if (known.isPresent()) {
            TunnelledCall call = known.get();
            guarded(
                    call,
                    () -> call.receiver().packet(connection, contents),
                    () -> drop(call, ReleaseReason.TEMPORARY_FAILURE));
            if (release) {
                released(call);
            }
        } else if (key.value() == 0 || release) {
            log.debug("{} sends {} of no call", path, header.type());
        } else if (header.type().equals(MessageType.SETUP) && !key.byUs()) {
            begin(Q931Message.decode(contents));
        } else {
            // Behind what the call's own thread has just said of its end.
            connection.after(
                    Duration.ZERO, () -> release(header.callReference().reversed(), Optional.empty(), NO_SUCH_CALL));
        }
    }

    /** A fault of ours ends the call in which it comes about, and no other. */
    private static void guarded(TunnelledCall call, Runnable what, Runnable end) {
        try {
            what.run();
        } catch (RuntimeException bug) {
            log.error("call={} ended by a fault", call.name().orElse(""), bug);
            end.run();
        }
    }

    /** Nothing more comes of a call, even if nobody has understood why it ended: elsewhere, its connection would be closed now. */
    private void released(TunnelledCall call) {
        call.released();
        drop(call, ReleaseReason.NORMAL);
    }

    private void begin(Q931Message said) {
        SignallingMessage message = SignallingMessage.of(said);
        if (!(message.body() instanceof SignallingBody.Setup setup)) {
            return;
        }
        CallReference answering = said.callReference().reversed();
        switch (place(answering, NOBODY)) {
            case Place.Refused(ReleaseReason why) ->
                release(answering, setup.identity().callIdentifier(), why);
            case Place.Taken(TunnelledCall call) -> {
                call.belongsTo(CallNames.of(setup));
                guarded(call, () -> call.receiver(owner.take(call, said, message, setup)), () -> closed(call));
            }
        }
    }

    private sealed interface Place {

        record Taken(TunnelledCall call) implements Place {}

        record Refused(ReleaseReason why) implements Place {}
    }

    /** @param reference in messages of ours */
    private synchronized Place place(CallReference reference, TpktConnection.Receiver receiver) {
        if (closed || endpoint.isEmpty()) {
            return new Place.Refused(NOT_REGISTERED);
        }
        if (calls.size() >= MOST_CALLS
                || connection.isFull()
                || byKey.containsKey(TunnelledCall.Key.ofSent(reference))) {
            return new Place.Refused(ReleaseReason.NO_RESOURCES);
        }
        TunnelledCall call = new TunnelledCall(reference, endpoint.get(), this, new Backlog(connection), receiver);
        byKey.put(call.key(), call);
        calls.add(call);
        return new Place.Taken(call);
    }

    private synchronized Optional<TunnelledCall> find(TunnelledCall.Key key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** The same, or one that is just being ended. */
    private synchronized Optional<TunnelledCall> open(TunnelledCall.Key key) {
        return find(key)
                .or(() -> calls.stream().filter(call -> call.key().equals(key)).findFirst());
    }

    @Override
    public void closed(TpktConnection from) {
        List<TunnelledCall> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(byKey.values());
            byKey.clear();
        }
        owner.lost(this);
        left.forEach(call -> call.receiver().closed(from));
    }

    // Ends of calls

    /** Nobody reads what a call says. */
    void cutOff(TunnelledCall call) {
        log.info("call={} {} does not read what it is sent", call.name().orElse(""), path);
        drop(call, ReleaseReason.CONGESTED);
    }

    /** Ends a call, for the endpoint and for us. */
    private void drop(TunnelledCall call, ReleaseReason reason) {
        if (forget(call)) {
            releaseUnlessOver(call, reason);
            call.receiver().closed(connection);
        }
    }

    /** Whoever had the call has done with it. */
    void closed(TunnelledCall call) {
        if (forget(call)) {
            releaseUnlessOver(call, ReleaseReason.TEMPORARY_FAILURE);
        }
        synchronized (this) {
            calls.remove(call);
            closeUnlessNeeded();
        }
    }

    private synchronized boolean forget(TunnelledCall call) {
        return byKey.remove(call.key(), call);
    }

    private void releaseUnlessOver(TunnelledCall call, ReleaseReason reason) {
        if (call.released()) {
            release(call.reference(), Optional.empty(), reason);
        }
    }

    private void release(CallReference reference, Optional<Octets> callIdentifier, ReleaseReason reason) {
        send(SignallingMessage.ofBody(reference, new SignallingBody.Release(callIdentifier, reason), Optional.of(true))
                .toMessage());
    }

    // What we send

    /** A RasMessage. */
    void send(Octets message) {
        send(SignallingMessage.ofRas(message).toMessage());
    }

    /** Whoever does not read that either has no more kept for him. */
    private void send(Q931Message message) {
        if (isClosed()) {
            return;
        }
        if (backlog.waiting() > MOST_WAITING) {
            log.info("{} does not read what it is sent", path);
            close();
        } else {
            backlog.send(message.encode());
        }
    }

    /** For a call of ours: one that no call of the endpoint has, whichever side began it, as some do not tell these apart. */
    public synchronized int freeReference() {
        int value;
        do {
            value = RandomGenerator.getDefault().nextInt(FIRST_REFERENCE, END_OF_REFERENCES);
        } while (byKey.containsKey(new TunnelledCall.Key(value, true))
                || byKey.containsKey(new TunnelledCall.Key(value, false)));
        return value;
    }

    /**
     * Begins a call to the endpoint.
     *
     * @param reference of its Setup, which is sent next
     * @param receiver hears what comes of it
     * @return empty if the connection has no place for it, or is gone
     */
    public Optional<CallConnection> place(int reference, TpktConnection.Receiver receiver) {
        return switch (place(CallReference.ofOriginator(reference), receiver)) {
            case Place.Refused _ -> Optional.empty();
            case Place.Taken(TunnelledCall call) -> Optional.of(call);
        };
    }

    /** For the trace. @param contents of a packet, either way */
    private Optional<String> nameOf(H323Trace.Direction direction, byte[] contents) {
        try {
            Q931Header header = Q931Header.of(contents);
            List<Octets> ras = header.type().equals(MessageType.FACILITY) ? ras(contents) : List.of();
            if (!ras.isEmpty()) {
                return subjects.call(path.address(), ras.getFirst().toArray());
            }
            CallReference reference = header.callReference();
            Optional<TunnelledCall> call = open(
                    switch (direction) {
                        case RECEIVED -> TunnelledCall.Key.ofReceived(reference);
                        case SENT -> TunnelledCall.Key.ofSent(reference);
                    });
            Optional<String> begun = CallNames.ofSetup(contents);
            begun.ifPresent(name -> call.ifPresent(one -> one.belongsTo(name)));
            return begun.or(() -> call.flatMap(TunnelledCall::name));
        } catch (PerException | Q931Exception _) {
            return Optional.empty();
        }
    }
}

package org.courtbridge.gateway.h323;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.h323.ras.RasPath;

/**
 * The one connection of an endpoint that nobody reaches (H.460.17): its RAS, and all of its calls, which their references
 * tell apart. What comes is handed over on the connection's event loop; the rest is from any thread.
 */
final class EndpointTunnel implements TpktConnection.Receiver {

    private static final Logger log = LogManager.getLogger(EndpointTunnel.class);

    /** At one time: more than any room has. */
    static final int MOST_CALLS = 8;

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

    private final TpktConnection connection;
    private final RasPath.Tunnel path;
    private final Owner owner;
    private final LongAdder malformed;
    private final Runnable whenRegistered;
    private final RasSubjects subjects = new RasSubjects(REMEMBERED);
    private final Map<Key, Part> calls = new HashMap<>();
    private boolean registered;
    private boolean closed;

    /** Whose gatekeeper it leads to. */
    interface Owner {

        /** Hears a RasMessage, if it is one; must return at once. */
        void said(RasPath.Tunnel by, Octets message);

        /** Takes a call; must return at once. @return who hears what else comes of it */
        TpktConnection.Receiver take(
                CallConnection from, Q931Message said, SignallingMessage message, SignallingBody.Setup setup);

        /** Nothing comes any more. */
        void lost(EndpointTunnel tunnel);
    }

    /** A call of the connection. @param byUs whether we chose the number, as we began it */
    private record Key(int value, boolean byUs) {

        static Key ofReceived(CallReference reference) {
            return new Key(reference.value(), reference.toOriginator());
        }

        static Key ofSent(CallReference reference) {
            return new Key(reference.value(), !reference.toOriginator());
        }
    }

    /** @param whenRegistered is run each time that the endpoint has registered, on the event loop */
    EndpointTunnel(
            TpktConnection connection, RasPath.Tunnel path, Owner owner, LongAdder malformed, Runnable whenRegistered) {
        this.connection = connection;
        this.path = path;
        this.owner = owner;
        this.malformed = malformed;
        this.whenRegistered = whenRegistered;
        connection.namedBy(this::nameOf);
    }

    RasPath.Tunnel path() {
        return path;
    }

    synchronized void registered() {
        registered = true;
        connection.after(Duration.ZERO, whenRegistered);
    }

    /** Calls go on; but no other begins. */
    synchronized void unregistered() {
        registered = false;
        connection.after(PATIENCE, this::closeUnlessNeeded);
    }

    private synchronized void closeUnlessNeeded() {
        if (registered || closed) {
            return;
        }
        if (calls.isEmpty()) {
            close();
        } else {
            connection.after(PATIENCE, this::closeUnlessNeeded);
        }
    }

    void close() {
        connection.close();
    }

    // What comes

    @Override
    public void packet(TpktConnection from, byte[] contents) {
        try {
            Q931Message said = Q931Message.decode(contents);
            List<Octets> ras = ras(said);
            if (ras.isEmpty()) {
                ofCall(said, contents);
            } else {
                ras.forEach(message -> owner.said(path, message));
            }
        } catch (PerException | Q931Exception e) {
            malformed.increment();
            log.debug("{} sends what is no message: {}", path, e.getMessage());
        }
    }

    private static List<Octets> ras(Q931Message said) {
        return said.type().equals(MessageType.FACILITY)
                ? SignallingMessage.of(said).ras()
                : List.of();
    }

    private void ofCall(Q931Message said, byte[] contents) {
        Key key = Key.ofReceived(said.callReference());
        Optional<Part> known = find(key);
        if (known.isPresent()) {
            known.get().receiver.packet(connection, contents);
        } else if (key.value == 0 || said.type().equals(MessageType.RELEASE_COMPLETE)) {
            log.debug("{} sends {} of no call", path, said.type());
        } else if (said.type().equals(MessageType.SETUP) && !key.byUs) {
            begin(key, said);
        } else {
            release(said, Optional.empty(), NO_SUCH_CALL);
        }
    }

    private void begin(Key key, Q931Message said) {
        SignallingMessage message = SignallingMessage.of(said);
        if (!(message.body() instanceof SignallingBody.Setup setup)) {
            return;
        }
        Part part = new Part(key);
        part.belongsTo(CallNames.of(setup));
        Optional<ReleaseReason> refusal = objection(part);
        if (refusal.isPresent()) {
            release(said, setup.callIdentifier(), refusal.get());
        } else {
            part.receiver = owner.take(part, said, message, setup);
        }
    }

    /** Why a call cannot begin; it has if there is nothing. */
    private synchronized Optional<ReleaseReason> objection(Part part) {
        if (!registered) {
            return Optional.of(NOT_REGISTERED);
        }
        if (calls.size() >= MOST_CALLS) {
            return Optional.of(ReleaseReason.NO_RESOURCES);
        }
        calls.put(part.key, part);
        return Optional.empty();
    }

    private void release(Q931Message said, Optional<Octets> callIdentifier, ReleaseReason reason) {
        send(new SignallingMessage(
                        said.callReference().reversed(),
                        new SignallingBody.Release(callIdentifier, reason),
                        Optional.of(true),
                        List.of())
                .toMessage()
                .encode());
    }

    private synchronized Optional<Part> find(Key key) {
        return Optional.ofNullable(calls.get(key));
    }

    @Override
    public void closed(TpktConnection from) {
        List<Part> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(calls.values());
            calls.clear();
        }
        owner.lost(this);
        left.forEach(part -> part.receiver.closed(from));
    }

    // What we send

    /** A RasMessage. */
    void send(Octets message) {
        send(SignallingMessage.ofRas(message).toMessage().encode());
    }

    /** Whoever does not read what he is sent has no more kept for him than his connection takes. */
    private void send(byte[] contents) {
        if (connection.isFull()) {
            log.info("{} does not read what it is sent", path);
            connection.close();
        } else {
            connection.send(contents);
        }
    }

    /** For a call of ours: one that no call of the endpoint has, whichever side began it, as some do not tell these apart. */
    synchronized int freeReference() {
        int value;
        do {
            value = RandomGenerator.getDefault().nextInt(FIRST_REFERENCE, END_OF_REFERENCES);
        } while (calls.containsKey(new Key(value, true)) || calls.containsKey(new Key(value, false)));
        return value;
    }

    /**
     * Begins a call to the endpoint.
     *
     * @param reference of its Setup, which is sent next
     * @param receiver hears what comes of it
     * @return empty if the connection has no place for it, or is gone
     */
    synchronized Optional<CallConnection> place(int reference, TpktConnection.Receiver receiver) {
        Key key = new Key(reference, true);
        if (closed || !registered || calls.size() >= MOST_CALLS || calls.containsKey(key)) {
            return Optional.empty();
        }
        Part part = new Part(key);
        part.receiver = receiver;
        calls.put(key, part);
        return Optional.of(part);
    }

    /** For the trace. @param contents of a packet, either way */
    private Optional<String> nameOf(H323Trace.Direction direction, byte[] contents) {
        try {
            Q931Message said = Q931Message.decode(contents);
            List<Octets> ras = ras(said);
            if (!ras.isEmpty()) {
                return subjects.call(path.address(), ras.getFirst().toArray());
            }
            CallReference reference = said.callReference();
            Optional<Part> part = find(
                    switch (direction) {
                        case RECEIVED -> Key.ofReceived(reference);
                        case SENT -> Key.ofSent(reference);
                    });
            Optional<String> begun = CallNames.ofSetup(contents);
            begun.ifPresent(name -> part.ifPresent(call -> call.belongsTo(name)));
            return begun.or(() -> part.flatMap(call -> call.name));
        } catch (PerException | Q931Exception _) {
            return Optional.empty();
        }
    }

    /** One call's. */
    private final class Part implements CallConnection {

        private static final TpktConnection.Receiver NOBODY = new TpktConnection.Receiver() {
            @Override
            public void packet(TpktConnection from, byte[] contents) {}

            @Override
            public void closed(TpktConnection connection) {}
        };

        private final Key key;
        private volatile TpktConnection.Receiver receiver = NOBODY;
        private volatile Optional<String> name = Optional.empty();

        Part(Key key) {
            this.key = key;
        }

        @Override
        public void send(byte[] contents) {
            EndpointTunnel.this.send(contents);
        }

        @Override
        public boolean isFull() {
            return connection.isFull();
        }

        @Override
        public InetSocketAddress remote() {
            return path.address();
        }

        @Override
        public boolean isTunnelled() {
            return true;
        }

        @Override
        public void belongsTo(String call) {
            name = Optional.of(call);
        }

        @Override
        public void close() {
            synchronized (EndpointTunnel.this) {
                calls.remove(key, this);
            }
        }
    }
}

package org.courtbridge.signalling.h323.call;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.h460.ComingControl;
import org.courtbridge.signalling.h323.transport.CallMailbox;
import org.courtbridge.signalling.h323.transport.CallNames;
import org.courtbridge.signalling.h323.transport.H323CallEvent;
import org.courtbridge.signalling.h323.transport.NamedPlace;
import org.courtbridge.signalling.h323.transport.TpktConnection;
import org.courtbridge.signalling.h323.transport.TpktPorts;

/**
 * The connections of one call's H.245: at most one that we made and one that the room made. What comes goes into the call's
 * mailbox; the rest belongs to the call's thread.
 */
public final class ControlConnections implements AutoCloseable {

    private final TpktPorts ports;
    private final InetAddress advertised;
    private final CallMailbox mailbox;
    private final String call;
    private Optional<CallTraversal> traversal = Optional.empty();

    private Optional<TpktPorts.Listening> listening = Optional.empty();
    private Optional<TpktConnection> own = Optional.empty();
    private Optional<TpktConnection> theirs = Optional.empty();

    /** From where the room is, on which nothing was said yet. */
    private final Set<TpktConnection> silent = ConcurrentHashMap.newKeySet();

    /** Whether no more is taken: there is the one, or the call is over. */
    private volatile boolean taken;

    /** @param call as {@link CallNames} has it */
    public ControlConnections(TpktPorts ports, InetAddress advertised, CallMailbox mailbox, String call) {
        this.ports = ports;
        this.advertised = advertised;
        this.mailbox = mailbox;
        this.call = call;
    }

    /** From now on, as it is through a NAT. */
    void traverse(CallTraversal how) {
        traversal = Optional.of(how);
    }

    /** Takes a connection from now on. @return where @throws IOException if there is no port left */
    InetSocketAddress listen() throws IOException {
        Optional<CallTraversal> how = traversal.filter(CallTraversal::isServer);
        TpktPorts.Listening opened =
                ports.listen(0, () -> new Incoming(how), (connection, _) -> accepted(connection, how));
        opened.begin();
        listening = Optional.of(opened);
        return new InetSocketAddress(advertised, opened.port());
    }

    /** @param peer the machine of whoever names the address */
    void connect(InetSocketAddress to, InetAddress peer) {
        if (!NamedPlace.isAllowed(to, peer)) {
            mailbox.put(new H323CallEvent.ControlFailed());
            return;
        }
        ports.connect(
                to,
                new Incoming(Optional.empty()),
                made -> made.ifPresentOrElse(this::connected, () -> mailbox.put(new H323CallEvent.ControlFailed())));
    }

    private void connected(TpktConnection connection) {
        traversal.filter(how -> !how.isServer()).ifPresent(how -> {
            connection.send(how.control().encode().toArray());
            connection.keepAlive();
        });
        made(connection, false);
    }

    /**
     * Takes an H.245 connection. Where the room's address is known, a connection from any other is closed, and the room's
     * counts once something has come over it.
     */
    private void accepted(TpktConnection connection, Optional<CallTraversal> how) {
        Optional<InetAddress> peer = connection.peer().map(InetSocketAddress::getAddress);
        if (how.isEmpty()) {
            made(connection, true);
        } else if (!peer.equals(how.map(CallTraversal::peer))) {
            connection.close();
        } else {
            silent.add(connection);
            if (taken) {
                closeSilent();
            }
        }
    }

    /** None of them is the one, or the call is over. */
    private void closeSilent() {
        for (TpktConnection connection : silent) {
            silent.remove(connection);
            connection.close();
        }
    }

    private void made(TpktConnection connection, boolean byThem) {
        mailbox.put(new H323CallEvent.ControlConnected(connection, byThem));
    }

    /** There is one. @return false if it is one too many, and was closed */
    boolean connected(TpktConnection connection, boolean byThem) {
        if (byThem && theirs.isPresent()) {
            connection.close();
            return false;
        }
        if (byThem) {
            theirs = Optional.of(connection);
            listening.ifPresent(TpktPorts.Listening::close);
            taken = true;
            closeSilent();
        } else {
            own = Optional.of(connection);
        }
        return true;
    }

    void send(List<Octets> messages, boolean byOwn) {
        Optional<TpktConnection> way = byOwn ? own.or(() -> theirs) : theirs.or(() -> own);
        way.ifPresent(connection -> messages.forEach(message -> connection.send(message.toArray())));
    }

    void closeOwn() {
        own.ifPresent(TpktConnection::close);
        own = Optional.empty();
    }

    /** Whether a connection that is gone was the last of them. */
    boolean lost(TpktConnection connection) {
        boolean ours = own.equals(Optional.of(connection)) || theirs.equals(Optional.of(connection));
        own = own.filter(one -> one != connection);
        theirs = theirs.filter(one -> one != connection);
        return ours && own.isEmpty() && theirs.isEmpty();
    }

    @Override
    public void close() {
        listening.ifPresent(TpktPorts.Listening::close);
        own.ifPresent(TpktConnection::close);
        theirs.ifPresent(TpktConnection::close);
        taken = true;
        closeSilent();
    }

    private final class Incoming implements TpktConnection.Receiver {

        /** Of a room behind a NAT that connects. */
        private final Optional<CallTraversal> expected;

        private boolean first = true;

        /** Set when the connection has been refused: packets that still come before it is closed are ignored. */
        private boolean turnedAway;

        Incoming(Optional<CallTraversal> expected) {
            this.expected = expected;
        }

        @Override
        public void packet(TpktConnection from, byte[] contents) {
            if (turnedAway) {
                return;
            }
            if (first && (isElsewhere(from) || isForAnother(contents))) {
                turnedAway = true;
                from.close();
                return;
            }
            if (first && expected.isPresent()) {
                silent.remove(from);
                made(from, true);
            }
            first = false;
            mailbox.put(new H323CallEvent.Controlled(Octets.of(contents)));
        }

        /** Not the room, where we know where that is. */
        private boolean isElsewhere(TpktConnection from) {
            return expected.isPresent()
                    && !from.peer().map(InetSocketAddress::getAddress).equals(expected.map(CallTraversal::peer));
        }

        /** Whoever says which call he means, means this one. */
        private boolean isForAnother(byte[] contents) {
            return expected.filter(how -> ComingControl.of(Octets.of(contents))
                            .filter(said ->
                                    !said.callIdentifier().equals(how.control().callIdentifier()))
                            .isPresent())
                    .isPresent();
        }

        @Override
        public void closed(TpktConnection connection) {
            silent.remove(connection);
            mailbox.put(new H323CallEvent.ControlLost(connection));
        }

        @Override
        public Optional<String> call() {
            return Optional.of(call);
        }
    }
}

package org.courtbridge.gateway.h323;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Octets;

/**
 * The connections of one call's H.245: at most one that we made and one that the room made. What comes goes into the call's
 * mailbox; the rest belongs to the call's thread.
 */
final class ControlConnections implements AutoCloseable {

    private final TpktPorts ports;
    private final InetAddress advertised;
    private final CallMailbox mailbox;
    private final String call;

    private Optional<TpktPorts.Listening> listening = Optional.empty();
    private Optional<TpktConnection> own = Optional.empty();
    private Optional<TpktConnection> theirs = Optional.empty();

    /** @param call as {@link CallNames} has it */
    ControlConnections(TpktPorts ports, InetAddress advertised, CallMailbox mailbox, String call) {
        this.ports = ports;
        this.advertised = advertised;
        this.mailbox = mailbox;
        this.call = call;
    }

    /** Takes a connection from now on. @return where @throws IOException if there is no port left */
    InetSocketAddress listen() throws IOException {
        TpktPorts.Listening opened = ports.listen(0, Incoming::new, (connection, _) -> made(connection, true));
        opened.begin();
        listening = Optional.of(opened);
        return new InetSocketAddress(advertised, opened.port());
    }

    void connect(InetSocketAddress to) {
        ports.connect(
                to,
                new Incoming(),
                made -> made.ifPresentOrElse(
                        connection -> made(connection, false), () -> mailbox.put(new CallEvent.ControlFailed())));
    }

    private void made(TpktConnection connection, boolean byThem) {
        mailbox.put(new CallEvent.ControlConnected(connection, byThem));
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
    }

    private final class Incoming implements TpktConnection.Receiver {

        @Override
        public void packet(TpktConnection from, byte[] contents) {
            mailbox.put(new CallEvent.Controlled(Octets.of(contents)));
        }

        @Override
        public void closed(TpktConnection connection) {
            mailbox.put(new CallEvent.ControlLost(connection));
        }

        @Override
        public Optional<String> call() {
            return Optional.of(call);
        }
    }
}

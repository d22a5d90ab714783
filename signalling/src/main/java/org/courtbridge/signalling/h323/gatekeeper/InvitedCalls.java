package org.courtbridge.signalling.h323.gatekeeper;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.signalling.h323.transport.TpktConnection;

/**
 * Calls of ours that wait for the connection of a room behind a NAT (H.460.18). Each is given once, to whoever names its
 * identifier, which only the room was told, and comes from where the room registered. From any thread.
 */
final class InvitedCalls {

    private final Map<Octets, Invited> waiting = new HashMap<>();

    /** @param receiver hears what comes on the connection @param made hears of it, or that there will be none */
    private record Invited(
            InetAddress source, TpktConnection.Receiver receiver, CompletableFuture<Optional<TpktConnection>> made) {}

    synchronized void expect(
            Octets callIdentifier,
            InetAddress source,
            TpktConnection.Receiver receiver,
            CompletableFuture<Optional<TpktConnection>> made) {
        waiting.put(callIdentifier, new Invited(source, receiver, made));
    }

    /** Somebody comes for a call. @return who hears what else he says; empty if there is no such call for him */
    Optional<TpktConnection.Receiver> take(TpktConnection connection, SignallingBody.Facility facility) {
        Optional<Invited> invited = facility.callIdentifier()
                .flatMap(call -> remove(call, connection.peer().map(InetSocketAddress::getAddress)));
        // The call goes on at once where it had given up meanwhile, and the connection ends with it.
        return invited.filter(one -> one.made.complete(Optional.of(connection))).map(Invited::receiver);
    }

    private synchronized Optional<Invited> remove(Octets callIdentifier, Optional<InetAddress> source) {
        Optional<Invited> invited =
                Optional.ofNullable(waiting.get(callIdentifier)).filter(one -> source.equals(Optional.of(one.source)));
        invited.ifPresent(_ -> waiting.remove(callIdentifier));
        return invited;
    }

    /** Nobody comes. */
    void giveUp(Octets callIdentifier) {
        Invited invited;
        synchronized (this) {
            invited = waiting.remove(callIdentifier);
        }
        if (invited != null) {
            invited.made.complete(Optional.empty());
        }
    }

    synchronized int count() {
        return waiting.size();
    }
}

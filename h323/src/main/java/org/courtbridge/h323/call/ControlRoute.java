package org.courtbridge.h323.call;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.courtbridge.h323.asn1.Octets;

/**
 * Path of H.245 between the two sides (H.323, clauses 8.1.5 and 8.2.1): in the messages of call signalling where both say that
 * they can, otherwise on a connection of its own to the address that either side names.
 */
final class ControlRoute {

    private final boolean weTunnel;
    private final boolean reached;
    private final Consumer<CallAction> act;
    private final List<Octets> waiting = new ArrayList<>();

    private Optional<Boolean> theyTunnel = Optional.empty();
    private Optional<InetSocketAddress> ours = Optional.empty();
    private Optional<InetSocketAddress> theirs = Optional.empty();
    private boolean tunnel;
    private boolean asked;
    private boolean connecting;
    private boolean connectedByUs;
    private boolean connectedByThem;

    /** @param reached whether we can connect to the other side: to one behind a NAT, we name an address whatever it names */
    ControlRoute(boolean weTunnel, boolean reached, Consumer<CallAction> act) {
        this.weTunnel = weTunnel;
        this.reached = reached;
        this.act = act;
    }

    /** Our h245Tunnelling flag in each message: once the other side has said no, it is off for good. */
    boolean tunnelling() {
        return weTunnel && theyTunnel.orElse(true);
    }

    /** Whether H.245 is tunnelled. */
    boolean isTunnel() {
        return tunnel;
    }

    /** Address at which we take a connection of H.245, to be named in our messages until there is one. */
    Optional<InetSocketAddress> ours() {
        return tunnel || isConnected() ? Optional.empty() : ours;
    }

    private boolean isConnected() {
        return connectedByUs || connectedByThem;
    }

    /** The other side says in a message how it takes H.245. */
    void heard(Optional<Boolean> tunnels, Optional<InetSocketAddress> address) {
        tunnels.ifPresent(said -> theyTunnel = Optional.of(theyTunnel.orElse(true) && said));
        address.filter(_ -> reached).ifPresent(named -> theirs = Optional.of(named));
        if (tunnel || isConnected()) {
            return;
        }
        if (weTunnel && theyTunnel.orElse(false)) {
            tunnel = true;
            act.accept(new CallAction.ControlOpen(true));
        } else if (!tunnelling()) {
            connect();
        }
    }

    /** Both sides have said what they had to. If there is no way yet, we take one that is named, or offer one. */
    void settle() {
        if (tunnel || isConnected() || connecting) {
            return;
        }
        connect();
        if (!connecting && ours.isEmpty() && !asked) {
            asked = true;
            act.accept(new CallAction.ListenForControl());
        }
    }

    private void connect() {
        if (theirs.isPresent() && !connecting) {
            connecting = true;
            act.accept(new CallAction.ConnectControl(theirs.get()));
        }
    }

    void listening(InetSocketAddress address) {
        ours = Optional.of(address);
    }

    /** Our connection stands, or the other side has made one to us. */
    void connected(boolean byThem) {
        boolean first = !isConnected();
        connectedByThem |= byThem;
        connectedByUs |= !byThem;
        if (connectedByUs && (tunnel || connectedByThem && yields())) {
            connectedByUs = false;
            act.accept(new CallAction.CloseOwnControl());
        }
        if (first && isConnected() && !tunnel) {
            act.accept(new CallAction.ControlOpen(false));
            List<Octets> kept = List.copyOf(waiting);
            waiting.clear();
            send(kept);
        }
    }

    /** Of two connections made at once the side with the smaller address closes its own (H.323, clause 8.2.3). */
    private boolean yields() {
        return ours.isPresent() && theirs.isPresent() && compare(ours.get(), theirs.get()) < 0;
    }

    private static int compare(InetSocketAddress one, InetSocketAddress other) {
        int address = Arrays.compareUnsigned(
                one.getAddress().getAddress(), other.getAddress().getAddress());
        return address != 0 ? address : Integer.compare(one.getPort(), other.getPort());
    }

    /** Our connection did not come about; the other side's may. */
    void failed() {
        connecting = false;
        theirs = Optional.empty();
    }

    /** Sends messages on the connection, at once or when it is made. */
    void send(List<Octets> messages) {
        if (messages.isEmpty()) {
            return;
        }
        if (isConnected()) {
            act.accept(new CallAction.SendControl(messages, connectedByUs));
        } else {
            waiting.addAll(messages);
        }
    }
}

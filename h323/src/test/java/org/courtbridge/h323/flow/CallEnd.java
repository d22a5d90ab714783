package org.courtbridge.h323.flow;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.SentMessages;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.call.Call;
import org.courtbridge.h323.call.CallAction;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.call.SignallingMessage;
import org.courtbridge.h323.flow.Network.Connection;
import org.courtbridge.h323.q931.Q931Message;

/** One end of a call's signalling with its connections: it does what the machine says, and tells its owner of it. */
final class CallEnd {

    /** The party that makes or answers the call. */
    interface Owner {

        void told(CallAction action);

        /** A message of H.245, however it came. */
        void controlled(Octets message);

        /** Where connections of H.245 are taken; none if that cannot be. */
        Optional<InetSocketAddress> controlAddress();
    }

    final Call call;
    final List<CallAction> seen = new ArrayList<>();

    private final Network network;
    private final Owner owner;
    private Optional<Connection> signalling = Optional.empty();
    private Optional<Connection> ownControl = Optional.empty();
    private Optional<Connection> theirControl = Optional.empty();

    private CallEnd(Network network, Owner owner, Call call) {
        this.network = network;
        this.owner = owner;
        this.call = call;
    }

    /** @param setup whose address for H.245 is listened at, if it has one */
    static CallEnd place(
            Network network,
            Owner owner,
            int reference,
            SignallingBody.Setup setup,
            Call.Settings settings,
            InetSocketAddress to) {
        CallEnd end = new CallEnd(network, owner, Call.place(reference, setup, settings));
        setup.early().controlAddress().ifPresent(end::listenForControl);
        network.connect(to, made -> {
            end.signalling = made;
            made.ifPresent(end::serve);
            end.does(end.call.begin(Optional.empty(), network.now));
            if (made.isEmpty()) {
                end.does(end.call.connectionLost());
            }
        });
        return end;
    }

    static CallEnd answering(
            Network network, Owner owner, Connection signalling, SignallingMessage setup, Call.Settings settings) {
        CallEnd end = new CallEnd(network, owner, Call.answering(setup, (SignallingBody.Setup) setup.body(), settings));
        end.signalling = Optional.of(signalling);
        end.serve(signalling);
        return end;
    }

    private void serve(Connection connection) {
        connection.serve(
                (_, octets) -> does(call.receive(SignallingMessage.of(Q931Message.decode(octets)), network.now)),
                _ -> does(call.connectionLost()));
    }

    void does(List<CallAction> actions) {
        actions.forEach(this::act);
    }

    private void act(CallAction action) {
        seen.add(action);
        switch (action) {
            case CallAction.Send send ->
                signalling.ifPresent(connection -> {
                    byte[] message = send.message().toMessage().encode();
                    SentMessages.signalling(message);
                    connection.send(message);
                });
            case CallAction.ListenForControl _ ->
                owner.controlAddress().ifPresent(address -> {
                    listenForControl(address);
                    does(call.listening(address));
                });
            case CallAction.ConnectControl connect -> network.connect(connect.address(), this::connectedControl);
            case CallAction.CloseOwnControl _ -> ownControl.ifPresent(Connection::close);
            case CallAction.SendControl send ->
                send.messages()
                        .forEach(message -> (send.byOwn() ? ownControl : theirControl)
                                .orElseThrow()
                                .send(message.toArray()));
            case CallAction.ControlReceived received -> received.messages().forEach(owner::controlled);
            case CallAction.Released _ -> {
                owner.told(action);
                signalling.ifPresent(Connection::close);
                ownControl.ifPresent(Connection::close);
                theirControl.ifPresent(Connection::close);
            }
            default -> owner.told(action);
        }
    }

    private void listenForControl(InetSocketAddress address) {
        network.listen(address, connection -> {
            theirControl = Optional.of(connection);
            connection.serve((_, octets) -> owner.controlled(Octets.of(octets)), _ -> {});
            does(call.controlConnected(true));
        });
    }

    private void connectedControl(Optional<Connection> made) {
        made.ifPresentOrElse(
                connection -> {
                    ownControl = made;
                    connection.serve((_, octets) -> owner.controlled(Octets.of(octets)), _ -> {});
                    does(call.controlConnected(false));
                },
                () -> does(call.controlFailed()));
    }

    <T extends CallAction> List<T> all(Class<T> kind) {
        return seen.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    List<SignallingBody> sent() {
        return all(CallAction.Send.class).stream()
                .map(send -> send.message().body())
                .toList();
    }

    Connection signalling() {
        return signalling.orElseThrow();
    }

    /** Connections of H.245 that are open. */
    long controlConnections() {
        return List.of(ownControl, theirControl).stream()
                .flatMap(Optional::stream)
                .filter(Connection::isOpen)
                .count();
    }
}

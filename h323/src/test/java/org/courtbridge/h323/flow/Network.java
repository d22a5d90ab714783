package org.courtbridge.h323.flow;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.courtbridge.h323.SentMessages;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.h225.Ras;

/** Datagrams, connections and time. All goes as octets, and arrives in the order in which it was sent. */
final class Network {

    static final Instant START = Instant.ofEpochSecond(1_800_000_000);

    /** Deliveries for one event, at most: more is a loop. */
    private static final int MANY = 10_000;

    /** Somebody whose machines wait for the time. */
    interface Host {

        Optional<Instant> deadline();

        void expire();
    }

    /** Of a datagram. */
    interface Receiver {

        void receive(byte[] datagram, InetSocketAddress from);
    }

    /** Names of all datagrams, in their order. */
    final List<String> datagrams = new ArrayList<>();

    /** Hosts that nothing reaches. */
    final Set<InetSocketAddress> unreachable = new HashSet<>();

    Instant now = START;

    private final List<Host> hosts = new ArrayList<>();
    private final Map<InetSocketAddress, Receiver> receivers = new HashMap<>();
    private final Map<InetSocketAddress, Consumer<Connection>> listeners = new HashMap<>();
    private final Queue<Runnable> underWay = new ArrayDeque<>();

    static InetSocketAddress address(int host, int port) {
        return new InetSocketAddress("192.0.2." + host, port);
    }

    void add(Host host) {
        hosts.add(host);
    }

    void receive(InetSocketAddress at, Receiver receiver) {
        receivers.put(at, receiver);
    }

    void listen(InetSocketAddress at, Consumer<Connection> listener) {
        listeners.put(at, listener);
    }

    void send(Octets datagram, InetSocketAddress from, InetSocketAddress to) {
        datagrams.add(((Choice) Ras.RAS_MESSAGE.decode(datagram.toArray())).name());
        SentMessages.ras(datagram.toArray());
        later(() -> Optional.ofNullable(receivers.get(to))
                .filter(_ -> !unreachable.contains(to))
                .ifPresent(receiver -> receiver.receive(datagram.toArray(), from)));
    }

    /** @param made told of the connection, or that there is none */
    void connect(InetSocketAddress to, Consumer<Optional<Connection>> made) {
        later(() -> {
            Optional<Consumer<Connection>> listener =
                    Optional.ofNullable(listeners.get(to)).filter(_ -> !unreachable.contains(to));
            if (listener.isEmpty()) {
                made.accept(Optional.empty());
                return;
            }
            Connection[] ends = Connection.pair(this, to);
            listener.get().accept(ends[1]);
            made.accept(Optional.of(ends[0]));
        });
    }

    void later(Runnable delivery) {
        underWay.add(delivery);
    }

    /** Until nothing is under way any more. */
    void run() {
        for (int deliveries = 0; !underWay.isEmpty(); deliveries++) {
            if (deliveries == MANY) {
                throw new AssertionError("they go on and on");
            }
            underWay.remove().run();
        }
    }

    /** Time goes by, and whoever waits for it is told. */
    void pass(Duration time) {
        run();
        Instant end = now.plus(time);
        Optional<Instant> next = next();
        while (next.filter(at -> !at.isAfter(end)).isPresent()) {
            now = next.get().isAfter(now) ? next.get() : now;
            hosts.forEach(Host::expire);
            run();
            next = next();
        }
        now = end;
    }

    private Optional<Instant> next() {
        return hosts.stream().flatMap(host -> host.deadline().stream()).min(Comparator.naturalOrder());
    }

    /** One end of a connection. */
    static final class Connection {

        private final Network network;
        private final InetSocketAddress server;
        private Optional<Connection> other = Optional.empty();
        private BiConsumer<Connection, byte[]> receiver = (_, _) -> {};
        private Consumer<Connection> lost = _ -> {};
        private boolean open = true;

        private Connection(Network network, InetSocketAddress server) {
            this.network = network;
            this.server = server;
        }

        private static Connection[] pair(Network network, InetSocketAddress server) {
            Connection[] ends = {new Connection(network, server), new Connection(network, server)};
            ends[0].other = Optional.of(ends[1]);
            ends[1].other = Optional.of(ends[0]);
            return ends;
        }

        void serve(BiConsumer<Connection, byte[]> receives, Consumer<Connection> whenLost) {
            receiver = receives;
            lost = whenLost;
        }

        boolean isOpen() {
            return open;
        }

        /** Nothing goes through any more, and nobody is told. */
        void cut() {
            open = false;
            other.orElseThrow().open = false;
        }

        void send(byte[] message) {
            Connection to = other.orElseThrow();
            if (open) {
                network.later(() -> {
                    if (to.open && !network.unreachable.contains(server)) {
                        to.receiver.accept(to, message);
                    }
                });
            }
        }

        void close() {
            if (open) {
                open = false;
                Connection to = other.orElseThrow();
                network.later(() -> {
                    if (to.open) {
                        to.open = false;
                        to.lost.accept(to);
                    }
                });
            }
        }
    }
}

package org.courtbridge.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.h323.q931.TpktDecoder;

/** The sockets of one process that speaks H.323 on loopback: RAS and call signalling, all on one thread. */
final class SignallingLoop implements AutoCloseable {

    private static final int MOST_WAITING = 1_024;
    private static final Duration LONGEST_WAIT = Duration.ofMillis(100);

    /** Whoever has machines behind the sockets. */
    interface Host {

        void datagram(byte[] octets, InetSocketAddress from);

        /** Somebody has connected. */
        void accepted(Connection connection);

        Optional<Instant> deadline();

        void expire();
    }

    private final Selector selector = Selector.open();
    private final DatagramChannel ras = DatagramChannel.open();
    private final ServerSocketChannel signalling = ServerSocketChannel.open();
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

    SignallingLoop() throws IOException {
        ras.bind(loopback());
        ras.configureBlocking(false);
        ras.register(selector, SelectionKey.OP_READ);
        signalling.bind(loopback(), MOST_WAITING);
        signalling.configureBlocking(false);
        signalling.register(selector, SelectionKey.OP_ACCEPT);
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
    }

    InetSocketAddress rasAddress() throws IOException {
        return (InetSocketAddress) ras.getLocalAddress();
    }

    InetSocketAddress signalAddress() throws IOException {
        return (InetSocketAddress) signalling.getLocalAddress();
    }

    void send(Octets datagram, InetSocketAddress to) throws IOException {
        ras.send(ByteBuffer.wrap(datagram.toArray()), to);
    }

    /** On loopback nobody waits for this. */
    Connection connect(InetSocketAddress to) throws IOException {
        SocketChannel channel = SocketChannel.open(to);
        return new Connection(channel);
    }

    void run(Host host, Instant end) throws IOException {
        while (Instant.now().isBefore(end)) {
            Instant now = Instant.now();
            Duration wait = host.deadline()
                    .map(deadline -> Duration.between(now, deadline))
                    .filter(until -> until.compareTo(LONGEST_WAIT) < 0)
                    .orElse(LONGEST_WAIT);
            selector.select(Math.max(1, wait.toMillis()));
            Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
            while (ready.hasNext()) {
                SelectionKey key = ready.next();
                ready.remove();
                if (key.attachment() instanceof Connection connection) {
                    connection.read();
                } else if (key.isAcceptable()) {
                    accept(host);
                } else {
                    receive(host);
                }
            }
            if (host.deadline().filter(at -> !at.isAfter(Instant.now())).isPresent()) {
                host.expire();
            }
        }
    }

    private void accept(Host host) throws IOException {
        for (SocketChannel channel = signalling.accept(); channel != null; channel = signalling.accept()) {
            host.accepted(new Connection(channel));
        }
    }

    private void receive(Host host) throws IOException {
        buffer.clear();
        for (InetSocketAddress from = (InetSocketAddress) ras.receive(buffer);
                from != null;
                from = (InetSocketAddress) ras.receive(buffer)) {
            byte[] octets = new byte[buffer.flip().remaining()];
            buffer.get(octets);
            host.datagram(octets, from);
            buffer.clear();
        }
    }

    @Override
    public void close() throws IOException {
        ras.close();
        signalling.close();
        selector.close();
    }

    /** Of call signalling. */
    final class Connection {

        private final SocketChannel channel;
        private final TpktDecoder decoder = new TpktDecoder();
        private Consumer<Q931Message> receiver = _ -> {};
        private Runnable lost = () -> {};

        private Connection(SocketChannel channel) throws IOException {
            this.channel = channel;
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        void serve(Consumer<Q931Message> receives, Runnable whenLost) {
            receiver = receives;
            lost = whenLost;
        }

        /** Nobody says so much at a time here that a socket has no room for it. */
        void send(Q931Message message) throws IOException {
            ByteBuffer packet = ByteBuffer.wrap(TpktDecoder.packet(message.encode()));
            channel.write(packet);
            if (packet.hasRemaining()) {
                throw new IOException("octets that found no room: " + packet.remaining());
            }
        }

        private void read() throws IOException {
            if (!channel.isOpen()) {
                return;
            }
            buffer.clear();
            int count = channel.read(buffer);
            if (count < 0) {
                close();
                lost.run();
                return;
            }
            byte[] octets = new byte[count];
            buffer.flip().get(octets);
            decoder.take(octets, contents -> receiver.accept(Q931Message.decode(contents)));
        }

        void close() throws IOException {
            channel.close();
        }
    }
}

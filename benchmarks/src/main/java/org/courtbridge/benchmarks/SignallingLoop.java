package org.courtbridge.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.function.Consumer;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.h323.q931.TpktDecoder;

/** The sockets of one process that speaks H.323 on loopback: RAS and call signalling of all its rooms, on one thread. */
final class SignallingLoop implements AutoCloseable {

    private static final int MOST_WAITING = 128;
    private static final Duration TICK = Duration.ofMillis(100);

    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

    SignallingLoop() throws IOException {}

    /** Reads from a channel that is ready. */
    private interface Source {

        void read() throws IOException;
    }

    private static InetSocketAddress anyPort(InetAddress address) {
        return new InetSocketAddress(address, 0);
    }

    Datagrams datagrams(InetAddress address, Consumer<byte[]> receiver) throws IOException {
        return new Datagrams(address, receiver);
    }

    /** @param accepted hears of each connection before anything is read of it @return where they are taken */
    InetSocketAddress listen(InetAddress address, Consumer<Connection> accepted) throws IOException {
        ServerSocketChannel listening = ServerSocketChannel.open();
        listening.bind(anyPort(address), MOST_WAITING);
        listening.configureBlocking(false);
        Source arrivals = () -> {
            for (SocketChannel channel = listening.accept(); channel != null; channel = listening.accept()) {
                accepted.accept(new Connection(channel));
            }
        };
        listening.register(selector, SelectionKey.OP_ACCEPT, arrivals);
        return (InetSocketAddress) listening.getLocalAddress();
    }

    /** On loopback nobody waits for this. */
    Connection connect(InetAddress from, InetSocketAddress to) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.bind(anyPort(from));
        channel.connect(to);
        return new Connection(channel);
    }

    /** @param tick is done every so often */
    void run(Runnable tick, Instant end) throws IOException {
        long nextTick = System.nanoTime();
        while (Instant.now().isBefore(end)) {
            long left = nextTick - System.nanoTime();
            if (left <= 0) {
                tick.run();
                nextTick += TICK.toNanos();
                continue;
            }
            selector.select(1 + left / 1_000_000);
            Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
            while (ready.hasNext()) {
                SelectionKey key = ready.next();
                ready.remove();
                ((Source) key.attachment()).read();
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }

    /** A port of UDP. */
    final class Datagrams implements Source {

        private final DatagramChannel channel = DatagramChannel.open();
        private final Consumer<byte[]> receiver;

        private Datagrams(InetAddress address, Consumer<byte[]> receiver) throws IOException {
            this.receiver = receiver;
            channel.bind(anyPort(address));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        InetSocketAddress address() {
            try {
                return (InetSocketAddress) channel.getLocalAddress();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void send(Octets datagram, InetSocketAddress to) {
            try {
                channel.send(ByteBuffer.wrap(datagram.toArray()), to);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void read() throws IOException {
            buffer.clear();
            while (channel.receive(buffer) != null) {
                byte[] octets = new byte[buffer.flip().remaining()];
                buffer.get(octets);
                buffer.clear();
                receiver.accept(octets);
            }
        }
    }

    /** Of call signalling. */
    final class Connection implements Source {

        private final SocketChannel channel;
        private final TpktDecoder decoder = new TpktDecoder(TpktDecoder.MAX_CONTENTS);
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
        void send(Q931Message message) {
            ByteBuffer packet = ByteBuffer.wrap(TpktDecoder.packet(message.encode()));
            try {
                channel.write(packet);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (packet.hasRemaining()) {
                throw new IllegalStateException("octets that found no room: " + packet.remaining());
            }
        }

        @Override
        public void read() throws IOException {
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

        void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

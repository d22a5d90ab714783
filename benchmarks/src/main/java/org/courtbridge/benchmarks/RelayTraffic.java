package org.courtbridge.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.srtp.SrtpKey;
import org.courtbridge.codecs.srtp.SrtpProfile;
import org.courtbridge.codecs.srtp.SrtpSender;

/** The streams through one relay: sends them evenly spaced and counts what comes out. The same for every relay. */
final class RelayTraffic implements AutoCloseable {

    private final RelayLoad load;
    private final RelayMode mode;
    private final List<Stream> streams = new ArrayList<>();
    private final Selector selector = Selector.open();
    private final Thread counter = new Thread(this::count, "relay-counter");
    private volatile long received;
    private volatile boolean closed;

    private static final class Stream {

        final DatagramChannel sending;
        final DatagramChannel receiving;
        final InetSocketAddress relay;
        final SrtpSender protector = SrtpSender.forKey(key());
        int sequence;

        Stream(DatagramChannel sending, DatagramChannel receiving, InetSocketAddress relay) {
            this.sending = sending;
            this.receiving = receiving;
            this.relay = relay;
        }
    }

    RelayTraffic(Relay relay, RelayMode mode, RelayLoad load) throws IOException {
        this.load = load;
        this.mode = mode;
        for (int i = 0; i < load.streams(); i++) {
            DatagramChannel sending = open();
            DatagramChannel receiving = open();
            receiving.configureBlocking(false);
            receiving.register(selector, SelectionKey.OP_READ);
            int port = relay.stream(port(sending), port(receiving));
            streams.add(new Stream(sending, receiving, new InetSocketAddress("127.0.0.1", port)));
        }
        counter.start();
    }

    static SrtpKey key() {
        byte[] bytes = keyAndSalt();
        return SrtpKey.of(
                SrtpProfile.AES_CM_128_HMAC_SHA1_80, Arrays.copyOf(bytes, 16), Arrays.copyOfRange(bytes, 16, 30));
    }

    static byte[] keyAndSalt() {
        byte[] bytes = new byte[30];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    /** @return packets that came out of the relay */
    long run(double seconds) throws IOException {
        long before = received;
        long start = System.nanoTime();
        long packets = (long) (seconds * load.packetsPerSecond());
        double gap = 1e9 / load.packetsPerSecond();
        byte[] bytes = new byte[12 + load.payload() + SrtpSender.OVERHEAD];
        RtpPacket packet = new RtpPacket();
        for (long i = 0; i < packets; i++) {
            long due = start + (long) (i * gap);
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(500_000);
            }
            send(streams.get((int) (i % streams.size())), (int) (i % streams.size()), bytes, packet);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        return received - before;
    }

    private void send(Stream stream, int ssrc, byte[] bytes, RtpPacket packet) throws IOException {
        Arrays.fill(bytes, (byte) 0x55);
        bytes[0] = (byte) 0x80;
        bytes[1] = 0;
        packet.wrap(bytes, 0, 12 + load.payload());
        packet.sequenceNumber(stream.sequence++);
        packet.timestamp(160L * stream.sequence);
        packet.ssrc(1000 + ssrc);
        if (mode.srtpIn && !stream.protector.protect(packet)) {
            throw new IOException("cannot protect");
        }
        stream.sending.send(ByteBuffer.wrap(packet.getBuffer(), 0, packet.getLength()), stream.relay);
    }

    private void count() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(2048);
        try {
            while (!closed) {
                selector.select(
                        key -> {
                            try {
                                DatagramChannel channel = (DatagramChannel) key.channel();
                                buffer.clear();
                                while (channel.receive(buffer) != null) {
                                    received++;
                                    buffer.clear();
                                }
                            } catch (IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                        },
                        100);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static DatagramChannel open() throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 1 << 20);
        channel.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
        return channel;
    }

    private static int port(DatagramChannel channel) throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        try {
            counter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Stream stream : streams) {
            stream.sending.close();
            stream.receiving.close();
        }
        selector.close();
    }
}

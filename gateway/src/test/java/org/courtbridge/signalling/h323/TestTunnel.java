package org.courtbridge.signalling.h323;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.call.SignallingMessage;
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.h323.q931.TpktDecoder;

/** The one connection of a room behind a firewall (H.460.17): its registration, and all of its calls. */
public final class TestTunnel implements TestRegistration.Way {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final Socket socket;
    private final BlockingQueue<byte[]> ras = new LinkedBlockingQueue<>();
    private final Map<Integer, TestRoom> calls = new ConcurrentHashMap<>();
    private final BlockingQueue<TestRoom> waiting = new LinkedBlockingQueue<>();

    /** What came of no call that the room knows of. */
    public final BlockingQueue<SignallingMessage> others = new LinkedBlockingQueue<>();

    private volatile boolean over;

    public TestTunnel(int port) throws IOException {
        this(HERE, port);
    }

    public TestTunnel(InetAddress from, int port) throws IOException {
        socket = new Socket(HERE, port, from, 0);
        Thread.ofVirtual().start(this::read);
    }

    private void read() {
        TpktDecoder decoder = new TpktDecoder(TpktDecoder.MAX_CONTENTS);
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = socket.getInputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                decoder.take(buffer, 0, count, this::came);
            }
        } catch (IOException _) {
            over = true; // closed by either side
        }
        over = true;
    }

    private void came(byte[] contents) {
        SignallingMessage message = SignallingMessage.of(Q931Message.decode(contents));
        if (!message.ras().isEmpty()) {
            message.ras().forEach(one -> ras.add(one.toArray()));
            return;
        }
        int reference = message.reference().value();
        if (message.body() instanceof SignallingBody.Setup) {
            Optional.ofNullable(waiting.poll()).ifPresent(room -> calls.put(reference, room));
        }
        Optional.ofNullable(calls.get(reference))
                .ifPresentOrElse(room -> room.hears(contents), () -> others.add(message));
    }

    /** A room calls by it. */
    void begins(int reference, TestRoom room) {
        calls.put(reference, room);
    }

    /** The next call is a room's. */
    void awaits(TestRoom room) {
        waiting.add(room);
    }

    /** @param contents of a packet */
    public void sends(byte[] contents) {
        try {
            write(TpktDecoder.packet(contents));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As they are. */
    public void write(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
    }

    @Override
    public void send(byte[] message) throws IOException {
        sends(SignallingMessage.ofRas(Octets.of(message)).toMessage().encode());
    }

    @Override
    public Optional<byte[]> receive() throws IOException {
        try {
            return Optional.ofNullable(ras.poll(100, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** None that would mean anything to others. */
    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress("0.0.0.0", 0);
    }

    /** As others see it. */
    public InetSocketAddress seen() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** Whether the gateway has closed it. */
    public boolean isCutOff() {
        return over;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

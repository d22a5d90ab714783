package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;

/**
 * The one port of a room of which two programs do the halves: what the one sends goes out by it, what comes in by it goes to
 * the other, as it is.
 */
final class SplitPort implements AutoCloseable {

    private final DatagramSocket room;
    private final DatagramSocket inner;

    private SplitPort(int port) throws IOException {
        room = new DatagramSocket(at(port));
        inner = new DatagramSocket(at(sender(port)));
    }

    /**
     * @param port of the room
     * @param gateway the port where what the room sends goes
     */
    static SplitPort open(int port, int gateway) throws IOException {
        SplitPort split = new SplitPort(port);
        carry("out", split.inner, split.room, at(gateway));
        carry("in", split.room, split.inner, at(hearer(port)));
        return split;
    }

    /** Where the program that sends has to send to. */
    static int sender(int port) {
        return port + 2;
    }

    /** Where the program that hears has to listen. */
    static int hearer(int port) {
        return port + 4;
    }

    private static InetSocketAddress at(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(Scratch.ADDRESS), port);
    }

    private static void carry(String name, DatagramSocket from, DatagramSocket by, InetSocketAddress to) {
        Thread.ofPlatform().daemon().name(name).start(() -> {
            try {
                byte[] bytes = new byte[2_048];
                while (true) {
                    DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
                    from.receive(packet);
                    by.send(new DatagramPacket(bytes, packet.getLength(), to));
                }
            } catch (SocketException closed) {
                // The end of the test.
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Override
    public void close() {
        room.close();
        inner.close();
    }
}

package org.courtbridge.simulators;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.call.SignallingMessage;

/**
 * The room's way to its gatekeeper: RAS in datagrams, or in the messages of one connection of call signalling, which all of its calls
 * are on too (H.460.17). One thread sends.
 */
final class RasTransport implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(RasTransport.class);
    private static final int LARGEST_DATAGRAM = 4_096;

    private final InetSocketAddress server;
    private final boolean oneConnection;
    private final Function<Socket, TpktSocket> reads;
    private final DatagramSocket socket;
    private Optional<TpktSocket> only = Optional.empty();

    /** Whom it has asked on the connection last: who is at the other end answers for him, whatever the address. */
    private InetSocketAddress asked;

    /**
     * @param server the gatekeeper's address of RAS, or of call signalling if it is to be one connection
     * @param local of the room
     * @param reads makes a connection one that is read from
     */
    RasTransport(InetSocketAddress server, InetAddress local, boolean oneConnection, Function<Socket, TpktSocket> reads)
            throws IOException {
        this.server = server;
        this.asked = server;
        this.oneConnection = oneConnection;
        this.reads = reads;
        this.socket = new DatagramSocket(0, local);
    }

    /** Port of its datagrams. */
    int port() {
        return socket.getLocalPort();
    }

    /** Reads datagrams until {@link #close}. @param received takes each, and where it came from */
    void readDatagrams(BiConsumer<byte[], InetSocketAddress> received) {
        byte[] buffer = new byte[LARGEST_DATAGRAM];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
                received.accept(
                        Arrays.copyOf(buffer, packet.getLength()), (InetSocketAddress) packet.getSocketAddress());
            } catch (IOException e) {
                // A gatekeeper that is not there shows here too (ICMP); it is asked again.
                LOG.debug("receiving RAS: {}", e.getMessage());
            }
        }
    }

    void send(byte[] octets, InetSocketAddress to) {
        try {
            if (!oneConnection) {
                socket.send(new DatagramPacket(octets, octets.length, to));
                return;
            }
            if (only.isEmpty()) {
                only = Optional.of(reads.apply(TpktSocket.connected(server)));
            }
            asked = to;
            only.get()
                    .send(SignallingMessage.ofRas(Octets.of(octets)).toMessage().encode());
        } catch (IOException e) {
            LOG.debug("RAS not sent: {}", e.getMessage());
        }
    }

    /** The gatekeeper that RAS on the connection comes from. */
    InetSocketAddress asked() {
        return asked;
    }

    /** The connection that all calls are on; empty if there is none, or none now. */
    Optional<TpktSocket> only() {
        return only;
    }

    /** A connection has ended, this one perhaps. */
    void lost(TpktSocket connection) {
        only = only.filter(other -> other != connection);
    }

    @Override
    public void close() {
        socket.close();
        only.ifPresent(TpktSocket::close);
    }
}

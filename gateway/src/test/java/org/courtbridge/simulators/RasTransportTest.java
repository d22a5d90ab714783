package org.courtbridge.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.call.SignallingMessage;
import org.courtbridge.h323.q931.Q931Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RasTransportTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final byte[] REQUEST = {1, 2, 3};
    private static final InetSocketAddress GATEKEEPER = new InetSocketAddress("192.0.2.1", 1_719);

    private record Received(Octets octets, InetSocketAddress from) {}

    @Test
    void datagramsGoToTheGatekeeperAndBack() throws Exception {
        BlockingQueue<Received> received = new LinkedBlockingQueue<>();
        try (DatagramSocket gatekeeper = new DatagramSocket(0, LOOPBACK)) {
            InetSocketAddress server = new InetSocketAddress(LOOPBACK, gatekeeper.getLocalPort());
            RasTransport ras = new RasTransport(server, LOOPBACK, false, TpktSocket::new);
            Thread reads = Thread.ofVirtual()
                    .start(() ->
                            ras.readDatagrams((octets, from) -> received.add(new Received(Octets.of(octets), from))));
            ras.send(REQUEST, server);
            DatagramPacket datagram = new DatagramPacket(new byte[100], 100);
            gatekeeper.receive(datagram);
            assertThat(Arrays.copyOf(datagram.getData(), datagram.getLength())).isEqualTo(REQUEST);
            assertThat(datagram.getPort()).isEqualTo(ras.port());
            assertThat(ras.only()).isEmpty();

            gatekeeper.send(datagram);
            assertThat(received.poll(30, TimeUnit.SECONDS)).isEqualTo(new Received(Octets.of(REQUEST), server));
            ras.close();
            assertThat(reads.join(Duration.ofSeconds(30))).isTrue();
        }
    }

    @Test
    void oneConnectionIsMadeAndMadeAgainOnceItIsLost() throws Exception {
        try (ServerSocket gatekeeper = new ServerSocket(0, 0, LOOPBACK)) {
            InetSocketAddress server = new InetSocketAddress(LOOPBACK, gatekeeper.getLocalPort());
            try (RasTransport ras = new RasTransport(server, LOOPBACK, true, TpktSocket::new)) {
                assertThat(ras.asked()).isEqualTo(server);
                ras.send(REQUEST, GATEKEEPER);
                assertThat(ras.asked()).isEqualTo(GATEKEEPER);
                assertThat(nextRequest(gatekeeper)).isEqualTo(Octets.of(REQUEST));

                TpktSocket only = ras.only().orElseThrow();
                ras.lost(new TpktSocket(new Socket()));
                assertThat(ras.only()).contains(only);
                ras.lost(only);
                assertThat(ras.only()).isEmpty();
                ras.send(REQUEST, GATEKEEPER);
                assertThat(nextRequest(gatekeeper)).isEqualTo(Octets.of(REQUEST));
            }
        }
    }

    /** The RAS message that is the first on the next connection. */
    private static Octets nextRequest(ServerSocket gatekeeper) throws Exception {
        BlockingQueue<byte[]> contents = new LinkedBlockingQueue<>();
        try (TpktSocket connection = new TpktSocket(gatekeeper.accept())) {
            connection.start(contents::add, () -> {});
            byte[] first = contents.poll(30, TimeUnit.SECONDS);
            assertThat(first).isNotNull();
            return SignallingMessage.of(Q931Message.decode(first)).ras().getFirst();
        }
    }
}

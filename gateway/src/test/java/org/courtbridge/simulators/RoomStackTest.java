package org.courtbridge.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sip.ClientTransaction;
import javax.sip.IOExceptionEvent;
import javax.sip.ListeningPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class RoomStackTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final BlockingQueue<RoomPhone.Event> events = new LinkedBlockingQueue<>();

    /** Of a request that could not be sent, no answer is awaited. */
    @Test
    void tellsOfARequestThatCannotBeSent() throws Exception {
        try (DatagramSocket registrar = new DatagramSocket(0, LOOPBACK);
                RoomStack stack = new RoomStack(
                        new InetSocketAddress(LOOPBACK, registrar.getLocalPort()),
                        new InetSocketAddress(LOOPBACK, 0),
                        "room-1",
                        "secret",
                        events::add)) {
            stack.register();
            refuse(registrar);
            RoomPhone.Event first = events.poll(60, TimeUnit.SECONDS);
            assertThat(first).isInstanceOf(RoomPhone.Replied.class);
            ClientTransaction transaction = ((RoomPhone.Replied) first).transaction();
            stack.processIOException(new IOExceptionEvent(transaction, "127.0.0.1", 5060, ListeningPoint.UDP));
            assertThat(events.poll(60, TimeUnit.SECONDS)).isEqualTo(new RoomPhone.Unanswered(transaction));
        }
    }

    private static void refuse(DatagramSocket registrar) throws Exception {
        registrar.setSoTimeout(60_000);
        DatagramPacket packet = new DatagramPacket(new byte[4_096], 4_096);
        registrar.receive(packet);
        String request = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        String answer = request.replaceFirst("^[^\\r\\n]*", "SIP/2.0 403 Forbidden")
                .replaceFirst("\\r\\nTo:([^\\r\\n]*)", "\r\nTo:$1;tag=registrar");
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        registrar.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
    }
}

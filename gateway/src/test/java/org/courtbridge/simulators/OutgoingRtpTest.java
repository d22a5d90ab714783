package org.courtbridge.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutgoingRtpTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final long SSRC = 0xFEDC_BA98L;

    private static RtpPacket next(DatagramSocket socket) throws Exception {
        byte[] bytes = new byte[1_500];
        DatagramPacket datagram = new DatagramPacket(bytes, bytes.length);
        socket.receive(datagram);
        return new RtpPacket().wrap(bytes, 0, datagram.getLength());
    }

    @Test
    void numbersWhatItSendsOneAfterTheOther() throws Exception {
        try (RtpPair ports = RtpPair.open(LOOPBACK);
                DatagramSocket far = new DatagramSocket(0, LOOPBACK)) {
            InetSocketAddress to = new InetSocketAddress(LOOPBACK, far.getLocalPort());
            ports.remote(to, to);
            OutgoingRtp outgoing = new OutgoingRtp(ports, new StreamReports(SSRC, "room", 90_000), SSRC, 100);
            assertThat(outgoing.isStarted()).isFalse();
            outgoing.start(97);
            assertThat(outgoing.isStarted()).isTrue();

            outgoing.send(new byte[] {1, 2, 3}, 2, true, 0xFFFF_FFFFL);
            RtpPacket first = next(far);
            assertThat(first.payloadType()).isEqualTo(97);
            assertThat(first.marker()).isTrue();
            assertThat(first.timestamp()).isEqualTo(0xFFFF_FFFFL);
            assertThat(first.ssrc()).isEqualTo(SSRC);
            assertThat(first.payloadLength()).isEqualTo(2);
            assertThat(first.getBuffer()[first.payloadAt() + 1]).isEqualTo((byte) 2);

            outgoing.start(98);
            outgoing.send(new byte[100], 100, false, 0);
            RtpPacket second = next(far);
            assertThat(second.payloadType()).isEqualTo(98);
            assertThat(second.marker()).isFalse();
            assertThat(second.sequenceNumber()).isEqualTo(first.sequenceNumber() + 1);
            assertThat(second.payloadLength()).isEqualTo(100);

            outgoing.stop();
            assertThat(outgoing.isStarted()).isFalse();
        }
    }
}

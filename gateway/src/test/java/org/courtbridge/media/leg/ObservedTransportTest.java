package org.courtbridge.media.leg;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.transport.MediaLoops;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.media.transport.UdpPorts;
import org.courtbridge.media.transport.UdpRtpTransport;
import org.junit.jupiter.api.Test;

class ObservedTransportTest {

    private static final byte[] RTP = {(byte) 0x80, 0, 0, 1, 0, 0, 0, 80, 0, 0, 0, 7, 1, 2, 3, 4};

    @Test
    void countsWhatCanBeSentAlone() throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        AtomicInteger seen = new AtomicInteger();
        try (MediaLoops loops = MediaLoops.start(1);
                UdpRtpTransport transport = UdpPorts.withOwnCertificate(loops, new PortRange(31_000, 31_099), loopback)
                        .open();
                DatagramSocket room = new DatagramSocket(0, loopback)) {
            ObservedTransport observed =
                    new ObservedTransport(transport, new LegId("1"), MediaTrace.OFF, _ -> seen.incrementAndGet());
            send(observed);
            assertThat(seen).as("nobody has said where to").hasValue(0);

            InetSocketAddress place = (InetSocketAddress) room.getLocalSocketAddress();
            transport.remote(place, place, true);
            send(observed);
            assertThat(seen).hasValue(1);
            assertThat(transport.loop().submit(transport::stats).get().packetsSent())
                    .isEqualTo(1);
        }
    }

    private static void send(ObservedTransport observed) throws Exception {
        observed.loop()
                .submit(() -> observed.send(new RtpPacket().wrap(RTP.clone(), 0, RTP.length)))
                .get();
    }
}

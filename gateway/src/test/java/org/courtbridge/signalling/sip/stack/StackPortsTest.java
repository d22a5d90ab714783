package org.courtbridge.signalling.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.courtbridge.signalling.sip.Rig;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;

class StackPortsTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @Tag("slow")
    @RepeatedTest(12)
    void areFreeAgainHoweverSoonTheyAreClosed() throws Exception {
        int port;
        try (Rig rig = new Rig(HERE, Optional.empty(), SipConfig.Limits.DEFAULT)) {
            port = rig.endpoint.port();
        }
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(HERE, port))) {
            assertThat(socket.getLocalPort()).isEqualTo(port);
        }
    }
}

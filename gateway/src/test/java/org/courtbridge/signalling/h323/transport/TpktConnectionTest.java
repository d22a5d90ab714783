package org.courtbridge.signalling.h323.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.courtbridge.h323.q931.TpktDecoder;
import org.junit.jupiter.api.Test;

class TpktConnectionTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final byte[] PACKET = TpktDecoder.packet(new byte[1_000]);

    /** Octets: far more than both systems keep of a connection on which nobody reads. */
    private static final long MANY = 64 << 20;

    /** Within which somebody who reads does. */
    private static final int MOMENT_MILLIS = 1_000;

    private static final int PATIENCE_MILLIS = 60_000;

    @Test
    void isNotReadFromWhileTheOtherSideDoesNotReadTheAnswers() throws IOException {
        try (TpktPorts ports = new TpktPorts(HERE, H323Trace.NONE);
                Selector selector = Selector.open()) {
            TpktPorts.Listening listening = ports.listen(0, Echo::new, (_, _) -> {});
            listening.begin();
            try (SocketChannel socket = SocketChannel.open()) {
                socket.setOption(StandardSocketOptions.SO_RCVBUF, 16_384);
                socket.connect(new InetSocketAddress(HERE, listening.port()));
                socket.configureBlocking(false);
                SelectionKey key = socket.register(selector, SelectionKey.OP_WRITE);

                ByteBuffer packet = ByteBuffer.wrap(PACKET);
                long sent = 0;
                while (sent < MANY && selector.select(MOMENT_MILLIS) > 0) {
                    selector.selectedKeys().clear();
                    sent += socket.write(packet.hasRemaining() ? packet : packet.rewind());
                }
                assertThat(sent).as("of what nobody reads the answers to").isLessThan(MANY);

                ByteBuffer answers = ByteBuffer.allocate(65_536);
                long whole = sent + packet.remaining();
                long read = 0;
                while (read < whole) {
                    key.interestOps(SelectionKey.OP_READ | (packet.hasRemaining() ? SelectionKey.OP_WRITE : 0));
                    assertThat(selector.select(PATIENCE_MILLIS)).isPositive();
                    selector.selectedKeys().clear();
                    socket.write(packet);
                    read += Math.max(0, socket.read(answers.clear()));
                }
                assertThat(read)
                        .as("each packet is answered when somebody reads")
                        .isEqualTo(whole);
            }
        }
    }

    private static final class Echo implements TpktConnection.Receiver {

        @Override
        public void packet(TpktConnection from, byte[] contents) {
            from.send(contents);
        }

        @Override
        public void closed(TpktConnection connection) {}
    }
}

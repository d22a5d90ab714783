package org.courtbridge.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.OptionalInt;
import java.util.concurrent.atomic.LongAdder;
import org.courtbridge.media.transport.dtls.DtlsCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinePortTest {

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final MediaPath path = MediaPath.plain(new Scratch(), new LongAdder(), 0);
    private final LinePort port = new LinePort(
            channel, path, SymmetricLatch.rtp(new KnownSsrcs()), DtlsCertificate.generate(), reason -> {}, () -> {});

    @AfterEach
    void close() {
        path.close();
        channel.close();
    }

    @Test
    void putsItsNumberBeforeAPacket() {
        assertThat(hex(port.numbered(packet()))).isEqualTo("8008");
        port.multiplexed(OptionalInt.of(0x0102_0304));
        assertThat(hex(port.numbered(packet()))).isEqualTo("010203048008");
        port.multiplexed(OptionalInt.empty());
        assertThat(hex(port.numbered(packet()))).isEqualTo("8008");
    }

    @Test
    void hasNoDestinationBeforeItIsToldOne() {
        assertThat(port.destination()).isNull();
    }

    private static ByteBuf packet() {
        return Unpooled.wrappedBuffer(new byte[] {(byte) 0x80, 8});
    }

    private static String hex(ByteBuf bytes) {
        try {
            return ByteBufUtil.hexDump(bytes);
        } finally {
            bytes.release();
        }
    }
}

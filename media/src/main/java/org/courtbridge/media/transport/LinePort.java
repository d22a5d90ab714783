package org.courtbridge.media.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.courtbridge.media.transport.dtls.DtlsCertificate;
import org.jspecify.annotations.Nullable;

/**
 * One of the two ports of a room's line, for RTP or for RTCP: where its packets go to and come from, and the path that they take,
 * which DTLS may have made keys for (RFC 5764, section 3). Lives on the port's event loop.
 */
final class LinePort {

    private final Channel channel;
    private final MediaPath path;
    private final SymmetricLatch latch;
    private final WriteBatch batch;
    private final PortDtls dtls;
    private OptionalInt number = OptionalInt.empty();

    /**
     * @param failed hears, on the loop, why DTLS makes no keys
     * @param keyed runs on the loop when it has made some
     */
    LinePort(
            Channel channel,
            MediaPath path,
            SymmetricLatch latch,
            DtlsCertificate certificate,
            Consumer<String> failed,
            Runnable keyed) {
        this.channel = channel;
        this.path = path;
        this.latch = latch;
        this.batch = new WriteBatch(channel);
        this.dtls = new PortDtls(channel.eventLoop(), certificate, path, latch, batch, failed, keyed);
    }

    Channel channel() {
        return channel;
    }

    MediaPath path() {
        return path;
    }

    SymmetricLatch latch() {
        return latch;
    }

    WriteBatch batch() {
        return batch;
    }

    PortDtls dtls() {
        return dtls;
    }

    /** Where packets go now; null if there is no way yet. */
    @Nullable
    InetSocketAddress destination() {
        return latch.destination();
    }

    InetSocketAddress localAddress() {
        return (InetSocketAddress) channel.localAddress();
    }

    /** Sets the number that goes before each packet (H.460.19). @param number 32 bits; empty for none */
    void multiplexed(OptionalInt number) {
        this.number = number;
    }

    /** The packet behind its number, if there is one. */
    ByteBuf numbered(ByteBuf packet) {
        if (number.isEmpty()) {
            return packet;
        }
        ByteBuf prefix = channel.alloc().buffer(MultiplexPort.PREFIX).writeInt(number.getAsInt());
        return channel.alloc().compositeBuffer(2).addComponents(true, prefix, packet);
    }

    /** Takes over the packet. */
    void write(ByteBuf packet, InetSocketAddress to) {
        batch.write(new DatagramPacket(packet, to));
    }
}

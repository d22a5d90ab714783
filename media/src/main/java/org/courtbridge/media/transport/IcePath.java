package org.courtbridge.media.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;

/** One way to a browser that an authenticated check has come by. */
sealed interface IcePath {

    InetSocketAddress remote();

    /** Whether the socket takes more now. */
    boolean hasRoom();

    /** Takes over the bytes of one packet. */
    void write(ByteBuf packet);

    record Udp(WriteBatch batch, InetSocketAddress remote) implements IcePath {

        @Override
        public boolean hasRoom() {
            return batch.hasRoom();
        }

        @Override
        public void write(ByteBuf packet) {
            batch.write(new DatagramPacket(packet, remote));
        }
    }

    /** Frames every packet with its length (RFC 4571). */
    record Tcp(Channel channel, WriteBatch batch, InetSocketAddress remote) implements IcePath {

        @Override
        public boolean hasRoom() {
            return channel.isActive() && batch.hasRoom();
        }

        @Override
        public void write(ByteBuf packet) {
            batch.write(channel.alloc().directBuffer(2).writeShort(packet.readableBytes()));
            batch.write(packet);
        }
    }
}

package org.courtbridge.gateway.h323;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.h323.q931.Q931Exception;
import org.courtbridge.h323.q931.TpktDecoder;

/**
 * A TCP connection that carries TPKT packets (RFC 1006, section 6), whatever is in them. From any thread; what comes is
 * handed over on the connection's event loop.
 */
final class TpktConnection {

    /** Of a packet: beyond any message that rooms send, so that nobody has us keep more. */
    private static final int LONGEST = 32_768;

    private static final int HEADER = 4;
    private static final int VERSION = 3;

    private final Channel channel;

    private TpktConnection(Channel channel) {
        this.channel = channel;
    }

    /** Who hears what comes. */
    interface Receiver {

        void packet(TpktConnection from, byte[] contents);

        /** Nothing comes any more. */
        void closed(TpktConnection connection);
    }

    /** @param malformed hears of each connection that sent what is no packet, and is closed for it */
    static TpktConnection on(Channel channel, Receiver receiver, Runnable malformed) {
        TpktConnection connection = new TpktConnection(channel);
        channel.pipeline().addLast(new Reading(connection, receiver, malformed));
        return connection;
    }

    void send(byte[] contents) {
        int length = HEADER + contents.length;
        ByteBuf packet = channel.alloc().buffer(length);
        packet.writeByte(VERSION).writeByte(0).writeShort(length).writeBytes(contents);
        channel.writeAndFlush(packet, channel.voidPromise());
    }

    /** After what was sent. */
    void close() {
        channel.eventLoop().execute(channel::close);
    }

    InetSocketAddress local() {
        return (InetSocketAddress) channel.localAddress();
    }

    InetSocketAddress remote() {
        return (InetSocketAddress) channel.remoteAddress();
    }

    private static final class Reading extends ChannelInboundHandlerAdapter {

        private static final Logger log = LogManager.getLogger(TpktConnection.class);

        private final TpktConnection connection;
        private final Receiver receiver;
        private final Runnable malformed;
        private final TpktDecoder decoder = new TpktDecoder(LONGEST);
        private final Consumer<byte[]> contents;

        Reading(TpktConnection connection, Receiver receiver, Runnable malformed) {
            this.connection = connection;
            this.receiver = receiver;
            this.malformed = malformed;
            this.contents = packet -> receiver.packet(connection, packet);
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf octets = (ByteBuf) message;
            try {
                decoder.take(ByteBufUtil.getBytes(octets), contents);
            } catch (Q931Exception e) {
                log.debug("{} sends no TPKT: {}", context.channel().remoteAddress(), e.getMessage());
                malformed.run();
                context.close();
            } finally {
                octets.release();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            receiver.closed(connection);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (cause instanceof IOException) {
                log.debug("{} lost: {}", context.channel().remoteAddress(), cause.getMessage());
            } else {
                log.error(
                        "connection of {} closed by a fault", context.channel().remoteAddress(), cause);
            }
            context.close();
        }
    }
}

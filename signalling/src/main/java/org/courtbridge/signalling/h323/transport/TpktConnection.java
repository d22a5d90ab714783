package org.courtbridge.signalling.h323.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.h323.q931.Q931Exception;
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.h323.q931.TpktDecoder;

/**
 * A TCP connection that carries TPKT packets (RFC 1006, section 6), whatever is in them. From any thread; what comes is
 * handed over on the connection's event loop.
 */
public final class TpktConnection implements CallConnection {

    /** Of a packet: beyond any message that rooms send, so that nobody has us keep more. */
    private static final int LONGEST = 32_768;

    private static final int LINGER_SECONDS = 2;

    private static final int KEEP_ALIVE_SECONDS = 19;
    private static final byte[] NOTHING = {3, 0, 0, 4};
    private static final int HEADER = 4;
    private static final int VERSION = 3;

    private final Channel channel;
    private final TracedConnection traced;

    private TpktConnection(Channel channel, H323Trace trace) {
        this.channel = channel;
        this.traced = new TracedConnection(trace);
    }

    /** Receives the packets of a connection, and its end. */
    public interface Receiver {

        void packet(TpktConnection from, byte[] contents);

        /** Nothing comes any more. */
        void closed(TpktConnection connection);

        /** Name of the connection's call, as {@link CallNames} has it; empty if it is not known before a packet comes. */
        default Optional<String> call() {
            return Optional.empty();
        }
    }

    /** @param malformed hears of each connection that sent what is no packet, and is closed for it */
    public static TpktConnection on(Channel channel, Receiver receiver, Runnable malformed, H323Trace trace) {
        TpktConnection connection = new TpktConnection(channel, trace);
        receiver.call().ifPresent(connection::belongsTo);
        channel.pipeline().addLast(new Reading(connection, receiver, malformed));
        return connection;
    }

    @Override
    public void belongsTo(String call) {
        traced.belongsTo(call);
    }

    /** Tells the trace whose each packet is, where that is not one call's all along. */
    public void namedBy(TracedConnection.Names names) {
        traced.namedBy(names);
    }

    @Override
    public void send(Q931Message message) {
        send(message.encode());
    }

    /** @param contents of a packet */
    public void send(byte[] contents) {
        channel.writeAndFlush(packet(contents), channel.voidPromise());
    }

    /** @param gone is run on the event loop when nothing of the packet is kept any more */
    public void send(byte[] contents, Runnable gone) {
        channel.writeAndFlush(packet(contents)).addListener(_ -> gone.run());
    }

    private ByteBuf packet(byte[] contents) {
        trace(H323Trace.Direction.SENT, contents);
        int length = HEADER + contents.length;
        return channel.alloc()
                .buffer(length)
                .writeByte(VERSION)
                .writeByte(0)
                .writeShort(length)
                .writeBytes(contents);
    }

    /**
     * Sends a packet of nothing every now and then, so that a NAT or a firewall does not take the connection for one that
     * nobody uses (H.460.18): some forget within half a minute.
     */
    public void keepAlive() {
        var beat = channel.eventLoop()
                .scheduleAtFixedRate(
                        () -> channel.writeAndFlush(Unpooled.wrappedBuffer(NOTHING), channel.voidPromise()),
                        KEEP_ALIVE_SECONDS,
                        KEEP_ALIVE_SECONDS,
                        TimeUnit.SECONDS);
        channel.closeFuture().addListener(_ -> beat.cancel(false));
    }

    @Override
    public boolean isFull() {
        return channel.isActive() && !channel.isWritable();
    }

    /** Nothing is shown of a connection that was gone before its first packet, as it has no addresses any more. */
    private void trace(H323Trace.Direction direction, byte[] contents) {
        if (traced.isShown()
                && channel.localAddress() instanceof InetSocketAddress local
                && channel.remoteAddress() instanceof InetSocketAddress remote) {
            int length = HEADER + contents.length;
            byte[] packet = ByteBuffer.allocate(length)
                    .put((byte) VERSION)
                    .put((byte) 0)
                    .putShort((short) length)
                    .put(contents)
                    .array();
            traced.packet(direction, local, remote, contents, packet);
        }
    }

    /**
     * After what was sent, and has been read: what still comes is read for a moment more, as TCP resets a connection that is
     * closed before (RFC 9293, section 3.6.1), and the other side would never see why its call ended.
     */
    @Override
    public void close() {
        channel.eventLoop().execute(() -> {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> ((DuplexChannel) channel).shutdownOutput());
            channel.eventLoop().schedule(() -> channel.close(), LINGER_SECONDS, TimeUnit.SECONDS);
        });
    }

    /** Does something later on the connection's event loop, even if the connection is gone then. */
    public void after(Duration delay, Runnable what) {
        channel.eventLoop().schedule(what, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    InetSocketAddress local() {
        return (InetSocketAddress) channel.localAddress();
    }

    /** The other side; of a connection that is gone already, nothing. */
    public Optional<InetSocketAddress> peer() {
        return Optional.ofNullable((InetSocketAddress) channel.remoteAddress());
    }

    @Override
    public InetSocketAddress remote() {
        return (InetSocketAddress) channel.remoteAddress();
    }

    @Override
    public CallSource source() {
        return new CallSource.Address(remote().getAddress());
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
            this.contents = packet -> {
                connection.trace(H323Trace.Direction.RECEIVED, packet);
                receiver.packet(connection, packet);
            };
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

        /** Nothing is read of whoever does not read: our answers to it would pile up. */
        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            context.channel().config().setAutoRead(context.channel().isWritable());
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

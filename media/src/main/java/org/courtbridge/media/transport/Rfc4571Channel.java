package org.courtbridge.media.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.media.transport.TcpAdmission.Proof;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection to the {@link WebRtcPort}, behind a decoder of RFC 4571 frames. Closed if no authenticated check
 * comes in time.
 */
final class Rfc4571Channel extends SimpleChannelInboundHandler<ByteBuf> {

    private static final Logger log = LogManager.getLogger(Rfc4571Channel.class);
    private static final int PROVE_SECONDS = 10;

    /**
     * Bytes that may wait for a reader who is too slow before packets are dropped instead of queued: half a second of a picture
     * at 2 Mbit/s. Frames are dropped whole.
     */
    static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(1 << 16, 1 << 17);

    private final WebRtcPort port;
    private IcePath.@Nullable Tcp way;
    private @Nullable IceSession session;
    private @Nullable Future<?> deadline;

    Rfc4571Channel(WebRtcPort port) {
        this.port = port;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        InetSocketAddress remote = (InetSocketAddress) context.channel().remoteAddress();
        way = new IcePath.Tcp(context.channel(), new WriteBatch(context.channel()), remote);
        if (!port.tcpAdmission().admit(remote.getAddress())) {
            port.drops().increment();
            context.close();
            return;
        }
        deadline = context.executor()
                .schedule(
                        () -> {
                            if (session == null) {
                                context.close();
                            }
                        },
                        PROVE_SECONDS,
                        TimeUnit.SECONDS);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
        if (way != null) {
            IceSession checked = port.arrived(frame, way, session);
            if (checked != session) {
                if (session != null) {
                    session.wayClosed(way);
                } else {
                    port.tcpAdmission().proven(way.remote().getAddress());
                }
            }
            session = checked;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (deadline != null && way != null) {
            port.tcpAdmission().gone(way.remote().getAddress(), session != null ? Proof.SHOWN : Proof.NOT_SHOWN);
            deadline.cancel(false);
        }
        if (session != null && way != null) {
            session.wayClosed(way);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException || cause instanceof TooLongFrameException) {
            log.debug("{}: {}", context.channel(), cause.getMessage());
        } else {
            log.error("{}: {}", context.channel(), cause.getMessage(), cause);
        }
        context.close();
    }

    /** Sets up each connection. */
    static final class Initializer extends ChannelInitializer<SocketChannel> {

        private @Nullable WebRtcPort port;

        /** Sets the port that connections belong to; on the loop. Those that come before it is set are closed. */
        void port(WebRtcPort port) {
            this.port = port;
        }

        @Override
        protected void initChannel(SocketChannel channel) {
            if (port == null) {
                channel.close();
                return;
            }
            channel.pipeline()
                    .addLast(new LengthFieldBasedFrameDecoder(MediaLoops.MAX_DATAGRAM + 2, 0, 2, 0, 2))
                    .addLast(new Rfc4571Channel(port));
        }
    }
}

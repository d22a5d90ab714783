package org.courtbridge.gateway.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection to the {@link WebRtcPort}, behind a decoder of RFC 4571 frames. Closed if no authenticated check
 * comes in time.
 */
final class Rfc4571Channel extends SimpleChannelInboundHandler<ByteBuf> {

    private static final Logger log = LogManager.getLogger(Rfc4571Channel.class);
    private static final int PROVE_SECONDS = 10;

    private final WebRtcPort port;
    private Way.@Nullable Tcp way;
    private @Nullable IceSession session;
    private @Nullable Future<?> deadline;

    Rfc4571Channel(WebRtcPort port) {
        this.port = port;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        InetSocketAddress remote = (InetSocketAddress) context.channel().remoteAddress();
        way = new Way.Tcp(context.channel(), new WriteBatch(context.channel()), remote);
        if (!port.admitTcp()) {
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
            if (checked != session && session != null) {
                session.wayClosed(way);
            }
            session = checked;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (deadline != null) {
            port.tcpClosed();
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
}

package org.courtbridge.signalling.bfcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Hands the messages of one connection to the server. */
final class BfcpStream extends SimpleChannelInboundHandler<ByteBuf> {

    private static final Logger log = LogManager.getLogger(BfcpStream.class);

    private final BfcpServer server;
    private final BfcpTransport transport;

    BfcpStream(BfcpServer server, BfcpTransport transport) {
        this.server = server;
        this.transport = transport;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
        if (context.channel().remoteAddress() instanceof InetSocketAddress from) {
            server.receive(message, transport, context.channel(), from);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        server.closed(context.channel());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof DecoderException) {
            server.countMalformed();
            log.debug("{} sends no BFCP: {}", context.channel().remoteAddress(), cause.getMessage());
        } else if (cause instanceof IOException) {
            log.debug("{} lost: {}", context.channel().remoteAddress(), cause.getMessage());
        } else {
            log.error("connection of {} closed by a fault", context.channel().remoteAddress(), cause);
        }
        context.close();
    }
}

package org.courtbridge.signalling.bfcp;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Hands datagrams to the server. */
final class BfcpDatagrams extends SimpleChannelInboundHandler<DatagramPacket> {

    private static final Logger log = LogManager.getLogger(BfcpDatagrams.class);

    private final BfcpServer server;

    BfcpDatagrams(BfcpServer server) {
        this.server = server;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
        server.receive(packet.content(), BfcpTransport.UDP, context.channel(), packet.sender());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        log.error("BFCP over UDP", cause);
    }
}

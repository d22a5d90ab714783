package org.courtbridge.media.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The handler of one UDP socket: hands datagrams on, and survives what one of them may cause. */
final class DatagramHandler extends SimpleChannelInboundHandler<DatagramPacket> {

    private static final Logger log = LogManager.getLogger(DatagramHandler.class);

    private static final int BUGS_BETWEEN_LINES = 10_000;

    private int bugs;
    private Consumer<DatagramPacket> receiver = datagram -> {};

    /** Sets the receiver of datagrams; on the loop. Those that come before it is set are lost. */
    void receiver(Consumer<DatagramPacket> receiver) {
        this.receiver = receiver;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket datagram) {
        receiver.accept(datagram);
    }

    /** A socket's error (no route, message too long) concerns one packet, not the socket. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            log.debug("{}: {}", context.channel(), cause.getMessage());
        } else if (bugs++ % BUGS_BETWEEN_LINES == 0) {
            log.error("{}: {} ({} so far)", context.channel(), cause.getMessage(), bugs, cause);
        }
    }
}

package org.courtbridge.signalling.sip.stack;

import gov.nist.javax.sip.stack.NioTcpMessageChannel;
import gov.nist.javax.sip.stack.NioTcpMessageProcessor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;

/** A TCP connection of the stack, whose messages pass the {@link MessageFilter}. */
final class TcpChannel extends NioTcpMessageChannel {

    private final CourtSipStack court;
    private final StreamScreen screen;

    /** A connection that the peer opened. */
    TcpChannel(CourtSipStack stack, NioTcpMessageProcessor owner, SocketChannel connection) throws IOException {
        super(owner, connection);
        messageProcessor = owner;
        court = stack;
        screen = new StreamScreen(stack.screen(), peerAddress, peerPort, this::pass, this::answer);
    }

    /** A connection that we open. */
    TcpChannel(CourtSipStack stack, NioTcpMessageProcessor owner, InetAddress host, int port) throws IOException {
        super(host, port, stack, owner);
        isCached = true;
        court = stack;
        screen = new StreamScreen(stack.screen(), host, port, this::pass, this::answer);
    }

    @Override
    protected void addBytes(byte[] bytes) throws Exception {
        screen.read(bytes);
    }

    private void pass(byte[] message) throws Exception {
        super.addBytes(message);
    }

    private void answer(byte[] message) throws IOException {
        sendMessage(message, false);
    }

    @Override
    protected void close(boolean removeSocket, boolean stopKeepAlive) {
        super.close(removeSocket, stopKeepAlive);
        court.lost(new Flow(new InetSocketAddress(peerAddress, Math.max(0, peerPort)), "TCP"));
    }
}

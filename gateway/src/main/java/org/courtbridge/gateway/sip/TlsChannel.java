package org.courtbridge.gateway.sip;

import gov.nist.javax.sip.stack.NioTcpMessageProcessor;
import gov.nist.javax.sip.stack.NioTlsMessageChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;

/** A TLS connection of the stack, whose messages pass the {@link Screen}. */
final class TlsChannel extends NioTlsMessageChannel {

    private final CourtSipStack court;
    private final StreamScreen screen;

    /** A connection that the peer opened. */
    TlsChannel(CourtSipStack stack, NioTcpMessageProcessor owner, SocketChannel connection) throws IOException {
        super(owner, connection);
        court = stack;
        screen = new StreamScreen(stack.screen(), peerAddress, peerPort, this::pass, this::answer);
    }

    /** A connection that we open. */
    TlsChannel(CourtSipStack stack, NioTcpMessageProcessor owner, InetAddress host, int port) throws IOException {
        super(host, port, stack, owner);
        isCached = true;
        court = stack;
        screen = new StreamScreen(stack.screen(), host, port, this::pass, this::answer);
    }

    @Override
    public void addPlaintextBytes(byte[] bytes) throws Exception {
        screen.read(bytes);
    }

    private void pass(byte[] message) throws Exception {
        super.addPlaintextBytes(message);
    }

    private void answer(byte[] message) throws IOException {
        sendMessage(message, false);
    }

    @Override
    protected void close(boolean removeSocket, boolean stopKeepAlive) {
        super.close(removeSocket, stopKeepAlive);
        court.lost(new Flow(new InetSocketAddress(peerAddress, Math.max(0, peerPort)), "TLS"));
    }
}

package org.courtbridge.signalling.sip.stack;

import gov.nist.javax.sip.stack.NioTcpMessageProcessor;
import gov.nist.javax.sip.stack.NioTlsMessageChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.security.cert.X509Certificate;
import java.util.List;
import org.courtbridge.provisioning.certificates.DeviceCertificates;

/** A TLS connection of the stack, whose messages pass the {@link Screen}. */
public final class TlsChannel extends NioTlsMessageChannel {

    private final CourtSipStack court;
    private final StreamScreen screen;
    private final boolean peerIsClient;

    /** A connection that the peer opened. */
    TlsChannel(CourtSipStack stack, NioTcpMessageProcessor owner, SocketChannel connection) throws IOException {
        super(owner, connection);
        court = stack;
        peerIsClient = true;
        screen = new StreamScreen(stack.screen(), peerAddress, peerPort, this::pass, this::answer);
    }

    /** A connection that we open. */
    TlsChannel(CourtSipStack stack, NioTcpMessageProcessor owner, InetAddress host, int port) throws IOException {
        super(host, port, stack, owner);
        isCached = true;
        court = stack;
        peerIsClient = false;
        screen = new StreamScreen(stack.screen(), host, port, this::pass, this::answer);
    }

    /** The certificates by which the peer has shown who it is, its own first; none of a server to which we have connected. */
    public List<X509Certificate> shownByClient() {
        return peerIsClient
                ? DeviceCertificates.chain(getHandshakeCompletedListener().getPeerCertificates())
                : List.of();
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

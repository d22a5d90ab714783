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

/** A TLS connection of the stack, whose messages pass the {@link MessageFilter}. */
public final class TlsChannel extends NioTlsMessageChannel {

    private final CourtSipStack court;
    private final StreamScreen screen;
    private final boolean peerIsClient;

    /** The name or the address that whoever answers must prove to be; set first, as the superclass begins the handshake. */
    private final String host;

    /** A connection that the peer opened. */
    TlsChannel(CourtSipStack stack, NioTcpMessageProcessor owner, SocketChannel connection) throws IOException {
        host = connection.socket().getInetAddress().getHostAddress();
        super(owner, connection);
        court = stack;
        peerIsClient = true;
        screen = new StreamScreen(stack.screen(), peerAddress, peerPort, this::pass, this::answer);
    }

    /** A connection that we open. @param host of the URI or the Route: a name, or an address without brackets */
    TlsChannel(CourtSipStack stack, NioTcpMessageProcessor owner, String host, InetAddress address, int port)
            throws IOException {
        this.host = host;
        super(address, port, stack, owner);
        isCached = true;
        court = stack;
        peerIsClient = false;
        screen = new StreamScreen(stack.screen(), address, port, this::pass, this::answer);
    }

    /**
     * Begins a handshake, also while this is constructed and when a connection that was lost is made anew. Whoever answers where we
     * connect to must prove to be whom we mean.
     */
    @Override
    public void init(boolean clientMode) throws Exception {
        super.init(clientMode);
        if (clientMode) {
            CourtSipStack stack = (CourtSipStack) getSIPStack();
            stack.servers().expect(stack.engines().of(this), host);
        }
    }

    /**
     * Whether the peer may be sent what is meant for a host: it has connected itself, which is looked at elsewhere, or it is meant for
     * that host, or it has proved to be that one too.
     */
    boolean isTo(String wanted) {
        if (peerIsClient || host.equalsIgnoreCase(wanted)) {
            return true;
        }
        X509Certificate[] shown = DeviceCertificates.chain(
                        getHandshakeCompletedListener().getPeerCertificates())
                .toArray(new X509Certificate[0]);
        return shown.length > 0 && court.servers().isAlso(shown, wanted);
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

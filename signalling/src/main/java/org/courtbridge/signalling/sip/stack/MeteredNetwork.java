package org.courtbridge.signalling.sip.stack;

import gov.nist.core.net.NetworkLayer;
import gov.nist.javax.sip.SipStackImpl;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** The stack's own network, but that UDP ports are metered ({@link MeteredSocket}). */
final class MeteredNetwork implements NetworkLayer {

    private final NetworkLayer network;
    private final AmplificationLimit limit;

    MeteredNetwork(NetworkLayer network, AmplificationLimit limit) {
        this.network = network;
        this.limit = limit;
    }

    @Override
    public DatagramSocket createDatagramSocket(int port, InetAddress address) throws SocketException {
        return new MeteredSocket(port, address, limit);
    }

    @Override
    public DatagramSocket createDatagramSocket() throws SocketException {
        return network.createDatagramSocket();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
        return network.createServerSocket(port, backlog, address);
    }

    @Override
    public SSLServerSocket createSSLServerSocket(int port, int backlog, InetAddress address) throws IOException {
        return network.createSSLServerSocket(port, backlog, address);
    }

    @Override
    public Socket createSocket(InetAddress address, int port) throws IOException {
        return network.createSocket(address, port);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress from) throws IOException {
        return network.createSocket(address, port, from);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress from, int fromPort) throws IOException {
        return network.createSocket(address, port, from, fromPort);
    }

    @Override
    public SSLSocket createSSLSocket(InetAddress address, int port) throws IOException {
        return network.createSSLSocket(address, port);
    }

    @Override
    public SSLSocket createSSLSocket(InetAddress address, int port, InetAddress from) throws IOException {
        return network.createSSLSocket(address, port, from);
    }

    @Override
    public void setSipStack(SipStackImpl stack) {
        network.setSipStack(stack);
    }
}

package org.courtbridge.signalling.sip.stack;

import gov.nist.core.HostPort;
import gov.nist.javax.sip.stack.ConnectionOrientedMessageChannel;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.MessageProcessorFactory;
import gov.nist.javax.sip.stack.NIOHandler;
import gov.nist.javax.sip.stack.NioMessageProcessorFactory;
import gov.nist.javax.sip.stack.NioTcpMessageChannel;
import gov.nist.javax.sip.stack.NioTcpMessageProcessor;
import gov.nist.javax.sip.stack.NioTlsMessageProcessor;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import gov.nist.javax.sip.stack.UDPMessageProcessor;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.SocketChannel;
import java.util.LinkedList;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * JAIN-SIP's own ports with two differences. Messages pass a {@link MessageFilter} first. And the ports for TCP and TLS remember
 * the connections that they open: version 1.3.0-91 forgets each at once, opens another one for the first message and, more
 * often than not, loses that message.
 *
 * <p>Public, as the stack makes it by its name.
 */
public final class StackPorts implements MessageProcessorFactory {

    private final MessageProcessorFactory others = new NioMessageProcessorFactory();

    @Override
    public MessageProcessor createMessageProcessor(
            SIPTransactionStack stack, InetAddress address, int port, String transport) throws IOException {
        if (!(stack instanceof CourtSipStack court)) {
            return others.createMessageProcessor(stack, address, port, transport);
        }
        return switch (transport.toUpperCase(Locale.ROOT)) {
            case "UDP" -> new Udp(court, address, port);
            case "TCP" -> new Tcp(court, address, port);
            case "TLS" -> new Tls(court, address, port);
            default -> others.createMessageProcessor(stack, address, port, transport);
        };
    }

    private static final class Udp extends UDPMessageProcessor {

        Udp(CourtSipStack stack, InetAddress address, int port) throws IOException {
            super(address, stack, port);
            stack.sendFromUdpPort();
            messageQueue = new UdpInbox(stack.screen(), packet -> sock.send(packet));
            // Its thread makes another, but may not have done so when the port is closed again.
            messageChannels = new LinkedList<>();
        }
    }

    private static final class Tcp extends NioTcpMessageProcessor {

        private final CourtSipStack stack;

        Tcp(CourtSipStack stack, InetAddress address, int port) {
            super(address, stack, port);
            this.stack = stack;
            nioHandler = new Connections(stack, this);
        }

        @Override
        public NioTcpMessageChannel createMessageChannel(NioTcpMessageProcessor processor, SocketChannel connection)
                throws IOException {
            NioTcpMessageChannel channel = ((Connections) nioHandler).known(connection);
            if (channel == null) {
                channel = new TcpChannel(stack, this, connection);
                ((Connections) nioHandler).remember(connection, channel);
            }
            return channel;
        }

        @Override
        public MessageChannel createMessageChannel(HostPort to) throws IOException {
            return createMessageChannel(to.getInetAddress(), to.getPort());
        }

        @Override
        public synchronized MessageChannel createMessageChannel(InetAddress host, int port) throws IOException {
            String key = MessageChannel.getKey(host, port, transport);
            ConnectionOrientedMessageChannel channel = messageChannels.get(key);
            if (channel == null) {
                channel = new TcpChannel(stack, this, host, port);
                messageChannels.put(key, channel);
            }
            return channel;
        }
    }

    private static final class Tls extends NioTlsMessageProcessor {

        private final CourtSipStack stack;

        Tls(CourtSipStack stack, InetAddress address, int port) {
            super(address, stack, port);
            this.stack = stack;
            nioHandler = new Connections(stack, this);
        }

        @Override
        public NioTcpMessageChannel createMessageChannel(NioTcpMessageProcessor processor, SocketChannel connection)
                throws IOException {
            NioTcpMessageChannel channel = ((Connections) nioHandler).known(connection);
            if (channel == null) {
                channel = new TlsChannel(stack, this, connection);
                ((Connections) nioHandler).remember(connection, channel);
            }
            return channel;
        }

        /** By the name of the URI or the Route, of which the certificate that is shown there must be. */
        @Override
        public MessageChannel createMessageChannel(HostPort to) throws IOException {
            String name = to.getHost().getHostname().replaceAll("[\\[\\]]", "");
            return channel(name, to.getInetAddress(), to.getPort());
        }

        @Override
        public MessageChannel createMessageChannel(InetAddress host, int port) throws IOException {
            return channel(host.getHostAddress(), host, port);
        }

        /** @throws IOException also if a connection is there already, and to another than that host */
        private synchronized MessageChannel channel(String name, InetAddress address, int port) throws IOException {
            String key = MessageChannel.getKey(address, port, transport);
            ConnectionOrientedMessageChannel open = messageChannels.get(key);
            if (open instanceof TlsChannel before && !before.isTo(name)) {
                throw new IOException("the server at %s has not proved to be %s".formatted(address, name));
            }
            if (open == null) {
                open = new TlsChannel(stack, this, name, address, port);
                messageChannels.put(key, open);
            }
            return open;
        }
    }

    /** Open connections of one port, with their channels. */
    private static final class Connections extends NIOHandler {

        Connections(CourtSipStack stack, NioTcpMessageProcessor owner) {
            super(stack, owner);
        }

        @Nullable
        NioTcpMessageChannel known(SocketChannel connection) {
            return getMessageChannel(connection);
        }

        void remember(SocketChannel connection, NioTcpMessageChannel channel) {
            putMessageChannel(connection, channel);
        }

        @Override
        public SocketChannel createOrReuseSocket(InetAddress address, int port) throws IOException {
            SocketChannel connection = super.createOrReuseSocket(address, port);
            if (connection != null && connection.isConnected()) {
                putSocket(makeKey(address, port), connection);
            }
            return connection;
        }

        /** Opens what is not open any more beforehand, so that whoever writes to it finds whose it is. */
        @Override
        public SocketChannel sendBytes(
                InetAddress from,
                InetAddress to,
                int port,
                String transport,
                byte[] bytes,
                boolean retry,
                NioTcpMessageChannel channel)
                throws IOException {
            if (!channel.isSecure()) {
                SocketChannel connection = createOrReuseSocket(to, port);
                if (connection != null && getMessageChannel(connection) == null) {
                    putMessageChannel(connection, channel);
                }
            }
            return super.sendBytes(from, to, port, transport, bytes, retry, channel);
        }
    }
}

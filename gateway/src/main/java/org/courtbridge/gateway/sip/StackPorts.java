package org.courtbridge.gateway.sip;

import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.MessageProcessorFactory;
import gov.nist.javax.sip.stack.NIOHandler;
import gov.nist.javax.sip.stack.NioMessageProcessorFactory;
import gov.nist.javax.sip.stack.NioTcpMessageChannel;
import gov.nist.javax.sip.stack.NioTcpMessageProcessor;
import gov.nist.javax.sip.stack.NioTlsMessageProcessor;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.SocketChannel;
import java.util.Locale;

/**
 * JAIN-SIP's own ports, except that those for TCP and TLS remember the connections that they open. Version 1.3.0-91
 * forgets each at once: it opens another one for the first message and, more often than not, loses that message.
 *
 * <p>Public, as the stack makes it by its name.
 */
public final class StackPorts implements MessageProcessorFactory {

    private final MessageProcessorFactory others = new NioMessageProcessorFactory();

    @Override
    public MessageProcessor createMessageProcessor(
            SIPTransactionStack stack, InetAddress address, int port, String transport) throws IOException {
        return switch (transport.toUpperCase(Locale.ROOT)) {
            case "TCP" -> new Tcp(stack, address, port);
            case "TLS" -> new Tls(stack, address, port);
            default -> others.createMessageProcessor(stack, address, port, transport);
        };
    }

    private static final class Tcp extends NioTcpMessageProcessor {

        Tcp(SIPTransactionStack stack, InetAddress address, int port) {
            super(address, stack, port);
            nioHandler = new Connections(stack, this);
        }
    }

    private static final class Tls extends NioTlsMessageProcessor {

        Tls(SIPTransactionStack stack, InetAddress address, int port) {
            super(address, stack, port);
            nioHandler = new Connections(stack, this);
        }
    }

    private static final class Connections extends NIOHandler {

        Connections(SIPTransactionStack stack, NioTcpMessageProcessor owner) {
            super(stack, owner);
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

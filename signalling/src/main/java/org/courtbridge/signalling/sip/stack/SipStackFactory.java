package org.courtbridge.signalling.sip.stack;

import gov.nist.javax.sip.ListeningPointExt;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.TooManyListenersException;
import java.util.UUID;
import javax.sip.ListeningPoint;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.message.Request;
import org.courtbridge.court.access.ClientCertificates;

/** Opens the SIP ports. */
public final class SipStackFactory {

    /** Tries to find a port that nobody takes between our look and the stack's. */
    private static final int TRIES = 20;

    /** Bytes that are asked for; the kernel gives what it may ({@code net.core.rmem_max}). */
    private static final String UDP_BUFFER = "2097152";

    private static final String CIPHERS = String.join(
            " ",
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA");

    private SipStackFactory() {}

    /**
     * The open stack with its ports.
     *
     * @param port of UDP and TCP
     * @param tlsPort empty without TLS
     */
    public record Opened(CourtSipStack stack, SipProvider provider, int port, OptionalInt tlsPort) {}

    /**
     * @param clients who connects over TLS is asked for a certificate by this
     * @throws IOException if a port is taken
     */
    public static Opened open(
            SipConfig config,
            Optional<ClientCertificates> clients,
            SipListener listener,
            SignallingTrace trace,
            MessageFilter screen)
            throws IOException {
        CourtSipStack stack = stack(config, clients, trace, screen);
        screen.watches(stack);
        try {
            ListeningPoint udp = point(stack, config, config.port(), "udp");
            SipProvider provider = stack.createSipProvider(udp);
            provider.addListeningPoint(point(stack, config, udp.getPort(), "tcp"));
            OptionalInt tlsPort = OptionalInt.empty();
            if (config.tls().isPresent()) {
                ListeningPoint tls = point(stack, config, config.tlsPort(), "tls");
                provider.addListeningPoint(tls);
                tlsPort = OptionalInt.of(tls.getPort());
            }
            provider.addSipListener(listener);
            stack.start();
            return new Opened(stack, provider, udp.getPort(), tlsPort);
        } catch (SipException | TooManyListenersException | IOException e) {
            stack.stop();
            throw e instanceof IOException io ? io : new IOException("cannot open the SIP ports: " + e.getMessage(), e);
        }
    }

    private static CourtSipStack stack(
            SipConfig config, Optional<ClientCertificates> clients, SignallingTrace trace, MessageFilter screen)
            throws IOException {
        Properties properties = new Properties();
        properties.setProperty("javax.sip.STACK_NAME", "courtbridge-" + UUID.randomUUID());
        properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "on");
        properties.setProperty("javax.sip.USE_ROUTER_FOR_ALL_URIS", "true");
        properties.setProperty("gov.nist.javax.sip.REENTRANT_LISTENER", "true");
        properties.setProperty("gov.nist.javax.sip.THREAD_POOL_SIZE", "4");
        properties.setProperty("gov.nist.javax.sip.TCP_POST_PARSING_THREAD_POOL_SIZE", "4");
        properties.setProperty("gov.nist.javax.sip.AUTOMATIC_DIALOG_ERROR_HANDLING", "true");
        properties.setProperty("gov.nist.javax.sip.MAX_FORK_TIME_SECONDS", "64");
        properties.setProperty("gov.nist.javax.sip.MAX_MESSAGE_SIZE", "65536");
        // The stack's own 8 KiB hold a dozen datagrams: when 200 rooms come at once, most were lost.
        properties.setProperty("gov.nist.javax.sip.RECEIVE_UDP_BUFFER_SIZE", UDP_BUFFER);
        properties.setProperty("gov.nist.javax.sip.SEND_UDP_BUFFER_SIZE", UDP_BUFFER);
        properties.setProperty("gov.nist.javax.sip.READ_TIMEOUT", "5000");
        properties.setProperty("gov.nist.javax.sip.ALWAYS_ADD_RPORT", "true");
        properties.setProperty("gov.nist.javax.sip.NIO_MAX_SOCKET_IDLE_TIME", "7200000");
        properties.setProperty("gov.nist.javax.sip.DELIVER_TERMINATED_EVENT_FOR_NULL_DIALOG", "false");
        properties.setProperty("gov.nist.javax.sip.TLS_CLIENT_AUTH_TYPE", clients.isPresent() ? "Want" : "Disabled");
        properties.setProperty("gov.nist.javax.sip.TLS_CLIENT_PROTOCOLS", "TLSv1.3, TLSv1.2");
        properties.setProperty("gov.nist.javax.sip.ENABLED_CIPHER_SUITES", CIPHERS);
        properties.setProperty("gov.nist.javax.sip.MESSAGE_PROCESSOR_FACTORY", StackPorts.class.getName());
        properties.setProperty("gov.nist.javax.sip.MESSAGE_PARSER_FACTORY", ReceivedRequests.class.getName());
        properties.setProperty("gov.nist.javax.sip.STACK_LOGGER", StackLog.class.getName());
        properties.setProperty("gov.nist.javax.sip.SERVER_LOGGER", MessageLog.class.getName());
        try {
            return new CourtSipStack(properties, config.tls(), clients, trace, screen);
        } catch (SipException | GeneralSecurityException e) {
            throw new IOException("cannot make a SIP stack: " + e.getMessage(), e);
        }
    }

    private static ListeningPoint point(CourtSipStack stack, SipConfig config, int wanted, String transport)
            throws IOException {
        IOException failure = new IOException("no free port for SIP");
        for (int i = 0; i < (wanted == 0 ? TRIES : 1); i++) {
            int port = wanted == 0 ? freePort(config.bind()) : wanted;
            try {
                ListeningPoint point = stack.createListeningPoint(config.bind().getHostAddress(), port, transport);
                InetAddress usual = config.advertised().usual();
                if (usual instanceof Inet4Address) { // of another kind the stack makes no sense
                    ((ListeningPointExt) point).setSentBy(host(usual) + ":" + port);
                }
                return point;
            } catch (SipException | javax.sip.InvalidArgumentException | ParseException e) {
                failure = new IOException("cannot open SIP port %d/%s on %s: %s"
                        .formatted(port, transport, config.bind().getHostAddress(), e.getMessage()));
            }
        }
        throw failure;
    }

    /** A port that is free for UDP and for TCP. */
    private static int freePort(InetAddress bind) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            try (ServerSocket tcp = new ServerSocket(0, 1, bind)) {
                try (DatagramSocket udp = new DatagramSocket(new InetSocketAddress(bind, tcp.getLocalPort()))) {
                    return udp.getLocalPort();
                } catch (IOException taken) {
                    continue;
                }
            }
        }
        throw new IOException("no port is free for both UDP and TCP");
    }

    /** An address as it stands in URIs and Via. */
    public static String host(InetAddress address) {
        String literal = address.getHostAddress();
        int scope = literal.indexOf('%');
        String bare = scope < 0 ? literal : literal.substring(0, scope);
        return address instanceof Inet6Address ? "[" + bare + "]" : bare;
    }

    /** Methods that we answer, for {@code Allow}. */
    static String allowed() {
        return String.join(
                ", ",
                Request.INVITE,
                Request.ACK,
                Request.CANCEL,
                Request.BYE,
                Request.OPTIONS,
                Request.INFO,
                Request.UPDATE,
                Request.PRACK,
                Request.REGISTER);
    }
}

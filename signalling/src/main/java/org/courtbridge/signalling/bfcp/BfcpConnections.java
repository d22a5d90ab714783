package org.courtbridge.signalling.bfcp;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.CertificateEncodingException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Admits TCP connections to the BFCP server: a limited number in all and from one address. One over which no room of ours has
 * spoken is closed after a while. Belongs to the server's thread.
 */
final class BfcpConnections {

    private static final int MOST = 1_024;

    /** A whole court behind one NAT. */
    static final int MOST_OF_ADDRESS = 64;

    private static final int PROOF_SECONDS = 10;

    private final Map<Channel, InetAddress> addresses = new HashMap<>();
    private final Set<Channel> proven = new HashSet<>();

    /** Whether one more may come; if so, it counts until {@link #gone}. */
    boolean admit(Channel channel) {
        if (!(channel.remoteAddress() instanceof InetSocketAddress from)) {
            return false;
        }
        InetAddress address = from.getAddress();
        if (addresses.size() >= MOST
                || addresses.values().stream().filter(address::equals).count() >= MOST_OF_ADDRESS) {
            return false;
        }
        addresses.put(channel, address);
        channel.eventLoop()
                .schedule(
                        () -> {
                            if (!proven.contains(channel)) {
                                channel.close();
                            }
                        },
                        PROOF_SECONDS,
                        TimeUnit.SECONDS);
        return true;
    }

    void proven(Channel channel) {
        if (addresses.containsKey(channel)) {
            proven.add(channel);
        }
    }

    void gone(Channel channel) {
        addresses.remove(channel);
        proven.remove(channel);
    }

    /** Whether the connection shows the certificate that the room's description promises, if it does. */
    boolean shows(Channel channel, Seat seat) {
        return seat.transport() != BfcpTransport.TLS
                || seat.certificate()
                        .map(promised -> promised.matches(certificate(channel)))
                        .orElse(true);
    }

    private static byte[] certificate(Channel channel) {
        try {
            return channel.pipeline()
                    .get(SslHandler.class)
                    .engine()
                    .getSession()
                    .getPeerCertificates()[0]
                    .getEncoded();
        } catch (SSLPeerUnverifiedException | CertificateEncodingException _) {
            return new byte[0];
        }
    }
}

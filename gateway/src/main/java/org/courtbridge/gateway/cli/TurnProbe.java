package org.courtbridge.gateway.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Asks a TURN server for its answer to a Binding request (RFC 8489), which every one gives to anybody: whether it runs and
 * can be reached, not whether it knows our secret.
 */
final class TurnProbe {

    private static final Pattern URL =
            Pattern.compile("(turns?):(\\[[^]]+]|[^:?]+)(?::(\\d+))?(?:\\?transport=(udp|tcp))?");
    private static final int HEADER = 20;
    private static final int BINDING_REQUEST = 0x0001;
    private static final int BINDING_SUCCESS = 0x0101;
    private static final int COOKIE = 0x2112_A442;

    /** Times that a datagram is sent. */
    private static final int TRIES = 3;

    private final boolean secure;
    private final boolean overTcp;
    private final InetSocketAddress server;
    private final int patience;

    private TurnProbe(boolean secure, boolean overTcp, InetSocketAddress server, int patience) {
        this.secure = secure;
        this.overTcp = overTcp;
        this.server = server;
        this.patience = patience;
    }

    /**
     * @param url as RFC 7065 writes it
     * @param patience for each answer
     */
    static TurnProbe of(String url, Duration patience) {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(url);
        }
        boolean secure = matcher.group(1).equals("turns");
        String host = matcher.group(2).replaceAll("[\\[\\]]", "");
        int port = matcher.group(3) == null ? (secure ? 5349 : 3478) : Integer.parseInt(matcher.group(3));
        boolean overTcp = secure || "tcp".equals(matcher.group(4));
        return new TurnProbe(secure, overTcp, new InetSocketAddress(host, port), (int) patience.toMillis());
    }

    /** @throws IOException if it cannot be reached or says something else */
    void run() throws IOException {
        byte[] request = request();
        byte[] answer = overTcp ? askOverTcp(request) : askOverUdp(request);
        ByteBuffer read = ByteBuffer.wrap(answer);
        boolean itself = answer.length == HEADER
                && (read.getShort(0) & 0xFFFF) == BINDING_SUCCESS
                && Arrays.equals(answer, 4, HEADER, request, 4, HEADER);
        if (!itself) {
            throw new IOException("it answers, but not as STUN does");
        }
    }

    private static byte[] request() {
        byte[] transaction = new byte[12];
        new SecureRandom().nextBytes(transaction);
        return ByteBuffer.allocate(HEADER)
                .putShort((short) BINDING_REQUEST)
                .putShort((short) 0)
                .putInt(COOKIE)
                .put(transaction)
                .array();
    }

    private byte[] askOverUdp(byte[] request) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(server);
            socket.setSoTimeout(Math.max(1, patience / TRIES));
            DatagramPacket answer = new DatagramPacket(new byte[1_500], 1_500);
            for (int tries = 1; ; tries++) {
                socket.send(new DatagramPacket(request, request.length));
                try {
                    socket.receive(answer);
                    return Arrays.copyOf(answer.getData(), Math.min(HEADER, answer.getLength()));
                } catch (SocketTimeoutException e) {
                    if (tries == TRIES) {
                        throw e;
                    }
                }
            }
        }
    }

    private byte[] askOverTcp(byte[] request) throws IOException {
        try (Socket plain = new Socket()) {
            plain.connect(server, patience);
            plain.setSoTimeout(patience);
            try (Socket socket = secure ? proved(plain) : plain) {
                socket.getOutputStream().write(request);
                socket.getOutputStream().flush();
                InputStream in = socket.getInputStream();
                return in.readNBytes(HEADER);
            }
        }
    }

    /** TLS with a server whose certificate is for its host, as browsers want it. */
    private SSLSocket proved(Socket plain) throws IOException {
        SSLSocket socket = (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault())
                .createSocket(plain, server.getHostString(), server.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }
}

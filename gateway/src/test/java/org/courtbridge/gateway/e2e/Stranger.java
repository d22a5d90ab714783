package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.courtbridge.signalling.bfcp.BfcpTls;

/** Somebody in the network who sends whatever bytes he likes. */
final class Stranger implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 2_000;

    /** Over TCP nothing is lost: what does not come in this time does not come at all. */
    private static final int TCP_PATIENCE_MILLIS = 10_000;

    private final DatagramSocket socket;
    private final InetSocketAddress target;

    private Stranger(DatagramSocket socket, InetSocketAddress target) {
        this.socket = socket;
        this.target = target;
    }

    /** Over UDP, from a port of his own. */
    static Stranger datagrams(int port) throws IOException {
        return datagrams(Scratch.ADDRESS, port);
    }

    /** The same from an address of his own. */
    static Stranger datagrams(String from, int port) throws IOException {
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName(from));
        socket.setSoTimeout(PATIENCE_MILLIS);
        return new Stranger(socket, new InetSocketAddress(Scratch.ADDRESS, port));
    }

    int port() {
        return socket.getLocalPort();
    }

    void send(byte[] bytes) throws IOException {
        socket.send(new DatagramPacket(bytes, bytes.length, target));
    }

    void send(String text) throws IOException {
        send(bytes(text));
    }

    /** What comes next; empty if nothing comes. */
    Optional<byte[]> receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        try {
            socket.receive(packet);
            return Optional.of(Arrays.copyOf(packet.getData(), packet.getLength()));
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        }
    }

    /** The next text that contains a mark; empty if none comes. */
    Optional<String> receive(String mark) throws IOException {
        Optional<String> text = receive().map(Stranger::text);
        while (text.isPresent() && !text.get().contains(mark)) {
            text = receive().map(Stranger::text);
        }
        return text;
    }

    /** A TCP connection that is left open. */
    static Socket connect(String host, int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(host, port), TCP_PATIENCE_MILLIS);
        socket.setSoTimeout(TCP_PATIENCE_MILLIS);
        return socket;
    }

    /** A TLS connection to whoever answers. */
    static Socket connectTls(String host, int port) throws IOException {
        try {
            Socket socket = BfcpTls.context().getSocketFactory().createSocket(connect(host, port), host, port, true);
            socket.setSoTimeout(TCP_PATIENCE_MILLIS);
            return socket;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** Says something over a connection, which may be cut off before that is done. */
    static Socket say(Socket socket, byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
        } catch (SocketException refused) {
            assertThat(refused).hasMessageMatching("(?i).*(reset|broken pipe|closed|aborted).*");
        }
        return socket;
    }

    /** Whether the other end closes a connection within a while. */
    static boolean closes(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    /** Says something and hears the first of what the other end says to it; empty if it just closes or is silent. */
    static String ask(Socket socket, byte[] bytes) {
        try (socket) {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            byte[] answer = new byte[8_192];
            int length = socket.getInputStream().read(answer);
            return text(Arrays.copyOf(answer, Math.max(0, length)));
        } catch (SocketTimeoutException | SocketException | SSLException closed) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        socket.close();
    }
}

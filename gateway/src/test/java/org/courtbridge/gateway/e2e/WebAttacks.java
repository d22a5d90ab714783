package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.courtbridge.signalling.bfcp.BfcpTls;

/** Somebody with a few addresses who guesses at code words and passwords, and opens connections over which he says little. */
final class WebAttacks implements AutoCloseable {

    static final List<String> ADDRESSES = List.of("10.77.0.66", "10.77.0.67", "10.77.0.68");

    private static final int PATIENCE_MILLIS = 10_000;
    private static final String BEGINNING = "GET / HTTP/1.1\r\nHost: court\r\nX-Slow: ";

    private final List<WebVisitor> visitors = new ArrayList<>();
    private final List<Socket> open = new ArrayList<>();
    private final SSLSocketFactory tls = BfcpTls.context().getSocketFactory();

    WebAttacks() throws Exception {
        for (String address : ADDRESSES) {
            visitors.add(new WebVisitor(address));
        }
    }

    /** Wrong words at a link from each address. @return wrong words that were compared; the others were refused before */
    int guesses(String link, int each) throws Exception {
        int compared = 0;
        for (WebVisitor visitor : visitors) {
            for (int i = 0; i < each; i++) {
                int status = visitor.says(link, "guess" + i).statusCode();
                assertThat(status).isIn(403, 429);
                compared += status == 403 ? 1 : 0;
            }
        }
        return compared;
    }

    /** Connections from each address: half of them say nothing, and half begin a request. @return how many were opened */
    int opensSlowConnections(int each) throws IOException {
        int before = open.size();
        for (String address : ADDRESSES) {
            for (int i = 0; i < each; i++) {
                Socket socket = new Socket();
                open.add(socket);
                socket.bind(new InetSocketAddress(address, 0));
                socket.connect(new InetSocketAddress(Scratch.ADDRESS, GatewayProcess.HTTPS_PORT), PATIENCE_MILLIS);
                socket.setSoTimeout(PATIENCE_MILLIS);
                if (i % 2 == 0) {
                    begins(socket);
                }
            }
        }
        return open.size() - before;
    }

    /** Unless the gateway closes the connection, as there are too many. */
    private void begins(Socket socket) throws IOException {
        try {
            Socket secured = tls.createSocket(socket, Scratch.ADDRESS, GatewayProcess.HTTPS_PORT, true);
            secured.getOutputStream().write(Stranger.bytes(BEGINNING));
            secured.getOutputStream().flush();
        } catch (SocketException | SSLException closed) {
            assertThat(closed).hasMessageMatching("(?i).*(reset|broken pipe|closed|terminated|aborted).*");
        }
    }

    void hangsUp() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
        open.clear();
    }

    /** Attempts to sign in from one address, all at once, each as somebody else. */
    List<CompletableFuture<HttpResponse<String>>> signsIn(int attempts) {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < attempts; i++) {
            answers.add(visitors.getFirst().submits("/login", Map.of("login", "clerk" + i, "password", "wrong")));
        }
        return answers;
    }

    /** Each of them is refused. */
    static void assertRefused(List<CompletableFuture<HttpResponse<String>>> answers) throws Exception {
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.get(60, TimeUnit.SECONDS).statusCode()).isIn(401, 429);
        }
    }

    @Override
    public void close() throws IOException {
        hangsUp();
        visitors.forEach(WebVisitor::close);
    }
}

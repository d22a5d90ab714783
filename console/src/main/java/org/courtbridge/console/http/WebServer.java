package org.courtbridge.console.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.courtbridge.court.access.ClientCertificates;

/**
 * The HTTP server: HTTPS for everybody, and plain HTTP on loopback for this machine. Whoever has something to show
 * mounts it on {@link #router} before {@link #start}.
 *
 * <p>Handlers run on an event loop and must not block; {@link Endpoints} moves its own to virtual threads.
 */
public final class WebServer implements AutoCloseable {

    /** Bytes; the largest form or JSON document that anybody has reason to send. */
    private static final int BODY_LIMIT = 64 * 1024;

    /** Bytes; a session description of a browser with many pictures is about 20 KiB. */
    private static final int MESSAGE_LIMIT = 256 * 1024;

    /** Bytes; what is longer is refused before any route sees it, and one that no route can take says so by itself. */
    private static final int LINE_LIMIT = 16 * 1024;

    /** Bytes of a form that are not decoded yet: what one read brings, and the piece of a character before it. */
    private static final int FORM_BUFFER = 128 * 1024;

    private static final int IDLE_SECONDS = 120;
    private static final int START_SECONDS = 30;

    /** Interval at which connections are looked for whose time is over. */
    private static final int LOOK_MILLIS = 500;

    private final Vertx vertx;
    private final Router router;
    private final Connections connections;
    private final Settings settings;
    private int httpsPort;
    private int devicePort;
    private int httpPort;

    /**
     * @param bind address of the HTTPS ports
     * @param httpsPort 0 for any free one
     * @param devicePort for those that may show a certificate; 0 for any free one. Browsers are not asked for one, as they connect anew before they
     *     say that they have none
     * @param httpPort on loopback only; 0 for any free one
     * @param certificate chain, PEM
     * @param key PKCS #8, PEM
     * @param clients who connects to the port for devices is asked for a certificate by this, and may have none
     * @param connections how many there may be, and how slow
     */
    public record Settings(
            InetAddress bind,
            int httpsPort,
            int devicePort,
            int httpPort,
            Path certificate,
            Path key,
            ClientCertificates clients,
            ConnectionLimits connections) {}

    public WebServer(Settings settings) {
        this.settings = settings;
        this.connections = new Connections(settings.connections, System::nanoTime);
        this.vertx = Vertx.builder()
                .with(new VertxOptions()
                        .setEventLoopPoolSize(2)
                        .setWorkerPoolSize(2)
                        .setFileSystemOptions(new FileSystemOptions()
                                .setFileCachingEnabled(false)
                                .setClassPathResolvingEnabled(false)))
                .withTransport(new AdmittingTransport(connections, settings.connections))
                .build();
        vertx.setPeriodic(LOOK_MILLIS, _ -> connections.closeLate());
        this.router = Router.router(vertx);
        router.route().handler(new TimedRequests(connections, settings.connections));
        router.route().handler(new SecurityHeaders());
        router.route().handler(new RequestBodies(BODY_LIMIT));
        new Assets().mount(router);
    }

    public Vertx vertx() {
        return vertx;
    }

    public Router router() {
        return router;
    }

    /**
     * Opens its ports; afterwards requests are served.
     *
     * @throws UncheckedIOException if a port is taken
     */
    public void start() {
        BrokenRequests.mount(router);
        httpsPort = listen(https().setPort(settings.httpsPort));
        devicePort = listen(https().setPort(settings.devicePort)
                .setClientAuth(ClientAuth.REQUEST)
                .setTrustOptions(TrustOptions.wrap(settings.clients)));
        // HTTP/2 in clear by upgrade is withdrawn by RFC 9113, and its first answer was seen to stay away.
        httpPort = listen(common().setHost(InetAddress.getLoopbackAddress().getHostAddress())
                .setPort(settings.httpPort)
                .setHttp2ClearTextEnabled(false));
    }

    private HttpServerOptions https() {
        return common().setHost(settings.bind.getHostAddress())
                .setSsl(true)
                .setSslHandshakeTimeout(settings.connections.handshake().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertPath(settings.certificate.toAbsolutePath().toString())
                        .addKeyPath(settings.key.toAbsolutePath().toString()));
    }

    private static HttpServerOptions common() {
        return new HttpServerOptions()
                .setCompressionSupported(true)
                .setMaxInitialLineLength(LINE_LIMIT)
                // The body as a whole is bounded already.
                .setMaxFormAttributeSize(RequestBodies.FILE_LIMIT)
                .setMaxFormBufferedBytes(FORM_BUFFER)
                .setIdleTimeout(IDLE_SECONDS)
                .setMaxWebSocketFrameSize(MESSAGE_LIMIT)
                .setMaxWebSocketMessageSize(MESSAGE_LIMIT);
    }

    private int listen(HttpServerOptions options) {
        HttpServer server = vertx.createHttpServer(options).requestHandler(router);
        try {
            return await(server.listen(), START_SECONDS).actualPort();
        } catch (ExecutionException e) {
            String reason = e.getCause() == null ? e.toString() : e.getCause().getMessage();
            throw new UncheckedIOException(new IOException(
                    "cannot listen on %s port %d: %s".formatted(options.getHost(), options.getPort(), reason), e));
        }
    }

    private static <T> T await(Future<T> future, int seconds) throws ExecutionException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the HTTP server did not answer within " + seconds + " s", e);
        }
    }

    /** Connections that are open now. */
    int connections() {
        return connections.count();
    }

    /** The HTTPS port that was opened. */
    public int httpsPort() {
        return httpsPort;
    }

    /** The HTTPS port for devices that was opened. */
    public int devicePort() {
        return devicePort;
    }

    /** The HTTP port that was opened on loopback. */
    public int httpPort() {
        return httpPort;
    }

    @Override
    public void close() {
        try {
            await(vertx.close(), START_SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the HTTP server did not stop", e);
        }
    }
}

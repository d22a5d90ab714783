package org.courtbridge.console.join;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.courtbridge.court.access.CodeWordGuesses;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.transport.MediaLoops;
import org.courtbridge.media.transport.WebRtcPort;
import org.courtbridge.media.transport.WebRtcPortConfig;
import org.courtbridge.media.transport.dtls.DtlsCertificate;
import org.courtbridge.signalling.webrtc.BrowserConfig;
import org.courtbridge.signalling.webrtc.BrowserEndpoint;
import org.courtbridge.signalling.webrtc.EchoingConferences;
import org.courtbridge.signalling.webrtc.EchoingTests;
import org.courtbridge.signalling.webrtc.TurnServers;
import org.courtbridge.signalling.webrtc.WhipEndpoint;

/** The join page's server and media, with hearings that echo. */
final class JoinSite implements AutoCloseable {

    /** A name of the server that no browser takes for its own machine. */
    static final String INSECURE_HOST = "court.example";

    final EchoingConferences conferences = new EchoingConferences();
    final EchoingTests tests = new EchoingTests();
    private final MediaLoops loops = MediaLoops.start(1);
    private final WebRtcPort port = WebRtcPort.open(
            new WebRtcPortConfig(new InetSocketAddress("10.77.0.1", 0), List.of()),
            loops,
            DtlsCertificate.generate(),
            new InternalErrors(InstantSource.system()));
    private final BrowserEndpoint browsers = new BrowserEndpoint(conferences, tests, port, BrowserConfig.defaults());
    private final Vertx vertx = Vertx.vertx();
    private HttpServer server = serve(0);

    /** A browser takes this for a secure context. */
    String link(String code) {
        return "http://localhost:" + server.actualPort() + "/j/" + code;
    }

    /** The same where no browser gives camera or microphone. */
    String insecureLink(String code) {
        return link(code).replace("localhost", INSECURE_HOST);
    }

    void stop() throws Exception {
        server.shutdown(0, TimeUnit.SECONDS).await();
    }

    void startAgain() {
        server = serve(server.actualPort());
    }

    private HttpServer serve(int listening) {
        Router router = Router.router(vertx);
        new JoinRoutes(
                        vertx,
                        new KnownParticipants(),
                        new CodeWordGuesses(InstantSource.system()),
                        browsers,
                        new WhipEndpoint(conferences, port),
                        TurnServers.NONE,
                        Set.of())
                .mount(router);
        return vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .requestHandler(router)
                .listen(listening, "127.0.0.1")
                .await();
    }

    @Override
    public void close() {
        browsers.close();
        port.close();
        loops.close();
        vertx.close().await();
    }
}

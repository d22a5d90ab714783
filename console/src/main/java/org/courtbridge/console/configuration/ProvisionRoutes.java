package org.courtbridge.console.configuration;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.console.http.Endpoints;
import org.courtbridge.operations.enrolment.MalformedEventException;
import org.courtbridge.operations.enrolment.PostEvent;
import org.courtbridge.operations.enrolment.PostEventResponse;
import org.courtbridge.operations.enrolment.ZeroTouch;
import org.courtbridge.provisioning.certificates.DeviceCertificates;
import org.courtbridge.provisioning.files.RenderedFile;

/**
 * Routes by which devices fetch their configuration: {@code GET /provision/TOKEN/FILE}, or {@code GET /provision/FILE} with the
 * token as the password of Basic authentication (RFC 7617) or with a client certificate. Codecs of Cisco, whose external
 * manager we are, send their events by {@code POST /provision/TOKEN}, or by {@code POST /provision/} with a client certificate.
 *
 * <p>Every refusal is the same, octet for octet, and comes as late as any other.
 */
public final class ProvisionRoutes implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(ProvisionRoutes.class);
    private static final String FOLDER = "/provision/";
    private static final String BASIC = "Basic ";

    /** Longer than any answer takes, so that it does not tell how far a request got. */
    private static final Duration REFUSAL = Duration.ofSeconds(1);

    private final ZeroTouch zeroTouch;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    public ProvisionRoutes(ZeroTouch zeroTouch) {
        this.zeroTouch = zeroTouch;
    }

    public void mount(Router router) {
        router.route(FOLDER + "*").handler(this::handle);
    }

    private void handle(RoutingContext context) {
        long start = System.nanoTime();
        HttpMethod method = context.request().method();
        if (method.equals(HttpMethod.GET)) {
            ZeroTouch.Request request = request(context);
            answer(context, request, () -> zeroTouch.answer(request), start);
        } else if (method.equals(HttpMethod.POST)) {
            post(context, start);
        } else {
            refuse(context, start);
        }
    }

    /**
     * From a codec whose external manager we are. What is no event is refused as whatever else, whoever sent it, and so is what a page
     * of another origin has a browser send, which adds a password or a certificate that it knows.
     */
    private void post(RoutingContext context, long start) {
        if (!Endpoints.isSameOrigin(context)) {
            LOG.info("provisioning: a page of another origin posts from {}", source(context.request()));
            refuse(context, start);
            return;
        }
        PostEvent event;
        try {
            String body = context.body().asString(StandardCharsets.UTF_8.name());
            event = PostEvent.parse(body == null ? "" : body);
        } catch (MalformedEventException e) {
            LOG.info("provisioning: what {} posts is no event: {}", source(context.request()), e.getMessage());
            refuse(context, start);
            return;
        }
        ZeroTouch.Request request = posted(context, event);
        answer(context, request, () -> zeroTouch.answer(request, event), start);
    }

    private void answer(RoutingContext context, ZeroTouch.Request request, Supplier<ZeroTouch.Answer> ask, long start) {
        Context loop = context.vertx().getOrCreateContext();
        threads.execute(() -> {
            ZeroTouch.Answer answer = answered(request, ask);
            loop.runOnContext(_ -> write(context, answer, start));
        });
    }

    private static ZeroTouch.Answer answered(ZeroTouch.Request request, Supplier<ZeroTouch.Answer> ask) {
        try {
            return ask.get();
        } catch (RuntimeException e) {
            LOG.error("{} was not answered", request, e);
            return new ZeroTouch.Answer.Nothing(false);
        }
    }

    private static ZeroTouch.Request request(RoutingContext context) {
        List<String> parts = parts(context);
        Optional<String> token = parts.size() > 1 ? Optional.of(parts.getFirst()) : basicPassword(context.request());
        // Deeper than that there is nothing, whatever it is called.
        String file = parts.size() > 2 ? "" : parts.getLast();
        return new ZeroTouch.Request(
                file, token, DeviceCertificates.shownIn(context.request().sslSession()), source(context.request()));
    }

    /** The token is all that there is in the path, with a slash behind it or not. */
    private static ZeroTouch.Request posted(RoutingContext context, PostEvent event) {
        String path = String.join("/", parts(context)).replaceFirst("/$", "");
        return new ZeroTouch.Request(
                event.hardware().getFirst(),
                path.isEmpty() ? basicPassword(context.request()) : Optional.of(path),
                DeviceCertificates.shownIn(context.request().sslSession()),
                source(context.request()));
    }

    private static List<String> parts(RoutingContext context) {
        String path = context.request().path();
        return Arrays.stream(
                        path.substring(Math.min(FOLDER.length(), path.length())).split("/", -1))
                .map(ProvisionRoutes::decoded)
                .toList();
    }

    private static String decoded(String part) {
        try {
            return QueryStringDecoder.decodeComponent(part);
        } catch (IllegalArgumentException _) {
            return part;
        }
    }

    private static Optional<String> basicPassword(HttpServerRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        try {
            String pair = new String(
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip()), StandardCharsets.UTF_8);
            return Optional.of(pair.substring(pair.indexOf(':') + 1));
        } catch (IllegalArgumentException _) {
            return Optional.of("");
        }
    }

    private static String source(HttpServerRequest request) {
        return request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
    }

    private static void write(RoutingContext context, ZeroTouch.Answer answer, long start) {
        switch (answer) {
            case ZeroTouch.Answer.File(RenderedFile file) ->
                response(context, 200).putHeader("Content-Type", file.type()).end(Buffer.buffer(file.text()));
            case ZeroTouch.Answer.Managed(PostEventResponse told) ->
                response(context, 200)
                        .putHeader("Content-Type", "text/xml; charset=utf-8")
                        .end(told.text());
            case ZeroTouch.Answer.Nothing _ -> refuse(context, start);
            case ZeroTouch.Answer.WhoAsks _ ->
                response(context, 401)
                        .putHeader("WWW-Authenticate", "Basic realm=\"provisioning\", charset=\"UTF-8\"")
                        .end();
            case ZeroTouch.Answer.TooMany(Duration pause) ->
                response(context, 429)
                        .putHeader(
                                "Retry-After",
                                String.valueOf(Math.max(1, pause.plusMillis(999).toSeconds())))
                        .end();
        }
    }

    private static void refuse(RoutingContext context, long start) {
        long passed = (System.nanoTime() - start) / 1_000_000;
        context.vertx()
                .setTimer(
                        Math.max(1, REFUSAL.toMillis() - passed),
                        _ -> response(context, 404)
                                .putHeader("Content-Type", "text/plain; charset=utf-8")
                                .end("There is nothing here.\n"));
    }

    private static HttpServerResponse response(RoutingContext context, int status) {
        return context.response().setStatusCode(status).putHeader("Cache-Control", "no-store");
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

package org.courtbridge.console.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * Tells {@link Connections} of every request: that its headers are there, that a body is to come, and that it is answered. What becomes a
 * WebSocket is never answered as a whole.
 */
final class TimedRequests implements Handler<RoutingContext> {

    private final Connections connections;
    private final ConnectionLimits limits;

    TimedRequests(Connections connections, ConnectionLimits limits) {
        this.connections = connections;
        this.limits = limits;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        connections.asked(request).ifPresent(connection -> {
            context.addEndHandler(_ -> connections.answered(connection));
            if (!request.isEnded() && hasBody(request)) {
                connections.awaitBody(connection, request, time(context));
            }
        });
        context.next();
    }

    /** HTTP/1 announces a body (RFC 9112, section 6.3); whether HTTP/2 has one is known at its end. */
    private static boolean hasBody(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2
                || request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                || request.headers().contains(HttpHeaders.CONTENT_LENGTH);
    }

    private Duration time(RoutingContext context) {
        return RequestBodies.mayBeLong(context) ? limits.file() : limits.body();
    }
}

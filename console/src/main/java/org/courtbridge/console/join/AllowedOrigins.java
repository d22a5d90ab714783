package org.courtbridge.console.join;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/**
 * The origins of pages, not of this gateway, whose scripts may speak WHIP and WHEP (CORS, as the Fetch standard has it). They are
 * told so by headers; for all others there are none, and their browsers keep the answers from them. Cookies are never taken:
 * whoever asks shows a bearer token.
 *
 * <p>Vert.x's own handler answers 403 to every origin that it does not know, and so to the pages of this gateway.
 */
final class AllowedOrigins {

    /** Seconds for which a browser need not ask again. */
    private static final String MAX_AGE = "600";

    private static final String REQUEST_HEADERS = "Authorization, Content-Type, If-Match";
    private static final String RESPONSE_HEADERS =
            "Location, ETag, Link, Accept-Post, Accept-Patch, Allow, Retry-After";

    private final Set<String> origins;

    /** @param origins such as {@code https://player.example.kz}, as RFC 6454 writes them; none for no pages but our own */
    AllowedOrigins(Set<String> origins) {
        this.origins = Set.copyOf(origins);
    }

    /**
     * Adds to the answer what lets a page read it, and goes on.
     *
     * @param methods that the resource takes
     */
    void handle(RoutingContext context, String methods) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        if (!origins.isEmpty()) {
            response.putHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null && origins.contains(origin)) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, RESPONSE_HEADERS);
            if (request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD)) {
                response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, methods)
                        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS)
                        .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, MAX_AGE);
            }
        }
        context.next();
    }
}

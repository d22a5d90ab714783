package org.courtbridge.gateway.web;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Set;

/**
 * Reads the body of requests whose method gives one a meaning; what others send along is passed over (RFC 9110,
 * section 9.3.1).
 */
final class RequestBodies implements Handler<RoutingContext> {

    private static final Set<HttpMethod> MEANT =
            Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

    private final BodyHandler reader;

    /** @param limit bytes; a longer one is answered with 413 */
    RequestBodies(int limit) {
        reader = BodyHandler.create(false).setBodyLimit(limit);
    }

    @Override
    public void handle(RoutingContext context) {
        if (MEANT.contains(context.request().method())) {
            reader.handle(context);
        } else {
            context.next();
        }
    }
}

package org.courtbridge.console.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Set;

/**
 * Reads the body of requests whose method gives one a meaning; what others send along is passed over (RFC 9110,
 * section 9.3.1).
 */
public final class RequestBodies implements Handler<RoutingContext> {

    private static final Set<HttpMethod> MEANT =
            Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

    /** Bytes of a file of devices: room for some thousands. */
    static final int FILE_LIMIT = 4 * 1024 * 1024;

    /** Path to which a page sends a file of devices. */
    public static final String IMPORT_PAGE = "/devices/import";

    /** Path to which a program sends one. */
    public static final String IMPORT_API = "/api/v1/inventory/import";

    private static final Set<String> FILES = Set.of(IMPORT_API, IMPORT_PAGE);

    private final BodyHandler reader;
    private final BodyHandler fileReader = BodyHandler.create(false).setBodyLimit(FILE_LIMIT);

    /** @param limit bytes; a longer one is answered with 413, unless it is a file of devices */
    RequestBodies(int limit) {
        reader = BodyHandler.create(false).setBodyLimit(limit);
    }

    /** Whoever shows no sign of who he is has no file to send. */
    static boolean mayBeLong(RoutingContext context) {
        return FILES.contains(context.normalizedPath())
                && (context.request().getHeader("Authorization") != null
                        || context.request().getHeader("Cookie") != null);
    }

    @Override
    public void handle(RoutingContext context) {
        if (MEANT.contains(context.request().method())) {
            (mayBeLong(context) ? fileReader : reader).handle(context);
        } else {
            context.next();
        }
    }
}

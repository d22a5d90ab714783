package org.courtbridge.console.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Files that every page needs, kept in memory. */
final class Assets {

    private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.4/dist/htmx.min.js";

    void mount(Router router) {
        serve(router, "/assets/htmx.js", HTMX, "text/javascript; charset=utf-8");
        serve(router, "/assets/style.css", "assets/style.css", "text/css; charset=utf-8");
        serve(router, "/assets/console.js", "assets/console.js", "text/javascript; charset=utf-8");
        serve(router, "/favicon.svg", "assets/favicon.svg", "image/svg+xml");
    }

    private static void serve(Router router, String path, String resource, String type) {
        byte[] bytes = read(resource);
        Buffer body = Buffer.buffer(bytes);
        String tag = "\"" + digest(bytes) + "\"";
        router.route(path)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(context -> answer(context, type, tag, body));
    }

    private static void answer(RoutingContext context, String type, String tag, Buffer body) {
        context.response().putHeader("ETag", tag).putHeader("Cache-Control", "no-cache");
        if (tag.equals(context.request().getHeader("If-None-Match"))) {
            context.response().setStatusCode(304).end();
        } else {
            context.response().putHeader("Content-Type", type).end(body);
        }
    }

    private static byte[] read(String resource) {
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("not in the class path: " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

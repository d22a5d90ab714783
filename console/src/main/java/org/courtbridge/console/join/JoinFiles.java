package org.courtbridge.console.join;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** The page's own script, in which its texts are, and style, held in memory; nothing else can be asked for. */
final class JoinFiles {

    private static final String SCRIPT = "join.js";
    private static final String STYLE = "join.css";

    private final File script = File.withDigest(
            "text/javascript; charset=utf-8",
            JoinScript.of(SCRIPT, name -> new String(read(name), StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8));

    private final File style = File.withDigest("text/css; charset=utf-8", read(STYLE));

    private final Map<String, File> byName =
            Map.of(SCRIPT, script, STYLE, style, "icon.svg", File.withDigest("image/svg+xml", read("icon.svg")));

    private record File(String type, Buffer content, String digest) {

        private static File withDigest(String type, byte[] content) {
            return new File(type, Buffer.buffer(content), JoinFiles.digest(content));
        }

        private String tag() {
            return '"' + digest + '"';
        }
    }

    /** Path of the page's script, in just this version. */
    String script() {
        return address(SCRIPT, script);
    }

    /** Path of its style sheet, in just this version. */
    String style() {
        return address(STYLE, style);
    }

    private static String address(String name, File file) {
        return "/join/%s?v=%s".formatted(name, file.digest());
    }

    /**
     * Answers {@code GET /join/NAME}. What is asked for by its version stays as it is; for anything else browsers ask again each time, and mostly
     * hear that nothing has changed.
     */
    void serve(RoutingContext context) {
        File file = byName.get(context.pathParam("file"));
        if (file == null) {
            context.next();
            return;
        }
        boolean isVersion = context.queryParam("v").contains(file.digest());
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, file.type())
                .putHeader(HttpHeaders.CACHE_CONTROL, isVersion ? "max-age=31536000, immutable" : "no-cache")
                .putHeader(HttpHeaders.ETAG, file.tag())
                .putHeader("X-Content-Type-Options", "nosniff");
        if (file.tag().equals(context.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            context.response().setStatusCode(304).end();
        } else {
            context.response().end(file.content());
        }
    }

    static byte[] read(String name) {
        try (InputStream in = JoinFiles.class.getResourceAsStream("/join/" + name)) {
            if (in == null) {
                throw new IllegalStateException("resource join/" + name + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

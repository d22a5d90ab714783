package org.courtbridge.gateway.web.join;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The page's own script, style and texts, held in memory; nothing else can be asked for. */
final class JoinFiles {

    private static final String SCRIPT = "text/javascript; charset=utf-8";

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("join.js", SCRIPT),
            Map.entry("call.js", SCRIPT),
            Map.entry("condition.js", SCRIPT),
            Map.entry("devices.js", SCRIPT),
            Map.entry("layout.js", SCRIPT),
            Map.entry("line.js", SCRIPT),
            Map.entry("pictures.js", SCRIPT),
            Map.entry("remarks.js", SCRIPT),
            Map.entry("selfcheck.js", SCRIPT),
            Map.entry("share.js", SCRIPT),
            Map.entry("signalling.js", SCRIPT),
            Map.entry("test.js", SCRIPT),
            Map.entry("texts.js", SCRIPT),
            Map.entry("texts.json", "application/json"),
            Map.entry("join.css", "text/css; charset=utf-8"),
            Map.entry("icon.svg", "image/svg+xml"));

    private final Map<String, File> byName = new LinkedHashMap<>();

    private record File(String type, Buffer content, String tag) {}

    JoinFiles() {
        TYPES.forEach((name, type) -> {
            byte[] content = read(name);
            byName.put(name, new File(type, Buffer.buffer(content), '"' + digest(content) + '"'));
        });
    }

    byte[] content(String name) {
        return file(name).content().getBytes();
    }

    /** What the page's script loads, for a header that has it loaded at once (RFC 8288, HTML: link types). */
    String preloads() {
        return TYPES.keySet().stream()
                .sorted()
                .filter(name -> name.endsWith(".js") || name.endsWith(".json"))
                .map(name -> name.endsWith(".js")
                        ? "</join/%s>; rel=modulepreload".formatted(name)
                        : "</join/%s>; rel=preload; as=fetch; crossorigin".formatted(name))
                .collect(Collectors.joining(", "));
    }

    private File file(String name) {
        File file = byName.get(name);
        if (file == null) {
            throw new IllegalArgumentException("no file " + name);
        }
        return file;
    }

    /** Answers {@code GET /join/NAME}. Browsers ask again each time, and mostly hear that nothing has changed. */
    void serve(RoutingContext context) {
        File file = byName.get(context.pathParam("file"));
        if (file == null) {
            context.next();
            return;
        }
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, file.type())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader(HttpHeaders.ETAG, file.tag())
                .putHeader("X-Content-Type-Options", "nosniff");
        if (file.tag().equals(context.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            context.response().setStatusCode(304).end();
        } else {
            context.response().end(file.content());
        }
    }

    private static byte[] read(String name) {
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

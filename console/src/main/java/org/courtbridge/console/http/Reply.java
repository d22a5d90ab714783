package org.courtbridge.console.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The HTTP response of an endpoint. */
public record Reply(int status, Map<String, String> headers, List<Cookie> cookies, Buffer body) {

    public static Reply html(int status, String body) {
        return new Reply(
                status,
                Map.of("Content-Type", "text/html; charset=utf-8", "Cache-Control", "no-store"),
                List.of(),
                Buffer.buffer(body));
    }

    public static Reply json(int status, Object value) {
        return new Reply(
                status,
                Map.of("Content-Type", "application/json", "Cache-Control", "no-store"),
                List.of(),
                Buffer.buffer(Json.write(value)));
    }

    /** RFC 9457. */
    public static Reply problem(int status, String detail) {
        return problemDocument(status, new Problem("about:blank", Problems.title(status), status, detail));
    }

    /** One that says more than others. @param document with the members of a {@link Problem}, and its own (RFC 9457, section 3.2) */
    public static Reply problemDocument(int status, Object document) {
        return new Reply(
                status,
                Map.of("Content-Type", "application/problem+json", "Cache-Control", "no-store"),
                List.of(),
                Buffer.buffer(Json.write(document)));
    }

    public static Reply text(int status, String type, String body) {
        return new Reply(
                status, Map.of("Content-Type", type, "Cache-Control", "no-store"), List.of(), Buffer.buffer(body));
    }

    public static Reply octets(String type, byte[] content) {
        return new Reply(
                200, Map.of("Content-Type", type, "Cache-Control", "no-store"), List.of(), Buffer.buffer(content));
    }

    /** To be saved under a name, in any script (RFC 6266, section 4.3). */
    public static Reply file(String type, String name, byte[] content) {
        return new Reply(
                200,
                Map.of(
                        "Content-Type",
                        type,
                        "Content-Disposition",
                        FileName.attachment(name),
                        "Cache-Control",
                        "no-store"),
                List.of(),
                Buffer.buffer(content));
    }

    public static Reply nothing() {
        return new Reply(204, Map.of(), List.of(), Buffer.buffer());
    }

    /** To be fetched with GET (RFC 9110, section 15.4.4). */
    public static Reply seeOther(String path) {
        return new Reply(303, Map.of("Location", path), List.of(), Buffer.buffer());
    }

    /** Makes htmx load the whole page again. */
    public Reply reloading() {
        return with("HX-Refresh", "true");
    }

    /** To be asked for again after so many seconds (RFC 9110, section 10.2.3). */
    public Reply retryAfter(long seconds) {
        return with("Retry-After", Long.toString(seconds));
    }

    public Reply with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, cookies, body);
    }

    public Reply with(Cookie cookie) {
        return new Reply(status, headers, List.of(cookie), body);
    }
}

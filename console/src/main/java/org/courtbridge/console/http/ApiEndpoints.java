package org.courtbridge.console.http;

import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.console.http.Endpoint.Action;
import org.courtbridge.console.http.Endpoint.Document;
import org.jspecify.annotations.Nullable;

/** The endpoints of the API, as its parts declare them one by one with their documents. */
public final class ApiEndpoints {

    private final List<Endpoint> all;
    private final List<QueryParameter> query;

    public ApiEndpoints() {
        this(new ArrayList<>(), List.of());
    }

    private ApiEndpoints(List<Endpoint> all, List<QueryParameter> query) {
        this.all = all;
        this.query = query;
    }

    public List<Endpoint> all() {
        return List.copyOf(all);
    }

    /** These endpoints, too: those that are declared here read such parameters of the query besides. */
    public ApiEndpoints reading(QueryParameter... parameters) {
        return new ApiEndpoints(
                all, Stream.concat(query.stream(), Stream.of(parameters)).toList());
    }

    public void get(String path, Allowed allowed, String summary, Class<?> answer, Action action) {
        add(
                HttpMethod.GET,
                path,
                allowed,
                new Document(summary, 200, Optional.empty(), Optional.of(answer), false),
                action);
    }

    /** As {@link #get}, for a {@link CachedReply}. */
    public void cached(String path, Allowed allowed, String summary, Class<?> answer, Action action) {
        add(HttpMethod.GET, path, allowed, Document.cached(summary, answer), action);
    }

    /** @param answer one of the list that is answered */
    public void list(String path, Allowed allowed, String summary, Class<?> answer, Action action) {
        add(
                HttpMethod.GET,
                path,
                allowed,
                new Document(summary, 200, Optional.empty(), Optional.of(answer), true),
                action);
    }

    /** @param type media type of the file that is answered */
    public void file(String path, Allowed allowed, String summary, String type, Action action) {
        add(HttpMethod.GET, path, allowed, Document.file(summary, type), action);
    }

    public void post(
            String path,
            Allowed allowed,
            String summary,
            int status,
            @Nullable Class<?> body,
            @Nullable Class<?> answer,
            Action action) {
        add(
                HttpMethod.POST,
                path,
                allowed,
                new Document(summary, status, Optional.ofNullable(body), Optional.ofNullable(answer), false),
                action);
    }

    public void delete(String path, Allowed allowed, String summary, Action action) {
        add(
                HttpMethod.DELETE,
                path,
                allowed,
                new Document(summary, 204, Optional.empty(), Optional.empty(), false),
                action);
    }

    public void add(HttpMethod method, String path, Allowed allowed, Document document, Action action) {
        all.add(new Endpoint(method, path, allowed, query, Optional.of(document), action));
    }

    /** JSON may leave out what a record declares. */
    public static <T> T given(@Nullable T value, String name) {
        if (value == null || value instanceof String text && text.isBlank()) {
            throw new RequestException(400, name + ": missing");
        }
        return value;
    }

    public static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new RequestException(400, "after: %s (expected: a number)".formatted(text));
        }
    }
}

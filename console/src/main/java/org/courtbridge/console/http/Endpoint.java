package org.courtbridge.console.http;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;

/**
 * One thing that can be asked of the gateway over HTTP.
 *
 * @param path with parameters as {@code {name}}
 * @param query parameters that an endpoint of the API reads, and no others; empty for pages, which read any
 * @param document what the API's description says; empty for pages
 */
public record Endpoint(
        HttpMethod method,
        String path,
        Allowed allowed,
        List<QueryParameter> query,
        Optional<Document> document,
        Action action) {

    public Endpoint {
        query = List.copyOf(query);
    }

    /** Runs on a virtual thread, and may block. */
    @FunctionalInterface
    public interface Action {
        Reply handle(Call call) throws Exception;
    }

    /**
     * @param body record of the request's document
     * @param answer record of the response's document
     * @param list whether the response is a list of them
     * @param file media type of the response, where that is a file and no document
     * @param cached whether it is a {@link CachedReply}
     * @param conflict record of the document with status 409, where that says more than a {@link Problem}
     */
    public record Document(
            String summary,
            int status,
            Optional<Class<?>> body,
            Optional<Class<?>> answer,
            boolean list,
            Optional<String> file,
            boolean cached,
            Optional<Class<?>> conflict) {

        /** One that is answered anew each time. */
        public Document(String summary, int status, Optional<Class<?>> body, Optional<Class<?>> answer, boolean list) {
            this(summary, status, body, answer, list, Optional.empty(), false, Optional.empty());
        }

        /** The same, with a document that says what stands against it. */
        public Document orConflict(Class<?> type) {
            return new Document(summary, status, body, answer, list, file, cached, Optional.of(type));
        }

        static Document file(String summary, String type) {
            return new Document(
                    summary,
                    200,
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    Optional.of(type),
                    false,
                    Optional.empty());
        }

        /** As {@link CachedReply}. */
        static Document cached(String summary, Class<?> answer) {
            return new Document(
                    summary,
                    200,
                    Optional.empty(),
                    Optional.of(answer),
                    false,
                    Optional.empty(),
                    true,
                    Optional.empty());
        }
    }

    public static Endpoint page(HttpMethod method, String path, Allowed allowed, Action action) {
        return new Endpoint(method, path, allowed, List.of(), Optional.empty(), action);
    }

    String routerPath() {
        return path.replaceAll("\\{([a-z]+)}", ":$1");
    }

    /** Whether it may read a parameter of the query: what the API's description does not have is not read. */
    boolean reads(String parameter) {
        return !isApi() || query.stream().anyMatch(one -> one.name().equals(parameter));
    }

    public boolean isApi() {
        return path.startsWith("/api/");
    }
}

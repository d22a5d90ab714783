package org.courtbridge.console.http;

import io.vertx.core.http.HttpMethod;
import java.util.Optional;

/**
 * One thing that can be asked of the gateway over HTTP.
 *
 * @param path with parameters as {@code {name}}
 * @param document what the API's description says; empty for pages
 */
public record Endpoint(HttpMethod method, String path, Allowed allowed, Optional<Document> document, Action action) {

    /** Runs on a virtual thread, and may block. */
    @FunctionalInterface
    public interface Action {
        Reply handle(Call call) throws Exception;
    }

    /**
     * @param body record of the request's document
     * @param answer record of the response's document
     * @param list whether the response is a list of them
     */
    public record Document(
            String summary, int status, Optional<Class<?>> body, Optional<Class<?>> answer, boolean list) {}

    public static Endpoint page(HttpMethod method, String path, Allowed allowed, Action action) {
        return new Endpoint(method, path, allowed, Optional.empty(), action);
    }

    String routerPath() {
        return path.replaceAll("\\{([a-z]+)}", ":$1");
    }

    public boolean isApi() {
        return path.startsWith("/api/");
    }
}

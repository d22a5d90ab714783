package org.courtbridge.gateway.web;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One request at an endpoint, whose body has been read. */
final class Call {

    /** Seconds; a hearing answers within milliseconds unless its disk hangs. */
    private static final int PATIENCE = 15;

    private final RoutingContext context;
    private final Optional<Principal> principal;

    Call(RoutingContext context, Optional<Principal> principal) {
        this.context = context;
        this.principal = principal;
    }

    RoutingContext context() {
        return context;
    }

    /** Whoever is signed in. */
    Optional<Principal> visitor() {
        return principal;
    }

    /** Only for endpoints that not anybody may use. */
    Principal principal() {
        return principal.orElseThrow(() -> new RequestException(401, "Sign in first."));
    }

    String actor() {
        return principal().actor();
    }

    String path(String name) {
        String value = context.pathParam(name);
        if (value == null) {
            throw new IllegalStateException("no {" + name + "} in the path");
        }
        return value;
    }

    Optional<String> query(String name) {
        List<String> values = context.queryParam(name);
        return values.stream().findFirst();
    }

    /** A field of a form, without surrounding blanks; empty if it is not there. */
    String field(String name) {
        return Optional.ofNullable(context.request().getFormAttribute(name))
                .map(String::strip)
                .orElse("");
    }

    /** A field of a form as it was typed. */
    String secret(String name) {
        return Optional.ofNullable(context.request().getFormAttribute(name)).orElse("");
    }

    List<String> fields(String name) {
        return context.request().formAttributes().getAll(name);
    }

    <T> T json(Class<T> type) {
        String body = context.body().asString();
        return Json.read(body == null || body.isEmpty() ? "{}" : body, type);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(context.request().getHeader(name));
    }

    boolean fromHtmx() {
        return header("HX-Request").isPresent();
    }

    String source() {
        HttpServerRequest request = context.request();
        return request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
    }

    static <T> T await(CompletionStage<T> stage) throws ExecutionException, InterruptedException {
        try {
            return stage.toCompletableFuture().get(PATIENCE, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("no answer within " + PATIENCE + " s", e);
        }
    }
}

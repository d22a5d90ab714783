package org.courtbridge.console.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** One request at an endpoint, whose body has been read. */
public final class Call {

    /** Seconds; a hearing answers within milliseconds unless its disk hangs. */
    private static final int PATIENCE = 15;

    private static final Pattern JSON = Pattern.compile("(?i)application/([a-z0-9.-]+\\+)?json\\s*(;.*)?");

    private final RoutingContext context;
    private final Optional<Principal> principal;
    private final Predicate<String> reads;

    /** At what is no endpoint of the API, and reads any parameter of the query. */
    public Call(RoutingContext context, Optional<Principal> principal) {
        this(context, principal, _ -> true);
    }

    /** @param reads whether a parameter of the query may be read */
    Call(RoutingContext context, Optional<Principal> principal, Predicate<String> reads) {
        this.context = context;
        this.principal = principal;
        this.reads = reads;
    }

    public RoutingContext context() {
        return context;
    }

    /** Whoever is signed in. */
    public Optional<Principal> visitor() {
        return principal;
    }

    /** Only for endpoints that not anybody may use. */
    public Principal principal() {
        return principal.orElseThrow(() -> new RequestException(401, "Sign in first."));
    }

    public String actor() {
        return principal().actor();
    }

    public String path(String name) {
        String value = context.pathParam(name);
        if (value == null) {
            throw new IllegalStateException("no {" + name + "} in the path");
        }
        return PlainText.checked(name, value);
    }

    /** @throws IllegalStateException for a parameter that the endpoint has not declared */
    public Optional<String> query(String name) {
        if (!reads.test(name)) {
            throw new IllegalStateException("?" + name + "= is not declared");
        }
        return context.queryParam(name).stream().findFirst().map(value -> PlainText.checked(name, value));
    }

    /** A field of a form, without surrounding blanks; empty if it is not there. */
    public String field(String name) {
        return secret(name).strip();
    }

    /** A field of a form as it was typed. */
    public String secret(String name) {
        return Optional.ofNullable(context.request().getFormAttribute(name))
                .map(value -> PlainText.checked(name, value))
                .orElse("");
    }

    /** A field of a form that is a whole file; empty if it is not there. */
    public String text(String name) {
        return Optional.ofNullable(context.request().getFormAttribute(name)).orElse("");
    }

    /** Every field of a form of this name, whatever is in it. */
    public List<String> texts(String name) {
        return List.copyOf(context.request().formAttributes().getAll(name));
    }

    public List<String> fields(String name) {
        List<String> values = context.request().formAttributes().getAll(name);
        values.forEach(value -> PlainText.checked(name, value));
        return values;
    }

    /** A body without a type is taken for JSON. */
    public <T> T json(Class<T> type) {
        String declared = header("Content-Type").orElse("application/json");
        if (!JSON.matcher(declared).matches()) {
            throw new RequestException(415, "Content-Type: %s (expected: application/json)".formatted(declared));
        }
        Buffer body = context.body().buffer();
        boolean empty = body == null || body.length() == 0;
        return Json.read(empty ? "{}" : PlainText.utf8(body.getBytes()), type);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(context.request().getHeader(name));
    }

    public boolean fromHtmx() {
        return header("HX-Request").isPresent();
    }

    public String source() {
        HttpServerRequest request = context.request();
        return request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
    }

    public static <T> T await(CompletionStage<T> stage) throws ExecutionException, InterruptedException {
        try {
            return stage.toCompletableFuture().get(PATIENCE, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("no answer within " + PATIENCE + " s", e);
        }
    }
}

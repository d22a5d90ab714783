package org.courtbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.courtbridge.console.http.Json;
import org.jspecify.annotations.Nullable;

/**
 * The API as the gateway describes it; checks that answers keep to the description.
 *
 * <p>Two things are done to the description first: objects are closed, so that a field that nobody described is found, and
 * problems are called {@code application/json} and whatever else is no JSON octets, as the validator knows no other types. What
 * it does not look at is left to {@link DescribedAnswers}.
 */
public final class DescribedApi {

    private static final String PROBLEM = "application/problem+json";
    private static final String JSON = "application/json";
    private static final String OCTETS = "application/octet-stream";

    /** By the description, of which there are few in a process, and which takes long to read. */
    private static final Map<String, DescribedApi> READ = new ConcurrentHashMap<>();

    /** As long as the process. */
    private static final Vertx VERTX = Vertx.vertx();

    private final OpenAPIContract contract;
    private final ResponseValidator validator;
    private final DescribedAnswers answers;

    /** Of whatever there is besides the endpoints of the console. */
    public static DescribedApi withoutConsole() {
        return of(Json.write(OpenApi.describe(List.of())));
    }

    static DescribedApi of(String description) {
        return READ.computeIfAbsent(description, DescribedApi::new);
    }

    private DescribedApi(String description) {
        answers = DescribedAnswers.parse(description);
        JsonObject closed = new JsonObject(description.replace(PROBLEM, JSON));
        keepJson(closed);
        JsonObject schemas = closed.getJsonObject("components").getJsonObject("schemas");
        for (String name : schemas.fieldNames()) {
            schemas.getJsonObject(name).put("additionalProperties", false);
        }
        contract = done(OpenAPIContract.from(VERTX, closed));
        validator = ResponseValidator.create(VERTX, contract);
    }

    /** Calls any other type octets, which it takes, wherever there is one. */
    private static void keepJson(Object node) {
        switch (node) {
            case JsonObject object -> {
                if (object.getValue("content") instanceof JsonObject content) {
                    List.copyOf(content.fieldNames()).stream()
                            .filter(type -> type.contains("/") && !type.equals(JSON))
                            .forEach(type -> content.put(OCTETS, content.remove(type)));
                }
                object.forEach(entry -> keepJson(entry.getValue()));
            }
            case JsonArray array -> array.forEach(DescribedApi::keepJson);
            default -> {}
        }
    }

    List<Operation> operations() {
        return contract.operations();
    }

    DescribedAnswers answers() {
        return answers;
    }

    /** Fails if an answer is not one that the description allows. */
    public void check(String method, String path, HttpResponse<String> response) {
        String plain = path.replaceAll("\\?.*", "");
        answers.check(method, plain, response);
        String type = response.headers().firstValue("Content-Type").orElse("");
        String what = method + " " + path + " " + response.statusCode() + " " + response.body();
        if (!plain.startsWith("/api/")) {
            return;
        }
        if (response.statusCode() >= 400) {
            assertThat(type).as(what).isEqualTo(PROBLEM);
            JsonObject problem = new JsonObject(method.equals("HEAD") ? "{}" : response.body());
            if (!method.equals("HEAD")) {
                assertThat(problem.getInteger("status")).as(what).isEqualTo(response.statusCode());
            }
        }
        Operation operation = operation(method, plain);
        if (operation == null
                || method.equals("HEAD")
                || !List.of("", JSON, PROBLEM).contains(type)) {
            return;
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
        ValidatableResponse answer = response.body().isEmpty()
                ? ValidatableResponse.create(response.statusCode(), headers)
                : ValidatableResponse.create(
                        response.statusCode(), headers, Buffer.buffer(response.body()), type.isEmpty() ? type : JSON);
        try {
            done(validator.validate(answer, operation.getOperationId()));
        } catch (CompletionException e) {
            throw new AssertionError(what + " is not as described", e.getCause());
        }
    }

    private static <T> T done(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    private @Nullable Operation operation(String method, String path) {
        return contract.findPath(path) == null ? null : contract.findOperation(path, HttpMethod.valueOf(method));
    }
}

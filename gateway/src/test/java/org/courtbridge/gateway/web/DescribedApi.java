package org.courtbridge.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The API as the gateway describes it, and whether its answers keep to that.
 *
 * <p>Two things are done to the description first: objects are closed, so that a field that nobody described is found,
 * and problems are called {@code application/json}, as the validator knows no other type.
 */
final class DescribedApi implements AutoCloseable {

    private static final String PROBLEM = "application/problem+json";
    private static final String JSON = "application/json";

    private final Vertx vertx = Vertx.vertx();
    private final OpenAPIContract contract;
    private final ResponseValidator validator;

    DescribedApi(String description) throws Exception {
        JsonObject closed = new JsonObject(description.replace(PROBLEM, JSON));
        JsonObject schemas = closed.getJsonObject("components").getJsonObject("schemas");
        for (String name : schemas.fieldNames()) {
            schemas.getJsonObject(name).put("additionalProperties", false);
        }
        contract = OpenAPIContract.from(vertx, closed)
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        validator = ResponseValidator.create(vertx, contract);
    }

    List<Operation> operations() {
        return contract.operations();
    }

    /** Fails if an answer is not one that the description allows. */
    void check(String method, String path, HttpResponse<String> response) throws Exception {
        String plain = path.replaceAll("\\?.*", "");
        String type = response.headers().firstValue("Content-Type").orElse("");
        String what = method + " " + path + " " + response.statusCode() + " " + response.body();
        if (response.statusCode() >= 400) {
            assertThat(type).as(what).isEqualTo(PROBLEM);
            JsonObject problem = new JsonObject(method.equals("HEAD") ? "{}" : response.body());
            if (!method.equals("HEAD")) {
                assertThat(problem.getInteger("status")).as(what).isEqualTo(response.statusCode());
            }
        }
        Operation operation = operation(method, plain);
        if (operation == null || method.equals("HEAD")) {
            return;
        }
        ValidatableResponse answer = response.body().isEmpty()
                ? ValidatableResponse.create(response.statusCode())
                : ValidatableResponse.create(
                        response.statusCode(), Buffer.buffer(response.body()), type.isEmpty() ? type : JSON);
        try {
            validator
                    .validate(answer, operation.getOperationId())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(what + " is not as described", e.getCause());
        }
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private @Nullable Operation operation(String method, String path) {
        return contract.findPath(path) == null ? null : contract.findOperation(path, HttpMethod.valueOf(method));
    }
}

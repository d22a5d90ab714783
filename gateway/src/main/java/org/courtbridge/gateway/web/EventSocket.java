package org.courtbridge.gateway.web;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.courtbridge.gateway.conference.Conferences;

/** Tells whoever listens on a WebSocket what happens in the hearings. */
final class EventSocket implements AutoCloseable {

    static final String PATH = "/api/v1/events";

    private static final long PING_MS = 30_000;

    private final Endpoints endpoints;
    private final AutoCloseable subscription;
    private final Map<ServerWebSocket, Context> listeners = new ConcurrentHashMap<>();

    EventSocket(Services services, Endpoints endpoints) {
        this.endpoints = endpoints;
        this.subscription = services.conferences().subscribe(this::tell);
    }

    void mount(Router router) {
        router.get(PATH).handler(this::open);
    }

    private void open(RoutingContext context) {
        // Until the upgrade is decided, nothing of the connection may be read.
        context.request().pause();
        context.vertx()
                .executeBlocking(() -> endpoints.principal(context), false)
                .onSuccess(principal -> upgrade(context, principal))
                .onFailure(context::fail);
    }

    private void upgrade(RoutingContext context, Optional<Principal> principal) {
        if (principal.isEmpty() || !Endpoints.isSameOrigin(context)) {
            refuse(context, 401, "Sign in first.");
        } else if (principal.get().mustChangePassword() || !Allowed.SEE_HEARINGS.admits(principal.get())) {
            refuse(context, 403, "Your role does not allow this.");
        } else if (!"websocket".equalsIgnoreCase(context.request().getHeader("Upgrade"))) {
            refuse(context, 426, "This is a WebSocket.");
        } else {
            context.request()
                    .toWebSocket()
                    .onSuccess(socket -> serve(context, socket))
                    .onFailure(context::fail);
        }
    }

    private static void refuse(RoutingContext context, int status, String detail) {
        context.request().resume();
        Reply reply = Reply.problem(status, detail);
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(reply.body());
    }

    private void serve(RoutingContext context, ServerWebSocket socket) {
        listeners.put(socket, context.vertx().getOrCreateContext());
        long ping = context.vertx().setPeriodic(PING_MS, _ -> socket.writePing(Buffer.buffer("p")));
        socket.closeHandler(_ -> {
            context.vertx().cancelTimer(ping);
            listeners.remove(socket);
        });
    }

    private void tell(Conferences.Change change) {
        String text = Json.write(
                new Views.HearingChange(change.state().id(), change.state().phase(), Views.Event.of(change.event())));
        listeners.forEach((socket, loop) -> loop.runOnContext(_ -> send(socket, text)));
    }

    /** One that does not read what it is sent is let go, and comes back when it can. */
    private static void send(ServerWebSocket socket, String text) {
        if (socket.isClosed()) {
            return;
        }
        if (socket.writeQueueFull()) {
            socket.close((short) 1013, "too slow");
        } else {
            socket.writeTextMessage(text);
        }
    }

    @Override
    public void close() throws Exception {
        subscription.close();
    }
}

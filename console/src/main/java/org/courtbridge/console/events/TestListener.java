package org.courtbridge.console.events;

import io.vertx.core.http.ServerWebSocket;
import java.util.Optional;
import org.courtbridge.console.http.Json;
import org.courtbridge.console.tests.TestViews;
import org.courtbridge.operations.tests.TestDesk;

/** One WebSocket that is told of test calls; everything here happens on its event loop. */
final class TestListener {

    private final ServerWebSocket socket;
    private final Optional<String> hearing;

    /** @param hearing the only one to be told of; also of tests for none, as a place may have a seat in it */
    TestListener(ServerWebSocket socket, Optional<String> hearing) {
        this.socket = socket;
        this.hearing = hearing;
    }

    /** One that does not read what it is sent misses it: the page and the API tell how things are now. */
    void tell(TestDesk.News news) {
        boolean ours = hearing.isEmpty() || news.hearing().isEmpty() || hearing.equals(news.hearing());
        if (ours && !socket.isClosed() && !socket.writeQueueFull()) {
            socket.writeTextMessage(Json.write(TestViews.TestChange.of(news)));
        }
    }
}

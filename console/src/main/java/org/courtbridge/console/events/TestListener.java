package org.courtbridge.console.events;

import io.vertx.core.http.ServerWebSocket;
import java.util.function.Predicate;
import org.courtbridge.console.http.Json;
import org.courtbridge.console.tests.TestViews;
import org.courtbridge.operations.tests.TestDesk;

/** One WebSocket that is told of test calls; everything here happens on its event loop. */
final class TestListener {

    private final ServerWebSocket socket;
    private final Predicate<TestDesk.News> wanted;

    /** @param wanted tests to be told of */
    TestListener(ServerWebSocket socket, Predicate<TestDesk.News> wanted) {
        this.socket = socket;
        this.wanted = wanted;
    }

    /** One that does not read what it is sent misses it: the page and the API tell how things are now. */
    void tell(TestDesk.News news) {
        if (wanted.test(news) && !socket.isClosed() && !socket.writeQueueFull()) {
            socket.writeTextMessage(Json.write(TestViews.TestChange.of(news)));
        }
    }
}

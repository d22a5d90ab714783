package org.courtbridge.console.join;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.nio.charset.StandardCharsets;
import org.courtbridge.signalling.webrtc.BrowserConnection;
import org.courtbridge.signalling.webrtc.SignallingChannel;

/** A page's WebSocket as a signalling channel. */
final class JoinSocket implements SignallingChannel {

    /** A page speaks at least every 10 s. */
    private static final long SILENCE_MILLIS = 35_000;

    private static final short NORMAL = 1000;

    /** Close code of a browser that closes or leaves a page (RFC 6455, section 7.4.1). */
    private static final short GOING_AWAY = 1001;

    private static final int MAX_REASON = 120;

    private final Vertx vertx;
    private final Context context;
    private final ServerWebSocket socket;
    private long heardAt = System.nanoTime();

    JoinSocket(Vertx vertx, ServerWebSocket socket) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.socket = socket;
    }

    /** Passes on what the page says, until either side closes. On the socket's event loop. */
    void connect(BrowserConnection connection) {
        long watch = vertx.setPeriodic(5_000, timer -> {
            if (System.nanoTime() - heardAt > SILENCE_MILLIS * 1_000_000) {
                close("nothing was heard");
            }
        });
        socket.closeHandler(nothing -> {
            vertx.cancelTimer(watch);
            Short status = socket.closeStatusCode();
            if (status != null && status == GOING_AWAY) {
                connection.pageGone();
            } else {
                connection.closed();
            }
        });
        socket.exceptionHandler(failure -> socket.close());
        socket.textMessageHandler(text -> {
            heardAt = System.nanoTime();
            connection.message(text);
        });
    }

    @Override
    public void send(String json) {
        context.runOnContext(nothing -> {
            if (!socket.isClosed()) {
                if (socket.writeQueueFull()) {
                    socket.close(NORMAL, "the page does not listen");
                } else {
                    socket.writeTextMessage(json);
                }
            }
        });
    }

    @Override
    public void close(String reason) {
        context.runOnContext(nothing -> {
            if (!socket.isClosed()) {
                socket.close(NORMAL, bounded(reason));
            }
        });
    }

    /** The reason of a close frame has at most 123 bytes (RFC 6455, section 5.5.1). */
    private static String bounded(String reason) {
        return reason.getBytes(StandardCharsets.UTF_8).length <= MAX_REASON ? reason : "see the log";
    }
}

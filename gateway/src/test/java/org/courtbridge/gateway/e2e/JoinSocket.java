package org.courtbridge.gateway.e2e;

import java.net.URI;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** The WebSocket of a page, without the page. */
final class JoinSocket implements WebSocket.Listener {

    private final CompletableFuture<String> answer = new CompletableFuture<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;

    JoinSocket(String ticket) throws Exception {
        socket = LocalHttp.CLIENT
                .newWebSocketBuilder()
                .buildAsync(
                        URI.create(GatewayProcess.LOCAL_ORIGIN.replace("http", "ws") + "/api/v1/join/socket?ticket="
                                + ticket),
                        this)
                .get(5, TimeUnit.SECONDS);
    }

    void say(String text) throws Exception {
        socket.sendText(text, true).get(5, TimeUnit.SECONDS);
    }

    /** The first error that is said, or the status of the closing. */
    String answer() throws Exception {
        return answer.completeOnTimeout("silence", 10, TimeUnit.SECONDS).get();
    }

    /** The status of the closing. */
    int closed() throws Exception {
        return closed.get(10, TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        if (text.toString().contains("\"type\":\"error\"")) {
            answer.complete(text.toString());
        }
        return WebSocket.Listener.super.onText(from, text, last);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        closed.complete(status);
        answer.complete("closed " + status);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.complete(-1);
        answer.complete("error");
    }
}

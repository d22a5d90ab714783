package org.courtbridge.gateway.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The WebSocket of a page, without the page. */
final class JoinSocket implements WebSocket.Listener {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> REPLIES = Set.of("answer", "error");

    private final CompletableFuture<String> answer = new CompletableFuture<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final LinkedBlockingQueue<JsonNode> replies = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;

    JoinSocket(String ticket) throws Exception {
        socket = LocalHttp.CLIENT
                .newWebSocketBuilder()
                .buildAsync(
                        URI.create(GatewayProcess.LOCAL_ORIGIN.replace("http", "ws") + "/api/v1/join/socket?ticket="
                                + ticket),
                        this)
                .get(60, TimeUnit.SECONDS);
    }

    void say(String text) throws Exception {
        socket.sendText(text, true).get(60, TimeUnit.SECONDS);
    }

    /** @return false if the gateway has closed the connection meanwhile */
    boolean offer(String sdp) throws Exception {
        return sayIfOpen(JSON.writeValueAsString(Map.of("type", "offer", "sdp", sdp)));
    }

    /** Leaves, unless the call is over. */
    void leave() throws Exception {
        sayIfOpen("{\"type\":\"bye\"}");
    }

    private boolean sayIfOpen(String text) throws Exception {
        try {
            say(text);
            return true;
        } catch (ExecutionException e) {
            if (socket.isOutputClosed()) {
                return false;
            }
            throw e;
        }
    }

    /** What comes of an offer: an answer, an error, or the end of the leg. */
    JsonNode reply() throws Exception {
        JsonNode reply = replies.poll(60, TimeUnit.SECONDS);
        if (reply == null) {
            throw new AssertionError("silence");
        }
        return reply;
    }

    /** The first error that is said, or the status of the closing. */
    String answer() throws Exception {
        return answer.completeOnTimeout("silence", 60, TimeUnit.SECONDS).get();
    }

    /** The status of the closing. */
    int closed() throws Exception {
        return closed.get(60, TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            said(text.toString());
            text.setLength(0);
        }
        return WebSocket.Listener.super.onText(from, part, last);
    }

    private void said(String whole) {
        JsonNode message = parse(whole);
        String type = message.path("type").asText();
        if (type.equals("error")) {
            answer.complete(whole);
        }
        if (REPLIES.contains(type)) {
            replies.add(message);
        }
    }

    private static JsonNode parse(String whole) {
        try {
            return JSON.readTree(whole);
        } catch (JsonProcessingException e) {
            throw new AssertionError("the gateway says what is no JSON: " + whole, e);
        }
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        ended(status, "closed " + status);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        ended(-1, "error");
    }

    private void ended(int status, String what) {
        closed.complete(status);
        answer.complete(what);
        replies.add(JSON.createObjectNode().put("type", "closed"));
    }
}

package org.courtbridge.gateway.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The control port of a baresip ({@code ctrl_tcp}): commands and their replies, and events. */
final class BaresipControl implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final Socket socket;
    private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
    private final Map<String, CompletableFuture<JsonNode>> replies = new ConcurrentHashMap<>();
    private final AtomicInteger tokens = new AtomicInteger();

    private BaresipControl(String name, Socket socket) {
        this.name = name;
        this.socket = socket;
    }

    static BaresipControl connect(String name, InetSocketAddress port, Duration patience) {
        BaresipControl control =
                new BaresipControl(name, Await.value("control port of " + name, patience, () -> connect(port)));
        Thread.ofVirtual().name(name).start(control::read);
        return control;
    }

    private static Optional<Socket> connect(InetSocketAddress port) {
        try {
            return Optional.of(new Socket(port.getAddress(), port.getPort()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** From any thread; one after the other, as baresip overlooks a command that comes together with another. */
    synchronized String command(String command, String parameters) throws Exception {
        String token = "t" + tokens.incrementAndGet();
        CompletableFuture<JsonNode> reply = new CompletableFuture<>();
        replies.put(token, reply);
        byte[] json = JSON.writeValueAsBytes(Map.of("command", command, "params", parameters, "token", token));
        OutputStream out = socket.getOutputStream();
        out.write((json.length + ":").getBytes(StandardCharsets.US_ASCII));
        out.write(json);
        out.write(',');
        out.flush();
        return reply.get(60, TimeUnit.SECONDS).path("data").asText();
    }

    /** @return what came with the event */
    String awaitEvent(String type, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        StringBuilder others = new StringBuilder();
        for (long left = limit.toNanos(); left > 0; left = end - System.nanoTime()) {
            JsonNode event = events.poll(left, TimeUnit.NANOSECONDS);
            if (event != null && event.path("type").asText().equals(type)) {
                return event.path("param").asText();
            }
            others.append(event == null ? "" : " " + event.path("type").asText());
        }
        throw new AssertionError("%s: no %s in %s, only:%s".formatted(name, type, limit, others));
    }

    /** Netstrings (LENGTH:JSON,). */
    private void read() {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()))) {
            while (true) {
                int length = 0;
                for (int digit = in.readUnsignedByte(); digit != ':'; digit = in.readUnsignedByte()) {
                    length = 10 * length + digit - '0';
                }
                JsonNode message = JSON.readTree(in.readNBytes(length));
                in.readUnsignedByte();
                if (message.path("response").asBoolean()) {
                    CompletableFuture<JsonNode> reply =
                            replies.remove(message.path("token").asText());
                    if (reply != null) {
                        reply.complete(message);
                    }
                } else {
                    events.add(message);
                }
            }
        } catch (EOFException | SocketException e) {
            replies.values().forEach(reply -> reply.completeExceptionally(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

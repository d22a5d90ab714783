package org.courtbridge.operations.delivery;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import org.courtbridge.operations.delivery.Outbox.Result;

/**
 * Posts JSON to an address of the court's choice (HTTPS alone), so that its own programs hear of something at once. From any thread;
 * nobody waits for it.
 *
 * <p>Each message has a {@code Courtbridge-Delivery}, by which one that comes twice is known, and a {@code Courtbridge-Signature}:
 * {@code t=SECONDS,v1=HEX}, where HEX is the HMAC-SHA256 (RFC 2104) of "SECONDS.BODY" by the shared secret. An answer of 2xx takes it.
 * What fails for now (no answer, 408, 429, 5xx) is tried again after growing pauses; any other answer is final, redirects too.
 */
public final class WebHook implements AutoCloseable {

    private final Settings settings;
    private final InstantSource clock;
    private final HttpClient client;
    private final Outbox outbox;

    /**
     * @param secret shared with the receiver
     * @param patience with one attempt
     * @param pauses before the second attempt and those after it; then it is given up
     * @param most messages that may wait at a time
     */
    public record Settings(URI address, byte[] secret, Duration patience, List<Duration> pauses, int most) {

        public Settings {
            pauses = List.copyOf(pauses);
            if (!"https".equalsIgnoreCase(address.getScheme()) || address.getHost() == null) {
                throw new IllegalArgumentException(
                        "web hook: %s (expected: such as https://court.example/hook)".formatted(address));
            }
            if (secret.length < 16) {
                throw new IllegalArgumentException(
                        "secret of the web hook: %d bytes (expected: at least 16)".formatted(secret.length));
            }
        }

        /** Ten seconds for each attempt, eight of them within about three hours. */
        public static Settings usual(URI address, byte[] secret) {
            return new Settings(
                    address,
                    secret,
                    Duration.ofSeconds(10),
                    List.of(
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(30),
                            Duration.ofMinutes(2),
                            Duration.ofMinutes(10),
                            Duration.ofMinutes(30),
                            Duration.ofHours(1),
                            Duration.ofHours(1)),
                    1_000);
        }

        @Override
        public String toString() {
            return "Settings[" + address.getHost() + "]";
        }
    }

    /** @param trust for whom the receiver must prove to be @param outboxes where messages wait */
    public WebHook(Settings settings, SSLContext trust, Outboxes outboxes, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.outbox = outboxes.open(new Outbox.Settings("web-hook", settings.pauses(), settings.most()), this::send);
        this.client = HttpClient.newBuilder()
                .sslContext(trust)
                .connectTimeout(settings.patience())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * Has a message posted; at once if nothing else waits.
     *
     * @param id of the message, the same for ever
     * @return whether it will be tried; not if too many wait already, which is logged
     */
    public boolean post(String id, String json) {
        return outbox.add(id, json);
    }

    private Result send(String id, String json) {
        long seconds = clock.instant().getEpochSecond();
        HttpRequest request = HttpRequest.newBuilder(settings.address())
                .header("Content-Type", "application/json")
                .header("User-Agent", "Courtbridge")
                .header("Courtbridge-Delivery", id)
                .header("Courtbridge-Signature", "t=%d,v1=%s".formatted(seconds, signature(seconds, json)))
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        // Whatever the receiver says is not kept, however much it is.
        CompletableFuture<HttpResponse<Void>> response =
                client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        try {
            return result(response.get(settings.patience().toMillis(), TimeUnit.MILLISECONDS)
                    .statusCode());
        } catch (TimeoutException e) {
            response.cancel(true);
            return new Result.NotNow("no answer within " + settings.patience());
        } catch (ExecutionException e) {
            return new Result.NotNow(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result.NotNow("the gateway ends");
        }
    }

    private static Result result(int status) {
        if (status / 100 == 2) {
            return new Result.Taken();
        }
        String why = "it answered " + status;
        return status == 408 || status == 429 || status >= 500 ? new Result.NotNow(why) : new Result.Never(why);
    }

    private String signature(long seconds, String json) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(settings.secret(), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal((seconds + "." + json).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}

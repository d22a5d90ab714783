package org.courtbridge.operations.delivery;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.courtbridge.operations.delivery.Outbox.Result;
import org.courtbridge.operations.delivery.Posting.Reason;

/**
 * Posts a JSON message to a web hook once (HTTPS alone), and tells what came of it. From any thread.
 *
 * <p>Each message has a {@code Courtbridge-Delivery}, by which one that comes twice is known, and a {@code Courtbridge-Signature}:
 * {@code t=SECONDS,v1=HEX}, where HEX is the HMAC-SHA256 (RFC 2104) of "SECONDS.BODY" by the shared secret. An answer of 2xx takes it.
 * No answer, 408, 429 and 5xx are failures for now; any other answer is final, redirects too.
 */
public final class SignedPost implements AutoCloseable {

    private final WebHook.Settings settings;
    private final Predicate<InetAddress> allowed;
    private final InstantSource clock;
    private final HttpClient client;

    /**
     * @param trust for whom the receiver must prove to be
     * @param allowed addresses that the receiver's name may lead to
     */
    public SignedPost(
            WebHook.Settings settings, SSLContext trust, Predicate<InetAddress> allowed, InstantSource clock) {
        this.settings = settings;
        this.allowed = allowed;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .sslContext(trust)
                .connectTimeout(settings.patience())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * Posts a message, and waits for the answer.
     *
     * @param id of the message, the same whenever it is sent again
     */
    public Posting send(String id, String json) {
        try {
            for (InetAddress address :
                    InetAddress.getAllByName(settings.address().getHost())) {
                if (!allowed.test(address)) {
                    String where = address.getHostAddress();
                    return new Posting(
                            new Result.Never("it is at " + where + ", which is not allowed"),
                            Reason.NOT_ALLOWED,
                            where);
                }
            }
        } catch (UnknownHostException _) {
            return Posting.notNow(Reason.NO_NAME, "its name is not known");
        }
        return answer(request(id, json));
    }

    private HttpRequest request(String id, String json) {
        long seconds = clock.instant().getEpochSecond();
        return HttpRequest.newBuilder(settings.address())
                .header("Content-Type", "application/json")
                .header("User-Agent", "Courtbridge")
                .header("Courtbridge-Delivery", id)
                .header("Courtbridge-Signature", "t=%d,v1=%s".formatted(seconds, signature(seconds, json)))
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
    }

    private Posting answer(HttpRequest request) {
        // Whatever the receiver says is not kept, however much it is.
        CompletableFuture<HttpResponse<Void>> response =
                client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        try {
            int status = response.get(settings.patience().toMillis(), TimeUnit.MILLISECONDS)
                    .statusCode();
            return new Posting(result(status), Reason.ANSWER, Integer.toString(status));
        } catch (TimeoutException e) {
            response.cancel(true);
            return Posting.notNow(Reason.NO_ANSWER, "no answer within " + settings.patience());
        } catch (ExecutionException e) {
            return Posting.notNow(
                    e.getCause() instanceof SSLException ? Reason.NO_TRUST : Reason.NO_CONNECTION,
                    String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Posting.notNow(Reason.ENDING, "the gateway ends");
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

package org.courtbridge.operations.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.courtbridge.console.http.LocalhostCertificate;
import org.courtbridge.devices.AllowedAddresses;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.EmptyDatabase;
import org.courtbridge.gateway.store.StoredOutboxes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A web hook at a real server over TLS. */
class WebHookTest {

    private static final byte[] SECRET = "a secret of the court".getBytes(StandardCharsets.UTF_8);
    private static final Instant NOW = Instant.parse("2026-11-27T04:30:00Z");

    private record Received(String delivery, String signature, String body) {}

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();

    /** What is answered, in order; then 204. 0 for no answer at all. */
    private final Deque<Integer> answers = new ArrayDeque<>();

    @TempDir
    Path folder;

    /** Where each hook's messages wait. */
    private final Deque<AutoCloseable> waiting = new ArrayDeque<>();

    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(LocalhostCertificate.SHARED.keyCertOptions()))
                .requestHandler(request -> request.body().onSuccess(body -> {
                    received.add(new Received(
                            request.getHeader("Courtbridge-Delivery"),
                            request.getHeader("Courtbridge-Signature"),
                            body.toString()));
                    Integer status;
                    synchronized (answers) {
                        status = answers.poll();
                    }
                    if (status == null || status != 0) {
                        request.response()
                                .setStatusCode(status == null ? 204 : status)
                                .putHeader("Location", "/elsewhere")
                                .end();
                    }
                }))
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable part : waiting) {
            part.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    static SSLContext trust() throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(Path.of(LocalhostCertificate.SHARED.certificatePath()))) {
            store.setCertificateEntry(
                    "hook", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private WebHook hook(Duration patience, int most) throws Exception {
        return hook(patience, most, trust());
    }

    private WebHook hook(Duration patience, int most, SSLContext trust) throws IOException {
        return hook("localhost", patience, most, trust);
    }

    private WebHook hook(String host, Duration patience, int most, SSLContext trust) throws IOException {
        Database database = EmptyDatabase.in(Files.createTempDirectory(folder, "hook"));
        waiting.push(database);
        StoredOutboxes outboxes = new StoredOutboxes(
                database,
                new StoredOutboxes.Settings(Duration.ofMillis(20), Duration.ofSeconds(15)),
                InstantSource.system());
        waiting.push(outboxes);
        WebHook hook = new WebHook(
                new WebHook.Settings(
                        URI.create("https://" + host + ":" + server.actualPort() + "/hook"),
                        SECRET,
                        patience,
                        List.of(Duration.ofMillis(1), Duration.ofMillis(2)),
                        most),
                trust,
                outboxes,
                () -> NOW);
        outboxes.begin();
        return hook;
    }

    private Received next() throws InterruptedException {
        return received.poll(60, TimeUnit.SECONDS);
    }

    @Test
    void theReceiverCanTellWhoItIsFrom() throws Exception {
        try (WebHook hook = hook(Duration.ofSeconds(10), 10)) {
            assertThat(hook.post("t1/CLERK/FOUND", "{\"place\":\"Зал № 3\"}")).isTrue();
            Received message = next();
            assertThat(message.delivery).isEqualTo("t1/CLERK/FOUND");
            assertThat(message.body).isEqualTo("{\"place\":\"Зал № 3\"}");
            String signed = NOW.getEpochSecond() + "." + message.body;
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
            assertThat(message.signature)
                    .isEqualTo("t=" + NOW.getEpochSecond() + ",v1="
                            + HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
        }
    }

    @Test
    void whatIsNotTakenForNowIsTriedAgainAndWhatIsRefusedIsNot() throws Exception {
        answers.addAll(List.of(503, 429, 204, 500, 500, 500, 307, 410));
        try (WebHook hook = hook(Duration.ofSeconds(10), 10)) {
            hook.post("taken", "{}");
            for (int i = 0; i < 3; i++) {
                assertThat(next().delivery).isEqualTo("taken");
            }
            hook.post("given up", "{}");
            for (int i = 0; i < 3; i++) {
                assertThat(next().delivery).isEqualTo("given up");
            }
            hook.post("redirected", "{}");
            assertThat(next().delivery).isEqualTo("redirected");
            hook.post("gone", "{}");
            assertThat(next().delivery).isEqualTo("gone");
            hook.post("last", "{}");
            assertThat(next().delivery).isEqualTo("last");
        }
    }

    @Test
    void whoeverDoesNotAnswerIsNotWaitedForAndNoMoreIsHeldThanMay() throws Exception {
        answers.addAll(List.of(0, 0, 0));
        try (WebHook hook = hook(Duration.ofSeconds(1), 2)) {
            assertThat(hook.post("one", "{}")).isTrue();
            assertThat(hook.post("two", "{}")).isTrue();
            assertThat(hook.post("three", "{}")).isFalse();
            assertThat(next()).isNotNull();
            assertThat(next()).as("again, or the other, after the patience").isNotNull();
        }
    }

    @Test
    void whoeverProvesToBeNobodyIsToldNothing() throws Exception {
        try (WebHook hook = hook(Duration.ofSeconds(10), 10, SSLContext.getDefault());
                WebHook trusting = hook(Duration.ofSeconds(10), 10)) {
            hook.post("secret", "{}");
            trusting.post("sent", "{}");
            assertThat(next().delivery).isEqualTo("sent");
            assertThat(received.poll(200, TimeUnit.MILLISECONDS)).isNull();
        }
    }

    /** Its certificate is believed, and is for another host than the one that the hook is at. */
    @Test
    void whoeverProvesToBeSomebodyElseIsToldNothing() throws Exception {
        try (WebHook hook = hook("127.0.0.1", Duration.ofSeconds(10), 10, trust());
                WebHook right = hook(Duration.ofSeconds(10), 10)) {
            hook.post("secret", "{}");
            right.post("sent", "{}");
            assertThat(next().delivery).isEqualTo("sent");
            assertThat(received.poll(200, TimeUnit.MILLISECONDS)).isNull();
        }
    }

    @Test
    void anAddressThatIsNotAllowedIsToldNothing() throws Exception {
        WebHook.Settings settings =
                WebHook.Settings.usual(URI.create("https://localhost:" + server.actualPort() + "/hook"), SECRET);
        try (SignedPost post = new SignedPost(settings, trust(), AllowedAddresses.usual()::allows, () -> NOW)) {
            Posting refused = post.send("secret", "{}");
            assertThat(refused.reason()).isEqualTo(Posting.Reason.NOT_ALLOWED);
            assertThat(refused.detail()).isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
            assertThat(refused.result())
                    .isEqualTo(new Outbox.Result.Never("it is at " + refused.detail() + ", which is not allowed"));
        }
        try (SignedPost post = new SignedPost(settings, trust(), _ -> true, () -> NOW)) {
            assertThat(post.send("sent", "{}"))
                    .isEqualTo(new Posting(new Outbox.Result.Taken(), Posting.Reason.ANSWER, "204"));
        }
        assertThat(next().delivery).isEqualTo("sent");
    }

    @Test
    void whoeverCannotProveItsNameIsToldNothing() throws Exception {
        WebHook.Settings settings =
                WebHook.Settings.usual(URI.create("https://localhost:" + server.actualPort() + "/hook"), SECRET);
        try (SignedPost post = new SignedPost(settings, SSLContext.getDefault(), _ -> true, () -> NOW)) {
            Posting posting = post.send("secret", "{}");
            assertThat(posting.reason()).isEqualTo(Posting.Reason.NO_TRUST);
            assertThat(posting.result()).isInstanceOf(Outbox.Result.NotNow.class);
        }
        assertThat(received).isEmpty();
    }

    @Test
    void onlyHttpsWithALongSecretServes() {
        assertThatThrownBy(() -> WebHook.Settings.usual(URI.create("http://court.example/"), SECRET))
                .hasMessageStartingWith("web hook: http://court.example/");
        assertThatThrownBy(() -> WebHook.Settings.usual(URI.create("https://court.example/"), new byte[15]))
                .hasMessageContaining("15 bytes");
        assertThat(WebHook.Settings.usual(URI.create("https://court.example/x?key=1"), SECRET))
                .hasToString("Settings[court.example]");
    }
}

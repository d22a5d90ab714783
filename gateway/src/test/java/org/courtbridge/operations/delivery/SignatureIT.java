package org.courtbridge.operations.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.courtbridge.console.http.LocalhostCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The lines of docs/public-list.md that check a signature, run by Python on what is posted. */
class SignatureIT {

    private static final String SECRET = "a secret of the court";
    private static final Instant NOW = Instant.parse("2026-11-27T04:30:00Z");
    private static final Pattern LINES = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL);

    private record Posted(String signature, String body) {}

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private Posted posted(String json) throws Exception {
        CompletableFuture<Posted> posted = new CompletableFuture<>();
        HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(LocalhostCertificate.SHARED.keyCertOptions()))
                .requestHandler(request -> request.body().onSuccess(body -> {
                    posted.complete(new Posted(request.getHeader("Courtbridge-Signature"), body.toString()));
                    request.response().setStatusCode(204).end();
                }))
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
        WebHook.Settings settings = new WebHook.Settings(
                URI.create("https://localhost:" + server.actualPort() + "/list"),
                SECRET.getBytes(StandardCharsets.UTF_8),
                Duration.ofSeconds(60),
                List.of(),
                1);
        try (SignedPost post = new SignedPost(settings, WebHookTest.trust(), _ -> true, () -> NOW)) {
            assertThat(post.send("list/1", json).result()).isEqualTo(new Outbox.Result.Taken());
        }
        return posted.get(60, TimeUnit.SECONDS);
    }

    private static String judged(String secret, String signature, String body, Instant now) throws Exception {
        Matcher lines = LINES.matcher(Files.readString(Path.of("../docs/public-list.md")));
        assertThat(lines.find()).isTrue();
        String script = lines.group(1)
                + "import sys\n"
                + "print(is_ours(sys.argv[1].encode(), sys.argv[2], sys.argv[3].encode(), float(sys.argv[4])))\n";
        Process python = new ProcessBuilder(
                        "python3",
                        "-X",
                        "utf8",
                        "-c",
                        script,
                        secret,
                        signature,
                        body,
                        Long.toString(now.getEpochSecond()))
                .redirectErrorStream(true)
                .start();
        String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(python.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    @Test
    void thePagesLinesTellWhoPosted() throws Exception {
        Posted posted = posted("{\"court\":\"Алматы қалалық соты\"}");
        assertThat(judged(SECRET, posted.signature, posted.body, NOW)).isEqualTo("True");
        assertThat(judged("another secret", posted.signature, posted.body, NOW)).isEqualTo("False");
        assertThat(judged(SECRET, posted.signature, posted.body + " ", NOW)).isEqualTo("False");
        assertThat(judged(SECRET, posted.signature, posted.body, NOW.plusSeconds(301)))
                .isEqualTo("False");
    }
}

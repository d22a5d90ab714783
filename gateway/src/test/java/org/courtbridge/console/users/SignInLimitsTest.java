package org.courtbridge.console.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.court.access.Role;
import org.courtbridge.gateway.store.SlowHash;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the limits for guessing passwords that docs/roles.md tells people. */
class SignInLimitsTest {

    @TempDir
    private Path folder;

    private RunningConsole running;
    private Instant now = Instant.parse("2026-03-02T09:00:00Z");

    @BeforeEach
    void start() throws Exception {
        running = new RunningConsole(folder);
        running.clock = () -> now;
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    private int guess(String login) throws Exception {
        return running.send("POST", "/api/v1/sessions", "{\"login\":\"%s\",\"password\":\"wrong\"}".formatted(login))
                .statusCode();
    }

    @Test
    void tenWrongPasswordsBlockAUserForAQuarterOfAnHour() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(guess("victim")).as("guess %d", i).isEqualTo(401);
            now = now.plus(Duration.ofMinutes(2));
        }
        now = now.plus(Duration.ofMinutes(13)).minusMillis(1);
        assertThat(guess("victim")).isEqualTo(429);
        now = now.plusMillis(1);
        assertThat(guess("victim")).isEqualTo(401);
    }

    @Test
    void fiftyUsersAreTriedFromOneAddressAndThenNone() throws Exception {
        for (int i = 0; i < 50; i++) {
            assertThat(guess("victim" + i)).as("guess %d", i).isEqualTo(401);
        }
        assertThat(guess("another")).isEqualTo(429);
    }

    private static HttpRequest signIn(RunningConsole console, String login, String password) {
        return HttpRequest.newBuilder(URI.create(console.base + "/api/v1/sessions"))
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(login, password)))
                .build();
    }

    /** Eighty attempts at once made everybody wait for four seconds: each costs what it costs in the gateway. */
    @Test
    void whoeverTriesByTheHundredIsToldToWaitAndNobodyElse() throws Exception {
        try (RunningConsole console = new RunningConsole(
                folder.resolve("slow"), Set.of(), Optional.empty(), 0, (_, _) -> {}, SlowHash.Cost.USUAL)) {
            console.clock = () -> now;
            flood(console);
        }
    }

    private static void flood(RunningConsole console) throws Exception {
        String clerk = console.services
                .access()
                .users()
                .byId(console.userWith(Set.of(Role.CLERK)).session().userId())
                .orElseThrow()
                .login();
        List<CompletableFuture<HttpResponse<String>>> flood = IntStream.range(0, 80)
                .mapToObj(i -> console.client.sendAsync(
                        signIn(console, "victim" + i, "wrong"), HttpResponse.BodyHandlers.ofString()))
                .toList();
        try (HttpClient elsewhere = HttpClient.newBuilder()
                .localAddress(InetAddress.getByName("127.0.0.2"))
                .build()) {
            assertThat(elsewhere
                            .send(signIn(console, clerk, RunningConsole.PASSWORD), HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(201);
        }
        for (CompletableFuture<HttpResponse<String>> one : flood) {
            HttpResponse<String> answer = one.get(60, TimeUnit.SECONDS);
            assertThat(answer.statusCode()).isIn(401, 429);
            assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(answer.statusCode() == 429);
        }
    }

    @Test
    void aPageSaysForHowLongToWait() throws Exception {
        for (int i = 0; i < 50; i++) {
            guess("victim" + i);
        }
        for (Map.Entry<String, String> language : Map.of(
                        "ru", "Повторите через 1 с.", "kk", "1 секундтан кейін", "en", "Try again in 1 s.")
                .entrySet()) {
            HttpResponse<String> page = running.send(
                    "POST",
                    "/login",
                    "login=x&password=y",
                    "Content-Type",
                    "application/x-www-form-urlencoded",
                    "Cookie",
                    "language=" + language.getKey());
            assertThat(page.statusCode()).isEqualTo(429);
            assertThat(page.headers().firstValue("Retry-After")).contains("1");
            assertThat(page.body()).contains(language.getValue());
        }
    }
}

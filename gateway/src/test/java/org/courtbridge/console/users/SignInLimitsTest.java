package org.courtbridge.console.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.courtbridge.console.RunningConsole;
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
}

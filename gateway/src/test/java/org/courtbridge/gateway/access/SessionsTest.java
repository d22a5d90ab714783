package org.courtbridge.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionsTest {

    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    private static final User CLERK = new User("1", "aigul", "Айгүл", Set.of(Role.CLERK), Optional.empty(), false);

    private final Sessions sessions = new Sessions(Duration.ofHours(1), Duration.ofHours(12));

    @Test
    void endWhenNotUsed() {
        String token = sessions.open(CLERK, START).token();
        assertThat(sessions.find(token, START.plusSeconds(3599))).isPresent();
        assertThat(sessions.find(token, START.plusSeconds(2 * 3599))).isPresent();
        assertThat(sessions.find(token, START.plusSeconds(2 * 3599 + 3600))).isEmpty();
    }

    @Test
    void endAfterADayHoweverBusy() {
        String token = sessions.open(CLERK, START).token();
        for (int minutes = 30; minutes < 12 * 60; minutes += 30) {
            assertThat(sessions.find(token, START.plus(Duration.ofMinutes(minutes))))
                    .isPresent();
        }
        assertThat(sessions.find(token, START.plus(Duration.ofHours(12)))).isEmpty();
    }

    @Test
    void endAtSigningOut() {
        String one = sessions.open(CLERK, START).token();
        String two = sessions.open(CLERK, START).token();
        sessions.close(one);
        assertThat(sessions.find(one, START)).isEmpty();
        assertThat(sessions.find(two, START)).isPresent();
        sessions.closeAllOf(CLERK.id());
        assertThat(sessions.find(two, START)).isEmpty();
    }

    @Test
    void keepSecretsOutOfLogs() {
        Sessions.Opened opened = sessions.open(CLERK, START);
        assertThat(opened.toString())
                .doesNotContain(opened.token(), opened.session().csrf());
    }
}

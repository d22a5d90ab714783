package org.courtbridge.court.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionsTest {

    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    private static final User CLERK =
            User.withPasswordAlone("1", "aigul", "Айгүл", Set.of(Role.CLERK), Optional.empty(), false);

    private final KeptInMemory store = new KeptInMemory();
    private final Sessions sessions = process();

    /** As after a start. */
    private Sessions process() {
        return new Sessions(store, Runnable::run, Duration.ofHours(1), Duration.ofHours(12));
    }

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

    /** As docs/roles.md tells people. */
    @Test
    void endAfterAnHourWithoutUseOrTwelveHoursUsually() {
        Sessions usual = Sessions.standard(store, Runnable::run);
        String idle = usual.open(CLERK, START).token();
        assertThat(usual.find(idle, START.plus(Duration.ofHours(1)).minusMillis(1)))
                .isPresent();
        Instant used = START.plus(Duration.ofHours(1)).minusMillis(1);
        assertThat(usual.find(idle, used.plus(Duration.ofHours(1)))).isEmpty();
        Sessions.Opened busy = usual.open(CLERK, START);
        assertThat(busy.session().expires()).isEqualTo(START.plus(Duration.ofHours(12)));
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
        assertThat(process().find(two, START)).isEmpty();
    }

    @Test
    void outliveTheProcess() {
        Sessions.Opened opened = sessions.open(CLERK, START);
        Instant later = START.plus(Duration.ofMinutes(50));
        assertThat(sessions.find(opened.token(), later)).isPresent();
        assertThat(process().find(opened.token(), later.plus(Duration.ofMinutes(50))))
                .contains(opened.session());
    }

    @Test
    void doNotNeedTheStoreOnceKnown() {
        String token = sessions.open(CLERK, START).token();
        store.down = true;
        assertThat(sessions.find(token, START.plusSeconds(600))).isPresent();
        Sessions started = process();
        assertThatThrownBy(() -> started.find(token, START)).hasMessage("down");
        store.down = false;
        assertThat(started.find(token, START)).isPresent();
    }

    @Test
    void endForGoodThoughTheStoreIsDown() {
        String one = sessions.open(CLERK, START).token();
        String two = sessions.open(CLERK, START).token();
        store.down = true;
        sessions.close(one);
        store.down = false;
        assertThat(sessions.find(one, START)).isEmpty();
        store.down = true;
        sessions.closeAllOf(CLERK.id());
        store.down = false;
        sessions.tidy(START);
        assertThat(process().find(two, START)).isEmpty();
        assertThat(store.sessions).isEmpty();
    }

    @Test
    void areForgottenWhenOver() {
        sessions.open(CLERK, START);
        sessions.tidy(START.plus(Duration.ofMinutes(59)));
        assertThat(store.sessions).hasSize(1);
        sessions.tidy(START.plus(Duration.ofMinutes(60)));
        assertThat(store.sessions).isEmpty();
    }

    @Test
    void writeTheirUseDownOnceAMinute() {
        String token = sessions.open(CLERK, START).token();
        for (int seconds = 1; seconds <= 120; seconds++) {
            sessions.find(token, START.plusSeconds(seconds));
        }
        assertThat(store.writes).isEqualTo(2);
    }

    @Test
    void keepSecretsOutOfLogsAndOfTheStore() {
        Sessions.Opened opened = sessions.open(CLERK, START);
        assertThat(opened.toString())
                .doesNotContain(opened.token(), opened.session().csrf());
        assertThat(store.sessions.toString())
                .doesNotContain(opened.token(), opened.session().csrf());
        assertThat(sessions.find("no token", START)).isEmpty();
    }
}

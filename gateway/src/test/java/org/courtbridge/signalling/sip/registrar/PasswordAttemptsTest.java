package org.courtbridge.signalling.sip.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PasswordAttemptsTest {

    private static final Origin PHONE = new Origin(InetAddress.ofLiteral("192.0.2.1"), "UDP", 5060);
    private static final Origin GUESSER = new Origin(InetAddress.ofLiteral("192.0.2.1"), "UDP", 5062);
    private static final Origin ROOM = new Origin(InetAddress.ofLiteral("192.0.2.1"), "TCP", 5064);
    private static final int ENOUGH = 20;

    private final PasswordAttempts attempts = new PasswordAttempts(() -> Instant.EPOCH);

    @Test
    void blocksWhoGuessesAtAnAddress() {
        assertThat(mayTry(GUESSER)).isTrue();
        guess();
        assertThat(mayTry(GUESSER)).isFalse();
        assertThat(mayTry(PHONE)).isFalse();
    }

    @Test
    void keepsACountOfItsOwnForWhoHasProvedHimselfByTheSamePort() {
        prove(PHONE);
        guess();
        assertThat(mayTry(GUESSER)).isFalse();
        assertThat(mayTry(PHONE)).isTrue();
    }

    @Test
    void letsWhoHasConnectedBeforeConnectAgainFromHisAddress() {
        prove(ROOM);
        guess();
        assertThat(mayTry(new Origin(ROOM.address(), "TCP", 5066))).isTrue();
        assertThat(mayTry(GUESSER)).isFalse();
    }

    private void prove(Origin origin) {
        try (PasswordAttempts.Attempt attempt = attempts.begin("room", origin, Optional.of(origin.flow()))) {
            assertThat(attempt.mayGoOn()).isTrue();
            attempt.succeeded();
            attempt.proved();
        }
    }

    private void guess() {
        for (int i = 0; i < ENOUGH; i++) {
            try (PasswordAttempts.Attempt attempt = attempts.begin("room", GUESSER, Optional.of(GUESSER.flow()))) {
                if (attempt.mayGoOn()) {
                    attempt.failed();
                }
            }
        }
    }

    private boolean mayTry(Origin origin) {
        try (PasswordAttempts.Attempt attempt = attempts.begin("room", origin, Optional.of(origin.flow()))) {
            boolean may = attempt.mayGoOn();
            if (may) {
                attempt.undecided();
            }
            return may;
        }
    }
}

package org.courtbridge.court.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WrongPasswordsTest {

    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private final WrongPasswords passwords = new WrongPasswords(() -> now);

    @Test
    void areKnownUntilTheRightOneIsGiven() {
        passwords.note("one");
        passwords.note("other");
        assertThat(passwords.knows("one")).isTrue();
        passwords.forget("one");
        assertThat(passwords.knows("one")).isFalse();
        assertThat(passwords.knows("other")).isTrue();
    }

    @Test
    void areForgottenAfterHours() {
        passwords.note("one");
        now = now.plus(WrongPasswords.LATE).minusSeconds(1);
        assertThat(passwords.knows("one")).isTrue();
        now = now.plusSeconds(1);
        assertThat(passwords.knows("one")).isFalse();
    }

    @Test
    void areNoMoreThanThereMayBe() {
        for (int i = 0; i <= WrongPasswords.MOST; i++) {
            passwords.note("device " + i);
        }
        assertThat(passwords.knows("device 0")).isFalse();
        assertThat(passwords.knows("device 1")).isTrue();
    }
}

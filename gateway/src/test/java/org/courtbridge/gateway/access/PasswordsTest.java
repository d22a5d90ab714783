package org.courtbridge.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    @Test
    void thoseThatPeopleMakeUpHaveTwelveToTwoHundredCharacters() {
        assertThat(Passwords.isStrong("a".repeat(11), "aigul")).isFalse();
        assertThat(Passwords.isStrong("a".repeat(12), "aigul")).isTrue();
        assertThat(Passwords.isStrong("a".repeat(200), "aigul")).isTrue();
        assertThat(Passwords.isStrong("a".repeat(201), "aigul")).isFalse();
    }

    @Test
    void theLoginIsNone() {
        assertThat(Passwords.isStrong("aigul.sadykova", "aigul.sadykova")).isFalse();
        assertThat(Passwords.isStrong("Aigul.Sadykova", "aigul.sadykova")).isFalse();
    }

    /** Four groups of four out of 31 characters are 79 bits. */
    @Test
    void thoseThatWeMakeUpAreLongAndNeverTheSame() {
        assertThat(Stream.generate(Passwords::generate).limit(1000))
                .doesNotHaveDuplicates()
                .allMatch(password -> password.matches("[a-hj-km-np-z2-9]{4}(-[a-hj-km-np-z2-9]{4}){3}"));
    }
}

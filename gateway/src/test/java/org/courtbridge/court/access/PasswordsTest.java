package org.courtbridge.court.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    /** Typed with a remote control, read over a telephone: nothing that looks like something else. */
    @Test
    void generatedOnesAreFourGroupsOfFourAndUseTheWholeAlphabet() {
        Set<String> all = new HashSet<>();
        Set<Integer> characters = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            String password = Passwords.generate();
            assertThat(password).matches("([a-hj-km-np-z2-9]{4}-){3}[a-hj-km-np-z2-9]{4}");
            password.chars().forEach(characters::add);
            all.add(password);
        }
        assertThat(all).hasSize(500);
        assertThat(characters).as("31 and the hyphen").hasSize(32);
    }

    @Test
    void thoseThatPeopleMakeUpHave12To200CharactersAndAreNotTheLogin() {
        assertThat(Passwords.isStrong("x".repeat(11), "aigul")).isFalse();
        assertThat(Passwords.isStrong("x".repeat(12), "aigul")).isTrue();
        assertThat(Passwords.isStrong("x".repeat(200), "aigul")).isTrue();
        assertThat(Passwords.isStrong("x".repeat(201), "aigul")).isFalse();
        assertThat(Passwords.isStrong("Aigul.Sadykova", "aigul.sadykova")).isFalse();
        assertThat(Passwords.isStrong("и\u0306".repeat(11), "aigul"))
                .as("11 letters in 22 characters")
                .isFalse();
    }
}

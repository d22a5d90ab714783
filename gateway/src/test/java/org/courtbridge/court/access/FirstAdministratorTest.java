package org.courtbridge.court.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FirstAdministratorTest {

    private final List<Object[]> added = new ArrayList<>();
    private List<User> there = List.of();

    private Users users() {
        return (Users) Proxy.newProxyInstance(
                Users.class.getClassLoader(), new Class<?>[] {Users.class}, (_, method, arguments) -> {
                    if (method.getName().equals("add")) {
                        added.add(arguments);
                        return User.withPasswordAlone("1", (String) arguments[0], "", Set.of(), Optional.empty(), true);
                    }
                    return there;
                });
    }

    @Test
    void isMadeWhereNobodyIs() {
        String password = FirstAdministrator.createIn(users()).orElseThrow();
        assertThat(added).hasSize(1);
        assertThat(added.getFirst())
                .containsExactly(
                        "admin", "Administrator", Set.of(Role.ADMINISTRATOR, Role.CLERK, Role.TECHNICIAN), password);
        assertThat(Passwords.isStrong(password, "admin")).isTrue();
    }

    /** Whoever restarts the gateway gets no account by it. */
    @Test
    void isNotMadeWhereSomebodyIs() {
        there = List.of(User.withPasswordAlone("2", "aigul", "Айгүл", Set.of(Role.CLERK), Optional.empty(), false));
        assertThat(FirstAdministrator.createIn(users())).isEmpty();
        assertThat(added).isEmpty();
    }
}

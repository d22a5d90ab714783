package org.courtbridge.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.User;
import org.courtbridge.court.access.Users;
import org.junit.jupiter.api.Test;

class ActorNamesTest {

    private static final String ACTOR = "user:aigul";

    private Optional<String> kept = Optional.of("Айгүл Сұлтанова");
    private boolean down;
    private int asked;
    private Instant now = Instant.EPOCH;
    private final ActorNames names = new ActorNames(store(), () -> now);

    private Users store() {
        return (Users) Proxy.newProxyInstance(
                Users.class.getClassLoader(), new Class<?>[] {Users.class}, (_, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("byLogin");
                    asked++;
                    if (down) {
                        throw new IllegalStateException("down");
                    }
                    return kept.map(name -> User.withPasswordAlone(
                            "1", (String) arguments[0], name, Set.of(Role.CLERK), Optional.empty(), false));
                });
    }

    @Test
    void areThoseOfUsersAlone() {
        assertThat(names.name(ACTOR)).contains("Айгүл Сұлтанова");
        assertThat(names.nameAndLogin(ACTOR)).contains("Айгүл Сұлтанова (aigul)");
        assertThat(names.name("system")).isEmpty();
        assertThat(names.nameAndLogin("device:1")).isEmpty();
    }

    @Test
    void areLoginsOfThoseWhoAreGone() {
        kept = Optional.empty();
        assertThat(names.name(ACTOR)).contains("aigul");
        assertThat(names.nameAndLogin(ACTOR)).contains("aigul");
    }

    @Test
    void areAskedForOnceInAWhile() {
        assertThat(names.name(ACTOR)).contains("Айгүл Сұлтанова");
        kept = Optional.of("Айгүл Оспанова");
        now = now.plus(ActorNames.FRESH).minusMillis(1);
        assertThat(names.name(ACTOR)).contains("Айгүл Сұлтанова");
        assertThat(asked).isEqualTo(1);
        now = now.plusMillis(1);
        assertThat(names.name(ACTOR)).contains("Айгүл Оспанова");
    }

    @Test
    void areThoseKnownWhileTheDatabaseIsDown() {
        assertThat(names.name(ACTOR)).contains("Айгүл Сұлтанова");
        down = true;
        now = now.plus(ActorNames.FRESH);
        assertThat(names.name(ACTOR)).contains("Айгүл Сұлтанова");
        assertThat(names.name("user:daulet")).contains("daulet");
        assertThat(names.name("user:daulet")).contains("daulet");
        assertThat(asked).as("nobody waits for it at each row").isEqualTo(3);
    }
}

package org.courtbridge.court.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RememberedUsersTest {

    private User kept = user(Role.CLERK);
    private boolean down;
    private Instant now = Instant.EPOCH;
    private final RememberedUsers users = new RememberedUsers(store(), () -> now);

    private static User user(Role role) {
        return User.withPasswordAlone("1", "aigul", "Айгүл", Set.of(role), Optional.empty(), false);
    }

    private Users store() {
        return (Users) Proxy.newProxyInstance(
                Users.class.getClassLoader(), new Class<?>[] {Users.class}, (_, method, arguments) -> {
                    if (down) {
                        throw new IllegalStateException("down");
                    }
                    if (method.getName().equals("changeRoles")) {
                        kept = user((Role) ((Set<?>) arguments[1]).iterator().next());
                    }
                    return method.getName().equals("byId")
                            ? Optional.of(kept).filter(user -> user.id().equals(arguments[0]))
                            : null;
                });
    }

    @Test
    void areKnownWhileTheStoreIsDown() {
        assertThat(users.byId("1")).contains(kept);
        down = true;
        now = now.plus(RememberedUsers.FRESH.multipliedBy(100));
        assertThat(users.byId("1")).contains(kept);
        assertThatThrownBy(() -> users.byId("2")).hasMessage("down");
    }

    @Test
    void haveTheRolesThatTheyWereJustGiven() {
        assertThat(users.byId("1")).contains(kept);
        users.changeRoles("1", Set.of(Role.JUDGE));
        assertThat(users.byId("1")).contains(user(Role.JUDGE));
    }

    @Test
    void haveTheRolesThatAnotherNodeGaveThemSoon() {
        assertThat(users.byId("1")).contains(kept);
        kept = user(Role.JUDGE);
        assertThat(users.byId("1")).contains(user(Role.CLERK));
        now = now.plusSeconds(10);
        assertThat(users.byId("1")).contains(user(Role.JUDGE));
    }
}

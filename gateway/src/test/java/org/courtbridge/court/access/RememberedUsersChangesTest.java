package org.courtbridge.court.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.courtbridge.court.access.Users.Proof;
import org.courtbridge.court.access.Users.Provided;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is asked of users that are remembered reaches the store, and what it changes counts at once. */
class RememberedUsersChangesTest {

    private static final User BEFORE =
            User.withPasswordAlone("1", "aigul", "Айгүл", Set.of(Role.CLERK), Optional.empty(), false);
    private static final User AFTER =
            User.withPasswordAlone("1", "aigul", "Айгүл Б.", Set.of(Role.JUDGE), Optional.empty(), false);
    private static final Proof PROOF = new Proof(BEFORE, "stamp");

    private User kept = BEFORE;
    private boolean gone;
    private int looks;
    private boolean down;
    private boolean holds = true;
    private Instant now = Instant.EPOCH;
    private final List<String> asked = new ArrayList<>();
    private final RememberedUsers users = new RememberedUsers(store(), () -> now);

    private Users store() {
        return (Users) Proxy.newProxyInstance(
                Users.class.getClassLoader(),
                new Class<?>[] {Users.class},
                (_, method, arguments) -> answer(method, arguments));
    }

    private @Nullable Object answer(Method method, Object[] arguments) {
        if (down) {
            throw new IllegalStateException("down");
        }
        if (method.getName().equals("byId")) {
            looks++;
            return Optional.of(kept).filter(_ -> !gone);
        }
        asked.add(method.getName() + (arguments == null ? "[]" : Arrays.toString(arguments)));
        return switch (method.getName()) {
            case "all" -> List.of(BEFORE);
            case "byLogin" -> Optional.of(BEFORE);
            case "add", "addTo" -> AFTER;
            case "prove" -> Optional.of(PROOF);
            case "holds" -> holds;
            case "ofProvider" -> new Provided(Optional.of(BEFORE), AFTER);
            default -> null;
        };
    }

    record Change(String call, Consumer<Users> made) {

        @Override
        public String toString() {
            return call;
        }
    }

    static Stream<Change> changes() {
        return Stream.of(
                new Change("rename[1, name]", users -> users.rename("1", "name")),
                new Change("changeRoles[1, [JUDGE]]", users -> users.changeRoles("1", Set.of(Role.JUDGE))),
                new Change(
                        "changeRolesIn[1, court, [JUDGE]]",
                        users -> users.changeRolesIn("1", "court", Set.of(Role.JUDGE))),
                new Change("changeLanguage[1, kk]", users -> users.changeLanguage("1", "kk")),
                new Change("changePassword[1, secret]", users -> users.changePassword("1", "secret")),
                new Change("resetPassword[1, secret]", users -> users.resetPassword("1", "secret")),
                new Change("setEnabled[1, false]", users -> users.setEnabled("1", false)),
                new Change("remove[1]", users -> users.remove("1")),
                new Change(
                        "ofProvider[subject, login, name, [JUDGE], {court=[CLERK]}]",
                        users -> users.ofProvider(
                                "subject", "login", "name", Set.of(Role.JUDGE), Map.of("court", Set.of(Role.CLERK)))));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void countAtOnce(Change change) {
        assertThat(users.byId("1")).contains(BEFORE);
        change.made.accept(users);
        assertThat(asked).containsExactly(change.call);
        kept = AFTER;
        assertThat(users.byId("1")).contains(AFTER);
    }

    @Test
    void soDoesWhatWasChangedElsewhereAndIsForgottenHere() {
        assertThat(users.byId("1")).contains(BEFORE);
        kept = AFTER;
        users.forget("1");
        assertThat(users.byId("1")).contains(AFTER);
        assertThat(asked).isEmpty();
    }

    @Test
    void questionsReachTheStore() {
        assertThat(users.all()).containsExactly(BEFORE);
        assertThat(users.byLogin("aigul")).contains(BEFORE);
        assertThat(users.add("login", "name", Set.of(Role.CLERK), "secret")).isEqualTo(AFTER);
        assertThat(users.addTo("court", "login", "name", Set.of(Role.CLERK), "secret"))
                .isEqualTo(AFTER);
        assertThat(users.prove("aigul", "secret", "192.0.2.1")).contains(PROOF);
        assertThat(users.holds(PROOF)).isTrue();
        holds = false;
        assertThat(users.holds(PROOF)).isFalse();
        assertThat(users.signIn("aigul", "secret", "192.0.2.1")).contains(BEFORE);
        assertThat(users.ofProvider("subject", "login", "name", Set.of(), Map.of())
                        .now())
                .isEqualTo(AFTER);
        assertThat(asked).hasSize(9);
    }

    @Test
    void theStoreIsAskedOnceInTenSecondsAndWhileItIsDownToo() {
        for (int i = 0; i < 5; i++) {
            assertThat(users.byId("1")).contains(BEFORE);
        }
        assertThat(looks).isEqualTo(1);
        now = now.plus(Duration.ofSeconds(10));
        down = true;
        assertThat(users.byId("1")).contains(BEFORE);
        down = false;
        kept = AFTER;
        now = now.plus(Duration.ofSeconds(10)).minusMillis(1);
        assertThat(users.byId("1")).as("the store is let alone for a while").contains(BEFORE);
        now = now.plusMillis(1);
        assertThat(users.byId("1")).contains(AFTER);
    }

    /** Whoever was removed on another node is not let in again when the database goes down. */
    @Test
    void whoIsGoneIsForgotten() {
        assertThat(users.byId("1")).contains(BEFORE);
        gone = true;
        now = now.plus(RememberedUsers.FRESH);
        assertThat(users.byId("1")).isEmpty();
        gone = false;
        down = true;
        assertThatThrownBy(() -> users.byId("1")).hasMessage("down");
    }

    @Test
    void aProofPrintsNoMoreThanTheLogin() {
        assertThat(PROOF).hasToString("Proof[aigul]");
    }
}

package org.courtbridge.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.courtbridge.court.access.FirstAdministrator;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.User;
import org.courtbridge.court.access.Users;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredUsersTest {

    @TempDir
    private Path folder;

    private Database database;
    private StoredUsers users;

    @BeforeEach
    void open() {
        database = EmptyDatabase.in(folder);
        users = new StoredUsers(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void signInByPasswordOnly() {
        User added = users.add("Aigul", "Айгүл", EnumSet.of(Role.CLERK, Role.JUDGE), "once-only-2345");
        assertThat(users.signIn("aigul", "once-only-2345", "192.0.2.1")).contains(added);
        assertThat(users.signIn("aigul", "once-only-2346", "192.0.2.1")).isEmpty();
        assertThat(users.signIn("bolat", "once-only-2345", "192.0.2.1")).isEmpty();
    }

    @Test
    void chooseTheirOwnPassword() {
        User added = users.add("aigul", "Айгүл", Set.of(Role.CLERK), "once-only-2345");
        Users.Proof once = users.prove("aigul", "once-only-2345", "192.0.2.1").orElseThrow();
        assertThat(users.holds(once)).isTrue();
        assertThat(once.toString()).doesNotContain(once.stamp());
        users.changePassword(added.id(), "her own choice");
        assertThat(users.holds(once)).isFalse();
        assertThat(users.signIn("aigul", "once-only-2345", "192.0.2.1")).isEmpty();
        assertThat(users.signIn("aigul", "her own choice", "192.0.2.1")).get().matches(user -> !user.oneTimePassword());
        users.resetPassword(added.id(), "once-only-6789");
        assertThat(users.signIn("aigul", "once-only-6789", "192.0.2.1")).get().matches(User::oneTimePassword);
        Users.Proof reset = users.prove("aigul", "once-only-6789", "192.0.2.1").orElseThrow();
        users.resetPassword(added.id(), "once-only-6789");
        assertThat(users.holds(reset)).as("the same, set anew").isFalse();
    }

    /** A Mac writes й as two characters, and some keyboards a space that is not the plain one. */
    @Test
    void signInByTheirPasswordFromAnyKeyboard() {
        User added = users.add("aigul", "Айгүл", Set.of(Role.CLERK), "once-only-2345");
        users.changePassword(added.id(), "жаи\u0306лау кешi\u00a07");
        for (String typed : List.of("жа\u0439лау кешi 7", "жаи\u0306лау кешi 7", "жа\u0439лау кешi\u00a07")) {
            assertThat(users.signIn("aigul", typed, "192.0.2.1")).as(typed).isPresent();
        }
        assertThat(users.signIn("aigul", "Жа\u0439лау кешi 7", "192.0.2.1"))
                .as("case counts")
                .isEmpty();
    }

    @Test
    void keepRolesAndLanguage() {
        User added = users.add("aigul", "Айгүл", Set.of(Role.CLERK), "once-only-2345");
        users.changeRoles(added.id(), EnumSet.of(Role.TECHNICIAN, Role.JUDGE));
        users.changeLanguage(added.id(), "kk");
        assertThat(users.byId(added.id())).get().satisfies(user -> {
            assertThat(user.roles()).containsExactlyInAnyOrder(Role.TECHNICIAN, Role.JUDGE);
            assertThat(user.language()).contains("kk");
        });
    }

    @Test
    void haveLoginsOfTheirOwn() {
        users.add("aigul", "Айгүл", Set.of(), "once-only-2345");
        assertThatThrownBy(() -> users.add("AIGUL", "Other", Set.of(), "once-only-2345"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is taken");
        assertThatThrownBy(() -> users.add("ай гүл", "Other", Set.of(), "once-only-2345"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void beginWithOneAdministrator() {
        String password = FirstAdministrator.createIn(users).orElseThrow();
        assertThat(FirstAdministrator.createIn(users)).isEmpty();
        assertThat(users.signIn(FirstAdministrator.LOGIN, password, "192.0.2.1"))
                .get()
                .satisfies(user -> {
                    assertThat(user.roles()).contains(Role.ADMINISTRATOR);
                    assertThat(user.oneTimePassword()).isTrue();
                });
    }
}

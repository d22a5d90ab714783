package org.courtbridge.console.users;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.court.access.LetterAddress;
import org.courtbridge.court.access.Memberships;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.User;

/** The documents of users and their sessions in the API. Their components are its field names. */
final class UserViews {

    private UserViews() {}

    /** Roles in one court, department or institution. @param institution its id */
    record MembershipView(String institution, Set<Role> roles) {}

    /**
     * @param roles in the whole installation
     * @param memberships roles in one institution each
     * @param secondFactor whether a code is needed besides the password
     * @param external whether it is another provider that proves who the user is
     * @param email where the user gets letters; absent for nowhere
     */
    record UserView(
            String id,
            String login,
            String name,
            Set<Role> roles,
            List<MembershipView> memberships,
            boolean oneTimePassword,
            boolean secondFactor,
            boolean enabled,
            boolean external,
            Optional<String> email) {

        static UserView of(User user) {
            return new UserView(
                    user.id(),
                    user.login(),
                    user.name(),
                    user.memberships().everywhere(),
                    memberships(user.memberships()),
                    user.oneTimePassword(),
                    user.secondFactor(),
                    user.enabled(),
                    user.external(),
                    user.letters().map(LetterAddress::email));
        }

        private static List<MembershipView> memberships(Memberships memberships) {
            return memberships.institutions(EnumSet.allOf(Role.class)).stream()
                    .sorted()
                    .map(institution -> new MembershipView(institution, memberships.in(institution)))
                    .toList();
        }
    }

    /** @param institution id of that in which the roles hold; without one they hold in the whole installation */
    record NewUser(String login, String name, Set<Role> roles, Optional<String> institution) {}

    /** @param email where the user gets letters; left out for nowhere any more */
    record Email(Optional<String> email) {

        @Override
        public String toString() {
            return "Email[]";
        }
    }

    record Roles(Set<Role> roles) {}

    /** @param password to be changed at the first sign-in; shown this once */
    record UserCredentials(String id, String login, String password) {

        @Override
        public String toString() {
            return "UserCredentials[" + id + "]";
        }
    }

    /** @param code of the phone, or for recovery, for whom one is needed */
    record SignIn(String login, String password, Optional<String> code) {

        @Override
        public String toString() {
            return "SignIn[" + login + "]";
        }
    }

    /** @param token to be sent as {@code Authorization: Bearer TOKEN} */
    record Token(String token, Instant expires) {

        @Override
        public String toString() {
            return "Token[" + expires + "]";
        }
    }

    record PasswordChange(String current, String chosen) {

        @Override
        public String toString() {
            return "PasswordChange[]";
        }
    }
}

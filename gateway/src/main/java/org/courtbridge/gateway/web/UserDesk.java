package org.courtbridge.gateway.web;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.courtbridge.gateway.access.Passwords;
import org.courtbridge.gateway.access.Role;
import org.courtbridge.gateway.access.User;
import org.courtbridge.gateway.access.Users;

/** What the API and the pages alike do with users. Nobody locks out themselves, nor everybody. */
final class UserDesk {

    private final Services services;

    /** Two administrators must not take the role from each other at once. */
    private final ReentrantLock changing = new ReentrantLock();

    UserDesk(Services services) {
        this.services = services;
    }

    /** @param password to be shown once, and changed at the first sign-in */
    record Credentials(User user, String password) {

        @Override
        public String toString() {
            return "Credentials[" + user.login() + "]";
        }
    }

    List<User> all() {
        return services.users().all();
    }

    User user(String id) {
        return services.users().byId(id).orElseThrow(() -> RequestException.notFound("No such user."));
    }

    Credentials add(String login, String name, Set<Role> roles) {
        if (services.users().byLogin(login).isPresent()) {
            throw RequestException.taken("login: " + login);
        }
        checkRoles(roles);
        String password = Passwords.generate();
        return new Credentials(services.users().add(login, name, roles, password), password);
    }

    /** Signs the user out everywhere. */
    Credentials resetPassword(User user) {
        String password = Passwords.generate();
        services.users().resetPassword(user.id(), password);
        services.sessions().closeAllOf(user.id());
        return new Credentials(user, password);
    }

    void rename(User user, String name) {
        services.users().rename(user.id(), name);
    }

    void changeRoles(Principal by, User user, Set<Role> roles) {
        checkRoles(roles);
        changing.lock();
        try {
            if (!roles.contains(Role.ADMINISTRATOR)) {
                if (isSelf(by, user) && user.roles().contains(Role.ADMINISTRATOR)) {
                    throw new RequestException(
                            409, "Nobody takes the administrator's role from themselves.", "error.user.self.role");
                }
                keepOneAdministrator(user);
            }
            services.users().changeRoles(user.id(), roles);
        } finally {
            changing.unlock();
        }
    }

    void remove(Principal by, User user) {
        changing.lock();
        try {
            if (isSelf(by, user)) {
                throw new RequestException(409, "Nobody removes their own account.", "error.user.self");
            }
            keepOneAdministrator(user);
            services.users().remove(user.id());
        } finally {
            changing.unlock();
        }
        services.sessions().closeAllOf(user.id());
    }

    private static boolean isSelf(Principal by, User user) {
        return by.user().map(User::id).equals(Optional.of(user.id()));
    }

    private static void checkRoles(Set<Role> roles) {
        if (roles.isEmpty()) {
            throw new RequestException(400, "roles: none", "error.user.noroles");
        }
    }

    private void keepOneAdministrator(User leaving) {
        Users users = services.users();
        boolean last = users.all().stream()
                .filter(user -> user.roles().contains(Role.ADMINISTRATOR))
                .allMatch(user -> user.id().equals(leaving.id()));
        if (leaving.roles().contains(Role.ADMINISTRATOR) && last) {
            throw new RequestException(409, "This is the last administrator.", "error.user.last");
        }
    }
}

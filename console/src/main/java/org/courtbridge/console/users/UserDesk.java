package org.courtbridge.console.users;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.courtbridge.console.handover.LetterFields;
import org.courtbridge.console.html.Names;
import org.courtbridge.console.http.Principal;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.court.access.LetterAddress;
import org.courtbridge.court.access.Memberships;
import org.courtbridge.court.access.Passwords;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.User;
import org.courtbridge.court.access.Users;
import org.courtbridge.operations.openid.OpenIdProvider;
import org.courtbridge.provisioning.audit.AuditEntry.Subject;
import org.courtbridge.provisioning.audit.AuditTrail;
import org.courtbridge.provisioning.audit.Change;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.Inventory;

/** Adds, changes and removes users, for the API and the pages. Nobody locks out themselves, nor everybody. */
public final class UserDesk {

    private final AccessServices access;
    private final AuditTrail audit;
    private final SignIns signIns;
    private final Inventory inventory;

    /** Two administrators must not take the role from each other at once. */
    private final ReentrantLock changing = new ReentrantLock();

    /** @param inventory of the institutions that users belong to */
    public UserDesk(AccessServices access, AuditTrail audit, SignIns signIns, Inventory inventory) {
        this.access = access;
        this.audit = audit;
        this.signIns = signIns;
        this.inventory = inventory;
    }

    /** @param password to be shown once, and changed at the first sign-in */
    public record Credentials(User user, String password) {

        @Override
        public String toString() {
            return "Credentials[" + user.login() + "]";
        }
    }

    List<User> all() {
        return access.users().all();
    }

    User user(String id) {
        return access.users().byId(id).orElseThrow(() -> RequestException.notFound("No such user."));
    }

    /** In the order of names. */
    List<Institution> institutions() {
        return inventory.institutions().stream()
                .sorted(Names.by(Institution::name))
                .toList();
    }

    private Institution institution(String id) {
        return inventory
                .institution(id)
                .orElseThrow(() -> new RequestException(
                        400, "institution: %s (there is no such institution)".formatted(id), "error.user.institution"));
    }

    /** @param institution id of that in which the roles hold; empty for the whole installation */
    Credentials add(Principal by, String login, String name, Set<Role> roles, Optional<String> institution) {
        if (access.users().byLogin(login).isPresent()) {
            throw RequestException.taken("login: " + login);
        }
        if (roles.isEmpty()) {
            throw noRoles();
        }
        Optional<Institution> place = institution.map(this::institution);
        String password = Passwords.generate();
        User user = place.isPresent()
                ? access.users().addTo(place.get().id(), login, name, roles, password)
                : access.users().add(login, name, roles, password);
        note(by, "user.add", user, new Change(field(place), "", words(roles)));
        return new Credentials(user, password);
    }

    /** As the trail names the roles that hold in an institution, or in the whole installation. */
    private static String field(Optional<Institution> place) {
        return place.map(one -> "roles: " + one.name()).orElse("roles");
    }

    /**
     * Whom another provider has let in, as it knows them now.
     *
     * @param provider its name: it is who adds and changes them
     * @param there by institution, the roles that it gives in those of which it says something
     */
    User ofProvider(String provider, OpenIdProvider.Person person, Map<Institution, Set<Role>> there) {
        changing.lock();
        try {
            Map<String, Set<Role>> byId = new HashMap<>();
            there.forEach((institution, roles) -> byId.put(institution.id(), roles));
            Users.Provided known =
                    access.users().ofProvider(person.subject(), person.login(), person.name(), person.roles(), byId);
            User user = known.now();
            List<Change> changes = changes(known.before(), user, there.keySet());
            if (known.before().isEmpty() || !changes.isEmpty()) {
                audit.note(
                        "provider:" + provider,
                        known.before().isEmpty() ? "user.add" : "user.change",
                        subject(user),
                        changes);
            }
            return user;
        } finally {
            changing.unlock();
        }
    }

    /** The courts and institutions in which a provider gives roles. */
    GrantedPlaces places(OpenIdProvider provider) {
        return new GrantedPlaces(provider, inventory);
    }

    private static List<Change> changes(Optional<User> before, User now, Set<Institution> places) {
        Memberships had = before.map(User::memberships).orElse(Memberships.NONE);
        return Stream.concat(
                        Stream.of(
                                new Change("name", before.map(User::name).orElse(""), now.name()),
                                new Change(
                                        "roles",
                                        words(had.everywhere()),
                                        words(now.memberships().everywhere()))),
                        places.stream()
                                .sorted(Names.by(Institution::name))
                                .map(place -> new Change(
                                        field(Optional.of(place)),
                                        words(had.in(place.id())),
                                        words(now.memberships().in(place.id())))))
                .filter(change -> !change.before().equals(change.after()))
                .toList();
    }

    /** Signs the user out everywhere. */
    Credentials resetPassword(Principal by, User user) {
        if (user.external()) {
            throw new RequestException(409, "This user has no password here.", "error.user.external");
        }
        String password = Passwords.generate();
        access.users().resetPassword(user.id(), password);
        signOut(user);
        note(by, "user.password", user);
        return new Credentials(user, password);
    }

    /** Signs the user out everywhere, who from then on needs the password alone. */
    void resetFactor(Principal by, User user) {
        access.factors().remove(user.id());
        signOut(user);
        note(by, "factor.reset", user);
    }

    void rename(Principal by, User user, String name) {
        access.users().rename(user.id(), name);
        if (!user.name().equals(name)) {
            note(by, "user.change", user, new Change("name", user.name(), name));
        }
    }

    /**
     * @param email blank for nowhere
     * @throws RequestException if it is no address
     */
    void changeEmail(Principal by, User user, String email) {
        Optional<String> wanted = LetterFields.of(email).map(LetterAddress::email);
        if (!wanted.orElse("").equals(user.email())) {
            access.users().changeEmail(user.id(), wanted);
            note(by, "user.letters", user);
        }
    }

    /** Whoever is disabled is signed out everywhere. */
    void setEnabled(Principal by, User user, boolean enabled) {
        changing.lock();
        try {
            if (!enabled) {
                if (isSelf(by, user)) {
                    throw new RequestException(409, "Nobody disables their own account.", "error.user.self");
                }
                keepOneAdministrator(user);
            }
            access.users().setEnabled(user.id(), enabled);
        } finally {
            changing.unlock();
        }
        if (!enabled) {
            signOut(user);
        }
        note(by, enabled ? "user.enable" : "user.disable", user);
    }

    /** Everywhere, and whoever is half way in, too. */
    private void signOut(User user) {
        signIns.forget(user.id());
        access.sessions().closeAllOf(user.id());
    }

    private void note(Principal by, String action, User user, Change... changes) {
        audit.note(by.actor(), action, subject(user), List.of(changes));
    }

    private static Subject subject(User user) {
        return new Subject("user", user.id(), user.login());
    }

    private static String words(Set<Role> roles) {
        return roles.stream().sorted().map(Role::name).collect(Collectors.joining(" "));
    }

    /** Replaces the roles in the whole installation. */
    void changeRoles(Principal by, User user, Set<Role> roles) {
        changing.lock();
        try {
            Set<Role> before = user.memberships().everywhere();
            boolean elsewhere = user.memberships().own().stream()
                    .anyMatch(one -> one.institution().isPresent());
            if (roles.isEmpty() && !elsewhere) {
                throw noRoles();
            }
            if (!roles.contains(Role.ADMINISTRATOR)) {
                if (isSelf(by, user) && before.contains(Role.ADMINISTRATOR)) {
                    throw new RequestException(
                            409, "Nobody takes the administrator's role from themselves.", "error.user.self.role");
                }
                keepOneAdministrator(user);
            }
            access.users().changeRoles(user.id(), roles);
            noteRoles(by, user, Optional.empty(), before, roles);
        } finally {
            changing.unlock();
        }
    }

    /**
     * Replaces the roles in one institution.
     *
     * @param institution its id
     * @param roles none if the user does not belong to it any more
     */
    void changeRolesIn(Principal by, User user, String institution, Set<Role> roles) {
        Institution place = institution(institution);
        changing.lock();
        try {
            Set<Role> before = user.memberships().in(place.id());
            boolean elsewhere = user.memberships().own().stream()
                    .anyMatch(one -> !one.institution().equals(Optional.of(place.id())));
            if (roles.isEmpty() && !elsewhere) {
                throw noRoles();
            }
            access.users().changeRolesIn(user.id(), place.id(), roles);
            noteRoles(by, user, Optional.of(place), before, roles);
        } finally {
            changing.unlock();
        }
    }

    private void noteRoles(Principal by, User user, Optional<Institution> place, Set<Role> before, Set<Role> after) {
        if (!before.equals(after)) {
            note(by, "user.change", user, new Change(field(place), words(before), words(after)));
        }
    }

    void remove(Principal by, User user) {
        changing.lock();
        try {
            if (isSelf(by, user)) {
                throw new RequestException(409, "Nobody removes their own account.", "error.user.self");
            }
            keepOneAdministrator(user);
            access.users().remove(user.id());
        } finally {
            changing.unlock();
        }
        signOut(user);
        note(by, "user.remove", user);
    }

    private static boolean isSelf(Principal by, User user) {
        return by.user().map(User::id).equals(Optional.of(user.id()));
    }

    private static boolean administers(User user) {
        return user.memberships().everywhere().contains(Role.ADMINISTRATOR) && user.enabled() && !user.external();
    }

    private static RequestException noRoles() {
        return new RequestException(400, "roles: none", "error.user.noroles");
    }

    /** One who can sign in while no other provider answers. */
    private void keepOneAdministrator(User leaving) {
        boolean last = access.users().all().stream()
                .filter(UserDesk::administers)
                .allMatch(user -> user.id().equals(leaving.id()));
        if (administers(leaving) && last) {
            throw new RequestException(409, "This is the last administrator.", "error.user.last");
        }
    }
}

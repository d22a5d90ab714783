package org.courtbridge.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.courtbridge.court.access.LetterAddress;
import org.courtbridge.court.access.Membership;
import org.courtbridge.court.access.Memberships;
import org.courtbridge.court.access.Passwords;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.User;
import org.courtbridge.court.access.Users;
import org.courtbridge.media.language.Language;
import org.jdbi.v3.core.Handle;

/** The users of the console, in the database. */
public final class StoredUsers implements Users {

    private static final String LOGIN = "[A-Za-z0-9_.-]{1,64}";

    /** Leaves room for a number that makes it another's than those that there are. */
    private static final int LONGEST_WISHED = 56;

    private final Database database;
    private final SlowHash.Cost cost;

    /** Hash that a password is compared with where there is no such login, so that the time tells nothing. */
    private final String nobody;

    public StoredUsers(Database database) {
        this(database, SlowHash.Cost.USUAL);
    }

    /** @param cost of the hashes of their passwords */
    public StoredUsers(Database database, SlowHash.Cost cost) {
        this.database = database;
        this.cost = cost;
        this.nobody = SlowHash.of(UUID.randomUUID().toString(), cost);
    }

    @Override
    public List<User> all() {
        return select("order by name, id");
    }

    @Override
    public Optional<User> byId(String id) {
        return select("where id = ?", id).stream().findFirst();
    }

    @Override
    public Optional<User> byLogin(String login) {
        return select("where login_key = ?", key(login)).stream().findFirst();
    }

    /** Of many users with as many questions as of one. */
    private List<User> select(String which, Object... arguments) {
        String theirs = " where user_id in (select id from users " + which + ")";
        return database.jdbi().withHandle(handle -> {
            Map<String, Set<Membership>> own = new HashMap<>();
            gather(
                    handle,
                    "select user_id, cast(null as varchar) as institution_id, role from user_roles" + theirs,
                    arguments,
                    own);
            gather(handle, "select user_id, institution_id, role from institution_roles" + theirs, arguments, own);
            Map<String, Set<Membership>> regional = new HashMap<>();
            gather(
                    handle,
                    "select user_id, i.id as institution_id, role from institution_roles r"
                            + " join institutions i on i.department_id = r.institution_id" + theirs,
                    arguments,
                    regional);
            Set<String> withFactor = handle.select(
                            "select user_id from second_factors" + theirs + " and confirmed", arguments)
                    .mapTo(String.class)
                    .set();
            return handle.select("select * from users " + which, arguments)
                    .map((row, _) -> {
                        String id = row.getString("id");
                        return user(
                                row,
                                new Memberships(own.getOrDefault(id, Set.of()), regional.getOrDefault(id, Set.of())),
                                withFactor.contains(id));
                    })
                    .list();
        });
    }

    /** @param into memberships by id of the user */
    private static void gather(Handle handle, String sql, Object[] arguments, Map<String, Set<Membership>> into) {
        handle.select(sql, arguments)
                .map((row, _) -> Map.entry(row.getString("user_id"), membership(row)))
                .forEach(one ->
                        into.computeIfAbsent(one.getKey(), _ -> new HashSet<>()).add(one.getValue()));
    }

    private static Membership membership(ResultSet row) throws SQLException {
        Role role = Role.valueOf(row.getString("role"));
        return Optional.ofNullable(row.getString("institution_id"))
                .map(institution -> Membership.in(institution, role))
                .orElseGet(() -> Membership.everywhere(role));
    }

    @Override
    public User add(String login, String name, Set<Role> roles, String oneTimePassword) {
        String id = add(
                Optional.empty(), login, name, oneTimePassword, (handle, added) -> insertRoles(handle, added, roles));
        return User.withPasswordAlone(id, login, name, Set.copyOf(roles), Optional.empty(), true);
    }

    @Override
    public User addTo(String institution, String login, String name, Set<Role> roles, String oneTimePassword) {
        String id = add(Optional.empty(), login, name, oneTimePassword, (handle, added) -> {
            checkInstitution(handle, institution);
            insertRolesIn(handle, added, institution, roles);
        });
        return byId(id).orElseThrow();
    }

    /** Roles of a new user, in the transaction that adds it. */
    @FunctionalInterface
    private interface NewRoles {
        void insert(Handle handle, String userId);
    }

    /** @param subject of whom another provider knows */
    private String add(Optional<String> subject, String login, String name, String oneTimePassword, NewRoles roles) {
        if (!login.matches(LOGIN)) {
            throw new IllegalArgumentException(
                    "login: %s (expected: 1 to 64 letters, digits or _ . -)".formatted(login));
        }
        if (name.isBlank()) {
            throw new IllegalArgumentException("name: blank");
        }
        String id = UUID.randomUUID().toString();
        String hash = SlowHash.of(Passwords.kept(oneTimePassword), cost);
        try {
            database.jdbi().useTransaction(handle -> {
                handle.execute(
                        "insert into users"
                                + " (id, login, login_key, name, password_hash, one_time_password, external_subject)"
                                + " values (?, ?, ?, ?, ?, ?, ?)",
                        id,
                        login,
                        key(login),
                        name,
                        hash,
                        subject.isEmpty(),
                        subject.orElse(null));
                roles.insert(handle, id);
            });
        } catch (RuntimeException e) {
            if (byLogin(login).isPresent()) {
                throw new IllegalArgumentException("login: %s (is taken)".formatted(login), e);
            }
            throw e;
        }
        return id;
    }

    @Override
    public void rename(String userId, String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name: blank");
        }
        database.execute("update users set name = ? where id = ?", name, userId);
    }

    @Override
    public void changeRoles(String userId, Set<Role> roles) {
        database.jdbi().useTransaction(handle -> {
            handle.execute("delete from user_roles where user_id = ?", userId);
            insertRoles(handle, userId, roles);
        });
    }

    private static void insertRoles(Handle handle, String userId, Set<Role> roles) {
        for (Role role : roles) {
            handle.execute("insert into user_roles (user_id, role) values (?, ?)", userId, role.name());
        }
    }

    @Override
    public void changeRolesIn(String userId, String institution, Set<Role> roles) {
        database.jdbi().useTransaction(handle -> {
            checkInstitution(handle, institution);
            handle.execute(
                    "delete from institution_roles where user_id = ? and institution_id = ?", userId, institution);
            insertRolesIn(handle, userId, institution, roles);
        });
    }

    private static void checkInstitution(Handle handle, String institution) {
        if (handle.select("select count(*) from institutions where id = ?", institution)
                        .mapTo(Long.class)
                        .one()
                == 0) {
            throw new IllegalArgumentException("no institution " + institution);
        }
    }

    private static void insertRolesIn(Handle handle, String userId, String institution, Set<Role> roles) {
        for (Role role : roles) {
            handle.execute(
                    "insert into institution_roles (user_id, institution_id, role) values (?, ?, ?)",
                    userId,
                    institution,
                    role.name());
        }
    }

    @Override
    public void changeLanguage(String userId, String language) {
        database.execute("update users set language = ? where id = ?", language, userId);
    }

    @Override
    public void changeEmail(String userId, Optional<String> email) {
        email.ifPresent(address -> new LetterAddress(address, Optional.empty()));
        database.jdbi()
                .useHandle(handle ->
                        handle.execute("update users set email = ? where id = ?", email.orElse(null), userId));
    }

    @Override
    public void changePassword(String userId, String password) {
        setPassword(userId, password, false);
    }

    @Override
    public void resetPassword(String userId, String oneTimePassword) {
        setPassword(userId, oneTimePassword, true);
    }

    private void setPassword(String userId, String password, boolean oneTime) {
        String hash = SlowHash.of(Passwords.kept(password), cost);
        int changed = database.execute(
                "update users set password_hash = ?, one_time_password = ? where id = ?", hash, oneTime, userId);
        if (changed == 0) {
            throw new IllegalArgumentException("no user " + userId);
        }
    }

    @Override
    public Optional<Proof> prove(String login, String password, String source) {
        Optional<String> hash = database.jdbi()
                .withHandle(handle -> handle.select("select password_hash from users where login_key = ?", key(login))
                        .mapTo(String.class)
                        .findOne());
        boolean matches = Passwords.compared(password).stream()
                .anyMatch(form -> SlowHash.matches(form, hash.orElse(nobody), source));
        return matches && hash.isPresent()
                ? byLogin(login).filter(User::enabled).map(user -> new Proof(user, hash.get()))
                : Optional.empty();
    }

    @Override
    public boolean holds(Proof proof) {
        return database.jdbi()
                        .withHandle(handle -> handle.select(
                                        "select count(*) from users where id = ? and password_hash = ? and enabled",
                                        proof.user().id(),
                                        proof.stamp())
                                .mapTo(Integer.class)
                                .one())
                > 0;
    }

    @Override
    public void setEnabled(String userId, boolean enabled) {
        database.execute("update users set enabled = ? where id = ?", enabled, userId);
    }

    @Override
    public Provided ofProvider(
            String subject, String login, String name, Set<Role> roles, Map<String, Set<Role>> there) {
        Optional<User> known = bySubject(subject);
        String id = known.map(User::id).orElseGet(() -> addOfProvider(subject, login, name, roles));
        known.ifPresent(user -> {
            if (!user.name().equals(name)) {
                rename(id, name);
            }
            if (!user.memberships().everywhere().equals(roles)) {
                changeRoles(id, roles);
            }
        });
        there.forEach((institution, now) -> {
            Set<Role> before =
                    known.map(user -> user.memberships().in(institution)).orElse(Set.of());
            if (!before.equals(now)) {
                changeRolesIn(id, institution, now);
            }
        });
        return new Provided(known, byId(id).orElseThrow());
    }

    private Optional<User> bySubject(String subject) {
        return select("where external_subject = ?", subject).stream().findFirst();
    }

    /** Of a password that nobody knows. */
    private String addOfProvider(String subject, String login, String name, Set<Role> roles) {
        String unknown = Passwords.generate();
        return add(
                Optional.of(subject), freeLogin(login), name, unknown, (handle, id) -> insertRoles(handle, id, roles));
    }

    private String freeLogin(String wished) {
        String plain = wished.replaceAll("[^A-Za-z0-9_.-]+", ".").replaceAll("^\\.+|\\.+$", "");
        String base = plain.isEmpty() ? "user" : plain.substring(0, Math.min(plain.length(), LONGEST_WISHED));
        String free = base;
        for (int i = 2; byLogin(free).isPresent(); i++) {
            free = base + "-" + i;
        }
        return free;
    }

    @Override
    public void remove(String userId) {
        database.execute("delete from users where id = ?", userId);
    }

    private static String key(String login) {
        return login.toLowerCase(Locale.ROOT);
    }

    private static User user(ResultSet row, Memberships memberships, boolean secondFactor) throws SQLException {
        return new User(
                row.getString("id"),
                row.getString("login"),
                row.getString("name"),
                memberships,
                Optional.ofNullable(row.getString("language")),
                row.getBoolean("one_time_password"),
                secondFactor,
                row.getBoolean("enabled"),
                row.getString("external_subject") != null,
                letters(row));
    }

    private static Optional<LetterAddress> letters(ResultSet row) throws SQLException {
        Optional<Language> language =
                Optional.ofNullable(row.getString("language")).flatMap(Language::ofTag);
        return Optional.ofNullable(row.getString("email")).map(email -> new LetterAddress(email, language));
    }
}

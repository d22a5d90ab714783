package org.courtbridge.court.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Users as they were a moment ago: whoever is signed in is looked up at every request, and must not be turned away because
 * the database is down. A change made here counts at once, one made by another node after {@link #FRESH}.
 */
public final class RememberedUsers implements Users {

    static final Duration FRESH = Duration.ofSeconds(10);

    private static final Logger LOG = LogManager.getLogger(RememberedUsers.class);

    private final Users stored;
    private final InstantSource clock;
    private final Map<String, Seen> byId = new ConcurrentHashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    private record Seen(User user, Instant until) {}

    public RememberedUsers(Users stored, InstantSource clock) {
        this.stored = stored;
        this.clock = clock;
    }

    @Override
    public Optional<User> byId(String id) {
        Instant now = clock.instant();
        Seen seen = byId.get(id);
        if (seen != null && now.isBefore(seen.until)) {
            return Optional.of(seen.user);
        }
        try {
            Optional<User> found = stored.byId(id);
            found.ifPresentOrElse(user -> byId.put(id, new Seen(user, now.plus(FRESH))), () -> byId.remove(id));
            return found;
        } catch (RuntimeException e) {
            if (seen == null) {
                throw e;
            }
            LOG.warn("users are as they were before the database went down: {}", e.getMessage());
            byId.put(id, new Seen(seen.user, now.plus(FRESH)));
            return Optional.of(seen.user);
        }
    }

    /**
     * @param listener is told the id of each user for whom it changes here where, in which language or whether letters are for them, from the
     *     thread that changes it
     */
    public void listen(Consumer<String> listener) {
        listeners.add(listener);
    }

    private void tell(String userId) {
        listeners.forEach(listener -> listener.accept(userId));
    }

    /** Something about a user was changed otherwise than here. */
    public void forget(String userId) {
        byId.remove(userId);
    }

    @Override
    public List<User> all() {
        return stored.all();
    }

    @Override
    public Optional<User> byLogin(String login) {
        return stored.byLogin(login);
    }

    @Override
    public User add(String login, String name, Set<Role> roles, String oneTimePassword) {
        return stored.add(login, name, roles, oneTimePassword);
    }

    @Override
    public User addTo(String institution, String login, String name, Set<Role> roles, String oneTimePassword) {
        return stored.addTo(institution, login, name, roles, oneTimePassword);
    }

    @Override
    public void rename(String userId, String name) {
        stored.rename(userId, name);
        byId.remove(userId);
    }

    @Override
    public void changeRoles(String userId, Set<Role> roles) {
        stored.changeRoles(userId, roles);
        byId.remove(userId);
    }

    @Override
    public void changeRolesIn(String userId, String institution, Set<Role> roles) {
        stored.changeRolesIn(userId, institution, roles);
        byId.remove(userId);
    }

    @Override
    public void changeLanguage(String userId, String language) {
        stored.changeLanguage(userId, language);
        byId.remove(userId);
        tell(userId);
    }

    @Override
    public void changeEmail(String userId, Optional<String> email) {
        stored.changeEmail(userId, email);
        byId.remove(userId);
        tell(userId);
    }

    @Override
    public void changePassword(String userId, String password) {
        stored.changePassword(userId, password);
        byId.remove(userId);
    }

    @Override
    public void resetPassword(String userId, String oneTimePassword) {
        stored.resetPassword(userId, oneTimePassword);
        byId.remove(userId);
    }

    @Override
    public Optional<Proof> prove(String login, String password, String source) {
        return stored.prove(login, password, source);
    }

    @Override
    public boolean holds(Proof proof) {
        return stored.holds(proof);
    }

    @Override
    public void setEnabled(String userId, boolean enabled) {
        stored.setEnabled(userId, enabled);
        byId.remove(userId);
        tell(userId);
    }

    @Override
    public Provided ofProvider(
            String subject, String login, String name, Set<Role> roles, Map<String, Set<Role>> there) {
        Provided user = stored.ofProvider(subject, login, name, roles, there);
        byId.remove(user.now().id());
        return user;
    }

    @Override
    public void remove(String userId) {
        stored.remove(userId);
        byId.remove(userId);
        tell(userId);
    }
}

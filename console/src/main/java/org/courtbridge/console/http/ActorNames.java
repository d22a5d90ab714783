package org.courtbridge.console.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.court.access.User;
import org.courtbridge.court.access.Users;

/**
 * Names of those whom trails name as actors, as they were a moment ago: while the database is down, a trail is shown with the names that
 * are known, and otherwise with logins.
 */
public final class ActorNames {

    static final Duration FRESH = Duration.ofSeconds(10);

    private static final Logger LOG = LogManager.getLogger(ActorNames.class);

    private final Users users;
    private final InstantSource clock;
    private final Map<String, Seen> byLogin = new ConcurrentHashMap<>();

    private record Seen(String name, Instant until) {}

    public ActorNames(Users users, InstantSource clock) {
        this.users = users;
        this.clock = clock;
    }

    /** @return the name that the user has now, or the login of one who is gone; empty if the actor is no user */
    public Optional<String> name(String actor) {
        return Principal.login(actor).map(this::current);
    }

    /** The same with the login, which no two users share. */
    public Optional<String> nameAndLogin(String actor) {
        return Principal.login(actor).map(login -> {
            String name = current(login);
            return name.equals(login) ? login : "%s (%s)".formatted(name, login);
        });
    }

    private String current(String login) {
        Instant now = clock.instant();
        Seen seen = byLogin.get(login);
        if (seen == null || !now.isBefore(seen.until)) {
            seen = new Seen(read(login, seen == null ? login : seen.name), now.plus(FRESH));
            byLogin.put(login, seen);
        }
        return seen.name;
    }

    /** @param before what is said while the database is down */
    private String read(String login, String before) {
        try {
            return users.byLogin(login).map(User::name).orElse(login);
        } catch (RuntimeException e) {
            LOG.warn("the name of an actor is not known: {}", e.getMessage());
            return before;
        }
    }
}

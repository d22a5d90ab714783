package org.courtbridge.gateway.web;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.courtbridge.gateway.access.GuessingLimit;
import org.courtbridge.gateway.access.Passwords;
import org.courtbridge.gateway.access.Sessions;
import org.courtbridge.gateway.access.User;

/** Signing in and changing passwords, with guessing slowed and then blocked. */
final class SignIns {

    private static final Duration BLOCK = Duration.ofMinutes(15);

    private final Services services;

    /** A court's whole network may be behind one address. */
    private final GuessingLimit guesses = new GuessingLimit(
            new GuessingLimit.Limits(3, Duration.ofSeconds(1), 10, BLOCK),
            new GuessingLimit.Limits(50, Duration.ofSeconds(1), 200, BLOCK));

    SignIns(Services services) {
        this.services = services;
    }

    /** Seconds to wait before the next attempt. */
    static final class TooManyException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final long seconds;

        TooManyException(Duration wait) {
            super("Too many attempts.");
            this.seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        }

        long seconds() {
            return seconds;
        }
    }

    /** @throws TooManyException if too many attempts were made from there */
    Optional<Sessions.Opened> signIn(String login, String password, String source) {
        return check(login, password, source)
                .map(user -> services.sessions().open(user, services.clock().instant()));
    }

    private Optional<User> check(String login, String password, String source) {
        Instant now = services.clock().instant();
        String key = login.toLowerCase(Locale.ROOT) + "|" + source;
        Duration wait = guesses.attempt(key, source, now);
        if (!wait.isZero()) {
            throw new TooManyException(wait);
        }
        try {
            Optional<User> user = services.users().signIn(login, password);
            if (user.isPresent()) {
                guesses.succeeded(key, source);
            }
            return user;
        } catch (RuntimeException e) {
            guesses.undecided(key, source);
            throw e;
        }
    }

    enum PasswordChange {
        DONE,
        WRONG,
        WEAK
    }

    /** Signs the user out everywhere if it is done. */
    PasswordChange change(User user, String current, String chosen, String source) {
        if (!Passwords.isStrong(chosen, user.login()) || chosen.equals(current)) {
            return PasswordChange.WEAK;
        }
        if (check(user.login(), current, source).isEmpty()) {
            return PasswordChange.WRONG;
        }
        services.users().changePassword(user.id(), chosen);
        services.sessions().closeAllOf(user.id());
        return PasswordChange.DONE;
    }
}

package org.courtbridge.console.users;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.courtbridge.court.access.ExpiringTokenStore;
import org.courtbridge.court.access.GuessingLimit;
import org.courtbridge.court.access.Passwords;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.court.access.SourceTurns;
import org.courtbridge.court.access.User;
import org.courtbridge.court.access.Users;

/** Signing in and changing passwords, with guessing slowed and then blocked. */
public final class SignIns {

    private static final Duration BLOCK = Duration.ofMinutes(15);

    private static final ExpiringTokenStore.Limits PENDING =
            new ExpiringTokenStore.Limits(Duration.ofMinutes(5), 10_000, 20);

    private final AccessServices access;
    private final InstantSource clock;

    /** A court's whole network may be behind one address. */
    private final GuessingLimit guesses = new GuessingLimit(
            new GuessingLimit.Limits(3, Duration.ofSeconds(1), 10, BLOCK),
            new GuessingLimit.Limits(50, Duration.ofSeconds(1), 200, BLOCK));

    /** Of those who gave the right password and owe a code. */
    private final ExpiringTokenStore<Users.Proof> pending;

    public SignIns(AccessServices access, InstantSource clock) {
        this.access = access;
        this.clock = clock;
        this.pending = new ExpiringTokenStore<>(PENDING, clock);
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

    /** Outcome of an attempt to sign in. */
    sealed interface Outcome {}

    record Opened(Sessions.Opened session) implements Outcome {}

    /**
     * The password was right.
     *
     * @param pending to be given with the code
     * @param again whether a code was given, and is wrong
     */
    record CodeNeeded(String pending, boolean again) implements Outcome {

        @Override
        public String toString() {
            return "CodeNeeded[" + again + "]";
        }
    }

    record Wrong() implements Outcome {}

    /** @throws TooManyException if too many attempts were made from there, or wait to be looked at */
    Outcome signIn(String login, String password, String source) {
        Optional<Users.Proof> proof = check(login, password, source);
        if (proof.isEmpty()) {
            return new Wrong();
        }
        User user = proof.get().user();
        return user.secondFactor() ? new CodeNeeded(pending.leave(user.id(), proof.get()), false) : open(proof.get());
    }

    /** Whoever is half way in begins anew. */
    void forget(String userId) {
        pending.forget(userId);
    }

    /** Whoever sets another password signs out everybody there is: one who comes later has to see that it is another. */
    private Outcome open(Users.Proof proof) {
        Sessions.Opened opened = access.sessions().open(proof.user(), clock.instant());
        if (!access.users().holds(proof)) {
            access.sessions().close(opened.token());
            return new Wrong();
        }
        return new Opened(opened);
    }

    /**
     * @param token of {@link CodeNeeded}
     * @throws TooManyException if too many attempts were made for this user
     */
    Outcome withCode(String token, String code, String source) {
        Optional<Users.Proof> proof = pending.find(token).filter(access.users()::holds);
        if (proof.isEmpty()) {
            return new Wrong();
        }
        if (!isCodeOf(proof.get().user(), code, source)) {
            return new CodeNeeded(token, true);
        }
        return pending.take(token).map(this::open).orElseGet(Wrong::new);
    }

    /**
     * Uses up one of a user's codes.
     *
     * @throws TooManyException if too many attempts were made for this user
     */
    boolean isCodeOf(User user, String code, String source) {
        return guess(
                        codeKey(user),
                        source,
                        () -> Optional.of(code)
                                .filter(given -> access.factors().use(user.id(), given, clock.instant())))
                .isPresent();
    }

    /**
     * The user's phone has the secret: from now on the user needs a code.
     *
     * @return recovery codes; empty if the code is wrong
     * @throws TooManyException if too many attempts were made for this user
     */
    Optional<List<String>> confirm(User user, String code, String source) {
        return guess(codeKey(user), source, () -> access.factors().confirm(user.id(), code, clock.instant()));
    }

    /** From wherever guesses come: whoever gets so far knows the password, and a code is short. */
    private static String codeKey(User user) {
        return "code|" + user.id();
    }

    private Optional<Users.Proof> check(String login, String password, String source) {
        String key = login.toLowerCase(Locale.ROOT) + "|" + GuessingLimit.network(source);
        return guess(key, source, () -> access.users().prove(login, password, source));
    }

    /** @param trial empty if the guess was wrong */
    private <T> Optional<T> guess(String key, String source, Supplier<Optional<T>> trial) {
        Duration wait = guesses.attempt(key, source, clock.instant());
        if (!wait.isZero()) {
            throw new TooManyException(wait);
        }
        try {
            Optional<T> found = trial.get();
            if (found.isPresent()) {
                guesses.succeeded(key, source);
            }
            return found;
        } catch (SourceTurns.BusyException e) {
            guesses.undecided(key, source);
            throw new TooManyException(e.pause());
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
        access.users().changePassword(user.id(), chosen);
        forget(user.id());
        access.sessions().closeAllOf(user.id());
        return PasswordChange.DONE;
    }
}

package org.courtbridge.court.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.court.access.SessionStore.Kept;

/**
 * The sessions of signed-in users, by hash of the token that the browser holds.
 *
 * <p>Sessions are in the store, so that a restart in the middle of a hearing signs nobody out, and those in use are in
 * memory too, so that nobody is signed out while the database is down. Whoever is signed out meanwhile is out at once, and
 * the store is told before it is asked anything else.
 */
public final class Sessions {

    private static final Logger LOG = LogManager.getLogger(Sessions.class);
    private static final int TOKEN_SIZE = 32;
    private static final String TOKEN = "[A-Za-z0-9_-]{43}";

    /** Use is written down no more often. */
    private static final Duration GRAIN = Duration.ofMinutes(1);

    private final SessionStore store;
    private final Executor background;
    private final Duration idle;
    private final Duration longest;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Known> byHash = new ConcurrentHashMap<>();

    /** Removals that the store has not heard of yet, oldest first. */
    private final Queue<Consumer<SessionStore>> owed = new ConcurrentLinkedQueue<>();

    private final ReentrantLock settling = new ReentrantLock();

    /** Grows with each ended session: whoever read the store meanwhile may have read one that is no more. */
    private final AtomicLong endings = new AtomicLong();

    /** @param stored until when the store thinks that the session may be idle */
    private record Known(Kept session, Instant stored) {}

    /** @param token what proves the session; to be sent to the user and kept nowhere else */
    public record Opened(String token, Session session) {

        @Override
        public String toString() {
            return "Opened[" + session + "]";
        }
    }

    /**
     * @param background where the store is told of use, which nobody waits for
     * @param idle a session that is not used for so long ends
     * @param longest a session ends after so long in any case
     */
    public Sessions(SessionStore store, Executor background, Duration idle, Duration longest) {
        this.store = store;
        this.background = background;
        this.idle = idle;
        this.longest = longest;
    }

    /** An hour without use, a working day in all. */
    public static Sessions standard(SessionStore store, Executor background) {
        return new Sessions(store, background, Duration.ofHours(1), Duration.ofHours(12));
    }

    /** Blocks for the store; fails if it is down. */
    public Opened open(User user, Instant now) {
        settle();
        String token = token();
        Kept session = new Kept(user.id(), now.plus(idle), now.plus(longest));
        store.add(hash(token), session);
        byHash.put(hash(token), new Known(session, session.idleUntil()));
        return new Opened(token, session(token, session));
    }

    /**
     * Finds a session and counts this as use of it. Blocks for the store if the session was not used since the start;
     * fails if the store is down then.
     */
    public Optional<Session> find(String token, Instant now) {
        if (!token.matches(TOKEN)) {
            return Optional.empty();
        }
        String hash = hash(token);
        Known known = byHash.get(hash);
        Optional<Kept> found = known == null ? load(hash) : Optional.of(known.session);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (found.get().isOver(now)) {
            byHash.remove(hash);
            return Optional.empty();
        }
        use(hash, now);
        return Optional.of(session(token, found.get()));
    }

    private Optional<Kept> load(String hash) {
        settle();
        long before = endings.get();
        Optional<Kept> found = store.find(hash);
        found.ifPresent(session -> byHash.putIfAbsent(hash, new Known(session, session.idleUntil())));
        if (endings.get() == before) {
            return found;
        }
        byHash.remove(hash);
        settle();
        return store.find(hash);
    }

    private void use(String hash, Instant now) {
        Instant until = now.plus(idle);
        byHash.computeIfPresent(hash, (_, known) -> {
            if (Duration.between(known.stored, until).compareTo(GRAIN) < 0) {
                return new Known(known.session.usedUntil(until), known.stored);
            }
            background.execute(() -> writeUse(hash, until));
            return new Known(known.session.usedUntil(until), until);
        });
    }

    private void writeUse(String hash, Instant until) {
        try {
            store.used(hash, until);
        } catch (RuntimeException e) {
            LOG.warn("the use of a session could not be stored: {}", e.getMessage());
        }
    }

    public void close(String token) {
        String hash = hash(token);
        end(() -> byHash.remove(hash), kept -> kept.remove(hash));
    }

    /** Signs a user out everywhere. */
    public void closeAllOf(String userId) {
        end(
                () -> byHash.values().removeIf(known -> known.session.userId().equals(userId)),
                kept -> kept.removeAllOf(userId));
    }

    private void end(Runnable forget, Consumer<SessionStore> remove) {
        forget.run();
        owed.add(remove);
        try {
            settle();
        } catch (RuntimeException e) {
            LOG.warn("sessions have ended, and the database will be told when it is up: {}", e.getMessage());
        }
        endings.incrementAndGet();
        forget.run();
    }

    /** To be called now and then: forgets what is over, and tells the store what it has missed. Fails if it is down. */
    public void tidy(Instant now) {
        byHash.values().removeIf(known -> known.session.isOver(now));
        settle();
        store.removeOver(now);
    }

    private void settle() {
        if (owed.isEmpty()) {
            return;
        }
        settling.lock();
        try {
            for (Consumer<SessionStore> next = owed.peek(); next != null; next = owed.peek()) {
                next.accept(store);
                owed.remove();
            }
        } finally {
            settling.unlock();
        }
    }

    private static Session session(String token, Kept kept) {
        return new Session(kept.userId(), csrf(token), kept.expires());
    }

    private String token() {
        byte[] bytes = new byte[TOKEN_SIZE];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Follows from the token, and the token does not follow from it. */
    private static String csrf(String token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256("csrf " + token));
    }

    private static String hash(String token) {
        return Base64.getEncoder().encodeToString(sha256(token));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

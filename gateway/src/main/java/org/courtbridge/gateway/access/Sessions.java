package org.courtbridge.gateway.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Who is signed in, by hash of the token that the browser holds. They end with the process. */
public final class Sessions {

    private static final int TOKEN_SIZE = 32;

    private final Duration idle;
    private final Duration longest;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Entry> byHash = new ConcurrentHashMap<>();

    private record Entry(Session session, Instant idleUntil) {}

    /** @param token what proves the session; to be sent to the user and kept nowhere else */
    public record Opened(String token, Session session) {

        @Override
        public String toString() {
            return "Opened[" + session + "]";
        }
    }

    /**
     * @param idle a session that is not used for so long ends
     * @param longest a session ends after so long in any case
     */
    public Sessions(Duration idle, Duration longest) {
        this.idle = idle;
        this.longest = longest;
    }

    /** An hour without use, a working day in all. */
    public static Sessions standard() {
        return new Sessions(Duration.ofHours(1), Duration.ofHours(12));
    }

    public Opened open(User user, Instant now) {
        byHash.values().removeIf(entry -> isOver(entry, now));
        String token = token();
        Session session = new Session(user.id(), token(), now.plus(longest));
        byHash.put(hash(token), new Entry(session, now.plus(idle)));
        return new Opened(token, session);
    }

    /** Finds a session and counts this as use of it. */
    public Optional<Session> find(String token, Instant now) {
        Entry entry = byHash.computeIfPresent(
                hash(token), (_, found) -> isOver(found, now) ? null : new Entry(found.session, now.plus(idle)));
        return Optional.ofNullable(entry).map(Entry::session);
    }

    public void close(String token) {
        byHash.remove(hash(token));
    }

    /** Signs a user out everywhere. */
    public void closeAllOf(String userId) {
        byHash.values().removeIf(entry -> entry.session.userId().equals(userId));
    }

    private static boolean isOver(Entry entry, Instant now) {
        return !now.isBefore(entry.idleUntil) || !now.isBefore(entry.session.expires());
    }

    private String token() {
        byte[] bytes = new byte[TOKEN_SIZE];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

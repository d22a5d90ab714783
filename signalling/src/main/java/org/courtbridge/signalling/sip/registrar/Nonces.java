package org.courtbridge.signalling.sip.registrar;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Nonces of digest authentication (RFC 7616, section 3.3). One says when it was made and proves that we made it, so that
 * a challenge costs no memory; only those that a device has proved itself with are remembered, with the count that it
 * used last, so that nobody can repeat what was overheard.
 */
final class Nonces {

    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final int REMEMBERED = 10_000;
    private static final int BODY = 16;
    private static final int PROOF = 16;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;
    private final Map<String, Long> counts = new LinkedHashMap<>();
    /** Nonces made before this may have been forgotten, and are not taken any more. */
    private Instant forgotten = Instant.EPOCH;

    Nonces(InstantSource clock) {
        this.clock = clock;
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        this.key = new SecretKeySpec(secret, "HmacSHA256");
    }

    String next() {
        ByteBuffer body = ByteBuffer.allocate(BODY + PROOF);
        body.putLong(clock.millis()).putLong(random.nextLong());
        body.put(proof(Arrays.copyOf(body.array(), BODY)), 0, PROOF);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(body.array());
    }

    /** Validity of a nonce that came back. */
    enum Worth {
        GOOD,
        /** Ours but too old; the password may be right. */
        STALE,
        FORGED
    }

    Worth check(String nonce) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(nonce);
        } catch (IllegalArgumentException e) {
            return Worth.FORGED;
        }
        if (bytes.length != BODY + PROOF
                || !MessageDigest.isEqual(
                        Arrays.copyOf(proof(Arrays.copyOf(bytes, BODY)), PROOF),
                        Arrays.copyOfRange(bytes, BODY, BODY + PROOF))) {
            return Worth.FORGED;
        }
        return isAlive(madeAt(bytes)) ? Worth.GOOD : Worth.STALE;
    }

    /**
     * Takes a count that a device has just proved itself with.
     *
     * @return false if it is not above the last one of that nonce: a replay
     */
    synchronized boolean use(String nonce, long count) {
        Long last = counts.get(nonce);
        if (last != null && count <= last) {
            return false;
        }
        if (last == null && counts.size() >= REMEMBERED) {
            forgetEldest();
        }
        counts.put(nonce, count);
        return true;
    }

    private void forgetEldest() {
        String eldest = counts.keySet().iterator().next();
        Instant made = madeAt(Base64.getUrlDecoder().decode(eldest));
        if (made.isAfter(forgotten)) {
            forgotten = made;
        }
        counts.remove(eldest);
    }

    private synchronized boolean isAlive(Instant made) {
        return made.isAfter(forgotten) && made.plus(LIFETIME).isAfter(clock.instant());
    }

    private static Instant madeAt(byte[] nonce) {
        return Instant.ofEpochMilli(ByteBuffer.wrap(nonce).getLong());
    }

    private byte[] proof(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

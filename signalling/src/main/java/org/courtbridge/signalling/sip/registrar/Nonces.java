package org.courtbridge.signalling.sip.registrar;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.courtbridge.court.access.ForwardTime;

/**
 * Nonces of digest authentication (RFC 7616, section 3.3). One says when it was made and for which address, port and
 * transport, and proves that we made it, so that a challenge costs no memory, and that whoever answers it receives what is
 * sent to where he says that he is. Only those that a device has proved itself with are remembered, with the count that it
 * used last, so that nobody can repeat what was overheard.
 *
 * <pre>
 *     0        8       16     18       26       42 octets, in base64
 *     +--------+--------+------+--------+--------+
 *     |  time  | random | port | origin | proof  |
 *     +--------+--------+------+--------+--------+
 * </pre>
 */
final class Nonces {

    private static final Duration LIFETIME = Duration.ofMinutes(5);

    /**
     * So long a key makes nonces; for as long again those that it made are known as ours, so that a device that registers
     * once a day hears that its nonce is stale and not that its password is wrong.
     */
    private static final Duration KEY_LIFETIME = Duration.ofDays(1);

    private static final int REMEMBERED = 10_000;
    private static final int PORT = 16;
    private static final int ORIGIN = 18;
    private static final int ORIGIN_SIZE = 8;
    private static final int BODY = ORIGIN + ORIGIN_SIZE;
    private static final int PROOF = 16;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private Key key;
    private Key formerKey;
    private final Map<String, Long> counts = new LinkedHashMap<>();
    /** Nonces made before this may have been forgotten, and are not taken any more. */
    private Instant forgotten = Instant.EPOCH;

    private record Key(SecretKeySpec secret, Instant until) {}

    Nonces(InstantSource clock) {
        this.clock = new ForwardTime(clock);
        this.key = newKey();
        this.formerKey = key;
    }

    private Key newKey() {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        return new Key(new SecretKeySpec(secret, "HmacSHA256"), clock.instant().plus(KEY_LIFETIME));
    }

    private synchronized List<Key> keys() {
        if (!clock.instant().isBefore(key.until)) {
            formerKey = key;
            key = newKey();
        }
        return List.of(key, formerKey);
    }

    /** For whoever receives there. */
    String next(Origin origin) {
        Key present = keys().getFirst();
        ByteBuffer nonce = ByteBuffer.allocate(BODY + PROOF);
        nonce.putLong(clock.millis()).putLong(random.nextLong()).putShort((short) origin.port());
        nonce.put(mark(present, origin));
        nonce.put(proof(present, Arrays.copyOf(nonce.array(), BODY)), 0, PROOF);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce.array());
    }

    /** Validity of a nonce that came back. */
    enum Worth {
        /** Made for this address, port and transport. */
        GOOD,
        /** The same, but for another port: of a device that sends from another each time, or one beside it. */
        OF_OTHER_PORT,
        /** Ours, but too old or made for another address or transport: it says nothing of who sends it. */
        STALE,
        FORGED
    }

    Worth check(String nonce, Origin origin) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(nonce);
        } catch (IllegalArgumentException e) {
            return Worth.FORGED;
        }
        if (bytes.length != BODY + PROOF) {
            return Worth.FORGED;
        }
        Optional<Key> maker =
                keys().stream().filter(known -> isProof(known, bytes)).findFirst();
        if (maker.isEmpty()) {
            return Worth.FORGED;
        }
        boolean isOfOrigin = MessageDigest.isEqual(
                mark(maker.get(), origin), Arrays.copyOfRange(bytes, ORIGIN, ORIGIN + ORIGIN_SIZE));
        if (!isOfOrigin || !isAlive(madeAt(bytes))) {
            return Worth.STALE;
        }
        boolean isOfPort = origin.port() != 0
                && (short) origin.port() == ByteBuffer.wrap(bytes).getShort(PORT);
        return isOfPort ? Worth.GOOD : Worth.OF_OTHER_PORT;
    }

    private static boolean isProof(Key key, byte[] nonce) {
        return MessageDigest.isEqual(
                Arrays.copyOf(proof(key, Arrays.copyOf(nonce, BODY)), PROOF),
                Arrays.copyOfRange(nonce, BODY, BODY + PROOF));
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

    /** Of address and transport, so that only we know which they are. */
    private static byte[] mark(Key key, Origin origin) {
        byte[] text =
                (origin.address().getHostAddress() + " " + origin.transport()).getBytes(StandardCharsets.US_ASCII);
        return Arrays.copyOf(proof(key, text), ORIGIN_SIZE);
    }

    private static byte[] proof(Key key, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key.secret);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

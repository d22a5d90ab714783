package org.courtbridge.gateway.store.certificates;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.jdbi.v3.core.Handle;

/** Secrets by which devices get their first certificates. What is random enough needs no slow hash. */
final class EnrolmentSecrets {

    private static final int OCTETS = 20;

    private final SecureRandom random = new SecureRandom();

    /** In place of any before. @return the secret */
    String make(Handle handle, String deviceId, Instant until) {
        byte[] octets = new byte[OCTETS];
        random.nextBytes(octets);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
        forget(handle, deviceId);
        handle.execute(
                "insert into enrolment_secrets (device_id, hash, good_until) values (?, ?, ?)",
                deviceId,
                hash(secret),
                until);
        return secret;
    }

    void forget(Handle handle, String deviceId) {
        handle.execute("delete from enrolment_secrets where device_id = ?", deviceId);
    }

    boolean isGood(Handle handle, String deviceId, String secret, Instant now) {
        return handle.select("select hash from enrolment_secrets where device_id = ? and good_until > ?", deviceId, now)
                .mapTo(String.class)
                .findOne()
                .filter(hash ->
                        MessageDigest.isEqual(hash.getBytes(UTF_8), hash(secret).getBytes(UTF_8)))
                .isPresent();
    }

    /** @return whether it was good, and was not used up by somebody at the same time */
    boolean use(Handle handle, String deviceId, String secret, Instant now) {
        return handle.execute(
                        "delete from enrolment_secrets where device_id = ? and hash = ? and good_until > ?",
                        deviceId,
                        hash(secret),
                        now)
                > 0;
    }

    private static String hash(String secret) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

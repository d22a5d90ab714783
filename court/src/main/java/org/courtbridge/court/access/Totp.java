package org.courtbridge.court.access;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.util.encoders.Base32;

/** Time-based one-time passwords (RFC 6238) as phones' apps make them: HMAC-SHA-1, six digits, another every 30 seconds. */
public final class Totp {

    /** Seconds. */
    private static final int STEP = 30;

    private static final int DIGITS = 6;

    /** Octets; what RFC 4226, section 4, recommends. */
    private static final int SECRET_SIZE = 20;

    /** Steps by which a phone's clock, or whoever types, may be off (RFC 6238, section 5.2). */
    private static final int TOLERANCE = 1;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Totp() {}

    /** A new secret, in base32 as people type it (RFC 4648). */
    public static String newSecret() {
        byte[] secret = new byte[SECRET_SIZE];
        RANDOM.nextBytes(secret);
        return Base32.toBase32String(secret);
    }

    /** The URI that an app reads from a QR code. @param issuer and account, by which a person tells several secrets apart */
    public static String uri(String issuer, String account, String secret) {
        return "otpauth://totp/%s:%s?secret=%s&issuer=%s"
                .formatted(encoded(issuer), encoded(account), secret, encoded(issuer));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * The step whose code this is, about a time.
     *
     * @param secret in base32
     * @return empty if it is that of none
     */
    public static OptionalLong stepOf(String code, String secret, Instant now) {
        byte[] key = Base32.decode(secret);
        byte[] given = code.getBytes(StandardCharsets.UTF_8);
        long current = Math.floorDiv(now.getEpochSecond(), STEP);
        OptionalLong found = OptionalLong.empty();
        for (long step = current - TOLERANCE; step <= current + TOLERANCE; step++) {
            if (MessageDigest.isEqual(code(key, step, DIGITS).getBytes(StandardCharsets.US_ASCII), given)) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    /** RFC 4226, section 5.3, with the step for a counter. */
    static String code(byte[] key, long step, int digits) {
        byte[] hash = hmac(key, ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        int offset = hash[hash.length - 1] & 0x0F;
        int truncated = ByteBuffer.wrap(hash).getInt(offset) & 0x7FFF_FFFF;
        String padded = "0".repeat(digits) + truncated;
        return padded.substring(padded.length() - digits);
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA1", e);
        }
    }
}

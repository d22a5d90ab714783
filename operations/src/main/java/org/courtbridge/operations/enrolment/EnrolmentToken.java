package org.courtbridge.operations.enrolment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.courtbridge.court.access.Passwords;

/** The token by which a device proves that it may be enrolled. People type it, so it is as a password that we make: 79 bits. */
public final class EnrolmentToken {

    private EnrolmentToken() {}

    public static String generate() {
        return Passwords.generate();
    }

    /** SHA-256 in hexadecimal digits, which is what is kept: of 79 random bits it needs no salt. Capitals are small letters. */
    public static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(token.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package org.courtbridge.media.transport.ice;

import java.security.SecureRandom;

/**
 * A user name fragment and a password of ICE (RFC 8445, section 5.3), good until the next restart.
 *
 * @param ufrag 4 to 256 characters
 * @param password 22 to 256 characters
 */
public record IceCredentials(String ufrag, String password) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ICE_CHARS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /** 72 bits of user name, so that it is unique without looking; 144 bits of password. */
    public static IceCredentials random() {
        return new IceCredentials(characters(12), characters(24));
    }

    private static String characters(int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(ICE_CHARS.charAt(RANDOM.nextInt(ICE_CHARS.length())));
        }
        return text.toString();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "IceCredentials[" + ufrag + "]";
    }
}

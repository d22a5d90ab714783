package org.courtbridge.court.access;

import java.security.SecureRandom;

/** Passwords that people can type into a device, and the rule for those that people make up. */
public final class Passwords {

    /** Nothing that looks like something else. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int GROUPS = 4;
    private static final int GROUP_SIZE = 4;
    private static final int LEAST = 12;
    private static final int MOST = 200;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Passwords() {}

    /** Four groups of four characters: 79 bits. */
    public static String generate() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < GROUPS * GROUP_SIZE; i++) {
            if (i > 0 && i % GROUP_SIZE == 0) {
                password.append('-');
            }
            password.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }

    /** Whether a password is long enough and not the login. */
    public static boolean isStrong(String password, String login) {
        return password.length() >= LEAST && password.length() <= MOST && !password.equalsIgnoreCase(login);
    }
}

package org.courtbridge.court.access;

import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Passwords that people can type into a device, and the rule for those that people make up. */
public final class Passwords {

    /** Nothing that looks like something else. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int GROUPS = 4;
    private static final int GROUP_SIZE = 4;
    private static final int LEAST = 12;
    private static final int MOST = 200;
    private static final Pattern SPACE = Pattern.compile("\\p{Zs}");
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
        String kept = kept(password);
        return kept.length() >= LEAST && kept.length() <= MOST && !kept.equalsIgnoreCase(login);
    }

    /**
     * The form in which a password is hashed: NFC, with each kind of space as the plain one, and nothing else changed (RFC 8265, section
     * 4.2.2; SP 800-63B of NIST, section 5.1.1.2, asks for such a form). So й is the same on a keyboard that writes it as two characters.
     */
    public static String kept(String password) {
        return Normalizer.normalize(SPACE.matcher(password).replaceAll(" "), Normalizer.Form.NFC);
    }

    /** The forms of a password that somebody gives, of which one has to be the kept one: some were kept as they had been typed. */
    public static List<String> compared(String given) {
        return Stream.of(kept(given), given).distinct().toList();
    }
}

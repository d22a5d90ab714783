package org.courtbridge.court.conference;

import java.security.SecureRandom;

/** Makes PINs, by which callers without an account get into the lobby of a hearing. */
public final class HearingPin {

    /** A million PINs; who guesses is blocked long before, and the clerk still decides whom to let in. */
    public static final int LENGTH = 6;

    private static final SecureRandom RANDOM = new SecureRandom();

    private HearingPin() {}

    /** {@value #LENGTH} digits that nobody can foresee. */
    public static String random() {
        StringBuilder pin = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            pin.append(RANDOM.nextInt(10));
        }
        return pin.toString();
    }
}

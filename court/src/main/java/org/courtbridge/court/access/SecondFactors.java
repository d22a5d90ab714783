package org.courtbridge.court.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Manages users' second factor besides the password: codes of their phone ({@link Totp}), or one of their recovery codes. */
public interface SecondFactors {

    /**
     * The secret that a user's phone is to have; the same until it is confirmed.
     *
     * @return in base32
     * @throws IllegalStateException if it is confirmed: then nobody sees it any more
     */
    String begin(String userId);

    /**
     * From now on the user needs a code to sign in.
     *
     * @param code of the phone, which shows that it has the secret
     * @return recovery codes, to be shown once; empty if the code is wrong
     */
    Optional<List<String>> confirm(String userId, String code, Instant now);

    /**
     * Whether a code is the user's now. No code is good twice.
     *
     * @param code of the phone or for recovery; blanks do not matter
     */
    boolean use(String userId, String code, Instant now);

    /** The user needs no code any more. */
    void remove(String userId);
}

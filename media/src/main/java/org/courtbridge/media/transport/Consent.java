package org.courtbridge.media.transport;

import java.util.concurrent.TimeUnit;

/** Whether the party still wants what we send: it must show so with an authenticated check (RFC 7675, section 5.1). */
final class Consent {

    static final int SECONDS = 30;

    private static final long LIFETIME = TimeUnit.SECONDS.toNanos(SECONDS);

    private long givenAt;

    Consent(long now) {
        givenAt = now;
    }

    void given(long now) {
        givenAt = now;
    }

    boolean expired(long now) {
        return now - givenAt >= LIFETIME;
    }
}

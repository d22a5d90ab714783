package org.courtbridge.media.transport;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The consent of one party to what we send it (RFC 7675, section 5.1): given by an authenticated check, or by an authenticated
 * answer to one of ours, and good for {@value #SECONDS} s. One thread's; time is {@link System#nanoTime}.
 *
 * <p>A lite agent answers checks and sends none (RFC 8445, section 2.5), and has no consent of its own by which it would
 * know that its peer is gone. A browser checks every 2.5 s, which would do. But a full agent need only check once in 4 to 6 s where it
 * sends itself, sends nothing in place of a check while packets of others keep the NAT open (section 11), and some stacks
 * check nothing at all while media flow. So after 4 to 6 s without a check, as long as RFC 7675 has between two, we send one
 * ourselves, by the way that is in use; a full agent answers it as any other (section 7.3). Media under the keys of the
 * session show that somebody is alive, not that he wants what we send, and renew nothing.
 */
final class Consent {

    static final int SECONDS = 30;

    private static final long LIFETIME = TimeUnit.SECONDS.toNanos(SECONDS);

    /** Nanoseconds between two checks: 5 s, 0.8 to 1.2 times; the longest is shorter by a tick of the port, half a second. */
    static final long SHORTEST_INTERVAL = TimeUnit.MILLISECONDS.toNanos(4_000);

    static final long LONGEST_INTERVAL = TimeUnit.MILLISECONDS.toNanos(5_500);

    private long givenAt;
    private long askAt;

    /** The last check of ours, while it has no answer. */
    private @Nullable ReturnCheck asked;

    Consent(long now) {
        given(now);
    }

    /** A check has come, or an answer. */
    void given(long now) {
        givenAt = now;
        askAt = now + interval();
    }

    boolean expired(long now) {
        return now - givenAt >= LIFETIME;
    }

    /** Whether the party is to be asked now. */
    boolean isDue(long now) {
        return now - askAt >= 0;
    }

    /** The party is asked by this check, in place of the one before. */
    void ask(ReturnCheck check, long now) {
        asked = check;
        askAt = now + interval();
    }

    /** The check that awaits its answer; null if none does. */
    @Nullable
    ReturnCheck asked() {
        return asked;
    }

    /** No answer is awaited any more. */
    void forgetAsked() {
        asked = null;
    }

    private static long interval() {
        return ThreadLocalRandom.current().nextLong(SHORTEST_INTERVAL, LONGEST_INTERVAL + 1);
    }
}

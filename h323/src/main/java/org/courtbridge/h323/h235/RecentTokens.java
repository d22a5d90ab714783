package org.courtbridge.h323.h235;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;

/**
 * Remembers the tokens that one sender has proved lately, and tells whether a token is of now, and none that came before
 * (H.235.1, clause 8). Takes a few dozen octets, whatever comes.
 *
 * <p>The last eight tokens are remembered, so that datagrams may overtake each other; what is older than all of them is
 * taken for a repetition.
 */
public final class RecentTokens {

    private static final int REMEMBERED = 8;
    private static final long RANDOM_BITS = 0xFFFF_FFFFL;

    /** The time stamp above the lowest 32 bits of the random value; zeros are free places. */
    private final long[] tokens = new long[REMEMBERED];

    private int next;

    /** The result of judging a token: whether it is fresh, and if not, why. */
    public enum Verdict {
        FRESH,
        WRONG_TIME,
        REPEATED
    }

    /** Whether a time is as near to ours as clocks are. @param timeStamp seconds since 1970 */
    public static boolean isOfNow(long timeStamp, Instant now, Duration tolerance) {
        return Math.abs(now.getEpochSecond() - timeStamp) <= tolerance.toSeconds();
    }

    /** Judges a token, and remembers nothing of it, as it may be forged. */
    public Verdict judge(long timeStamp, BigInteger random, Instant now, Duration tolerance) {
        if (!isOfNow(timeStamp, now, tolerance)) {
            return Verdict.WRONG_TIME;
        }
        long token = packed(timeStamp, random);
        long oldest = Long.MAX_VALUE;
        for (long known : tokens) {
            if (known == token) {
                return Verdict.REPEATED;
            }
            oldest = Math.min(oldest, known >>> Integer.SIZE);
        }
        return timeStamp < oldest ? Verdict.REPEATED : Verdict.FRESH;
    }

    /** Remembers a token that was proved right. */
    public void remember(long timeStamp, BigInteger random) {
        tokens[next] = packed(timeStamp, random);
        next = (next + 1) % REMEMBERED;
    }

    private static long packed(long timeStamp, BigInteger random) {
        return timeStamp << Integer.SIZE | random.longValue() & RANDOM_BITS;
    }
}

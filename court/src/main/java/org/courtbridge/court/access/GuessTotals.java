package org.courtbridge.court.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Counts the wrong guesses at each secret from all sources together, as many sources that guess a little each stay below the
 * limits of {@link GuessingLimit}. Beyond {@value #BORDER} within an hour an alarm is raised, and each further guess waits
 * before it is judged, for {@link #LONGEST} at most. Nobody is barred: else whoever guesses could bar others. Bounded: of
 * more than {@value #MOST} secrets those first guessed at are forgotten. From any thread.
 */
public final class GuessTotals {

    private static final Logger log = LogManager.getLogger(GuessTotals.class);

    /** Three sources at least: the limits let one have about twenty guesses an hour. */
    static final int BORDER = 50;

    static final int MOST = 10_000;

    static final Duration WINDOW = Duration.ofHours(1);

    /** Longest wait of one guess: an answer later than that would be repeated by a SIP device (RFC 3261, timer E). */
    static final Duration LONGEST = Duration.ofSeconds(2);

    /** Longer by this with each guess beyond the border. */
    private static final Duration STEP = Duration.ofMillis(100);

    /** Whoever guesses from everywhere must not fill the places of those who work. */
    private static final int AT_ONCE = 64;

    private static final int LONGEST_NAME = 40;

    private final String kind;
    private final InstantSource clock;
    private final Consumer<Duration> wait;
    private final Map<String, Total> totals = new LinkedHashMap<>();
    private final Semaphore waiting = new Semaphore(AT_ONCE);
    private long alarms;

    /** @param until when it is forgotten */
    private record Total(int failures, Instant until) {}

    /** @param kind of the secrets, for the log */
    public GuessTotals(String kind, InstantSource clock) {
        this(kind, clock, time -> LockSupport.parkNanos(time.toNanos()));
    }

    /** @param wait lets the calling thread wait for a time */
    GuessTotals(String kind, InstantSource clock, Consumer<Duration> wait) {
        this.kind = kind;
        this.clock = new ForwardTime(clock);
        this.wait = wait;
    }

    /** A guess was wrong. @param target what was guessed at, as its owner is known by; it may be nobody's */
    public synchronized void failed(String target) {
        Instant now = clock.instant();
        Total total = totals.merge(
                target,
                new Total(1, now.plus(WINDOW)),
                (known, first) -> now.isBefore(known.until) ? new Total(known.failures + 1, known.until) : first);
        if (total.failures == BORDER) {
            alarms++;
            log.warn("{} wrong guesses within an hour at the {} of {}", BORDER, kind, printable(target));
        }
        if (totals.size() > MOST) {
            totals.remove(totals.keySet().iterator().next());
        }
    }

    /** Waits, on the calling thread, for as long as the next guess at this has to; not if {@value #AT_ONCE} wait already. */
    public void slow(String target) {
        Duration pause = pause(target);
        if (pause.isPositive() && waiting.tryAcquire()) {
            try {
                wait.accept(pause);
            } finally {
                waiting.release();
            }
        }
    }

    synchronized Duration pause(String target) {
        Total total = totals.get(target);
        if (total == null || total.failures < BORDER || !clock.instant().isBefore(total.until)) {
            return Duration.ZERO;
        }
        Duration pause = STEP.multipliedBy(1L + total.failures - BORDER);
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }

    /** Secrets that were guessed at too often within an hour, since the start. */
    public synchronized long alarms() {
        return alarms;
    }

    private static String printable(String target) {
        String plain = target.replaceAll("[^\\p{L}\\p{N}._@+-]", "?");
        return plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
    }
}

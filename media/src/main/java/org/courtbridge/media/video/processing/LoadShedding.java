package org.courtbridge.media.video.processing;

import java.time.Duration;
import java.util.Optional;
import org.courtbridge.media.video.LoadStep;

/**
 * Decides what is saved of coded pictures, by what was measured of the workers in one span of time after the other, and before
 * anybody is left without one. It saves more soon, and less only when there has been room for a while; for longer, if it was too soon the last time. One thread's
 * at a time.
 */
public final class LoadShedding {

    /** Of the workers' time: with more, pictures wait for each other. */
    static final double MUCH = 0.85;

    /** Of the workers' time: with less, there is room for a step back. */
    static final double LITTLE = 0.5;

    /** Nanoseconds that a picture waits for a worker on average: as long as one is seen at 25 a second. */
    static final long LATE = 40_000_000;

    /** Nanoseconds that hardly anybody notices. */
    static final long PROMPT = 10_000_000;

    /** Of the workers' time: with less, making pictures smaller makes no room, as what is kept for them is not used. */
    static final double IDLE = 0.25;

    /** Spans in a row with too much to do before something is done about it. */
    public static final int PATIENCE = 2;

    /** The same where somebody lacks pictures: how little the others need has to be measured first. */
    public static final int PATIENCE_WITH_LACK = 3;

    private static final int LONGEST = 16;

    private final long calm;
    private final long longest;
    private LoadStep step = LoadStep.NONE;
    private int strained;
    private long needed;
    private Optional<Long> roomSince = Optional.empty();
    private Optional<Long> lastBack = Optional.empty();

    /** @param calm how long there must have been room for a step back; up to 16 times as long when that was too soon */
    LoadShedding(Duration calm) {
        this.calm = calm.toNanos();
        this.longest = LONGEST * this.calm;
        this.needed = this.calm;
    }

    /**
     * A span of time is over.
     *
     * @param share of the workers' time that was worked in, 0 to 1
     * @param waited nanoseconds that work waited for a worker, on average
     * @param lacking whether somebody is not shown a picture for which there would be room if the others took less
     * @param now nanoseconds
     */
    LoadStep after(double share, long waited, boolean lacking, long now) {
        boolean tooMuch = share >= MUCH || waited >= LATE;
        boolean canHelp = lacking && share >= IDLE;
        if (tooMuch || canHelp && step.next().takesMore()) {
            roomSince = Optional.empty();
            strained++;
            if (strained >= (tooMuch ? PATIENCE : PATIENCE_WITH_LACK)) {
                strained = 0;
                more(now);
            }
            return step;
        }
        strained = 0;
        roomSince = share <= LITTLE && waited <= PROMPT && !canHelp
                ? roomSince.or(() -> Optional.of(now))
                : Optional.empty();
        if (roomSince.filter(since -> now - since >= needed).isPresent()) {
            less(now);
        }
        return step;
    }

    private void more(long now) {
        if (step == step.next()) {
            return;
        }
        boolean tooSoon = lastBack.filter(at -> now - at < 2 * needed).isPresent();
        needed = tooSoon ? Math.min(2 * needed, longest) : lastBack.isPresent() ? calm : needed;
        lastBack = Optional.empty();
        step = step.next();
    }

    private void less(long now) {
        if (step != LoadStep.NONE) {
            step = step.previous();
            lastBack = Optional.of(now);
            roomSince = Optional.of(now);
        }
    }
}

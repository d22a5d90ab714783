package org.courtbridge.media.probe;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.courtbridge.codecs.congestion.FilledLine;
import org.courtbridge.media.bridge.BridgeLeg;
import org.courtbridge.media.leg.LegStatistics.Medium;

/** Fills the line to a party, once, when it is time and there is a turn. Guarded by the bridge that it belongs to. */
final class LineFilling {

    /** bit/s with all headers that a line is filled up to: 1 Mbit/s (paragraph 38), and what is left out of the measurement. */
    private static final long FILLED = 1_150_000;

    private final ProbeSettings.Filling how;

    /** Beginning of the filling; empty before it and after it. */
    private OptionalLong since = OptionalLong.empty();

    /** Whether it has begun, or is not to begin. */
    private boolean done;

    /** Per cent of the sound that the party reported lost before its line was filled. */
    private OptionalDouble soundLossBefore = OptionalDouble.empty();

    private OptionalDouble pictureLossBefore = OptionalDouble.empty();

    LineFilling(ProbeSettings.Filling how) {
        this.how = how;
    }

    /**
     * Begins when it is time, and ends as soon as what the line carries is known.
     *
     * @param may whether there is anything to fill it with, and the party is measured
     * @param elapsed nanoseconds since the test call began
     */
    void tick(BridgeLeg leg, boolean may, long elapsed, long now) {
        if (since.isPresent()) {
            boolean known = leg.filled().filter(FilledLine.Result::isFull).isPresent();
            if (known || now - since.getAsLong() >= how.most().toNanos()) {
                end(leg);
            }
        } else if (!done
                && may
                && elapsed >= how.from().toNanos()
                && how.turns().tryAcquire()) {
            done = true;
            since = OptionalLong.of(now);
            soundLossBefore = leg.reportedLoss(Medium.AUDIO);
            pictureLossBefore = leg.reportedLoss(Medium.VIDEO);
            leg.sent().fill(FILLED, pictureLossBefore.orElse(0) / 100);
        }
    }

    /** Ends, if it goes on. */
    void end(BridgeLeg leg) {
        if (since.isPresent()) {
            since = OptionalLong.empty();
            try {
                leg.sent().endFilling();
            } finally {
                how.turns().release();
            }
        }
    }

    /** Ends, and begins no more. */
    void forgo(BridgeLeg leg) {
        end(leg);
        done = true;
    }

    /**
     * Per cent that the party reports lost; if its line was full, that of before it was filled, as what was lost since is our
     * doing.
     */
    OptionalDouble missed(BridgeLeg leg, Medium medium) {
        if (leg.filled().filter(FilledLine.Result::isFull).isEmpty()) {
            return leg.reportedLoss(medium);
        }
        return switch (medium) {
            case AUDIO -> soundLossBefore;
            case VIDEO -> pictureLossBefore;
        };
    }
}

package org.courtbridge.codecs.congestion;

import java.util.OptionalLong;
import org.courtbridge.codecs.congestion.ReportHistory.Seen;
import org.jspecify.annotations.Nullable;

/**
 * The line's own loss, whatever is sent, as receiver reports show it: it is found out by sending less because of loss. If no less is
 * lost then, it was not too much.
 */
final class InherentLoss {

    /** The share of packets that does not speak against sending more. */
    static final double LITTLE = 0.02;

    /** If at least such a part of the loss is left when less is sent, it is the line's own. */
    private static final double STILL_LOST = 0.6;

    /** A line that loses more carries no conversation. */
    private static final double MOST = 0.3;

    private double share;

    /** Before loss made it less; what it was then, and how much was lost. */
    private @Nullable Trial trial;

    /**
     * Sending less, because of loss.
     *
     * @param before the estimate, bit/s
     * @param loss that there was
     * @param arrived bit/s that arrived then
     */
    private record Trial(long before, double loss, double arrived) {

        /** True if the loss is the line's own: no more is sent than arrived before, and nearly as much is lost. */
        boolean isInVain(Seen seen) {
            return seen.sent() <= arrived
                    && seen.loss() <= MOST
                    && seen.loss() > LITTLE
                    && seen.loss() >= STILL_LOST * loss;
        }
    }

    /** Of packets, 0 to 1. */
    double share() {
        return share;
    }

    /** By how much more is lost than the line loses anyway. */
    double excess(Seen seen) {
        return seen.loss() - share;
    }

    /** Whether it is being found out, as less is sent because of loss. */
    boolean isOnTrial() {
        return trial != null;
    }

    /** Less is going to be sent, because of loss. @param estimate bit/s before */
    void relieve(long estimate, Seen seen) {
        trial = new Trial(estimate, seen.loss(), seen.arrives());
    }

    /** More is sent again: what is lost from now on says nothing of what was lost before. */
    void rose() {
        trial = null;
    }

    /**
     * Heeds the figures of a report.
     *
     * @param settled whether they are of what was sent since less is sent, and nothing of it waited
     * @return the estimate before less was sent, bit/s, if the loss has been shown to be the line's own just now
     */
    OptionalLong reported(Seen seen, boolean settled) {
        share = Math.min(share, seen.loss() + seen.doubt() + LITTLE);
        Trial ended = trial;
        if (ended == null || !settled) {
            return OptionalLong.empty();
        }
        trial = null;
        if (!ended.isInVain(seen)) {
            return OptionalLong.empty();
        }
        share = seen.loss();
        return OptionalLong.of(ended.before());
    }
}

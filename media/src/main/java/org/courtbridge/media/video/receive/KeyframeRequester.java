package org.courtbridge.media.video.receive;

import java.util.List;
import java.util.Optional;
import org.courtbridge.media.leg.LegMedia.KeyframeRequestMethod;

/**
 * Decides when and how a party is asked for a keyframe: at most twice a second, and by the next way when one has
 * brought nothing. A way that worked is tried first from then on, and once more before any other, as a request that
 * nothing came of was likely lost. One thread's; time is {@link System#nanoTime}.
 */
final class KeyframeRequester {

    /** Time for a way to bring a keyframe, and the least time between two requests. */
    static final long PATIENCE = 500_000_000;

    /** Between requests to a party that has ignored all ways several times over. */
    static final long LONG_PATIENCE = 3_000_000_000L;

    private static final int HOPEFUL_ROUNDS = 4;
    private static final int NONE = -1;

    private List<KeyframeRequestMethod> ways;
    private boolean wanted;
    private boolean asked;
    private long lastAsked;
    private int tries;

    // Of the ways, by their places.
    private int next;
    private int last = NONE;
    private int proven = NONE;

    /** @param ways in the order in which they are tried */
    KeyframeRequester(List<KeyframeRequestMethod> ways) {
        this.ways = ways;
    }

    void ways(List<KeyframeRequestMethod> changed) {
        if (!changed.equals(ways)) {
            ways = changed;
            next = 0;
            proven = NONE;
            tries = 0;
        }
    }

    void want() {
        wanted = true;
    }

    /** A keyframe has come. */
    void arrived() {
        if (wanted && tries > 0) {
            next = last;
            proven = last;
        }
        wanted = false;
        tries = 0;
    }

    /** Nobody waits any longer. */
    void forget() {
        wanted = false;
        tries = 0;
        next = Math.max(0, proven);
    }

    /** The method by which to ask now, which then counts as used; empty if it is not time to. */
    Optional<KeyframeRequestMethod> due(long now) {
        if (!wanted || ways.isEmpty() || asked && now - lastAsked < patience()) {
            return Optional.empty();
        }
        asked = true;
        lastAsked = now;
        tries++;
        last = next;
        if (last != proven || tries > 1) {
            next = (last + 1) % ways.size();
        }
        return Optional.of(ways.get(last));
    }

    private long patience() {
        return tries < HOPEFUL_ROUNDS * ways.size() ? PATIENCE : LONG_PATIENCE;
    }
}

package org.courtbridge.gateway.bridge;

import java.util.List;
import java.util.Optional;
import org.courtbridge.gateway.bridge.LegMedia.KeyframeWay;

/**
 * Decides when and how a party is asked for a keyframe: at most twice a second, and by the next way when one has
 * brought nothing. A way that worked is tried first from then on. One thread's; time is {@link System#nanoTime}.
 */
final class KeyframeRequester {

    /** Time for a way to bring a keyframe, and the least time between two requests. */
    static final long PATIENCE = 500_000_000;

    /** Between requests to a party that has ignored all ways several times over. */
    static final long LONG_PATIENCE = 3_000_000_000L;

    private static final int HOPEFUL_ROUNDS = 4;

    private List<KeyframeWay> ways;
    private boolean wanted;
    private boolean asked;
    private long lastAsked;
    private int way;
    private int tries;

    /** @param ways in the order in which they are tried */
    KeyframeRequester(List<KeyframeWay> ways) {
        this.ways = ways;
    }

    void ways(List<KeyframeWay> changed) {
        if (!changed.equals(ways)) {
            ways = changed;
            way = 0;
            tries = 0;
        }
    }

    void want() {
        wanted = true;
    }

    /** A keyframe has come. */
    void arrived() {
        if (wanted && tries > 0) {
            way = Math.floorMod(way - 1, Math.max(1, ways.size()));
        }
        wanted = false;
        tries = 0;
    }

    /** Nobody waits any longer. */
    void forget() {
        wanted = false;
        tries = 0;
    }

    /** How to ask now, if it is time to. */
    Optional<KeyframeWay> due(long now) {
        if (!wanted || ways.isEmpty() || asked && now - lastAsked < patience()) {
            return Optional.empty();
        }
        asked = true;
        lastAsked = now;
        tries++;
        KeyframeWay next = ways.get(way % ways.size());
        way = (way + 1) % ways.size();
        return Optional.of(next);
    }

    private long patience() {
        return tries < HOPEFUL_ROUNDS * ways.size() ? PATIENCE : LONG_PATIENCE;
    }
}

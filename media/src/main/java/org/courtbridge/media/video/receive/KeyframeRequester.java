package org.courtbridge.media.video.receive;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.courtbridge.media.leg.LegMedia.KeyframeRequestMethod;
import org.courtbridge.media.video.receive.VideoReceiver.Recovery;
import org.jspecify.annotations.Nullable;

/**
 * Asks a party for keyframes: at most twice a second, and by the next way when one has
 * brought nothing. A way that worked is tried first from then on, and once more before any other, as a request that
 * nothing came of was likely lost. Time is {@link System#nanoTime}. Lives on the source's event loop; what other threads may call
 * says so.
 */
final class KeyframeRequester {

    /** Time for a way to bring a keyframe, and the least time between two requests. */
    static final long PATIENCE = 500_000_000;

    /** Between requests to a party that has ignored all ways several times over. */
    static final long LONG_PATIENCE = 3_000_000_000L;

    private static final int HOPEFUL_ROUNDS = 4;
    private static final int NONE = -1;

    private final VideoReceiver.Uplink uplink;
    private List<KeyframeRequestMethod> ways;
    private boolean wanted;
    private boolean asked;
    private long lastAsked;
    private int tries;

    // Of the ways, by their places.
    private int next;
    private int last = NONE;
    private int proven = NONE;

    private long requests;
    private volatile @Nullable Recovery timed;

    /** @param ways in the order in which they are tried */
    KeyframeRequester(List<KeyframeRequestMethod> ways, VideoReceiver.Uplink uplink) {
        this.ways = ways;
        this.uplink = uplink;
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

    /** A keyframe begins to come. */
    void arrived(long now) {
        Recovery recovery = timed;
        if (recovery != null && recovery.took().isEmpty()) {
            timed = new Recovery(recovery.asked(), OptionalLong.of(now - recovery.asked()));
        }
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

    /** Sees from now on how long a keyframe takes to come. From any thread. */
    void time(long now) {
        timed = new Recovery(now, OptionalLong.empty());
    }

    /** Empty if none was timed. From any thread. */
    Optional<Recovery> recovery() {
        return Optional.ofNullable(timed);
    }

    /** Asks the source with this SSRC, if it is time to. */
    void ask(long ssrc, long now) {
        Optional<KeyframeRequestMethod> way = due(now);
        if (way.isPresent()) {
            requests++;
            uplink.askForKeyframe(way.get(), ssrc);
        }
    }

    /** Number of times that the party was asked. */
    long requests() {
        return requests;
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

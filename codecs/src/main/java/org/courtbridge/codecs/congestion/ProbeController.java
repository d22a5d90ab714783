package org.courtbridge.codecs.congestion;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The probes of a line, one after the other: when the next one begins and how much it sends. After one that the line carried the
 * next follows at once, and tries more; after one that met the limit, later. Time is {@link System#nanoTime}; rates are bit/s.
 */
final class ProbeController {

    /** Share of the rate at which a probe arrived that the line is taken to carry. */
    static final double PROBED = 0.9;

    private static final long BETWEEN = 1_000_000_000L;

    /** Nanoseconds after a probe that told nothing, as its sender or its receiver was busy; longer each time. */
    private static final long SOON = 100_000_000;

    /**
     * The first probe, in parts of the estimate. With less, the burst that a line lets pass and its queue hide that it carries no more, and the next
     * probe floods it.
     */
    private static final double FIRST = 1.8;

    /** The next probe, in parts of what the one before showed that the line carries. */
    private static final double NEXT = 2.5;

    /** The smallest probe that is made, in parts of the estimate. */
    private static final double SMALLEST = 1.4;

    /** The slowest probe that is made, bit/s: a slower one has too few packets to measure. */
    private static final long LEAST = 120_000;

    private @Nullable Probe probe;
    private int count;
    private long next;
    private long toNextTry = SOON;

    /** Evidence from the probes so far that the line loses as much at any rate. */
    private double evidence;

    /** Rate that the line carries by the last probe; 0 if that did not show it, or there was none. */
    private long carried;

    /** Whether the next one may begin. */
    boolean mayBegin(long now) {
        return probe == null && now - next >= 0;
    }

    /**
     * Begins the next one.
     *
     * @param estimate that the line carries
     * @param wanted above which nobody needs to know what it carries
     * @param lost the share of packets, 0 to 1, that is lost without it
     * @param arriving that arrives without it
     */
    void begin(long estimate, long wanted, double lost, long arriving, long now) {
        probe = new Probe(++count, aim(estimate, wanted), lost, arriving, evidence, now);
    }

    /** Rate of the next one: no more than shows that the line carries all that is wanted. */
    private long aim(long estimate, long wanted) {
        double enough = Math.max(SMALLEST * estimate, wanted / PROBED);
        double aim = Math.max(FIRST * estimate, NEXT * carried);
        return (long) Math.max(LEAST, Math.min(enough, aim));
    }

    /** Octets to send now beside what there is to send. */
    long due(long now) {
        return probe == null ? 0 : Math.max(0, probe.due(now));
    }

    /** Notes a packet that is sent now. @return number of the probe that it is a part of; 0 if of none */
    int sent(int octets, long now) {
        if (probe == null || !probe.sending(now)) {
            return 0;
        }
        probe.sent(octets, now);
        return probe.number();
    }

    /** A packet that was sent has arrived. @param number of the probe that it was a part of */
    void arrived(int number, int octets, long sentAt, long arrival) {
        if (probe != null && number == probe.number()) {
            probe.arrived(octets, sentAt, arrival);
        }
    }

    /** A packet that was sent is lost. @param number of the probe that it was a part of */
    void lost(int number, long sentAt) {
        if (probe != null && number == probe.number()) {
            probe.lost(sentAt);
        }
    }

    /** Whether one is being sent. */
    boolean isSending(long now) {
        return probe != null && probe.sending(now);
    }

    /** Whether one is on its way. */
    boolean isUnderWay() {
        return probe != null;
    }

    /** Whether the next follows one that arrived. */
    boolean goOn() {
        return carried > 0;
    }

    /** Ends the one under way if nothing of it is on its way any more; it is to be judged then. */
    Optional<Probe> complete(long now) {
        if (probe == null || !probe.complete(now)) {
            return Optional.empty();
        }
        Optional<Probe> done = Optional.of(probe);
        end(now);
        return done;
    }

    /**
     * Decides by a complete probe when the next one follows.
     *
     * @param inherent the share of packets, 0 to 1, that the line loses at any rate
     */
    void judge(Probe done, double inherent, long now) {
        if (!done.losesAsBefore()) {
            evidence = done.evidence();
        }
        if (done.carried(inherent)) {
            carried = done.bitsPerSecond();
            next = now;
            toNextTry = SOON;
        } else if (done.wentThrough()) {
            next = now + toNextTry;
            toNextTry = Math.min(2 * toNextTry, BETWEEN);
        } else {
            toNextTry = SOON;
        }
    }

    /** Ends one of which no feedback comes any more. */
    void endOverdue(long now) {
        if (probe != null && probe.over(now)) {
            end(now);
        }
    }

    /** Ends the one under way, as it says nothing new any more. */
    void end(long now) {
        evidence = 0;
        probe = null;
        carried = 0;
        next = now + BETWEEN;
    }

    /** Ends the one under way; the next may follow at once, as it is for another line. */
    void restart(long now) {
        end(now);
        next = now;
    }
}

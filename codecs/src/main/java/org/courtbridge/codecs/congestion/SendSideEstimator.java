package org.courtbridge.codecs.congestion;

import java.util.Optional;
import java.util.OptionalInt;
import org.courtbridge.codecs.congestion.OveruseDetector.Usage;
import org.courtbridge.codecs.rtp.TransportFeedback;
import org.jspecify.annotations.Nullable;

/**
 * Estimates how many bit/s a line carries, from what was sent over it and the other side's transport-wide feedback
 * (draft-holmer-rmcat-transport-wide-cc-extensions-01): less when the delay grows, or when more is lost than the line loses
 * anyway; more by and by, and by probes at once.
 *
 * <p>Before the first sign that it is too much, a line is taken to carry whatever is sent. One thread's; time is
 * {@link System#nanoTime}, and octets are those on the wire.
 */
public final class SendSideEstimator {

    /** Nothing is known against sending any amount. */
    public static final long UNKNOWN = Long.MAX_VALUE;

    /** bit/s that no estimate goes below: a little more than sound takes. */
    static final long LEAST = 50_000;

    private static final double DECREASE = 0.85;
    private static final double LOSS_DECREASE = 0.95;

    /** No estimate falls faster: what arrived in a short time may be little for other reasons. */
    private static final double STEEPEST = 0.4;

    /** Of what is sent and not lost, what arrives of it at least if nothing is in the way. */
    private static final double ARRIVES = 0.9;

    /** The share of packets that any line may lose before anything is said to be in the way. */
    private static final double MAY_BE_LOST = 0.15;

    /** Of the estimate. */
    private static final double IDLE = 0.7;

    /** Feedback messages in a row. */
    private static final int LONG = 6;

    /** After the delay has grown, until what was lost in a full queue is known. */
    private static final long CALM = 600_000_000;

    private static final long BETWEEN_DECREASES = 200_000_000;

    /** For a second. */
    private static final double INCREASE = 0.08;

    /** Most that a rise takes the estimate to, as a multiple of what the line was last seen to carry. */
    private static final double BEYOND_ARRIVED = 1.5;

    private static final long BEYOND_ARRIVED_BITS = 20_000;

    private static final int RATE_MILLIS = 500;
    private static final int OVERUSED_MILLIS = 250;

    private static final long DELTA_UNIT = 250_000;
    private static final long REFERENCE_UNIT = 64_000_000;

    private final SentPackets sent = new SentPackets();
    private DelayTrend delay = new DelayTrend();
    private LossTrend loss = new LossTrend();
    private RecentRate leaving = new RecentRate();
    private RecentRate arriving = new RecentRate();

    private long estimate = UNKNOWN;
    private long wanted;
    private long lastDecrease;
    private long lastUpdate;
    private int overFor;
    private long calmFrom;

    private long reference = -1;

    private @Nullable Relief relief;

    private @Nullable PaddedPathProbe filled;

    private final ProbeController probes = new ProbeController();

    /**
     * Notes a packet that is sent now.
     *
     * @param octets on the wire, with all headers
     * @return its transport-wide sequence number, 0 to 65,535
     */
    public int sent(int octets, long now) {
        int number = probes.sent(octets, now);
        leaving.note(octets, now);
        if (relief != null) {
            relief.sending(leaving.over(RATE_MILLIS), now);
        }
        return sent.add(octets, number, now);
    }

    /**
     * From now on the party is reached by another line: what was under way to where it no longer was, and how the line of
     * before behaved, says nothing of this one. How much that one carried is all there is to go by until this one is probed.
     */
    public void moved(long now) {
        sent.forget();
        delay = new DelayTrend();
        loss = new LossTrend();
        leaving = new RecentRate();
        arriving = new RecentRate();
        overFor = 0;
        relief = null;
        probes.restart(now);
    }

    /** Heeds the party's feedback. Numbers that were never sent are left out. */
    public void heard(TransportFeedback feedback, long now) {
        long number = sent.unwrap(feedback.baseSequence());
        long arrival = reference(feedback.referenceTime()) * REFERENCE_UNIT;
        for (OptionalInt delta : feedback.deltas()) {
            if (delta.isPresent()) {
                arrival += delta.getAsInt() * DELTA_UNIT;
                arrived(number, arrival);
            } else if (sent.missing(number)) {
                missing(number);
            }
            number++;
        }
        update(now);
    }

    /** Counts of 64 ms in 24 bits, unwrapped. */
    private long reference(int time) {
        if (reference < 0) {
            // Far enough from zero for a clock that goes back a little.
            reference = 0x100_0000L + time;
        } else {
            int ahead = time - (int) reference << 8 >> 8;
            reference += ahead;
        }
        return reference;
    }

    private void arrived(long number, long arrival) {
        boolean late = sent.isMissing(number);
        if (!sent.arrived(number)) {
            return;
        }
        if (filled != null) {
            if (late) {
                filled.cameLate();
            }
            filled.arrived(sent.octets(number), sent.sentAt(number), arrival);
        }
        if (late) {
            loss.cameLate();
        } else {
            loss.arrived();
            learnt(number, false);
        }
        arriving.note(sent.octets(number), arrival);
        delay.arrived(sent.sentAt(number), arrival);
        if (probes.isUnderWay()) {
            probes.arrived(sent.probe(number), sent.octets(number), sent.sentAt(number), arrival);
        }
    }

    private void missing(long number) {
        loss.lost();
        if (filled != null) {
            filled.lost(sent.sentAt(number));
        }
        learnt(number, true);
        if (probes.isUnderWay()) {
            probes.lost(sent.probe(number), sent.sentAt(number));
        }
    }

    private void learnt(long number, boolean lost) {
        if (relief != null) {
            relief.learnt(lost, sent.sentAt(number));
        }
    }

    private void update(long now) {
        long rate = arriving.over(RATE_MILLIS);
        if (delay.usage() == Usage.OVER) {
            calmFrom = now + CALM;
        }
        boolean news = loss.judge(now, now - calmFrom >= 0);
        judgeRelief(now);
        LossTrend.Verdict verdict = loss.verdict();
        overFor = delay.usage() == Usage.OVER ? overFor + 1 : 0;
        if (delay.usage() == Usage.OVER) {
            if (isBlocked(rate)) {
                relief = null;
                decrease(DECREASE * carries(Math.max(rate, arriving.over(OVERUSED_MILLIS))), now);
            }
        } else if (verdict == LossTrend.Verdict.MUCH) {
            if (news && relief == null) {
                relieve(rate, now);
            }
        } else if (verdict == LossTrend.Verdict.LITTLE && delay.usage() == Usage.NORMAL) {
            increase(rate, now);
        }
        lastUpdate = now;
        judgeProbe(now);
    }

    /**
     * Rate that must be sent for so much to arrive, given the loss that the line has at any rate, bit/s.
     *
     * @param arrives bit/s
     */
    private double carries(long arrives) {
        return arrives / (1 - loss.inherent());
    }

    /** Sends less, as much is lost. */
    private void relieve(long rate, long now) {
        if (isIdle()) {
            decrease((1 - loss.excess() / 2) * estimate, now);
            return;
        }
        long before = estimate;
        decrease(LOSS_DECREASE * carries(rate), now);
        if (estimate < before && loss.isSettled()) {
            relief = new Relief(before, leaving.over(RATE_MILLIS), loss.share(), loss.inherent(), now);
        }
    }

    private void judgeRelief(long now) {
        if (relief == null) {
            return;
        }
        switch (relief.outcome()) {
            case OPEN -> {
                if (relief.over(now)) {
                    relief = null;
                }
            }
            case OURS -> relief = null;
            case INHERENT -> {
                loss.isInherent(relief.share());
                estimate = Math.max(estimate, relief.estimateBefore());
                relief = null;
            }
        }
    }

    /**
     * Whether the delay grows because of what we send: not if next to nothing is sent, and that arrives, as after a cut, or
     * where the party is too busy to look. When it goes on for long, it does not matter why.
     */
    private boolean isBlocked(long rate) {
        double lost = Math.min(loss.share(), Math.max(loss.inherent(), MAY_BE_LOST));
        boolean arrives = rate >= ARRIVES * (1 - lost) * leaving.over(RATE_MILLIS);
        return !arrives || !isIdle() && (estimate != UNKNOWN || overFor >= LONG);
    }

    /** Whether there is much less to send than the estimate. */
    private boolean isIdle() {
        return estimate != UNKNOWN && leaving.over(RATE_MILLIS) < IDLE * estimate;
    }

    private void decrease(double to, long now) {
        if (to <= 0 || now - lastDecrease < BETWEEN_DECREASES) {
            return;
        }
        long lowest = estimate == UNKNOWN ? 0 : (long) (STEEPEST * estimate);
        long lower = Math.max(LEAST, Math.max(lowest, (long) to));
        if (lower < estimate) {
            estimate = lower;
            lastDecrease = now;
            // A probe has met the limit: what still arrives of it says nothing new.
            probes.end(now);
        }
    }

    private void increase(long rate, long now) {
        if (estimate == UNKNOWN || rate == 0) {
            return;
        }
        double seconds = Math.clamp((now - lastUpdate) / 1e9, 0, 0.5);
        long higher = (long) (estimate * (1 + INCREASE * seconds));
        long believable = (long) (BEYOND_ARRIVED * carries(rate)) + BEYOND_ARRIVED_BITS;
        estimate = Math.max(estimate, Math.min(higher, believable));
    }

    private void judgeProbe(long now) {
        Optional<Probe> complete = probes.complete(now);
        if (complete.isEmpty()) {
            return;
        }
        Probe probe = complete.get();
        if (probe.losesAsBefore()) {
            loss.isInherent(loss.share());
        }
        long carries = (long) (ProbeController.PROBED * carries(probe.arrivedRate()));
        if (carries > estimate && delay.usage() != Usage.OVER) {
            estimate = carries;
        }
        probes.judge(probe, loss.inherent(), now);
    }

    /** From now on this one hears of each packet, too; null for none. */
    public void fills(@Nullable PaddedPathProbe line) {
        filled = line;
    }

    /**
     * Whatever there is to send would take so much.
     *
     * @param bitsPerSecond above which nobody needs to know what the line carries
     */
    public void wanted(long bitsPerSecond) {
        wanted = bitsPerSecond;
    }

    /**
     * Octets to send now beside what there is to send, to learn whether the line carries more. To be asked every few
     * milliseconds while {@link #probing}, and now and then otherwise.
     */
    public long probe(long now) {
        probes.endOverdue(now);
        if (relief == null && estimate < wanted && probes.mayBegin(now)) {
            probes.begin(estimate, wanted, loss.share(), arriving.over(RATE_MILLIS), now);
        }
        return probes.due(now);
    }

    /** Whether a probe is being sent. */
    public boolean probing(long now) {
        return probes.isSending(now);
    }

    /** Whether a probe is on its way, or the next follows one that arrived: the estimate may soon be much higher. */
    public boolean exploring() {
        return probes.isUnderWay() || relief != null || probes.goOn() && estimate < wanted;
    }

    /**
     * The share of packets, 0 to 1, that is lost though no queue is full: about in the last second in which the delay did not
     * grow. What a full queue lost is not lost again once less is sent.
     */
    public double lost() {
        return loss.calmShare();
    }

    /** bit/s that the line carries; {@link #UNKNOWN} before it was too much for it. */
    public long bitsPerSecond() {
        return estimate;
    }
}

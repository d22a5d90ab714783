package org.courtbridge.codecs.congestion;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.courtbridge.codecs.congestion.ReportHistory.Seen;
import org.courtbridge.codecs.rtp.ReportBlock;

/**
 * Estimates how many bit/s of one stream a line carries, for a party that tells nothing of it but receiver reports (RFC 3550,
 * section 6.4.2) and, maybe, that its picture is damaged. The estimate falls by loss, as that of the loss-based controller of
 * draft-ietf-rmcat-gcc-02, section 6, but at once to what arrived, as reports may be seldom; or by a round trip that stays
 * long. The line's own loss, whatever is sent, is found out by sending less: if no less is lost then, it was not too much.
 *
 * <p>Up by probes: a train of packets of no use, and a sender report behind them. The round trip that the party's next report
 * tells is that sender report's (LSR, DLSR), so it is longer by what the train waited; that is how much the line carries,
 * and nothing has to be lost to find out. Where the party tells no round trip, carefully, and more seldom after each time
 * that it was too much.
 *
 * <p>Where reports come seldom, what the party asks for meanwhile has to do: keyframes again and again, while those that it
 * is sent do not help. How much less is right, that does not say, and a report has the last word.
 *
 * <p>A party that answers something else at once ({@link #ask}) tells both sooner: that the queue is long, and how much the line
 * carries.
 *
 * <p>Before the first sign that it is too much, a line is taken to carry whatever is sent. One thread's; time is {@link
 * System#nanoTime}, and octets are those on the wire.
 */
public final class ReportEstimator {

    /** Nothing is known against sending any amount. */
    public static final long UNKNOWN = Long.MAX_VALUE;

    /** bit/s that no estimate goes below. */
    static final long LEAST = 50_000;

    /** The share of packets that says that more is sent than the line carries. */
    private static final double MUCH = 0.10;

    /** Of what arrived. */
    private static final double DECREASE = 0.85;

    /** The same where a queue has to become short again. */
    private static final double TO_DRAIN = 0.7;

    /** No estimate falls faster. */
    private static final double STEEPEST = 0.25;

    /** While it is being found out whether loss is the line's own, only if it is so much less. */
    private static final double MUCH_LESS = 0.7;

    /** Of a report that comes after a decrease, what may have been sent before it. */
    private static final long OVERLAP = 200_000_000;

    /** Milliseconds of a line that is not full. */
    private static final double SHORT_QUEUE = 100;

    /** Milliseconds that may wait in two reports one after the other. */
    private static final double LONG_QUEUE = 300;

    /** For requests for keyframes, without a report. */
    private static final double BLIND_DECREASE = 0.4;

    /** A queue that is so much shorter than before becomes short. */
    private static final double STILL_FULL = 0.8;

    /** Part of the sending rate that is kept where a long queue does not become short, or damages the picture. */
    private static final double FULL_DECREASE = 0.4;

    /** After a decrease, in which another one may be needed. */
    private static final long FALLING = 3_000_000_000L;

    /** Between two questions. */
    private static final long ASK_SOON = 500_000_000;

    /** Once it has been narrow for long; behind an answer that found room, a train goes soon. */
    private static final long ASK_LATER = 1_500_000_000L;

    /** Before a line was ever too narrow, so that it is known how long an answer takes. */
    private static final long ASK_SELDOM = 20_000_000_000L;

    private static final double CAREFUL_INCREASE = 1.25;

    /** Milliseconds; less cannot be told apart. */
    private static final double RESOLUTION = 8;

    /** Of what the line was seen to carry. */
    private static final double PROBED = 0.8;

    /** Of the estimate; less is not worth a change. */
    private static final double WORTH = 1.1;

    /** bit/s of sound, which has the same way. */
    private static final long SOUND = 80_000;

    /** After a decrease, in which a queue becomes shorter. */
    private static final long DRAINS = 500_000_000;

    /** After a fall, in which a line comes back more likely than later. */
    private static final long HOPEFUL = 30_000_000_000L;

    private static final long NEVER = Long.MIN_VALUE / 4;

    private final SentNumbers numbers = new SentNumbers();
    private final DelayBase base = new DelayBase();
    private final Rises rises = new Rises();
    private final Echoes echoes = new Echoes();
    private final ReportHistory history = new ReportHistory();
    private final ReportTrains trains = new ReportTrains();
    private final InherentLoss inherent = new InherentLoss();
    private final KeyframeRequests requests = new KeyframeRequests();

    private long estimate = UNKNOWN;
    private long wanted;
    private long lastDecrease = NEVER;
    private boolean longQueue;

    /** Milliseconds that the answer before waited, if that was long. */
    private double waited;

    /**
     * A question to be put to a party.
     *
     * @param octets of a train to send before it; 0 for none
     * @param times to ask the same at once: where it matters, one question, or its answer, may be lost though nothing waits
     */
    public record Question(int octets, int times) {}

    /** Notes a packet of the stream that is sent now. @param octets on the wire, with all headers */
    public void sent(int sequence, int octets, long now) {
        numbers.sent(sequence, octets, now);
    }

    /**
     * Heeds a report of the stream.
     *
     * @param roundTrip milliseconds, as of this report; NaN if it does not tell
     */
    public void reported(ReportBlock block, double roundTrip, long now) {
        if (history.begins(block, numbers, now)) {
            return;
        }
        long elapsed = history.heard(now);
        boolean tells = block.lastReport() != 0 && !Double.isNaN(roundTrip);
        if (tells && !trains.isBefore(block.lastReport())) {
            base.note(roundTrip, now);
        }
        double queue = tells ? base.queue(roundTrip) : 0;
        Seen seen = history.compare(block, numbers, now);
        if (seen.packets() > 0) {
            boolean settled = seen.sentFrom() >= lastDecrease - OVERLAP;
            judgeRise(seen, elapsed, now);
            judge(seen, settled && queue < SHORT_QUEUE, queue, now);
            requests.reported(seen.loss() < InherentLoss.LITTLE);
        }
        // Of a line that carries next to nothing, the round trip is all that there is.
        heed(block.lastReport(), tells, queue, seen, now);
        trains.reported(history, estimate, isHopeful(now), now);
    }

    private boolean isHopeful(long now) {
        return now - lastDecrease < HOPEFUL;
    }

    private void judgeRise(Seen seen, long elapsed, long now) {
        double excess = inherent.excess(seen);
        if (excess <= InherentLoss.LITTLE) {
            rises.arrived(seen.sent(), seen.sentFrom(), requests.last());
        } else if (excess > MUCH) {
            rises.lost(history.interval(), elapsed, now);
        }
    }

    /** Whether what the party answers at once waits where its pictures wait, as far as is known. */
    private boolean areAnswersTrue() {
        return !rises.haveDeceived() && echoes.areKnown();
    }

    /** Lowers the estimate to what arrives, if a report shows more loss than the line's own. */
    private void judge(Seen seen, boolean settled, double queue, long now) {
        OptionalLong before = inherent.reported(seen, settled);
        if (before.isPresent()) {
            estimate = Math.max(estimate, before.getAsLong());
            requests.areExplained();
            return;
        }
        double excess = inherent.excess(seen);
        if (excess <= MUCH || excess - seen.doubt() <= MUCH / 2) {
            if (queue < SHORT_QUEUE) {
                requests.wereInVain();
            }
            return;
        }
        double carries = DECREASE * seen.arrives() / (1 - inherent.share());
        if (!inherent.isOnTrial()) {
            inherent.relieve(estimate, seen);
        } else if (carries > MUCH_LESS * estimate) {
            return;
        }
        decrease(carries, now);
    }

    private void decrease(double to, long now) {
        long lowest = estimate == UNKNOWN ? 0 : (long) (STEEPEST * estimate);
        long lower = Math.max(LEAST, Math.max(lowest, (long) to));
        if (lower >= estimate) {
            return;
        }
        estimate = lower;
        rises.fell(numbers, history.interval(), now);
        lastDecrease = now;
        requests.fell();
    }

    /**
     * Evaluates the round trip of a report: that of a train says how much the line carries, any other how long the queue is.
     *
     * @param report the sender report whose round trip it is, the last that the party has received
     */
    private void heed(long report, boolean tells, double queue, Seen seen, long now) {
        OptionalInt train = trains.answered(report, tells, now);
        if (train.isPresent()) {
            longQueue = false;
            if (inherent.excess(seen) <= MUCH) {
                probed(train.getAsInt(), queue, now);
            }
        } else if (queue > LONG_QUEUE) {
            if (longQueue && seen.packets() > 0) {
                decrease(TO_DRAIN * seen.arrives(), now);
            }
            longQueue = !longQueue;
        } else {
            longQueue = false;
            boolean blindly = !base.isKnown() || trains.areLost();
            if (blindly && seen.packets() > 0 && inherent.excess(seen) < InherentLoss.LITTLE) {
                increase(CAREFUL_INCREASE * estimate, now);
            }
        }
    }

    /** @return whether it is a rise */
    private boolean probed(int octets, double queue, long now) {
        long before = estimate;
        double carries = 8_000.0 * (octets - ReportTrains.BUCKET) / Math.max(RESOLUTION, queue - RESOLUTION);
        increase(PROBED * carries - SOUND, now);
        return estimate > before;
    }

    private void increase(double to, long now) {
        if (estimate == UNKNOWN || estimate >= wanted || to < WORTH * estimate || !rises.mayTry(now)) {
            return;
        }
        rises.began(estimate, lastDecrease, now);
        estimate = (long) Math.min(to, wanted);
        inherent.rose();
    }

    /** The party asks for a keyframe. */
    public void keyframeWanted(long now) {
        requests.requested(now);
        if (!history.areSeldom(now) || areAnswersTrue() || !requests.areTooMany(lastDecrease, now)) {
            return;
        }
        long sending = (long) numbers.rateOfLast(KeyframeRequests.SENDING, now);
        if (Math.min(estimate, sending) > LEAST) {
            requests.areHeeded();
            decrease(BLIND_DECREASE * Math.min(estimate, sending), now);
        }
    }

    /**
     * Returns the question to be put to the party, which it answers at once, by another way than RTCP. The first answer counts.
     *
     * @return empty if nothing is to be asked now
     */
    public Optional<Question> ask(long now) {
        if (history.isEmpty() || rises.haveDeceived()) {
            // Whoever gives no reports may know as little of this; and who answers by another way tells nothing of this
            // one.
            return Optional.empty();
        }
        boolean damaged = requests.showDamage(lastDecrease, now);
        double patience = damaged ? SHORT_QUEUE : LONG_QUEUE;
        if (echoes.isOverdue(patience, now)) {
            rises.answeredLate(now);
            if (echoes.haveTrain()) {
                trains.lostBeforeQuestion();
            }
            if (damaged || echoes.askedAt() - lastDecrease >= DRAINS) {
                waited(patience + 1, now);
            }
        }
        boolean requested = requests.areRecent(now);
        boolean up = estimate != UNKNOWN && estimate < wanted && rises.mayTry(now);
        long carries = up ? estimate + SOUND : estimate;
        int train = up && !damaged ? ReportTrains.octets(estimate) : 0;
        OptionalInt octets = echoes.due(betweenQuestions(requested, up, now), train, carries, now);
        return octets.isPresent() ? Optional.of(new Question(octets.getAsInt(), requested ? 2 : 1)) : Optional.empty();
    }

    private long betweenQuestions(boolean requested, boolean up, long now) {
        boolean soon = isHopeful(now) || echoes.haveRoomForTrain();
        if (requested || rises.isOnTrial(now) || up && soon) {
            return ASK_SOON;
        }
        return up ? ASK_LATER : ASK_SELDOM;
    }

    /**
     * It is asked.
     *
     * @param octets of the train before the question
     * @return the question's number
     */
    public int asked(int octets, long now) {
        return echoes.asked(octets, now);
    }

    /** The party's answer has come. */
    public void answered(int question, long now) {
        echoes.answered(question, base, now).ifPresent(answer -> {
            if (answer.train() > 0) {
                trains.answeredToQuestion();
                if (probed(answer.train(), answer.queue(), now)) {
                    rises.wasForAnswer(now);
                }
            } else {
                if (answer.queue() <= SHORT_QUEUE) {
                    rises.answeredAtOnce(numbers, requests.last(), now);
                } else {
                    rises.answeredLate(now);
                }
                waited(answer.queue(), now);
            }
        });
    }

    /**
     * A long queue is too much where the picture is damaged, too, or where it does not become shorter though less is sent. Alone it
     * may be the party that takes its time.
     */
    private void waited(double queue, long now) {
        boolean damaged = requests.showDamage(lastDecrease, now);
        double before = waited;
        waited = 0;
        if (queue <= (damaged ? SHORT_QUEUE : LONG_QUEUE)) {
            return;
        }
        boolean falling = now - lastDecrease <= FALLING;
        double sending = Math.min(estimate, numbers.rateOfLast(KeyframeRequests.SENDING, now));
        if (sending > LEAST && (damaged || falling && before > 0 && queue >= STILL_FULL * before)) {
            decrease(FULL_DECREASE * sending, now);
        }
        waited = queue;
    }

    /** Whatever there is to send would take so much, bit/s. */
    public void wanted(long bitsPerSecond) {
        wanted = bitsPerSecond;
    }

    /** Octets of a train to send now, and a sender report behind it; 0 if there is nothing to find out. */
    public int train(long now) {
        boolean worth = estimate != UNKNOWN && estimate < wanted && base.isKnown();
        if (!worth || areAnswersTrue() || !rises.mayTry(now)) {
            return 0;
        }
        return trains.due(estimate, history.areSeldom() && isHopeful(now), now);
    }

    /** The train is under way. @param report the middle of the NTP time of the sender report behind it */
    public void trained(int octets, long report, long now) {
        trains.sent(octets, report, now);
    }

    /** Whether no other sender report may be sent before a report has come, as it would tell of that one. */
    public boolean isAwaited(long now) {
        return trains.isAwaited(now);
    }

    /** bit/s that the line carries of the stream; {@link #UNKNOWN} before it was too much for it. */
    public long bitsPerSecond() {
        return estimate;
    }
}

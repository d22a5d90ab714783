package org.courtbridge.codecs.congestion;

import java.util.Optional;
import java.util.OptionalInt;
import org.courtbridge.codecs.congestion.SentNumbers.Span;
import org.courtbridge.codecs.rtp.ReportBlock;
import org.jspecify.annotations.Nullable;

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

    /** The share of packets that does not speak against sending more. */
    private static final double LITTLE = 0.02;

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

    /** If at least such a part of the loss is left when less is sent, it is the line's own. */
    private static final double STILL_LOST = 0.6;

    /** A line that loses more carries no conversation. */
    private static final double MOST_INHERENT = 0.3;

    /** Fewer packets say nothing; the next report is waited for. */
    private static final int FEWEST = 12;

    /** Standard deviations by which chance is taken to deceive us. */
    private static final double DOUBT = 2;

    /** Of a report that comes after a decrease, what may have been sent before it. */
    private static final long OVERLAP = 200_000_000;

    /** Milliseconds of a line that is not full. */
    private static final double SHORT_QUEUE = 100;

    /** Milliseconds that may wait in two reports one after the other. */
    private static final double LONG_QUEUE = 300;

    /** With reports further apart, requests for keyframes count. */
    private static final long SELDOM = 2_000_000_000L;

    /** So many requests in so short a time do; each is for a picture that could have been whole. */
    private static final int REQUESTS = 3;

    /** Once it has been made less. */
    private static final int FURTHER_REQUESTS = 2;

    private static final long REQUESTING = 1_600_000_000L;

    /** From a decrease on, requests are for what was sent before. */
    private static final long ANSWER = 250_000_000;

    private static final double BLIND_DECREASE = 0.4;

    /** Without a report; what it says is known soon. */
    private static final int MOST_BLIND = 2;

    /** A queue that is so much shorter than before becomes short. */
    private static final double STILL_FULL = 0.8;

    /** Part of the sending rate that is kept where a long queue does not become short, or damages the picture. */
    private static final double FULL_DECREASE = 0.4;

    /** After a request for a keyframe. */
    private static final long DAMAGED = 1_000_000_000L;

    /** After a decrease, in which another one may be needed. */
    private static final long FALLING = 3_000_000_000L;

    /** Between two questions. */
    private static final long ASK_SOON = 500_000_000;

    /** Once it has been narrow for long; behind an answer that found room, a train goes soon. */
    private static final long ASK_LATER = 1_500_000_000L;

    /** Before a line was ever too narrow, so that it is known how long an answer takes. */
    private static final long ASK_SELDOM = 20_000_000_000L;

    private static final double CAREFUL_INCREASE = 1.25;

    /** Before a report is due, so that what it says of the line is new. */
    private static final long BEFORE_REPORT = 300_000_000;

    /** That much earlier at the most, for the time that it takes itself. */
    private static final long MOST_UNDER_WAY = 800_000_000;

    /** Octets of a train: fewer, a line may let pass at once, as a token bucket does. */
    private static final int SHORTEST_TRAIN = 4_500;

    /** More, a short queue may have no room for. */
    private static final int LONGEST_TRAIN = 8_000;

    /** Octets that a token bucket is taken to let pass at once. */
    private static final int BUCKET = 3_000;

    /** So many trains without an answer show that they find no room before the line, whatever it carries. */
    private static final int MOST_LOST_TRAINS = 3;

    /** Seconds that a train takes at the estimate. */
    private static final double TRAIN_SECONDS = 0.08;

    /** Of the estimate, what trains take at most. */
    private static final double TRAINS = 0.2;

    /** One report in so many tells how long a round trip is without a train; soon after a fall, only if reports come often. */
    private static final int WITHOUT_TRAIN = 5;

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

    /** For a report behind a train; one that comes later and does not tell of it shows that it was lost. */
    private static final long LONGEST_WAIT = 1_000_000_000L;

    private static final long NEVER_ANSWERED = 12_000_000_000L;

    /** After a fall, in which a line comes back more likely than later. */
    private static final long HOPEFUL = 30_000_000_000L;

    private static final long BETWEEN_LATER = 4_000_000_000L;

    private static final long NEVER = Long.MIN_VALUE / 4;

    private final SentNumbers numbers = new SentNumbers();
    private final DelayBase base = new DelayBase();
    private final Rises rises = new Rises();
    private final Echoes echoes = new Echoes();
    private final long[] requests = new long[REQUESTS];
    private int requestCount;
    private long lastRequest = NEVER;
    private long requestBefore = NEVER;

    private long estimate = UNKNOWN;
    private long wanted;
    private double inherent;

    /** The last report that told of enough packets, and when it came. */
    private @Nullable ReportBlock last;

    private long lastBegan;
    private long lastHeard;
    private long interval;
    private long lastDecrease = NEVER;
    /** Questions behind trains, one after the other, that had no answer. */
    private int lostTrains;

    private boolean longQueue;

    /** Milliseconds that the answer before waited, if that was long. */
    private double waited;

    /** Before loss made it less; what it was then, and how much was lost. */
    private @Nullable Relief relief;

    /** Number of decreases for keyframe requests since the last report. */
    private int blind;

    /** Whether requests have been shown to mean no queue, but the line's own loss, or nothing. */
    private boolean requestsExplained;

    private boolean requestedSinceReport;

    private @Nullable Train train;
    private long nextTrain;
    private long lastTrain = NEVER;
    private int reports;

    /**
     * Figures that one report gives, with what was sent meanwhile.
     *
     * @param packets that were sent
     * @param loss their share, 0 to 1, that did not arrive
     * @param sent bit/s
     * @param arrives bit/s
     */
    private record Seen(int packets, double loss, double sent, double arrives) {

        static final Seen NOTHING = new Seen(0, 0, 0, 0);

        /** By how much more or less is lost, by chance alone, than on average. */
        double doubt() {
            return DOUBT * Math.sqrt(loss * (1 - loss) / packets);
        }
    }

    /**
     * Sending less, because of loss.
     *
     * @param before the estimate, bit/s
     * @param loss that there was
     * @param arrived bit/s that arrived then
     */
    private record Relief(long before, double loss, double arrived) {

        /** True if the loss is the line's own: no more is sent than arrived before, and nearly as much is lost. */
        boolean isInVain(Seen seen) {
            return seen.sent() <= arrived
                    && seen.loss() <= MOST_INHERENT
                    && seen.loss() > LITTLE
                    && seen.loss() >= STILL_LOST * loss;
        }
    }

    /**
     * A question to be put to a party.
     *
     * @param octets of a train to send before it; 0 for none
     * @param times to ask the same at once: where it matters, one question, or its answer, may be lost though nothing waits
     */
    public record Question(int octets, int times) {}

    /** @param report the middle of the NTP time of the sender report behind it */
    private record Train(int octets, long report, long sentAt) {}

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
        ReportBlock before = last;
        if (before == null || !numbers.knows(before.highestSequence())) {
            began(block, now);
            return;
        }
        long elapsed = now - lastHeard;
        lastHeard = now;
        interval = interval == 0 ? elapsed : Math.min(elapsed, interval + interval / 4);
        boolean tells = block.lastReport() != 0 && !Double.isNaN(roundTrip);
        if (tells && (train == null || block.lastReport() != train.report())) {
            base.note(roundTrip, now);
        }
        double queue = tells ? base.queue(roundTrip) : 0;
        Span span = numbers.after(before.highestSequence(), block.highestSequence());
        if (span.packets() < FEWEST) {
            // Of a line that carries next to nothing, the round trip is all that there is.
            heed(block.lastReport(), tells, queue, Seen.NOTHING, now);
        } else {
            Seen seen = seen(before, block, span, now);
            long sentFrom = numbers.sentAt(before.highestSequence());
            boolean settled = sentFrom >= lastDecrease - OVERLAP;
            began(block, now);
            judgeRise(seen, sentFrom, elapsed, now);
            judge(seen, settled && queue < SHORT_QUEUE, queue, now);
            heed(block.lastReport(), tells, queue, seen, now);
            if (seen.loss() < LITTLE && !requestedSinceReport) {
                requestsExplained = false;
            }
            requestedSinceReport = false;
            blind = 0;
        }
        reports++;
        nextTrain = now + interval - beforeReport() + (isHopeful(now) ? 0 : BETWEEN_LATER);
    }

    private Seen seen(ReportBlock before, ReportBlock block, Span span, long now) {
        int arrived = (int) (block.highestSequence() - before.highestSequence())
                - (block.cumulativeLost() - before.cumulativeLost());
        double loss = Math.clamp(1 - (double) arrived / span.packets(), 0, 1);
        return new Seen(span.packets(), loss, span.rate(), span.arrived(now - lastBegan) * (1 - loss));
    }

    private void began(ReportBlock block, long now) {
        last = block;
        lastBegan = now;
        lastHeard = now;
    }

    /**
     * Time from a train to the next report, nanoseconds: a train that is still under way then is told of by the report after.
     */
    private long beforeReport() {
        boolean seldom = interval > SELDOM;
        long underWay =
                seldom && estimate != UNKNOWN ? Math.min(MOST_UNDER_WAY, 8_000_000_000L * octets() / estimate) : 0;
        return Math.clamp(BEFORE_REPORT + underWay, interval / 10, 2 * interval / 3);
    }

    private boolean isHopeful(long now) {
        return now - lastDecrease < HOPEFUL;
    }

    private void judgeRise(Seen seen, long sentFrom, long elapsed, long now) {
        double excess = seen.loss() - inherent;
        if (excess <= LITTLE) {
            rises.arrived(seen.sent(), sentFrom, lastRequest);
        } else if (excess > MUCH) {
            rises.lost(interval, elapsed, now);
        }
    }

    /** Whether what the party answers at once waits where its pictures wait, as far as is known. */
    private boolean areAnswersTrue() {
        return !rises.haveDeceived() && echoes.areKnown();
    }

    /** Lowers the estimate to what arrives, if a report shows more loss than the line's own. */
    private void judge(Seen seen, boolean settled, double queue, long now) {
        inherent = Math.min(inherent, seen.loss() + seen.doubt() + LITTLE);
        Relief trial = relief;
        if (trial != null && settled) {
            relief = null;
            if (trial.isInVain(seen)) {
                inherent = seen.loss();
                estimate = Math.max(estimate, trial.before());
                requestsExplained = true;
                return;
            }
        }
        double excess = seen.loss() - inherent;
        if (excess <= MUCH || excess - seen.doubt() <= MUCH / 2) {
            if (blind > 0 && queue < SHORT_QUEUE) {
                requestsExplained = true;
            }
            return;
        }
        double carries = DECREASE * seen.arrives() / (1 - inherent);
        if (relief == null) {
            relief = new Relief(estimate, seen.loss(), seen.arrives());
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
        rises.fell(numbers, interval, now);
        lastDecrease = now;
        requestCount = 0;
    }

    /**
     * Evaluates the round trip of a report: that of a train says how much the line carries, any other how long the queue is.
     *
     * @param report the sender report whose round trip it is, the last that the party has received
     */
    private void heed(long report, boolean tells, double queue, Seen seen, long now) {
        Train probe = train;
        if (probe != null && now - probe.sentAt() > LONGEST_WAIT) {
            // One that was lost on its way shows that there was no room.
            train = null;
        }
        if (probe != null && tells && report == probe.report()) {
            train = null;
            lostTrains = 0;
            longQueue = false;
            if (seen.loss() - inherent <= MUCH) {
                probed(probe.octets(), queue, now);
            }
        } else if (queue > LONG_QUEUE) {
            if (longQueue && seen.packets() > 0) {
                decrease(TO_DRAIN * seen.arrives(), now);
            }
            longQueue = !longQueue;
        } else {
            longQueue = false;
            boolean blindly = !base.isKnown() || lostTrains >= MOST_LOST_TRAINS;
            if (blindly && seen.packets() > 0 && seen.loss() - inherent < LITTLE) {
                increase(CAREFUL_INCREASE * estimate, now);
            }
        }
    }

    /** @return whether it is a rise */
    private boolean probed(int octets, double queue, long now) {
        long before = estimate;
        double carries = 8_000.0 * (octets - BUCKET) / Math.max(RESOLUTION, queue - RESOLUTION);
        increase(PROBED * carries - SOUND, now);
        return estimate > before;
    }

    private void increase(double to, long now) {
        if (estimate == UNKNOWN || estimate >= wanted || to < WORTH * estimate || !rises.mayTry(now)) {
            return;
        }
        rises.began(estimate, lastDecrease, now);
        estimate = (long) Math.min(to, wanted);
        relief = null;
    }

    /** The party asks for a keyframe. */
    public void keyframeWanted(long now) {
        requestedSinceReport = true;
        requestBefore = lastRequest;
        lastRequest = now;
        boolean seldom = Math.max(interval, last == null ? 0 : now - lastHeard) > SELDOM;
        if (!seldom || areAnswersTrue() || requestsExplained || now - lastDecrease < ANSWER || blind == MOST_BLIND) {
            return;
        }
        requests[requestCount % REQUESTS] = now;
        requestCount++;
        int enough = blind == 0 ? REQUESTS : FURTHER_REQUESTS;
        if (requestCount >= enough && now - requests[(requestCount - enough) % REQUESTS] <= REQUESTING) {
            long sending = (long) numbers.rateOfLast(REQUESTING, now);
            if (Math.min(estimate, sending) > LEAST) {
                blind++;
                decrease(BLIND_DECREASE * Math.min(estimate, sending), now);
            }
        }
    }

    /**
     * Returns the question to be put to the party, which it answers at once, by another way than RTCP. The first answer counts.
     *
     * @return empty if nothing is to be asked now
     */
    public Optional<Question> ask(long now) {
        if (last == null || rises.haveDeceived()) {
            // Whoever gives no reports may know as little of this; and who answers by another way tells nothing of this
            // one.
            return Optional.empty();
        }
        boolean damaged = isDamaged(now);
        double patience = damaged ? SHORT_QUEUE : LONG_QUEUE;
        if (echoes.isOverdue(patience, now)) {
            rises.answeredLate(now);
            if (echoes.haveTrain()) {
                lostTrains++;
            }
            if (damaged || echoes.askedAt() - lastDecrease >= DRAINS) {
                waited(patience + 1, now);
            }
        }
        boolean requested = now - lastRequest <= DAMAGED;
        boolean up = estimate != UNKNOWN && estimate < wanted && rises.mayTry(now);
        long carries = up ? estimate + SOUND : estimate;
        OptionalInt octets =
                echoes.due(betweenQuestions(requested, up, now), up && !damaged ? octets() : 0, carries, now);
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
                lostTrains = 0;
                if (probed(answer.train(), answer.queue(), now)) {
                    rises.wasForAnswer(now);
                }
            } else {
                if (answer.queue() <= SHORT_QUEUE) {
                    rises.answeredAtOnce(numbers, lastRequest, now);
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
        boolean damaged = isDamaged(now);
        double before = waited;
        waited = 0;
        if (queue <= (damaged ? SHORT_QUEUE : LONG_QUEUE)) {
            return;
        }
        boolean falling = now - lastDecrease <= FALLING;
        double sending = Math.min(estimate, numbers.rateOfLast(REQUESTING, now));
        if (sending > LEAST && (damaged || falling && before > 0 && queue >= STILL_FULL * before)) {
            decrease(FULL_DECREASE * sending, now);
        }
        waited = queue;
    }

    /** Whether the party has asked for keyframes of late, though its line was sent no less meanwhile. */
    private boolean isDamaged(long now) {
        boolean further = now - lastDecrease <= REQUESTING && lastRequest - lastDecrease > ANSWER;
        boolean again = lastRequest - requestBefore <= REQUESTING && requestBefore - lastDecrease > ANSWER;
        return !requestsExplained && now - lastRequest <= DAMAGED && (further || again);
    }

    /** Whatever there is to send would take so much, bit/s. */
    public void wanted(long bitsPerSecond) {
        wanted = bitsPerSecond;
    }

    /** Octets of a train to send now, and a sender report behind it; 0 if there is nothing to find out. */
    public int train(long now) {
        boolean worth = estimate != UNKNOWN && estimate < wanted && base.isKnown();
        boolean without = reports % WITHOUT_TRAIN == 0 && !(interval > SELDOM && isHopeful(now));
        if (!worth || areAnswersTrue() || isAwaited(now) || now - nextTrain < 0 || !rises.mayTry(now) || without) {
            return 0;
        }
        int octets = octets();
        return now - lastTrain < 8e9 * octets / (TRAINS * estimate) ? 0 : octets;
    }

    private int octets() {
        return (int) Math.clamp(TRAIN_SECONDS * estimate / 8 + BUCKET, SHORTEST_TRAIN, LONGEST_TRAIN);
    }

    /** The train is under way. @param report the middle of the NTP time of the sender report behind it */
    public void trained(int octets, long report, long now) {
        train = new Train(octets, report, now);
        lastTrain = now;
    }

    /** Whether no other sender report may be sent before a report has come, as it would tell of that one. */
    public boolean isAwaited(long now) {
        return train != null && now - train.sentAt() <= NEVER_ANSWERED;
    }

    /** bit/s that the line carries of the stream; {@link #UNKNOWN} before it was too much for it. */
    public long bitsPerSecond() {
        return estimate;
    }
}

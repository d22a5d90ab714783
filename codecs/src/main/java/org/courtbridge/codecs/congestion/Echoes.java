package org.courtbridge.codecs.congestion;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Times the answers to questions that a party answers at once, by another way than RTCP: they say how long the queue before its
 * line is and, behind a train of probe packets, how much the line carries. A question without a train goes before each one with
 * it, and shows whether there is room for it. Used on the estimator's thread.
 */
final class Echoes {

    /** To a party that has not answered of late. */
    private static final long BETWEEN_IN_VAIN = 30_000_000_000L;

    /** An answer that takes longer is none. */
    private static final long LONGEST = 2_500_000_000L;

    /** So many questions without an answer show that the party does not know them. */
    private static final int MOST_IN_VAIN = 3;

    /** Of one that has answered before, whose line may lose them. */
    private static final int MOST_LOST = 20;

    /** Of what the line is taken to carry, what trains take at most. */
    private static final double TRAINS = 0.25;

    /** Milliseconds that a party may need for an answer. */
    private static final double TO_ANSWER = 100;

    /** Milliseconds of a line that is not full. */
    private static final double SHORT_QUEUE = 100;

    private static final long NEVER = Long.MIN_VALUE / 2;

    /** Questions whose late answers are known for what they are. */
    private static final int REMEMBERED = 8;

    private final DelayBase base = new DelayBase();
    private int question;
    private boolean asked;
    private long askedAt = NEVER;
    private int train;
    private long lastTrain = NEVER;
    private boolean roomForTrain;
    private int inVain;
    private boolean overdue;

    /** Times of the last questions without a train, by their number; 0 for others, and once they are answered. */
    private final long[] plain = new long[REMEMBERED];

    /**
     * An answer.
     *
     * @param train octets before the question
     * @param queue milliseconds that it took longer than without a queue
     */
    record Answer(int train, double queue) {}

    /** Whether the last answer found nothing waiting, so that there may be a train before the next question. */
    boolean haveRoomForTrain() {
        return roomForTrain;
    }

    /** Whether the party answers, as far as is known. */
    boolean areKnown() {
        return base.isKnown() && inVain < MOST_LOST;
    }

    /**
     * Decides whether to ask now, and with how long a train before the question.
     *
     * @param between nanoseconds between two questions
     * @param octets of a train; 0 for none at all
     * @param bitsPerSecond that the line is taken to carry of all that goes over it
     * @return octets to send before the question, 0 for none; empty if nothing is to be asked
     */
    OptionalInt due(long between, int octets, long bitsPerSecond, long now) {
        boolean inVainAlways = inVain >= (base.isKnown() ? MOST_LOST : MOST_IN_VAIN);
        boolean awaited = asked && !overdue && now - askedAt <= LONGEST;
        if (awaited || now - askedAt < (inVainAlways ? BETWEEN_IN_VAIN : between)) {
            return OptionalInt.empty();
        }
        if (asked) {
            roomForTrain = false;
            inVain++;
        }
        boolean affordable = now - lastTrain >= 8e9 * octets / (TRAINS * bitsPerSecond);
        return OptionalInt.of(roomForTrain && affordable ? octets : 0);
    }

    /**
     * Whether the last question should have been answered; once for each.
     *
     * @param patience milliseconds beside those that an answer takes without a queue
     */
    boolean isOverdue(double patience, long now) {
        if (!asked || overdue || !base.isKnown() || base.queue((now - askedAt) / 1e6) <= patience) {
            return false;
        }
        overdue = true;
        return true;
    }

    /** Whether there was a train before the last question. */
    boolean haveTrain() {
        return train > 0;
    }

    /** @return the question's number */
    int asked(int octets, long now) {
        question++;
        asked = true;
        overdue = false;
        askedAt = now;
        train = octets;
        lastTrain = octets > 0 ? now : lastTrain;
        plain[question % REMEMBERED] = octets > 0 ? 0 : now;
        return question;
    }

    /** Time of the last question, {@link System#nanoTime}; long ago if there was none. */
    long askedAt() {
        return askedAt;
    }

    /**
     * A question is answered.
     *
     * @param roundTrips of RTCP: an answer that takes much longer than the shortest one waits somewhere
     * @return empty if it is none that counts any more
     */
    Optional<Answer> answered(int answeredQuestion, DelayBase roundTrips, long now) {
        if (answeredQuestion != question) {
            return late(answeredQuestion, now);
        }
        if (!asked) {
            return Optional.empty();
        }
        asked = false;
        inVain = 0;
        plain[question % REMEMBERED] = 0;
        double millis = (now - askedAt) / 1e6;
        if (train > 0) {
            roomForTrain = false;
            return Optional.of(new Answer(train, base.queue(millis)));
        }
        base.note(millis, now);
        double least = roundTrips.isKnown() ? roundTrips.queue(millis) - TO_ANSWER : 0;
        double queue = Math.max(base.queue(millis), least);
        roomForTrain = queue < SHORT_QUEUE;
        return Optional.of(new Answer(0, queue));
    }

    /** An answer to an earlier question: the queue is as long as that, and was not in vain. */
    private Optional<Answer> late(int answeredQuestion, long now) {
        long from = plain[Math.floorMod(answeredQuestion, REMEMBERED)];
        if (question - answeredQuestion >= REMEMBERED || from == 0 || !base.isKnown()) {
            return Optional.empty();
        }
        plain[Math.floorMod(answeredQuestion, REMEMBERED)] = 0;
        inVain = 0;
        return Optional.of(new Answer(0, base.queue((now - from) / 1e6)));
    }
}

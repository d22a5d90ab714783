package org.courtbridge.codecs.congestion;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.courtbridge.codecs.rtp.ReportBlock;

/**
 * Pictures that follow the estimate, and sound beside them, over a simulated line to a room that tells what it received by
 * receiver reports alone.
 */
final class SimulatedRoom {

    static final long MILLISECOND = 1_000_000;
    static final long SECOND = 1_000_000_000;

    /** bit/s of the pictures if all goes. */
    static final long PICTURES = 1_000_000;

    private static final int SOUND_OCTETS = 214;
    private static final int PICTURE_OCTETS = 1_100;
    private static final int TRAIN_OCTETS = 1_200;
    private static final int REPORT_OCTETS = 90;
    private static final int QUESTION_OCTETS = 600;
    private static final long TO_ANSWER = 8 * MILLISECOND;
    private static final int FRAMES_PER_SECOND = 15;
    private static final int NO_PICTURE = 0x10_0000;
    private static final long RETURN = 20 * MILLISECOND;

    /** Until pictures follow an estimate: a keyframe has to be coded. */
    private static final long TO_FOLLOW = 150 * MILLISECOND;

    final ReportEstimator estimator = new ReportEstimator();
    final SimulatedLine line;
    final Behaviour behaviour;
    long now = 50 * SECOND;

    /** Whether somebody before the line answers what the room is asked. */
    boolean answersPassBy;

    private final PacingBudget budget = new PacingBudget(10_000_000, now);
    private final Deque<Integer> waiting = new ArrayDeque<>();
    private final Map<Integer, Long> senderReports = new HashMap<>();
    private final Deque<Returning> returning = new ArrayDeque<>();
    private final Map<Integer, Question> questions = new HashMap<>();
    private final List<Question> unanswered = new ArrayList<>();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private int sequence = 65_000;
    private int others = NO_PICTURE;
    private long soundSent;
    private long trains;
    private long nextSenderReport;
    private long shown = ReportEstimator.UNKNOWN;
    private long followed = ReportEstimator.UNKNOWN;
    private long estimatedAt;

    // The room's.
    private long nextReport;
    private int highest = -1;
    private int first = -1;
    private int received;
    private long lastReport;
    private long lastReportAt;
    private long nextRequest;

    /**
     * The behaviour of the room in RTCP and signalling.
     *
     * @param interval milliseconds between reports
     * @param roundTrip whether it tells when the last sender report came
     * @param requests whether it asks for keyframes when it lacks something, twice a second at most
     * @param echoes whether it answers what it is asked by signalling
     */
    record Behaviour(int interval, boolean roundTrip, boolean requests, boolean echoes) {

        Behaviour(int interval, boolean roundTrip, boolean requests) {
            this(interval, roundTrip, requests, false);
        }
    }

    /** A question by signalling that waits for its answer, and goes out again until that has come (RFC 3261, section 17.1.2.2). */
    private static final class Question {
        private final int asked;
        private long again;
        private long interval = 500 * MILLISECOND;

        private Question(int asked, long now) {
            this.asked = asked;
            this.again = now + interval;
        }
    }

    private record Answer(long at, Question question) {}

    private record Returning(long at, ReportBlock block) {}

    /** The observations of one stretch of time. */
    record Seen(long soundSent, List<Long> soundDelays, long pictureOctets, List<Long> estimates, long trains) {

        double soundLoss() {
            return 1 - (double) soundDelays.size() / soundSent;
        }

        double worstSoundMillis() {
            return soundDelays.stream().mapToLong(Long::longValue).max().orElse(0) / 1e6;
        }

        long least() {
            return estimates.stream().mapToLong(Long::longValue).min().orElseThrow();
        }

        long most() {
            return estimates.stream().mapToLong(Long::longValue).max().orElseThrow();
        }

        /** Of the time, in which the estimate is so high. */
        double shareOf(long bits) {
            return (double) estimates.stream().filter(each -> each >= bits).count() / estimates.size();
        }
    }

    SimulatedRoom(SimulatedLine line, Behaviour behaviour) {
        this.line = line;
        this.behaviour = behaviour;
        estimator.wanted(5 * PICTURES / 4);
        nextReport = now + behaviour.interval() * MILLISECOND / 2;
    }

    Seen pass(long millis) {
        List<Long> delays = new ArrayList<>();
        List<Long> estimates = new ArrayList<>();
        long pictures = 0;
        soundSent = 0;
        trains = 0;
        for (long i = 0; i < millis; i++) {
            now += MILLISECOND;
            send();
            for (SimulatedLine.Packet packet : line.pass(now)) {
                if (packet.sound()) {
                    delays.add(packet.delay());
                } else if (packet.number() < NO_PICTURE) {
                    pictures += packet.octets();
                    receive(packet.number());
                } else if (questions.containsKey(packet.number())) {
                    answers.add(new Answer(now + RETURN + TO_ANSWER, questions.get(packet.number())));
                } else if (senderReports.containsKey(packet.number())) {
                    lastReport = packet.number();
                    lastReportAt = now;
                }
            }
            report();
            hear();
            hearAnswers();
            estimates.add(estimator.bitsPerSecond());
        }
        return new Seen(soundSent, delays, pictures, estimates, trains);
    }

    /** @return milliseconds until the estimate is so high, or more than a minute */
    long millisUntil(long bitsPerSecond) {
        for (int millis = 0; millis < 60_000; millis++) {
            if (estimator.bitsPerSecond() >= bitsPerSecond) {
                return millis;
            }
            pass(1);
        }
        return Long.MAX_VALUE;
    }

    /** @return milliseconds until the estimate is so low, or more than a minute */
    long millisUntilBelow(long bitsPerSecond) {
        for (int millis = 0; millis < 60_000; millis++) {
            if (estimator.bitsPerSecond() <= bitsPerSecond) {
                return millis;
            }
            pass(1);
        }
        return Long.MAX_VALUE;
    }

    private void send() {
        long millis = now / MILLISECOND;
        if (millis % 20 == 0) {
            soundSent++;
            put(others++, SOUND_OCTETS, true);
        }
        if (estimator.bitsPerSecond() != followed) {
            followed = estimator.bitsPerSecond();
            estimatedAt = now;
        }
        if (now - estimatedAt >= TO_FOLLOW) {
            shown = followed;
        }
        if (millis % (1_000 / FRAMES_PER_SECOND) == 0) {
            frame();
        }
        long estimate = estimator.bitsPerSecond();
        budget.rate(estimate == ReportEstimator.UNKNOWN ? 10_000_000 : estimate * 5 / 4, now);
        while (!waiting.isEmpty() && budget.allows(now)) {
            int octets = waiting.removeFirst();
            budget.charge(octets, now);
            estimator.sent(sequence & 0xFFFF, octets, now);
            put(sequence++, octets, false);
        }
        if (millis % 50 == 0) {
            reports();
        }
    }

    private void frame() {
        long fits = shown == ReportEstimator.UNKNOWN ? PICTURES : shown * 3 / 4;
        long octets = Math.min(PICTURES, fits) / 8 / FRAMES_PER_SECOND;
        for (; octets > 0; octets -= PICTURE_OCTETS) {
            waiting.add((int) Math.min(PICTURE_OCTETS, octets));
        }
    }

    private void reports() {
        if (behaviour.echoes()) {
            questions();
        }
        int octets = estimator.train(now);
        if (octets > 0) {
            trains++;
            load(octets);
            budget.charge(octets, now);
            estimator.trained(octets, senderReport(), now);
        } else if (now >= nextSenderReport) {
            nextSenderReport = now + SECOND;
            if (!estimator.isAwaited(now)) {
                senderReport();
            }
        }
    }

    private void questions() {
        estimator.ask(now).ifPresent(asked -> {
            load(asked.octets());
            budget.charge(asked.octets(), now);
            Question question = new Question(estimator.asked(asked.octets(), now), now);
            unanswered.add(question);
            for (int i = 0; i < asked.times(); i++) {
                put(question);
            }
        });
        for (Question question : unanswered) {
            if (now >= question.again) {
                question.interval *= 2;
                question.again = now + question.interval;
                put(question);
            }
        }
    }

    private void put(Question question) {
        if (answersPassBy) {
            answers.add(new Answer(now + 2 * RETURN + TO_ANSWER, question));
            return;
        }
        questions.put(others, question);
        put(others++, QUESTION_OCTETS, false);
    }

    private void load(int octets) {
        for (int left = octets; left > 0; left -= TRAIN_OCTETS) {
            put(others++, TRAIN_OCTETS, false);
        }
    }

    private void hearAnswers() {
        while (!answers.isEmpty() && answers.getFirst().at() <= now) {
            Question question = answers.removeFirst().question();
            if (unanswered.remove(question)) {
                estimator.answered(question.asked, now);
            }
        }
    }

    private int senderReport() {
        int number = others++;
        senderReports.put(number, now);
        put(number, REPORT_OCTETS, false);
        return number;
    }

    private void put(int number, int octets, boolean sound) {
        line.send(number, octets, sound, now);
    }

    private void receive(int number) {
        if (first < 0) {
            first = number;
            highest = number - 1;
        }
        received++;
        if (number > highest + 1 && behaviour.requests() && now >= nextRequest) {
            nextRequest = now + 500 * MILLISECOND;
            estimator.keyframeWanted(now);
        }
        highest = Math.max(highest, number);
    }

    private void report() {
        if (now < nextReport || first < 0) {
            return;
        }
        nextReport = now + behaviour.interval() * MILLISECOND;
        boolean tells = behaviour.roundTrip() && lastReport != 0;
        int lost = highest - first + 1 - received;
        long delay = tells ? (now - lastReportAt) / MILLISECOND : 0;
        returning.add(
                new Returning(now + RETURN, new ReportBlock(1, 0, lost, highest, 0, tells ? lastReport : 0, delay)));
    }

    private void hear() {
        while (!returning.isEmpty() && returning.getFirst().at() <= now) {
            ReportBlock block = returning.removeFirst().block();
            long sentAt = senderReports.getOrDefault((int) block.lastReport(), 0L);
            double roundTrip = block.lastReport() == 0 ? Double.NaN : (now - sentAt) / 1e6 - block.delay();
            estimator.reported(block, roundTrip, now);
        }
    }
}

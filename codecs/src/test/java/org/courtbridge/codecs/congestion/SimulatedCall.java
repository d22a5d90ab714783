package org.courtbridge.codecs.congestion;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.courtbridge.codecs.rtp.RtcpPacket;
import org.courtbridge.codecs.rtp.TransportCcRecorder;
import org.courtbridge.codecs.rtp.TransportFeedback;

/**
 * Sound, and pictures that follow the estimate, over a simulated line; feedback as a browser gives it. Either side may have to
 * wait for a processor now and then.
 */
final class SimulatedCall {

    static final long MILLISECOND = 1_000_000;
    static final long SECOND = 1_000_000_000;

    /** bit/s of the pictures if all goes. */
    static final long PICTURES = 1_000_000;

    static final long SOUND = 60_000;

    private static final int SOUND_OCTETS = 150;
    private static final int PICTURE_OCTETS = 1_100;
    private static final int FRAMES_PER_SECOND = 20;

    final SendSideEstimator estimator = new SendSideEstimator();
    final SimulatedLine line;
    long now = 50 * SECOND;

    private final TransportCcRecorder browser = new TransportCcRecorder(0);
    private final PacingBudget budget = new PacingBudget(10_000_000, now);
    private final Deque<Integer> waiting = new ArrayDeque<>();
    private final Deque<byte[]> returning = new ArrayDeque<>();
    private final Deque<Long> returnTimes = new ArrayDeque<>();
    private long soundSent;

    private final Stalls stalls;
    private long sendsFrom;
    private long receivesFrom;

    /**
     * Stalls of the processors, one every 300 ms on average, each of a random length.
     *
     * @param sender milliseconds at most, of whoever sends pictures and hears feedback
     * @param receiver milliseconds at most
     */
    record Stalls(Random random, int sender, int receiver) {

        private static final int BETWEEN = 300;

        private long until(long before, int most, long now) {
            boolean stalls = most > 0 && now >= before && random.nextInt(BETWEEN) == 0;
            return stalls ? now + random.nextInt(most) * MILLISECOND : before;
        }
    }

    /** The observations of one stretch of time. */
    record Seen(long soundSent, List<Long> soundDelays, long pictureOctets, List<Long> estimates) {

        double soundLoss() {
            return 1 - (double) soundDelays.size() / soundSent;
        }

        double worstSoundMillis() {
            return soundDelays.stream().mapToLong(Long::longValue).max().orElse(0) / 1e6;
        }

        long least() {
            return estimates.stream().mapToLong(Long::longValue).min().orElseThrow();
        }

        long last() {
            return estimates.getLast();
        }
    }

    SimulatedCall(SimulatedLine line) {
        this(line, new Stalls(new Random(0), 0, 0));
    }

    SimulatedCall(SimulatedLine line, Stalls stalls) {
        this.line = line;
        this.stalls = stalls;
        estimator.wanted(PICTURES + SOUND);
    }

    Seen pass(long millis) {
        List<Long> delays = new ArrayList<>();
        List<Long> estimates = new ArrayList<>();
        long pictures = 0;
        soundSent = 0;
        for (long i = 0; i < millis; i++) {
            now += MILLISECOND;
            sendsFrom = stalls.until(sendsFrom, stalls.sender, now);
            receivesFrom = stalls.until(receivesFrom, stalls.receiver, now);
            send();
            for (SimulatedLine.Packet packet : line.pass(now)) {
                browser.received(packet.number(), Math.max(receivesFrom, packet.arrival()));
                if (packet.sound()) {
                    delays.add(packet.delay());
                } else {
                    pictures += packet.octets();
                }
            }
            report();
            if (now >= sendsFrom) {
                hear();
            }
            estimates.add(estimator.bitsPerSecond());
        }
        return new Seen(soundSent, delays, pictures, estimates);
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

    private void send() {
        long millis = now / MILLISECOND;
        if (millis % 20 == 0) {
            soundSent++;
            put(SOUND_OCTETS, true);
        }
        if (millis % (1_000 / FRAMES_PER_SECOND) == 0) {
            frame();
        }
        if (now >= sendsFrom) {
            sendPictures(millis);
        }
    }

    private void sendPictures(long millis) {
        long estimate = estimator.bitsPerSecond();
        budget.rate(estimate == SendSideEstimator.UNKNOWN ? 10_000_000 : estimate * 5 / 4, now);
        while (!waiting.isEmpty() && budget.allows(now)) {
            put(waiting.removeFirst(), false);
        }
        if (millis % 5 == 0) {
            for (long due = estimator.probe(now); due > 0; due -= PICTURE_OCTETS) {
                put(PICTURE_OCTETS, false);
            }
        }
    }

    private void frame() {
        long estimate = estimator.bitsPerSecond();
        long fits = estimate == SendSideEstimator.UNKNOWN ? PICTURES : Math.max(0, (estimate - SOUND) * 9 / 10);
        long octets = Math.min(PICTURES, fits) / 8 / FRAMES_PER_SECOND;
        if (waiting.stream().mapToInt(Integer::intValue).sum() > fits / 8) {
            waiting.clear();
        }
        for (; octets > 0; octets -= PICTURE_OCTETS) {
            waiting.add((int) Math.min(PICTURE_OCTETS, octets));
        }
    }

    private void put(int octets, boolean sound) {
        budget.charge(octets, now);
        line.send(estimator.sent(octets, now), octets, sound, now);
    }

    private void report() {
        if (now / MILLISECOND % 100 == 0) {
            browser.report(1, 2).ifPresent(report -> {
                ByteBuf bytes = Unpooled.buffer();
                report.write(bytes);
                byte[] onTheWire = new byte[bytes.readableBytes()];
                bytes.readBytes(onTheWire);
                returning.add(onTheWire);
                returnTimes.add(now + 20 * MILLISECOND);
            });
        }
    }

    private void hear() {
        while (!returning.isEmpty() && returnTimes.getFirst() <= now) {
            returnTimes.removeFirst();
            RtcpPacket packet = RtcpPacket.parse(Unpooled.wrappedBuffer(returning.removeFirst()))
                    .getFirst();
            estimator.heard((TransportFeedback) packet, now);
        }
    }
}

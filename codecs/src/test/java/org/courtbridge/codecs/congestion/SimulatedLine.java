package org.courtbridge.codecs.congestion;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** A line with a bottleneck, a short queue before it, loss and jitter, millisecond by millisecond. */
final class SimulatedLine {

    private static final long PROPAGATION = 20_000_000;

    private final Random random;
    private final Deque<Packet> queue = new ArrayDeque<>();
    private final List<Packet> flying = new ArrayList<>();
    private double credit;
    private long lastArrival;

    long bitsPerSecond;
    int queueOctets = 12_000;

    /** Octets that pass at once after a pause, as a token bucket has it. */
    int burst = 2_000;

    double loss;
    long jitter;

    /** Nothing passes until then. */
    long deadUntil = Long.MIN_VALUE;

    record Packet(int number, int octets, boolean sound, long sent, long arrival) {

        long delay() {
            return arrival - sent;
        }
    }

    SimulatedLine(long bitsPerSecond) {
        this(bitsPerSecond, 4501);
    }

    /** @param seed of what it loses, and of its jitter */
    SimulatedLine(long bitsPerSecond, long seed) {
        this.bitsPerSecond = bitsPerSecond;
        this.random = new Random(seed);
    }

    void send(int number, int octets, boolean sound, long now) {
        int waiting = queue.stream().mapToInt(Packet::octets).sum();
        if (waiting + octets <= queueOctets && random.nextDouble() >= loss && now >= deadUntil) {
            queue.add(new Packet(number, octets, sound, now, 0));
        }
    }

    /** One millisecond goes by. */
    List<Packet> pass(long now) {
        credit = Math.min(burst, credit + bitsPerSecond / 8_000.0);
        while (!queue.isEmpty() && queue.getFirst().octets() <= credit) {
            Packet packet = queue.removeFirst();
            credit -= packet.octets();
            long arrival = now + PROPAGATION + (jitter == 0 ? 0 : random.nextLong(jitter));
            lastArrival = Math.max(lastArrival, arrival);
            flying.add(new Packet(packet.number, packet.octets, packet.sound, packet.sent, lastArrival));
        }
        List<Packet> arrived =
                flying.stream().filter(packet -> packet.arrival <= now).toList();
        flying.removeAll(arrived);
        return arrived;
    }
}

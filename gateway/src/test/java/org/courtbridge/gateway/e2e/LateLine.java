package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.courtbridge.gateway.e2e.Lateness.Weather;

/** Carries packets between two devices, both ways, each as late as the weather has it. */
final class LateLine implements AutoCloseable {

    private static final int LOOK_MILLIS = 50;

    private final TunDevice near;
    private final TunDevice far;
    private final Direction there;
    private final Direction back;
    private volatile boolean closed;

    private LateLine(TunDevice near, TunDevice far, long seed) {
        this.near = near;
        this.far = far;
        this.there = new Direction(near, far, seed);
        this.back = new Direction(far, near, seed + 1);
    }

    /** Makes two devices with those names in this program's network namespace. */
    static LateLine open(String nearName, String farName, long seed) throws IOException {
        TunDevice near = TunDevice.open(nearName);
        try {
            LateLine line = new LateLine(near, TunDevice.open(farName), seed);
            line.there.threads.forEach(Thread::start);
            line.back.threads.forEach(Thread::start);
            return line;
        } catch (IOException e) {
            near.close();
            throw e;
        }
    }

    /** From now on, both ways. */
    void weather(Weather changed) {
        there.lateness.weather(changed);
        back.lateness.weather(changed);
    }

    /** From now on what comes from the far device is followed by changed copies. */
    void mutate(MutatedTraffic traffic) {
        back.traffic = Optional.of(traffic);
    }

    /** A packet under way. */
    private record Packet(long arrival, long number, byte[] bytes) {}

    /** One reads and one writes, so that neither waits for the other. */
    private final class Direction {

        private final Lateness lateness;
        private final PriorityBlockingQueue<Packet> underWay = new PriorityBlockingQueue<>(
                64, Comparator.comparingLong(Packet::arrival).thenComparingLong(Packet::number));
        private final AtomicLong read = new AtomicLong();
        private final List<Thread> threads;
        private final Thread writer;
        private volatile Optional<MutatedTraffic> traffic = Optional.empty();

        Direction(TunDevice from, TunDevice to, long seed) {
            this.lateness = new Lateness(seed);
            this.writer = Thread.ofPlatform().daemon().unstarted(() -> write(to));
            this.threads = List.of(Thread.ofPlatform().daemon().unstarted(() -> read(from)), writer);
        }

        private void read(TunDevice from) {
            while (!closed) {
                byte[] bytes = from.read(LOOK_MILLIS);
                if (bytes.length > 0) {
                    add(bytes);
                    traffic.ifPresent(mutated -> mutated.after(bytes).forEach(this::add));
                    LockSupport.unpark(writer);
                }
            }
        }

        private void add(byte[] packet) {
            underWay.add(new Packet(lateness.arrival(System.nanoTime()), read.incrementAndGet(), packet));
        }

        private void write(TunDevice to) {
            while (!closed) {
                Packet next = underWay.peek();
                long wait = next == null ? LOOK_MILLIS * 1_000_000L : next.arrival - System.nanoTime();
                if (wait > 0) {
                    LockSupport.parkNanos(wait);
                } else {
                    Packet due = underWay.poll();
                    if (due != null) {
                        to.write(due.bytes);
                    }
                }
            }
        }

        private void join() throws InterruptedException {
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    /** The devices are gone, and what is under way is lost. */
    @Override
    public void close() throws InterruptedException {
        closed = true;
        there.join();
        back.join();
        near.close();
        far.close();
    }
}

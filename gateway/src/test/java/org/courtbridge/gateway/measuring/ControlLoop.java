package org.courtbridge.gateway.measuring;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.locks.LockSupport;

/**
 * Finds out by itself whether there is time for what wants to run: asks to be woken again and again, does a little work each
 * time, and notes how much later than it asked, and how much longer than its work took of a processor, it was done. It
 * sees what {@link CpuPressure} does not: a virtual machine that was not run at all, and a JVM of the tests that stood still.
 */
final class ControlLoop implements AutoCloseable {

    static final long PERIOD_NANOS = 10_000_000;

    /** Waking takes as long on an idle machine. */
    static final long PROMPT_NANOS = 1_000_000;

    /** A fifth of a millisecond, about: a fiftieth of a processor. */
    private static final int WORK = 100_000;

    /** The clock and the processor that it measures by; the thread that runs it has one of its own. */
    interface Machine {

        /** By the clock on the wall. */
        long nanoTime();

        /** What the calling thread has had of a processor. */
        long processorNanos();

        /** Returns then, or as soon after it as it is woken. */
        void sleepUntil(long until);

        /** Always as much of it. */
        void work();
    }

    private final Machine machine;
    private final long begin;
    private long due;
    private boolean waits;
    private long waited;
    private long longest;
    private int rounds;
    private volatile boolean over;

    ControlLoop(Machine machine) {
        this.machine = machine;
        this.begin = machine.nanoTime();
    }

    /** Runs it in a thread until it is closed. */
    static ControlLoop start() {
        ControlLoop loop = new ControlLoop(new ThisMachine());
        Thread.ofPlatform().daemon().name("control-loop").start(loop::run);
        return loop;
    }

    private void run() {
        while (!over) {
            round();
        }
    }

    /** Waits once, and works once. */
    void round() {
        long next = machine.nanoTime() + PERIOD_NANOS;
        synchronized (this) {
            due = next;
            waits = true;
        }
        machine.sleepUntil(next);
        long woken = machine.nanoTime();
        long processor = machine.processorNanos();
        machine.work();
        long worked = machine.processorNanos() - processor;
        long done = machine.nanoTime();
        synchronized (this) {
            waits = false;
            rounds++;
            note(woken - next);
            note(done - woken - worked);
        }
    }

    private void note(long nanos) {
        if (nanos > PROMPT_NANOS) {
            waited += nanos;
            longest = Math.max(longest, nanos);
        }
    }

    /**
     * The time that it waited for a processor so far; if it is late now, that counts.
     *
     * @param share of the time since it began, 0 to 1
     * @param longestNanos at one time
     * @param rounds that it has gone
     */
    record Waited(double share, long longestNanos, int rounds) {}

    synchronized Waited waited() {
        long now = machine.nanoTime();
        long late = waits && now - due > PROMPT_NANOS ? now - due : 0;
        return new Waited((double) (waited + late) / Math.max(1, now - begin), Math.max(longest, late), rounds);
    }

    @Override
    public void close() {
        over = true;
    }

    /** The one that this runs on. */
    private static final class ThisMachine implements Machine {

        private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        private int result = 1;

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public long processorNanos() {
            return threads.getCurrentThreadCpuTime();
        }

        @Override
        public void sleepUntil(long until) {
            for (long left = until - nanoTime(); left > 0; left = until - nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }

        @Override
        public void work() {
            int next = result;
            for (int i = 0; i < WORK; i++) {
                next = next * 1_664_525 + 1_013_904_223;
            }
            result = next;
        }
    }
}

package org.courtbridge.gateway.measuring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ControlLoopTest {

    private static final long MILLI = 1_000_000;
    private static final int ROUNDS = 100;

    /** A machine that wakes as late as it is told to, and runs what works as slowly. */
    private static final class SlowMachine implements ControlLoop.Machine {

        private static final long WORK = MILLI / 5;

        private long now = 5;
        private long processor;
        private long late;
        private long interrupted;

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public long processorNanos() {
            return processor;
        }

        @Override
        public void sleepUntil(long until) {
            now = until + late;
        }

        @Override
        public void work() {
            now += WORK + interrupted;
            processor += WORK;
        }
    }

    private final SlowMachine machine = new SlowMachine();
    private final ControlLoop loop = new ControlLoop(machine);

    private void rounds() {
        for (int n = 0; n < ROUNDS; n++) {
            loop.round();
        }
    }

    @Test
    void anIdleMachineIsNotWaitedFor() {
        machine.late = ControlLoop.PROMPT_NANOS;
        rounds();
        assertThat(loop.waited()).isEqualTo(new ControlLoop.Waited(0, 0, ROUNDS));
    }

    @Test
    void wakingLateIsWaiting() {
        machine.late = 10 * MILLI;
        rounds();
        assertThat(loop.waited().share()).isCloseTo(10 / 20.2, within(0.001));
        assertThat(loop.waited().longestNanos()).isEqualTo(10 * MILLI);
    }

    @Test
    void workThatIsInterruptedIsWaiting() {
        machine.interrupted = 5 * MILLI;
        rounds();
        assertThat(loop.waited().share()).isCloseTo(5 / 15.2, within(0.001));
    }

    /** It does not show in the share of a long time. */
    @Test
    void oneStandstillIsRemembered() {
        rounds();
        machine.late = 60 * MILLI;
        loop.round();
        machine.late = 0;
        rounds();
        assertThat(loop.waited().longestNanos()).isEqualTo(60 * MILLI);
        assertThat(loop.waited().share()).isLessThan(0.05);
    }

    @Test
    void aStandstillThatIsNotOverIsWaitingToo() {
        ControlLoop.Waited[] meanwhile = new ControlLoop.Waited[1];
        ControlLoop[] stuck = new ControlLoop[1];
        stuck[0] = new ControlLoop(new ControlLoop.Machine() {
            @Override
            public long nanoTime() {
                return machine.nanoTime();
            }

            @Override
            public long processorNanos() {
                return machine.processorNanos();
            }

            @Override
            public void sleepUntil(long until) {
                machine.now = until + 1_000 * MILLI;
                meanwhile[0] = stuck[0].waited();
            }

            @Override
            public void work() {
                machine.work();
            }
        });
        stuck[0].round();
        assertThat(meanwhile[0].longestNanos()).isEqualTo(1_000 * MILLI);
        assertThat(meanwhile[0].share()).isCloseTo(1_000 / 1_010.0, within(0.001));
    }

    /** On whatever machine this is. */
    @Test
    void theRealOneGoesRound() {
        try (ControlLoop real = ControlLoop.start()) {
            long end = System.nanoTime() + 20_000 * MILLI;
            while (real.waited().rounds() < 3) {
                assertThat(System.nanoTime()).as("%s", real.waited()).isLessThan(end);
                Thread.onSpinWait();
            }
        }
    }
}

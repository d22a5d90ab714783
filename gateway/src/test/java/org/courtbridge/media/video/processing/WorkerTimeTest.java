package org.courtbridge.media.video.processing;

import static org.assertj.core.api.Assertions.assertThat;

import org.courtbridge.media.video.processing.WorkerTime.Span;
import org.junit.jupiter.api.Test;

class WorkerTimeTest {

    private static final long MILLISECOND = 1_000_000;

    private long now = -50 * MILLISECOND;
    private final WorkerTime time = new WorkerTime(2, () -> now);

    private void pass(int millis) {
        now += millis * MILLISECOND;
    }

    @Test
    void measuresTheShareOfAllThreadsAndHowLongWorkWaits() {
        Runnable first = time.measured(() -> pass(30));
        Runnable second = time.measured(() -> pass(20));
        pass(10);
        first.run();
        second.run();
        pass(40);
        assertThat(time.take()).isEqualTo(new Span(50.0 / 200, (10 + 40) * MILLISECOND / 2));
        pass(100);
        assertThat(time.take()).isEqualTo(Span.IDLE);
    }

    @Test
    void workThatHasNotEndedCountsAsFarAsItHasGot() {
        Span[] meanwhile = new Span[2];
        time.measured(() -> {
                    pass(100);
                    meanwhile[0] = time.take();
                    pass(100);
                    meanwhile[1] = time.take();
                    pass(10);
                })
                .run();
        pass(90);
        assertThat(meanwhile).containsExactly(new Span(0.5, 0), new Span(0.5, 0));
        assertThat(time.take()).isEqualTo(new Span(10.0 / 200, 0));
    }

    @Test
    void workThatEndsByAnExceptionHasEnded() {
        Runnable failing = time.measured(() -> {
            throw new IllegalStateException("a bug");
        });
        try {
            failing.run();
        } catch (IllegalStateException e) {
            pass(100);
        }
        assertThat(time.take().share()).isZero();
    }
}

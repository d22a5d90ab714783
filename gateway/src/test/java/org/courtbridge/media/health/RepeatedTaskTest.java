package org.courtbridge.media.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RepeatedTaskTest {

    private final InternalErrors errors = new InternalErrors(() -> Instant.EPOCH);
    private final AtomicInteger times = new AtomicInteger();

    /** An executor drops a task that throws, and says nothing. */
    @Test
    void isDoneAgainByAnExecutorWhateverItThrows() throws Exception {
        Semaphore done = new Semaphore(0);
        RepeatedTask task = new RepeatedTask(errors, Part.UPKEEP, "tidying up", () -> {
            if (times.incrementAndGet() <= 2) {
                throw new AssertionError("a fault, as a test wants it");
            }
            done.release();
        });
        try (ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor()) {
            executor.scheduleAtFixedRate(task, 0, 1, TimeUnit.MILLISECONDS);
            assertThat(done.tryAcquire(5, TimeUnit.SECONDS)).isTrue();
            executor.shutdownNow();
        }
        assertThat(errors.count(Part.UPKEEP)).isEqualTo(2);
    }

    @Test
    void ofFailuresInARowOneIsLoggedAndAllAreCounted() {
        RepeatedTask task = new RepeatedTask(errors, Part.UPKEEP, "tidying up", () -> {
            if (times.incrementAndGet() % 4 != 0) {
                throw new IllegalStateException("a fault, as a test wants it");
            }
        });
        try (LoggedErrors log = new LoggedErrors()) {
            for (int i = 0; i < 8; i++) {
                task.run();
            }
            assertThat(log.causes()).hasSize(2).allMatch(IllegalStateException.class::isInstance);
        }
        assertThat(errors.count(Part.UPKEEP)).isEqualTo(6);
    }
}

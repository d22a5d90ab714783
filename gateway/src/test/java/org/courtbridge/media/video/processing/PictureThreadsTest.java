package org.courtbridge.media.video.processing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PictureThreadsTest {

    private final AtomicLong now = new AtomicLong();
    private final PictureThreads threads = new PictureThreads(1, now::get);

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void measuresTheTimeOfPicturesOfHearings() {
        threads.ofHearings().execute(() -> now.addAndGet(100));
        untilIdle();
        now.addAndGet(300);
        assertThat(threads.measurements().share()).isEqualTo(0.25);
    }

    @Test
    void measuresNoOtherTime() {
        threads.warmUp(() -> now.addAndGet(100));
        untilIdle();
        CompletableFuture.runAsync(() -> now.addAndGet(100), threads.stills()).join();
        CompletableFuture.runAsync(() -> now.addAndGet(100), threads.probes()).join();
        assertThat(threads.measurements().share()).isZero();
    }

    /** The one thread of hearings has done what it was given. */
    private void untilIdle() {
        CompletableFuture<Void> idle = new CompletableFuture<>();
        threads.warmUp(() -> idle.complete(null));
        idle.join();
    }
}

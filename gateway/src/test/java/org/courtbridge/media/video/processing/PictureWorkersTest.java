package org.courtbridge.media.video.processing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.courtbridge.codecs.video.PictureCoding;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.health.Part;
import org.courtbridge.media.leg.BridgeClock;
import org.junit.jupiter.api.Test;

class PictureWorkersTest {

    private final AtomicInteger faults = new AtomicInteger();
    private final Semaphore looks = new Semaphore(0);

    private long now() {
        if (faults.getAndDecrement() > 0) {
            throw new IllegalStateException("a fault, as a test wants it");
        }
        looks.release();
        return System.nanoTime();
    }

    /** Or nothing would ever be saved again, however much there is to do. */
    @Test
    void oneLookAtTheLoadThatFailsIsNotTheLast() throws Exception {
        InternalErrors errors = new InternalErrors(InstantSource.system());
        BridgeClock clock = new BridgeClock(InstantSource.system(), this::now);
        try (PictureWorkers workers =
                new PictureWorkers(1, 1, PictureCoding::encoder, clock, Duration.ofSeconds(10), errors)) {
            looks.drainPermits();
            faults.set(2);
            workers.lookEach(Duration.ofMillis(1));
            assertThat(looks.tryAcquire(4, 5, TimeUnit.SECONDS)).isTrue();
            assertThat(errors.count(Part.PICTURES)).isEqualTo(2);
        }
    }
}

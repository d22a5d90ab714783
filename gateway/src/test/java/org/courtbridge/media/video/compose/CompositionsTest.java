package org.courtbridge.media.video.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.media.bridge.PictureParty;
import org.courtbridge.media.health.Part;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.video.PictureTarget;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CompositionsTest {

    private final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel channel =
            EmbeddedChannel.builder().ticker(ticker).build();
    private final PictureWorkers workers = PictureWorkers.withPlaces(1);
    private final BridgeClock clock = new BridgeClock(InstantSource.system(), this::now);
    private final Compositions compositions = new Compositions(
            new SharedVideoDecoders(workers, clock), workers, channel.eventLoop(), Captions.NONE, clock, () -> {});
    private boolean faulty;

    private long now() {
        if (faulty) {
            faulty = false;
            throw new IllegalStateException("a fault, as a test wants it");
        }
        return ticker.nanoTime();
    }

    @AfterEach
    void close() {
        compositions.close();
        workers.close();
        channel.finishAndReleaseAll();
    }

    @Test
    void onePictureThatFailsIsNotTheLast() {
        PictureTarget target = PictureTarget.of(
                        List.of(H264Format.ofLevel(PictureParty.PAYLOAD_TYPE, 66, 0xE0, 31, 1)), 1_000_000)
                .orElseThrow();
        Composition composition = compositions
                .make(Scene.EMPTY, List.of(), target, Optional.empty(), true)
                .orElseThrow();
        later(200);
        long due = composition.due();

        faulty = true;
        later(200);
        assertThat(faulty).isFalse();
        assertThat(workers.errors().count(Part.PICTURES)).isEqualTo(1);
        assertThat(composition.due() - due).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(150));
    }

    private void later(int millis) {
        for (int i = 0; i < millis; i++) {
            ticker.advance(1, TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
            channel.runPendingTasks();
        }
    }
}

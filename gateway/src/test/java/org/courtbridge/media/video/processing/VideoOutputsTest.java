package org.courtbridge.media.video.processing;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.courtbridge.codecs.compose.Arrangement;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.NativePicture;
import org.courtbridge.codecs.video.PictureDecoder;
import org.courtbridge.media.bridge.PictureParty;
import org.courtbridge.media.health.Part;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.video.PictureTarget;
import org.courtbridge.media.video.VideoSource;
import org.courtbridge.media.video.coded.VideoProcessor.Admission;
import org.courtbridge.media.video.coded.VideoProcessor.Label;
import org.courtbridge.media.video.coded.VideoProcessor.Tile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Outputs whose source gives pictures as a test wants them. */
class VideoOutputsTest {

    private static final int BRIGHT = 200;
    private static final int BLACK = 16;
    private static final int PERIOD_MILLIS = 40;

    private final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel timer =
            EmbeddedChannel.builder().ticker(ticker).build();
    private final PictureWorkers workers = PictureWorkers.withPlaces(1);
    private final BridgeClock clock = new BridgeClock(InstantSource.system(), this::now);
    private final SharedVideoDecoder source =
            new SharedVideoDecoder("leg A", timer.eventLoop(), () -> {}, workers.threads(), clock);
    private final List<byte[]> coded = new ArrayList<>();
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
        source.close();
        workers.close();
        timer.finishAndReleaseAll();
    }

    @Test
    void whatItKeepsOfAPartyItGivesBackWithTheNextOneAndWhenThePartyLeaves() {
        source.seen(true, VideoSource.LOSS_TIMEOUT_NANOS);
        Composer composer = composer();
        showAlone(composer);
        I420Picture any = I420Picture.black(640, 360);
        try (NativePicture first = NativePicture.of(any);
                NativePicture second = NativePicture.of(any);
                NativePicture third = NativePicture.of(any)) {
            source.give(first, 0, now(), false);
            next(composer);
            assertThat(first.holders()).isEqualTo(2);
            source.give(second, 3_000, now(), false);
            assertThat(first.holders()).as("seen until the next is drawn").isEqualTo(2);
            next(composer);
            assertThat(first.holders()).isEqualTo(1);
            assertThat(second.holders()).isEqualTo(2);
            composer.show(Arrangement.WHOLE, List.of(), Optional.empty());
            next(composer);
            assertThat(second.holders()).isEqualTo(1);
            source.give(third, 6_000, now(), false);
            assertThat(third.holders()).as("too late").isEqualTo(1);

            showAlone(composer);
            source.give(third, 6_000, now(), false);
            assertThat(third.holders()).isEqualTo(2);
            composer.close();
            worked();
            assertThat(third.holders()).isEqualTo(1);
        }
    }

    @Test
    void whatWaitsToBeCodedIsGivenBackWhenItIsLeftOutOrNobodySeesItAnyMore() {
        Transcoding transcoding = new Transcoding(source, setting());
        transcoding.start();
        CompletableFuture<Void> busy = new CompletableFuture<>();
        workers.threads().execute(busy::join);
        I420Picture any = I420Picture.black(640, 360);
        try (NativePicture first = NativePicture.of(any);
                NativePicture second = NativePicture.of(any)) {
            source.give(first, 0, now(), false);
            source.give(second, 3_000, now(), false);
            assertThat(first.holders()).isEqualTo(2);
            assertThat(second.holders()).isEqualTo(2);
            busy.complete(null);
            worked();
            assertThat(first.holders()).as("left out").isEqualTo(1);
            assertThat(second.holders()).as("coded").isEqualTo(1);
            assertThat(coded).hasSize(1);

            transcoding.close();
            worked();
            source.give(first, 6_000, now(), false);
            transcoding.take(first, 6_000, now(), false);
            assertThat(first.holders()).as("too late").isEqualTo(1);
        }
    }

    /** Who sees whom is worked out a little later than who is inside. */
    @Test
    void whoeverIsCutOffIsGoneBeforeAnotherSceneIsShown() {
        source.seen(true, VideoSource.LOSS_TIMEOUT_NANOS);
        Composer composer = composer();
        showAlone(composer);
        I420Picture bright = I420Picture.black(640, 360);
        bright.fill(0, 0, 640, 360, BRIGHT, 128, 128);
        try (NativePicture given = NativePicture.of(bright)) {
            source.give(given, 0, now(), false);
        }

        next(composer);
        assertThat(middle()).isGreaterThan(BRIGHT - 10);
        source.seen(false, VideoSource.LOSS_TIMEOUT_NANOS);
        next(composer);
        assertThat(middle()).isLessThan(BLACK + 10);
        composer.close();
    }

    @Test
    void aPictureIsShownUntilItsSourceIsLost() {
        source.seen(true, VideoSource.LOSS_TIMEOUT_NANOS);
        Composer composer = composer();
        showAlone(composer);
        I420Picture bright = I420Picture.black(640, 360);
        bright.fill(0, 0, 640, 360, BRIGHT, 128, 128);
        try (NativePicture given = NativePicture.of(bright)) {
            source.give(given, 0, now(), false);
        }

        ticker.advance(VideoSource.LOSS_TIMEOUT_NANOS, TimeUnit.NANOSECONDS);
        source.seen(true, VideoSource.SLOW_LOSS_TIMEOUT_NANOS);
        next(composer);
        assertThat(middle()).as("it comes seldom").isGreaterThan(BRIGHT - 10);
        source.seen(true, VideoSource.LOSS_TIMEOUT_NANOS);
        next(composer);
        assertThat(middle()).isLessThan(BLACK + 10);
        composer.close();
    }

    @Test
    void onePictureThatFailsIsNotTheLast() {
        Composer composer = composer();
        composer.start();
        later(200);
        worked();
        assertThat(coded).isNotEmpty();

        faulty = true;
        later(PERIOD_MILLIS);
        worked();
        assertThat(faulty).isFalse();
        assertThat(workers.errors().count(Part.PICTURES)).isEqualTo(1);
        int before = coded.size();
        later(300);
        worked();
        assertThat(coded).hasSizeGreaterThan(before);

        composer.close();
        worked();
        int last = coded.size();
        later(300);
        worked();
        assertThat(coded).as("after it was closed").hasSize(last);
        assertThat(timer.runScheduledPendingTasks()).as("nothing waits").isNegative();
    }

    private static PictureTarget target() {
        return PictureTarget.of(List.of(H264Format.ofLevel(PictureParty.PAYLOAD_TYPE, 66, 0xE0, 31, 1)), 1_000_000)
                .orElseThrow();
    }

    private Composer composer() {
        return new Composer(Captions.NONE, timer.eventLoop(), workers.errors(), setting());
    }

    private VideoEncoding.Setting setting() {
        return new VideoEncoding.Setting(
                target(),
                workers,
                workers.take(Admission.BEGINS).orElseThrow(),
                clock,
                (picture, _, _) -> coded.add(picture.bytes()),
                () -> {});
    }

    private void showAlone(Composer composer) {
        composer.show(Arrangement.GRID, List.of(new Tile(source, new Label("A", Set.of()))), Optional.empty());
    }

    private void next(Composer composer) {
        ticker.advance(PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        composer.tick();
        worked();
    }

    private void worked() {
        CompletableFuture.runAsync(() -> {}, workers.threads()).join();
    }

    private void later(int millis) {
        for (int i = 0; i < millis; i++) {
            ticker.advance(1, TimeUnit.MILLISECONDS);
            timer.runScheduledPendingTasks();
            timer.runPendingTasks();
        }
    }

    private int middle() {
        try (PictureDecoder decoder = PictureDecoder.h264()) {
            I420Picture last = coded.stream()
                    .flatMap(picture -> decoder.decode(picture).stream())
                    .reduce((_, later) -> later)
                    .orElseThrow();
            return last.lumaAt(last.width() / 2, last.height() / 2);
        }
    }
}

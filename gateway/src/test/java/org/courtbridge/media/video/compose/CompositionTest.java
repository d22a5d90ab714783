package org.courtbridge.media.video.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.courtbridge.codecs.compose.Arrangement;
import org.courtbridge.codecs.payload.H264Depacketizer;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.NativePicture;
import org.courtbridge.codecs.video.PictureDecoder;
import org.courtbridge.media.audio.AudioPort;
import org.courtbridge.media.bridge.BridgeLeg;
import org.courtbridge.media.bridge.Camera;
import org.courtbridge.media.bridge.PictureParty;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.MediaTrace;
import org.courtbridge.media.pacing.PacedTransport;
import org.courtbridge.media.video.DecodedPictureSink;
import org.courtbridge.media.video.PictureTarget;
import org.courtbridge.media.video.receive.VideoReceiver;
import org.courtbridge.media.video.send.VideoSender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CompositionTest {

    private static final int BRIGHT = 200;
    private static final int BLACK = 16;
    private static final long PERIOD = 40_000_000;

    private long now = 7_000_000_000L;
    private final BridgeClock clock = new BridgeClock(InstantSource.system(), () -> now);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final PictureWorkers workers = PictureWorkers.withPlaces(1);
    private final PictureParty party = PictureParty.room("A", channel.eventLoop());
    private final PictureParty viewer = PictureParty.room("B", channel.eventLoop());
    private final BridgeLeg seen = leg(party);
    private final BridgeLeg seeing = leg(viewer);

    private BridgeLeg leg(PictureParty of) {
        BridgeLeg leg = new BridgeLeg(
                of,
                of.id().value(),
                new AudioPort(),
                new BridgeLeg.Surroundings(clock, MediaTrace.OFF, Captions.NONE, workers.stills(), workers.errors()),
                () -> {});
        leg.media(of.media());
        leg.open(true);
        channel.runPendingTasks();
        return leg;
    }

    @AfterEach
    void close() {
        seen.end();
        seeing.end();
        channel.runPendingTasks();
        workers.close();
        channel.finishAndReleaseAll();
    }

    @Test
    void whatItKeepsOfAPartyItGivesBackWithTheNextOneAndWhenThePartyLeaves() {
        VideoReceiver source = seen.source().orElseThrow().largest();
        Composition composition = composition();
        composition.show(scene(), List.of(part(source)));
        DecodedPictureSink taker = composition.taker(source).orElseThrow();
        I420Picture any = new I420Picture(640, 360);
        try (NativePicture first = NativePicture.of(any);
                NativePicture second = NativePicture.of(any);
                NativePicture third = NativePicture.of(any)) {
            taker.take(first, 0, now, false);
            next(composition);
            assertThat(first.holders()).isEqualTo(2);
            taker.take(second, 3_000, now, false);
            assertThat(first.holders()).as("seen until the next is drawn").isEqualTo(2);
            next(composition);
            assertThat(first.holders()).isEqualTo(1);
            assertThat(second.holders()).isEqualTo(2);
            composition.show(Scene.EMPTY, List.of());
            next(composition);
            assertThat(second.holders()).isEqualTo(1);
            taker.take(third, 6_000, now, false);
            assertThat(third.holders()).as("too late").isEqualTo(1);

            composition.show(scene(), List.of(part(source)));
            composition.taker(source).orElseThrow().take(third, 6_000, now, false);
            assertThat(third.holders()).isEqualTo(2);
            composition.close();
            CompletableFuture.runAsync(() -> {}, workers.threads()).join();
            assertThat(third.holders()).isEqualTo(1);
        }
    }

    @Test
    void whatWaitsToBeCodedIsGivenBackWhenItIsLeftOutOrNobodySeesItAnyMore() {
        VideoReceiver source = seen.source().orElseThrow().largest();
        Transcoder transcoder = new Transcoder(
                source,
                new SharedVideoDecoder(source, workers.threads(), clock),
                target(),
                workers,
                workers.take(false).orElseThrow(),
                clock,
                () -> {});
        CompletableFuture<Void> busy = new CompletableFuture<>();
        workers.threads().execute(busy::join);
        I420Picture any = new I420Picture(640, 360);
        try (NativePicture first = NativePicture.of(any);
                NativePicture second = NativePicture.of(any)) {
            transcoder.take(first, 0, now, false);
            transcoder.take(second, 3_000, now, false);
            assertThat(first.holders()).isEqualTo(2);
            assertThat(second.holders()).isEqualTo(2);
            busy.complete(null);
            CompletableFuture.runAsync(() -> {}, workers.threads()).join();
            assertThat(first.holders()).as("left out").isEqualTo(1);
            assertThat(second.holders()).as("coded").isEqualTo(1);

            transcoder.close();
            CompletableFuture.runAsync(() -> {}, workers.threads()).join();
            transcoder.take(first, 6_000, now, false);
            assertThat(first.holders()).as("too late").isEqualTo(1);
        }
    }

    /** Who sees whom is worked out a little later than who is inside. */
    @Test
    void whoeverIsCutOffIsGoneBeforeAnotherSceneIsMade() {
        VideoSender output = output();
        VideoReceiver source = seen.source().orElseThrow().largest();
        Composition composition = composition();
        composition.show(scene(), List.of(part(source)));
        composition.outputs(List.of(output));
        output.show(Optional.of(composition), now);
        I420Picture bright = new I420Picture(640, 360);
        bright.fill(0, 0, 640, 360, BRIGHT, 128, 128);
        try (NativePicture taken = NativePicture.of(bright)) {
            composition.taker(source).orElseThrow().take(taken, 0, now, false);
        }

        next(composition);
        assertThat(middle()).isGreaterThan(BRIGHT - 10);
        seen.open(false);
        next(composition);
        assertThat(middle()).isLessThan(BLACK + 10);
        composition.close();
    }

    private VideoSender output() {
        return Objects.requireNonNull(seeing.outputs().get("main"));
    }

    private PictureTarget target() {
        return output().target(PacedTransport.UNLIMITED).orElseThrow();
    }

    private Composition composition() {
        return new Composition(target(), workers, workers.take(false).orElseThrow(), Captions.NONE, clock, () -> {});
    }

    private Scene scene() {
        return new Scene(Arrangement.GRID, List.of(Shot.camera(seen.id())), Optional.empty());
    }

    private static Composition.Part part(VideoReceiver source) {
        return new Composition.Part(source, new Captions.Label("A", Set.of()));
    }

    private void next(Composition composition) {
        channel.runPendingTasks();
        now += PERIOD;
        composition.tick();
        CompletableFuture.runAsync(() -> {}, workers.threads()).join();
        channel.runPendingTasks();
    }

    private int middle() {
        I420Picture last = Camera.decode(viewer.received(0), new H264Depacketizer(), PictureDecoder.h264())
                .getLast();
        return last.lumaAt(last.width() / 2, last.height() / 2);
    }
}

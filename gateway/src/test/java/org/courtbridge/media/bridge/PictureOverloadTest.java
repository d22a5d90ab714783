package org.courtbridge.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.payload.H264Packetizer;
import org.courtbridge.codecs.video.EncodedPicture;
import org.courtbridge.codecs.video.EncoderSettings;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureCoding;
import org.courtbridge.codecs.video.PictureEncoder;
import org.courtbridge.gateway.measuring.Look;
import org.courtbridge.gateway.measuring.Measurement;
import org.courtbridge.hearings.Layout;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.audio.HearingAudio;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.leg.Bridge;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegMedia.ReceivedAudio;
import org.courtbridge.media.leg.LegMedia.SentAudio;
import org.courtbridge.media.video.LoadStep;
import org.courtbridge.media.video.processing.PictureWorkers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** More to compose and code than one thread can do, in real time, beside the sound of the same hearing. */
class PictureOverloadTest {

    /** Each sees what is made for it alone. */
    private static final int VIEWERS = 4;

    /** How long something else has the thread before each of them: however fast the machine is, too little is left. */
    private static final long TAKEN = 30_000_000;

    /** Of the machine: sound makes up for less. */
    private static final Duration STANDSTILL = Duration.ofMillis(80);

    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration CALM = Duration.ofMillis(750);
    private static final int A_SECOND = 50;
    private static final long TICK_MILLIS = HearingAudio.TICK / 1_000_000;

    private final DefaultEventLoop loop = new DefaultEventLoop();
    private final ScheduledExecutorService mixers = Executors.newScheduledThreadPool(3);
    private final PictureWorkers pictures = new PictureWorkers(
            1,
            VIEWERS + 4,
            PictureCoding::encoder,
            BridgeClock.SYSTEM,
            CALM,
            new InternalErrors(InstantSource.system()));
    private final HearingBridge bridge = new HearingBridge(
            HearingBridge.Parts.plain(loop, mixers, pictures, (leg, digit) -> {}, BridgeClock.SYSTEM));
    private final List<LoadStep> steps = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        bridge.close();
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        mixers.shutdownNow();
        pictures.close();
    }

    /**
     * Sound that a party was sent while pictures were saved.
     *
     * @param ticks for which there should have been a block each
     */
    private record Sent(long ticks, long blocks) {

        List<String> complaints() {
            return blocks >= ticks - 5 && blocks <= ticks + 10
                    ? List.of()
                    : List.of("%d blocks of sound in %d ticks".formatted(blocks, ticks));
        }
    }

    @Test
    void picturesAreSavedAndComeBackAndSoundGoesOn() throws Exception {
        assertThat(overload().blocks()).isPositive();
    }

    @Test
    @Tag("measures")
    void soundIsOnTimeWhilePicturesAreSaved() throws Exception {
        Look look = Measurement.once(STANDSTILL, () -> overload().complaints());
        if (look.saysNothing()) {
            throw Measurement.couldNotMeasure(look.toString());
        }
        assertThat(look.complaints()).isEmpty();
    }

    private Sent overload() throws Exception {
        List<PictureParty> senders = List.of(PictureParty.room("A", loop), PictureParty.room("B", loop));
        List<PictureParty> viewers = new ArrayList<>();
        for (int i = 0; i < VIEWERS; i++) {
            PictureParty viewer = PictureParty.room("V" + i, loop);
            viewer.sends = false;
            // Another target each, so that none share a coding.
            viewer.bitrate = 1_900_000 - 1_000L * i;
            viewers.add(viewer);
        }
        PictureParty voice = PictureParty.room("S", loop);
        PictureParty ear = PictureParty.room("E", loop);
        try (SimulatedParty speaking = SimulatedParty.tone("S", AudioCodec.PCMA, 440, 0.3);
                SimulatedParty hearing = SimulatedParty.tone("E", AudioCodec.G722, 0, 0)) {
            Clip clip = new Clip();
            bridge.attach(voice, "S", sound(speaking, voice.transport));
            bridge.attach(ear, "E", sound(hearing, ear.transport));
            ear.transport.countOnly();
            senders.forEach(sender -> bridge.attach(sender, sender.id().value(), sender.media()));
            viewers.forEach(viewer -> {
                viewer.transport.countOnly();
                bridge.attach(viewer, viewer.id().value(), viewer.media());
            });
            Set<LegId> inside = new HashSet<>(Set.of(voice.id(), ear.id()));
            senders.forEach(sender -> inside.add(sender.id()));
            viewers.forEach(viewer -> inside.add(viewer.id()));
            Map<LegId, Layout> layouts = inside.stream().collect(Collectors.toMap(leg -> leg, any -> Layout.GRID));
            bridge.policy(new Bridge.Policy(
                    inside,
                    Set.of(),
                    Optional.empty(),
                    new Bridge.Policy.View(layouts, Set.of(), Set.of()),
                    false,
                    true));
            loop.submit(() -> {}).get(60, TimeUnit.SECONDS);
            loop.submit(() -> {}).get(60, TimeUnit.SECONDS);
            ScheduledFuture<?> speech = loop.scheduleAtFixedRate(
                    () -> voice.transport.arrive(speaking.speak(), System.nanoTime()), 0, 20, TimeUnit.MILLISECONDS);
            ScheduledFuture<?> film = loop.scheduleAtFixedRate(() -> clip.show(senders), 0, 33, TimeUnit.MILLISECONDS);
            AtomicBoolean taking = new AtomicBoolean(true);
            takeMost(taking);

            heard(ear, 2 * A_SECOND);
            pictures.listen(() -> steps.add(pictures.step()));
            CompletableFuture<Void> saved = when(LoadStep.TWO_TIERS_LOWER);
            long began = System.nanoTime();
            long before = onLoop(ear.transport::count);
            pictures.lookEach(LOOK);
            saved.get(60, TimeUnit.SECONDS);
            long heard = onLoop(ear.transport::count) - before;
            long ticks = (System.nanoTime() - began) / HearingAudio.TICK;
            assertThat(steps).startsWith(LoadStep.HALF_THE_PICTURES, LoadStep.ONE_TIER_LOWER, LoadStep.TWO_TIERS_LOWER);
            assertThat(ticks).isGreaterThan(3 * LOOK.toMillis() / TICK_MILLIS);

            CompletableFuture<Void> back = when(LoadStep.NONE);
            film.cancel(false);
            taking.set(false);
            viewers.stream().skip(1).forEach(viewer -> bridge.detach(viewer.id()));
            back.get(60, TimeUnit.SECONDS);
            assertThat(steps).endsWith(LoadStep.ONE_TIER_LOWER, LoadStep.HALF_THE_PICTURES, LoadStep.NONE);
            speech.cancel(false);
            return new Sent(ticks, heard);
        }
    }

    /** Has the thread again and again, each time for as long as a picture takes to be shown. */
    private void takeMost(AtomicBoolean goesOn) {
        pictures.threads().execute(() -> {
            long end = System.nanoTime() + TAKEN;
            while (System.nanoTime() - end < 0) {
                Thread.onSpinWait();
            }
            if (goesOn.get()) {
                takeMost(goesOn);
            }
        });
    }

    /** Waits until a party has been sent so many packets. */
    private void heard(PictureParty party, int packets) throws Exception {
        CompletableFuture<Void> enough = new CompletableFuture<>();
        ScheduledFuture<?> asking = loop.scheduleAtFixedRate(
                () -> {
                    if (party.transport.count() >= packets) {
                        enough.complete(null);
                    }
                },
                0,
                20,
                TimeUnit.MILLISECONDS);
        enough.get(60, TimeUnit.SECONDS);
        asking.cancel(false);
    }

    private CompletableFuture<Void> when(LoadStep step) {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        pictures.listen(() -> {
            if (pictures.step() == step) {
                reached.complete(null);
            }
        });
        return reached;
    }

    private long onLoop(Callable<Long> asked) throws Exception {
        return loop.submit(asked).get(60, TimeUnit.SECONDS);
    }

    private static LegMedia sound(SimulatedParty party, SimulatedTransport transport) {
        ReceivedAudio received = party.received().orElseThrow();
        SentAudio sent = party.sent().orElseThrow();
        return LegMedia.ofSound(Optional.of(received.by(transport)), Optional.of(sent.by(transport)));
    }

    /** A second of a lively picture, coded beforehand: noise that moves. */
    private static final class Clip {

        private static final int PICTURES = 15;

        private final List<EncodedPicture> coded = new ArrayList<>();
        private final H264Packetizer packetizer = new H264Packetizer(1, 1_200);
        private int shown;

        Clip() {
            try (PictureEncoder encoder =
                    PictureEncoder.h264(EncoderSettings.ofDefaultProfile(640, 360, 30, 1_500_000, 0))) {
                Random random = new Random(7);
                for (int i = 0; i < PICTURES; i++) {
                    I420Picture picture = I420Picture.black(640, 360);
                    for (int y = 0; y < 360; y += 8) {
                        for (int x = 0; x < 640; x += 8) {
                            picture.fill(x, y, 8, 8, 60 + random.nextInt(120), 128, 128);
                        }
                    }
                    coded.add(encoder.encode(picture, i == 0));
                }
            }
        }

        void show(List<PictureParty> senders) {
            EncodedPicture next = coded.get(shown++ % PICTURES);
            senders.forEach(sender -> sender.sendCoded(next, packetizer, System.nanoTime()));
        }
    }
}

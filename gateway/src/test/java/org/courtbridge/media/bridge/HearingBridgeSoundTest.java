package org.courtbridge.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.leg.Bridge;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegMedia.ReceivedAudio;
import org.courtbridge.media.leg.LegMedia.SentAudio;
import org.courtbridge.media.video.processing.PictureWorkers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sound through the whole bridge, in real time, between an event loop and the thread of the mixer. */
class HearingBridgeSoundTest {

    private static final int HALF_A_SECOND = 25;
    private static final LegId FIRST = new LegId("A");
    private static final Set<LegId> BOTH = Set.of(FIRST, new LegId("B"));

    private final DefaultEventLoop loop = new DefaultEventLoop();
    private final ScheduledExecutorService mixers = Executors.newSingleThreadScheduledExecutor();
    private final PictureWorkers pictures = PictureWorkers.withPlaces(0);
    private final HearingBridge bridge = new HearingBridge(
            HearingBridge.Parts.plain(loop, mixers, pictures, (leg, digit) -> {}, BridgeClock.SYSTEM));

    @AfterEach
    void close() {
        bridge.close();
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        mixers.shutdownNow();
        pictures.close();
    }

    @Test
    void aToneReachesTheOtherPartyInItsCodecAndNotTheOneWhoMadeIt() throws Exception {
        aToneIsHeard((a, b) -> {
            a.run();
            b.run();
            bridge.policy(Bridge.Policy.of(BOTH, Set.of()));
        });
    }

    /** A hearing lets a party in from another thread while the bridge takes it in. */
    @Test
    void aPartyThatIsLetInWhileItIsTakenInIsHeard() throws Exception {
        AtomicBoolean letIn = new AtomicBoolean();
        InterruptedReading first = new InterruptedReading(FIRST);
        aToneIsHeard((a, b) -> {
            a.run();
            bridge.policy(Bridge.Policy.of(first, Set.of()));
            settle();
            first.interruption = () -> {
                letIn.set(true);
                bridge.policy(Bridge.Policy.of(BOTH, Set.of()));
            };
            b.run();
            settle();
            if (!letIn.get()) {
                bridge.policy(Bridge.Policy.of(BOTH, Set.of()));
            }
        });
    }

    /** Something happens once while somebody reads this set. */
    private static final class InterruptedReading extends HashSet<LegId> {

        private Runnable interruption = () -> {};

        InterruptedReading(LegId leg) {
            super(Set.of(leg));
        }

        @Override
        public Iterator<LegId> iterator() {
            Runnable now = interruption;
            interruption = () -> {};
            now.run();
            return super.iterator();
        }
    }

    private interface Entrance {
        void of(Runnable first, Runnable second) throws Exception;
    }

    private void aToneIsHeard(Entrance entrance) throws Exception {
        try (SimulatedParty voice = SimulatedParty.tone("A", AudioCodec.PCMA, 440, 0.3);
                SimulatedParty ear = SimulatedParty.tone("B", AudioCodec.G722, 0, 0);
                SimulatedParty ownEar = voice.twin()) {
            PictureParty a = PictureParty.room("A", loop);
            PictureParty b = PictureParty.room("B", loop);
            entrance.of(
                    () -> bridge.attach(a, "Party A", sound(voice, a.transport)),
                    () -> bridge.attach(b, "Party B", sound(ear, b.transport)));
            settle();

            CompletableFuture<Void> heardEnough = new CompletableFuture<>();
            loop.scheduleAtFixedRate(
                    () -> {
                        a.transport.arrive(voice.speak(), System.nanoTime());
                        if (Math.min(a.transport.count(), b.transport.count()) >= 2 * HALF_A_SECOND) {
                            heardEnough.complete(null);
                        }
                    },
                    0,
                    20,
                    TimeUnit.MILLISECONDS);
            heardEnough.get(60, TimeUnit.SECONDS);
            loop.submit(() -> {
                        b.transport.packets().stream().skip(HALF_A_SECOND).forEach(ear::send);
                        a.transport.packets().stream().skip(HALF_A_SECOND).forEach(ownEar::send);
                    })
                    .get(60, TimeUnit.SECONDS);
            assertThat(amplitude(ear.heard(), 16_000)).isBetween(0.2, 0.4);
            assertThat(amplitude(ownEar.heard(), 8_000)).isLessThan(0.01);
        }
    }

    /** Attaching is one task of the loop, beginning to listen another. */
    private void settle() throws Exception {
        loop.submit(() -> {}).get(60, TimeUnit.SECONDS);
        loop.submit(() -> {}).get(60, TimeUnit.SECONDS);
    }

    private static double amplitude(float[] heard, int rate) {
        return Tones.amplitude(heard, 0, heard.length, 440, rate);
    }

    private static LegMedia sound(SimulatedParty party, SimulatedTransport transport) {
        ReceivedAudio received = party.received().orElseThrow();
        SentAudio sent = party.sent().orElseThrow();
        return LegMedia.ofSound(Optional.of(received.by(transport)), Optional.of(sent.by(transport)));
    }
}

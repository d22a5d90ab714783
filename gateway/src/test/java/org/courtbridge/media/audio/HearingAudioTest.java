package org.courtbridge.media.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.audio.AudioEncoder;
import org.courtbridge.codecs.audio.AudioFormat;
import org.courtbridge.codecs.payload.TelephoneEvent;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.media.bridge.FaultyEncoders;
import org.courtbridge.media.bridge.SimulatedHearing;
import org.courtbridge.media.bridge.SimulatedParty;
import org.courtbridge.media.bridge.Tones;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.health.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HearingAudioTest {

    private static final double[] FREQUENCIES = {440, 1_130, 2_310, 1_750};

    /** One party of each codec beside one of the codec under test: every pair of codecs, both ways. */
    @ParameterizedTest
    @EnumSource
    void everybodyHearsAllOthersAndNotItself(AudioCodec codec) {
        SimulatedParty[] parties = new SimulatedParty[4];
        List<AudioCodec> codecs = List.of(codec, AudioCodec.PCMA, AudioCodec.G722, AudioCodec.OPUS);
        for (int i = 0; i < parties.length; i++) {
            parties[i] = SimulatedParty.tone("p" + i, codecs.get(i), FREQUENCIES[i], 0.2);
        }
        try (SimulatedHearing hearing = new SimulatedHearing(5_000_000).with(parties)) {
            hearing.run(1_000);
            for (int i = 0; i < parties.length; i++) {
                float[] heard = parties[i].heard();
                int rate = parties[i].format.codec().sampleRate();
                for (int other = 0; other < parties.length; other++) {
                    double level = Tones.decibels(
                            Tones.amplitude(heard, rate / 2, heard.length, FREQUENCIES[other], rate) / 0.2);
                    if (other == i) {
                        assertThat(level).as("%s hears itself", codecs.get(i)).isLessThan(-38);
                    } else {
                        assertThat(level)
                                .as("%s hears %s", codecs.get(i), codecs.get(other))
                                .isBetween(codecs.get(i) == AudioCodec.G729 ? -6.0 : -3.0, 1.0);
                    }
                }
            }
        }
    }

    @Test
    void sendsContinuousRtp() {
        SimulatedParty a = SimulatedParty.tone("a", AudioCodec.G722, 440, 0.2);
        SimulatedParty b = SimulatedParty.tone("b", AudioCodec.OPUS, 880, 0.2);
        try (SimulatedHearing hearing = new SimulatedHearing(5_000_000).with(a, b)) {
            hearing.run(400);
            for (SimulatedParty party : List.of(a, b)) {
                int step = party.format.codec().clockRate() / 50;
                assertThat(party.packets).hasSize(20);
                for (int i = 0; i < 20; i++) {
                    SimulatedParty.Sent packet = party.packets.get(i);
                    SimulatedParty.Sent first = party.packets.getFirst();
                    assertThat(packet.marker()).isEqualTo(i == 0);
                    assertThat(packet.ssrc()).isEqualTo(77);
                    assertThat(packet.payloadType()).isEqualTo(party.format.payloadType());
                    assertThat(packet.sequence() - first.sequence() & 0xFFFF).isEqualTo(i);
                    assertThat(packet.timestamp() - first.timestamp() & 0xFFFF_FFFFL)
                            .isEqualTo((long) i * step);
                }
            }
        }
    }

    /** RFC 7587, section 6.1: usedtx. */
    @Test
    void sendsHardlyAnythingOfSilenceToWhoeverWantsItSo() {
        SimulatedParty talker = SimulatedParty.tone("a", AudioCodec.PCMA, 440, 0.2);
        SimulatedParty ear = new SimulatedParty("b", new AudioFormat(AudioCodec.OPUS, 111, true, 0, true), n -> 0);
        SimulatedParty other = SimulatedParty.tone("c", AudioCodec.OPUS, 880, 0);
        try (SimulatedHearing hearing = new SimulatedHearing(5_000_000).with(talker, ear, other)) {
            hearing.run(500);
            hearing.muted(Set.of(talker.leg));
            hearing.run(1_000);
            int before = ear.packets.size();
            int otherBefore = other.packets.size();
            hearing.run(4_000);
            // One packet every 400 ms, and one that announces the silence after it.
            assertThat(ear.packets.size() - before).isBetween(9, 22);
            assertThat(other.packets.size() - otherBefore).isEqualTo(200);
            hearing.muted(Set.of());
            hearing.run(100);
            ear.forget();
            hearing.run(500);
            assertThat(level(ear, 440)).isGreaterThan(-17);
            for (int i = 1; i < ear.packets.size(); i++) {
                SimulatedParty.Sent packet = ear.packets.get(i);
                SimulatedParty.Sent previous = ear.packets.get(i - 1);
                long step = packet.timestamp() - previous.timestamp() & 0xFFFF_FFFFL;
                assertThat(packet.sequence()).isEqualTo(previous.sequence() + 1 & 0xFFFF);
                assertThat(step % 960).isZero();
                assertThat(packet.marker()).isEqualTo(step > 960);
            }
        }
    }

    @Test
    void nobodyHearsTheMutedNorThoseOutside() {
        SimulatedParty a = SimulatedParty.tone("a", AudioCodec.PCMA, 440, 0.2);
        SimulatedParty b = SimulatedParty.tone("b", AudioCodec.PCMA, 1_130, 0.2);
        SimulatedParty c = SimulatedParty.tone("c", AudioCodec.PCMA, 2_310, 0.2);
        try (SimulatedHearing hearing = new SimulatedHearing(5_000_000).with(a, b, c)) {
            hearing.run(500);
            hearing.audio.policy(Set.of(a.leg, b.leg), Set.of(b.leg));
            hearing.run(40);
            List.of(a, b, c).forEach(SimulatedParty::forget);
            hearing.run(500);
            assertThat(level(a, 1_130)).isLessThan(-60);
            assertThat(level(a, 2_310)).isLessThan(-60);
            assertThat(level(b, 440)).isGreaterThan(-17);
            assertThat(level(c, 440)).isLessThan(-60);
        }
    }

    /** As of a room whose answer comes in its ACK. */
    @Test
    void whatIsSaidToOneWhoIsSentNothingYetWaits() {
        SimulatedParty late = SimulatedParty.tone("late", AudioCodec.PCMA, 440, 0.2);
        SimulatedParty other = SimulatedParty.tone("other", AudioCodec.PCMA, 1_130, 0.2);
        try (SimulatedHearing hearing = new SimulatedHearing(5_000_000).with(late, other)) {
            hearing.audio.policy(Set.of(other.leg), Set.of());
            hearing.audio.update(late.leg, late.received(), Optional.empty());
            int[] blocks = {0};
            hearing.audio.announce(late.leg, block -> {
                for (int i = 0; i < block.length; i++) {
                    block[i] = (float) (0.2 * Math.sin(2 * Math.PI * 2_310 * (blocks[0] * block.length + i) / 48_000));
                }
                return blocks[0]++ < 25;
            });
            hearing.run(1_000);
            assertThat(blocks[0]).isZero();
            hearing.audio.update(late.leg, late.received(), late.sent());
            hearing.run(500);
            assertThat(level(late, 2_310)).isGreaterThan(-17);
            assertThat(level(other, 2_310)).as("of what others are told").isLessThan(-60);
            late.forget();
            hearing.run(500);
            assertThat(level(late, 2_310)).as("after its end").isLessThan(-60);
        }
    }

    /** From the arrival of a packet to the handing over of one with the same sound, at the worst phase. */
    @ParameterizedTest
    @EnumSource
    void addsAtMostFortyMillisecondsAtZeroJitter(AudioCodec codec) {
        for (long phase : new long[] {100_000, 10_000_000, 19_900_000}) {
            // A step of loudness at 1 s; silence is digital before, so listeners share an encoder and speakers do not.
            int rate = codec.sampleRate();
            SimulatedParty a = new SimulatedParty(
                    "a",
                    AudioFormat.withoutParameters(codec, SimulatedParty.payloadType(codec)),
                    n -> n < rate ? 0 : 0.5 * Math.sin(2 * Math.PI * 800 * n / rate));
            SimulatedParty b = new SimulatedParty(
                    "b", AudioFormat.withoutParameters(codec, SimulatedParty.payloadType(codec)), n -> 0);
            try (SimulatedHearing hearing = new SimulatedHearing(phase).with(a, b)) {
                hearing.run(1_400);
                // The packet with the step arrives at the end of its 20 ms: phase before the tick in which, without any
                // delay but the wait for the tick, its sound would go out.
                double added = phase / 1e6 + 1_000.0 * (onset(b.heard()) - onset(loop(codec, a))) / rate;
                assertThat(added).as("%s, phase %d ns", codec, phase).isBetween(phase / 1e6, 31.0);
            }
        }
    }

    /** What the same codec makes of the same sound without a gateway. */
    private static float[] loop(AudioCodec codec, SimulatedParty like) {
        int samples = codec.sampleRate() / 50;
        float[] all = new float[70 * samples];
        SimulatedParty twin = like.twin();
        for (int i = 0; i < 70; i++) {
            twin.send(twin.speak());
        }
        float[] heard = twin.heard();
        System.arraycopy(heard, 0, all, 0, all.length);
        twin.close();
        return all;
    }

    /** The first sample that reaches half of the loudness. */
    private static int onset(float[] heard) {
        for (int i = 0; i < heard.length; i++) {
            if (Math.abs(heard[i]) > 0.25) {
                return i;
            }
        }
        throw new AssertionError("no sound");
    }

    /** A tone goes on while its hearer moves from the shared encoder to its own and back: no more splatter than before. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "G729") // a tone is rough in it all the time
    void doesNotClickWhenALegMovesBetweenEncoders(AudioCodec codec) {
        int rate = codec.sampleRate();
        AudioFormat format = AudioFormat.withoutParameters(codec, SimulatedParty.payloadType(codec));
        SimulatedParty speaker = SimulatedParty.tone("speaker", codec, 440, 0.3);
        SimulatedParty listener = new SimulatedParty("listener", format, n -> 0);
        // Breathes for 100 ms after 2 s: barely more than digital silence, so what it hears is practically the same.
        SimulatedParty mover = new SimulatedParty(
                "mover", format, n -> n >= 2L * rate && n < 2.1 * rate ? 0.002 * Math.sin(n * 2.0) : 0);
        try (SimulatedHearing hearing = new SimulatedHearing(5_000_000).with(speaker, listener, mover)) {
            hearing.run(1_900);
            assertThat(hearing.statistics(mover).ownMix()).isFalse();
            assertThat(hearing.audio.encoders()).isEqualTo(2);
            hearing.run(400);
            assertThat(hearing.statistics(mover).ownMix()).isTrue();
            assertThat(hearing.audio.encoders()).isEqualTo(3);
            hearing.run(1_700);
            assertThat(hearing.statistics(mover).ownMix()).isFalse();
            assertThat(hearing.audio.encoders()).isEqualTo(2);

            double steady = Math.max(splatter(listener, 1.4, 1.9), splatter(mover, 1.4, 1.9));
            double moving = splatter(mover, 1.9, 3.9);
            assertThat(moving).isLessThan(steady + 3);
        }
    }

    /** The loudest 10 ms of what is left when the tone is taken out, dB. */
    private static double splatter(SimulatedParty party, double from, double to) {
        float[] heard = party.heard();
        int rate = party.format.codec().sampleRate();
        double w = 2 * Math.cos(2 * Math.PI * 440 / rate);
        double worst = 0;
        double energy = 0;
        int span = rate / 100;
        for (int i = (int) (from * rate); i < to * rate; i++) {
            // Zero at the tone, so that all else remains.
            double rest = heard[i] - w * heard[i - 1] + heard[i - 2];
            energy += rest * rest;
            if (i % span == 0) {
                worst = Math.max(worst, energy);
                energy = 0;
            }
        }
        return 10 * Math.log10(worst / span + 1e-20);
    }

    @Test
    void whoseSoundCannotBeCodedIsOutAndAllOthersHearOn() {
        SimulatedParty a = SimulatedParty.tone("a", AudioCodec.PCMA, 440, 0.2);
        SimulatedParty b = SimulatedParty.tone("b", AudioCodec.G722, 1_130, 0.2);
        SimulatedParty c = SimulatedParty.tone("c", AudioCodec.OPUS, 2_310, 0.2);
        FaultyEncoders encoders = new FaultyEncoders();
        try (SimulatedHearing hearing = new SimulatedHearing(5_000_000)) {
            hearing.encoders = encoders::of;
            hearing.with(a, b, c).run(500);
            encoders.breakDown(AudioCodec.G722);
            hearing.run(40);
            assertThat(hearing.failed).containsOnlyKeys(b.leg);
            assertThat(hearing.audio.statistics()).containsOnlyKeys(a.leg, c.leg);
            List.of(a, b, c).forEach(SimulatedParty::forget);
            hearing.run(500);
            assertThat(level(a, 2_310)).isGreaterThan(-17);
            assertThat(level(c, 440)).isGreaterThan(-17);
            assertThat(level(a, 1_130)).as("of the one that is out").isLessThan(-60);
            assertThat(b.heard()).isEmpty();
            assertThat(hearing.failed).as("is told once").hasSize(1);
        }
    }

    @Test
    void whoeverSharesAnEncoderThatFailsGetsOneOfItsOwn() {
        SimulatedParty speaker = SimulatedParty.tone("speaker", AudioCodec.OPUS, 440, 0.2);
        SimulatedParty a = SimulatedParty.tone("a", AudioCodec.PCMA, 440, 0);
        SimulatedParty b = SimulatedParty.tone("b", AudioCodec.PCMA, 440, 0);
        FaultyEncoders encoders = new FaultyEncoders();
        try (SimulatedHearing hearing = new SimulatedHearing(5_000_000)) {
            hearing.encoders = encoders::of;
            hearing.with(speaker, a, b).run(1_500);
            assertThat(hearing.audio.encoders()).isEqualTo(2);
            encoders.breakThoseThereAre(AudioCodec.PCMA);
            int before = a.packets.size();
            hearing.run(20);
            assertThat(a.packets).as("without a break").hasSize(before + 1);
            List.of(a, b).forEach(SimulatedParty::forget);
            hearing.run(500);
            assertThat(level(a, 440)).isGreaterThan(-17);
            assertThat(level(b, 440)).isGreaterThan(-17);
            assertThat(hearing.failed).isEmpty();
            assertThat(hearing.errors.count(Part.SOUND)).isEqualTo(1);
            hearing.run(1_500);
            assertThat(hearing.audio.encoders()).as("shared again").isEqualTo(2);
        }
    }

    @Test
    void whoCannotBeHeardForAFaultIsOutAndAllOthersAreHeardOn() {
        SimulatedParty a = SimulatedParty.tone("a", AudioCodec.PCMA, 440, 0.2);
        SimulatedParty b = SimulatedParty.tone("b", AudioCodec.PCMA, 1_130, 0.2);
        SimulatedParty c = SimulatedParty.tone("c", AudioCodec.PCMA, 2_310, 0.2);
        try (SimulatedHearing hearing = new SimulatedHearing(5_000_000).with(a, c)) {
            hearing.parties.put(b, hearing.audio.add(b.leg, b.received(), b.sent(), new FaultyEar(20)));
            hearing.muted(Set.of());
            hearing.run(300);
            assertThat(hearing.failed).isEmpty();
            hearing.run(300);
            assertThat(hearing.failed).containsOnlyKeys(b.leg);
            List.of(a, b, c).forEach(SimulatedParty::forget);
            hearing.run(500);
            assertThat(level(a, 2_310)).isGreaterThan(-17);
            assertThat(level(c, 440)).isGreaterThan(-17);
            assertThat(level(a, 1_130)).isLessThan(-60);
            assertThat(b.heard()).isEmpty();
        }
    }

    /** The tick of the sound is on an executor, which drops a task that throws. */
    @Test
    void aFaultInTheWholeHearingIsNoneInTheNextTick() throws Exception {
        InternalErrors errors = new InternalErrors(InstantSource.system());
        Semaphore ticks = new Semaphore(0);
        AtomicInteger asked = new AtomicInteger();
        LongSupplier clock = () -> {
            ticks.release();
            if (asked.incrementAndGet() < 3) {
                throw new IllegalStateException("a fault, as a test wants it");
            }
            return System.nanoTime();
        };
        ScheduledExecutorService mixers = Executors.newSingleThreadScheduledExecutor();
        try (HearingAudio audio = new HearingAudio(new SimulatedHearing(0).listener, errors, clock, AudioEncoder::of)) {
            audio.start(mixers);
            assertThat(ticks.tryAcquire(5, 5, TimeUnit.SECONDS)).isTrue();
            assertThat(errors.count(Part.SOUND)).isEqualTo(2);
        } finally {
            mixers.shutdown();
        }
    }

    /** Fails at the so-manieth block that is heard. */
    private static final class FaultyEar implements AudioTap {

        private int left;

        FaultyEar(int blocks) {
            this.left = blocks;
        }

        @Override
        public void played(float[] block) {
            if (--left == 0) {
                throw new IllegalStateException("a fault, as a test wants it");
            }
        }

        @Override
        public void packet(RtpPacket packet, long arrival) {}

        @Override
        public void received(AudioCodec codec, float[] samples, int count) {}

        @Override
        public void madeUp(int samples, boolean announced) {}

        @Override
        public void partyWasSilent() {}

        @Override
        public void packetsWereLate() {}
    }

    @Test
    void hearsEachKeyOnce() {
        SimulatedParty a = SimulatedParty.tone("a", AudioCodec.PCMA, 440, 0.2);
        SimulatedParty b = SimulatedParty.tone("b", AudioCodec.PCMA, 880, 0.2);
        try (SimulatedHearing hearing = new SimulatedHearing(5_000_000).with(a, b)) {
            hearing.run(100);
            // Without a marker; the end three times.
            press(hearing, a, 1, 5_000, false, true, true, true);
            // The end is lost.
            press(hearing, a, 1, 6_000, false, false);
            // Only one end is left.
            press(hearing, a, 11, 7_000, true);
            assertThat(hearing.digits).hasToString("11#");
            assertThat(hearing.statistics(a).received().lost()).isZero();
            assertThat(hearing.statistics(a).received().dropped()).isZero();
        }
    }

    /** As of a trunk without telephone events and INFO. What comes while others speak may be their echo. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void hearsKeysAsTonesOfWhoHasNothingElseWhileTheHearingIsSilent(boolean keysAsTones) {
        SimulatedParty trunk = new SimulatedParty(
                "trunk",
                AudioFormat.withoutParameters(AudioCodec.PCMA, 8),
                n -> pressed(n, 4_000, 697, 1_209) + pressed(n, 12_000, 770, 1_336) + pressed(n, 22_000, 941, 1_477));
        trunk.keysAsTones = keysAsTones;
        SimulatedParty other = new SimulatedParty(
                "other",
                AudioFormat.withoutParameters(AudioCodec.PCMA, 8),
                n -> n < 8_000 || n > 16_000 ? 0 : 0.2 * Math.sin(2 * Math.PI * 300 * n / 8_000));
        try (SimulatedHearing hearing = new SimulatedHearing(5_000_000).with(trunk, other)) {
            hearing.run(3_000);
            assertThat(hearing.digits).hasToString(keysAsTones ? "1#" : "");
        }
    }

    /** 100 ms of two tones. */
    private static double pressed(long n, long from, double low, double high) {
        return n < from || n >= from + 800
                ? 0
                : 0.2 * (Math.sin(2 * Math.PI * low * n / 8_000) + Math.sin(2 * Math.PI * high * n / 8_000));
    }

    private static void press(SimulatedHearing hearing, SimulatedParty party, int event, long at, boolean... ends) {
        int duration = 160;
        for (boolean end : ends) {
            byte[] payload = new byte[4];
            new TelephoneEvent(event, end, 10, duration).write(payload, 0);
            hearing.audio.rtp(party.leg, party.packet(SimulatedParty.EVENTS, at, payload, 4), hearing.now());
            hearing.tick();
            duration += 160;
        }
    }

    @Test
    void theQueueIsBounded() {
        SimulatedParty a = SimulatedParty.tone("a", AudioCodec.PCMA, 440, 0.2);
        AudioPort port = new AudioPort(AudioTap.NOBODY);
        for (int i = 0; i < 1_000; i++) {
            port.rtp(a.speak(), i);
        }
        assertThat(port.size()).isEqualTo(AudioPort.CAPACITY);
        assertThat(port.dropped()).isEqualTo(1_000 - AudioPort.CAPACITY);
        byte[] bytes = new byte[AudioPort.MAX_SIZE];
        assertThat(port.take(bytes)).isEqualTo(172);
        assertThat(port.takenArrival()).isEqualTo(1_000 - AudioPort.CAPACITY);
        a.close();
    }

    @Test
    void leavesOutWhatIsTooLateToMakeUpFor() {
        SimulatedParty a = SimulatedParty.tone("a", AudioCodec.PCMA, 440, 0.2);
        SimulatedParty b = SimulatedParty.tone("b", AudioCodec.PCMA, 880, 0.2);
        try (SimulatedHearing hearing = new SimulatedHearing(5_000_000).with(a, b)) {
            hearing.run(100);
            long first = b.packets.getLast().timestamp();
            hearing.audio.tick(hearing.now() + 999_000_000);
            b.settle();
            assertThat(b.packets).hasSize(10);
            assertThat(hearing.audio.leftOut()).isEqualTo(45);
            assertThat(b.packets.getLast().timestamp() - first & 0xFFFF_FFFFL).isEqualTo(50 * 160);
        }
    }

    @Test
    void followsTheSpeakerAndForgetsWhoLeft() {
        SimulatedParty a = speech("a", 0);
        SimulatedParty b = SimulatedParty.tone("b", AudioCodec.OPUS, 300, 0.3);
        try (SimulatedHearing hearing = new SimulatedHearing(5_000_000).with(a, b)) {
            hearing.run(2_000);
            assertThat(hearing.speakers).containsExactly(Optional.of(a.leg));
            hearing.audio.remove(a.leg);
            hearing.parties.remove(a);
            hearing.run(100);
            assertThat(hearing.speakers).containsExactly(Optional.of(a.leg), Optional.empty());
            assertThat(hearing.audio.statistics()).containsOnlyKeys(b.leg);
            a.close();
        }
    }

    private static SimulatedParty speech(String name, int from) {
        return new SimulatedParty(
                name,
                AudioFormat.withoutParameters(AudioCodec.G722, 9),
                n -> n < from
                        ? 0
                        : 0.3
                                * Math.pow(Math.sin(2 * Math.PI * 2 * n / 16_000), 2)
                                * Math.sin(2 * Math.PI * 300 * n / 16_000));
    }

    private static double level(SimulatedParty party, double frequency) {
        float[] heard = party.heard();
        return Tones.decibels(Tones.amplitude(
                heard, 0, heard.length, frequency, party.format.codec().sampleRate()));
    }
}

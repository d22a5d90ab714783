package org.courtbridge.codecs.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.courtbridge.codecs.payload.RedundantAudio;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AudioReceiverTest {

    private static final long TICK = 20_000_000;
    private static final long START = 1_000_000_000_000L;
    private static final int RED = 63;

    /** A packet on its way. */
    private record Arrival(long at, RtpPacket packet) {}

    /** Speaks a tone. */
    private static final class Sender implements AutoCloseable {
        private final AudioCodec codec;
        private final AudioEncoder encoder;
        private final double frequency;
        private long block;
        int sequence = 65_000;
        long timestamp = 0xFFFF_0000L;
        long ssrc = 1;

        Sender(AudioCodec codec, double frequency) {
            this.codec = codec;
            this.encoder = AudioEncoder.of(new AudioFormat(codec, 96, true, 0, false));
            this.frequency = frequency;
        }

        RtpPacket next() {
            int count = codec.sampleRate() / 50;
            float[] samples = new float[count];
            for (int i = 0; i < count; i++) {
                samples[i] =
                        (float) (0.3 * Math.sin(2 * Math.PI * frequency * (block * count + i) / codec.sampleRate()));
            }
            block++;
            byte[] payload = new byte[AudioEncoder.MAX_BYTES];
            RtpPacket packet = rtp(sequence++, timestamp, ssrc, payload, encoder.encode(samples, payload, 0));
            timestamp += codec.clockRate() / 50;
            return packet;
        }

        @Override
        public void close() {
            encoder.close();
        }
    }

    private static RtpPacket rtp(int sequence, long timestamp, long ssrc, byte[] payload, int length) {
        byte[] bytes = new byte[12 + length];
        bytes[0] = (byte) 0x80;
        bytes[1] = 96;
        System.arraycopy(payload, 0, bytes, 12, length);
        RtpPacket packet = new RtpPacket().wrap(bytes, 0, bytes.length);
        packet.sequenceNumber(sequence & 0xFFFF);
        packet.timestamp(timestamp & 0xFFFF_FFFFL);
        packet.ssrc(ssrc);
        return packet;
    }

    private static AudioReceiver receiver(AudioCodec codec) {
        return new AudioReceiver(Map.of(96, AudioFormat.withoutParameters(codec, 96)));
    }

    /** Plays for as many ticks as asked, giving each packet in at its time. */
    private static float[] play(AudioReceiver receiver, List<Arrival> arrivals, int ticks) {
        return playFrom(0, receiver, arrivals, ticks);
    }

    private static float[] playFrom(int first, AudioReceiver receiver, List<Arrival> arrivals, int ticks) {
        List<Arrival> sorted = new ArrayList<>(arrivals);
        sorted.sort(Comparator.comparingLong(Arrival::at));
        float[] all = new float[ticks * Pcm.BLOCK];
        float[] block = new float[Pcm.BLOCK];
        int next = 0;
        for (int tick = 0; tick < ticks; tick++) {
            long now = START + (first + tick) * TICK;
            for (; next < sorted.size() && sorted.get(next).at <= now; next++) {
                receiver.packet(sorted.get(next).packet, sorted.get(next).at);
            }
            receiver.play(block, now);
            System.arraycopy(block, 0, all, tick * Pcm.BLOCK, Pcm.BLOCK);
        }
        return all;
    }

    /** The largest second difference: a tone of 400 Hz has little, a click much. */
    private static double roughness(float[] samples, int from, int to) {
        double worst = 0;
        for (int i = from + 1; i < to - 1; i++) {
            worst = Math.max(worst, Math.abs(samples[i + 1] - 2 * samples[i] + samples[i - 1]));
        }
        return worst;
    }

    @ParameterizedTest
    @EnumSource
    void playsEvenSoundWithoutConcealment(AudioCodec codec) {
        try (AudioReceiver receiver = receiver(codec);
                Sender sender = new Sender(codec, 400)) {
            List<Arrival> arrivals = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                arrivals.add(new Arrival(START + i * TICK - 3_000_000, sender.next()));
            }
            float[] played = play(receiver, arrivals, 100);
            assertThat(receiver.concealedMs()).isZero();
            assertThat(receiver.lost()).isZero();
            assertThat(receiver.packets()).isEqualTo(100);
            assertThat(receiver.highestSequence()).isEqualTo(65_099);
            assertThat(receiver.jitter()).isLessThan(0.01);
            assertThat(receiver.delayMs(START + 100 * TICK)).isLessThan(24);
            assertThat(Pcm.level(played, played.length)).isBetween(-15, -12);
        }
    }

    @ParameterizedTest
    @EnumSource
    void survivesSeededJitterLossReorderAndDuplicates(AudioCodec codec) {
        Random random = new Random(7);
        try (AudioReceiver receiver = receiver(codec);
                Sender sender = new Sender(codec, 400)) {
            List<Arrival> arrivals = new ArrayList<>();
            int lost = 0;
            for (int i = 0; i < 1_500; i++) {
                RtpPacket packet = sender.next();
                if (i > 0 && i < 1_499 && random.nextInt(50) == 0) {
                    lost++;
                    continue;
                }
                arrivals.add(new Arrival(START + i * TICK + random.nextInt(45_000_000), packet));
                if (random.nextInt(30) == 0) {
                    arrivals.add(new Arrival(START + i * TICK + random.nextInt(60_000_000), packet));
                }
            }
            float[] played = play(receiver, arrivals, 1_500);
            assertThat(receiver.lost()).isBetween(lost - 3L, lost + 3L);
            assertThat(receiver.targetDelayMs()).isBetween(30.0, 48.0);
            assertThat(receiver.delayMs(START + 1_500 * TICK)).isLessThan(85);
            // What was lost, and a little for what came later than 97 in a hundred.
            assertThat(receiver.concealedMs()).isBetween(lost * 15L, lost * 20L + 1_500);
            assertThat(Pcm.level(played, played.length)).isBetween(-15, -12);
        }
    }

    /** Loses packets of a tone at random, each of which repeats so many of those before it (RFC 2198). */
    private static AudioReceiver afterLoss(AudioCodec codec, int perCent, int repetitions, float[] played) {
        Random random = new Random(2_198);
        AudioReceiver receiver = receiver(codec);
        receiver.formats(Map.of(96, AudioFormat.withoutParameters(codec, 96)), OptionalInt.of(RED));
        try (Sender sender = new Sender(codec, 400)) {
            List<Arrival> arrivals = new ArrayList<>();
            List<RtpPacket> before = new ArrayList<>();
            int ticks = played.length / Pcm.BLOCK;
            for (int i = 0; i < ticks; i++) {
                RtpPacket packet = sender.next();
                if (i < 100 || random.nextInt(100) >= perCent) {
                    arrivals.add(new Arrival(START + i * TICK - 3_000_000, repeating(packet, before)));
                }
                before.add(packet);
                if (before.size() > repetitions) {
                    before.removeFirst();
                }
            }
            System.arraycopy(play(receiver, arrivals, ticks), 0, played, 0, played.length);
        }
        return receiver;
    }

    private static RtpPacket repeating(RtpPacket packet, List<RtpPacket> before) {
        byte[] payload = new byte[4_000];
        int at = 0;
        for (RtpPacket past : before) {
            int offset = (int) (packet.timestamp() - past.timestamp() & 0xFFFF_FFFFL);
            at = RedundantAudio.writeRepeated(payload, at, 96, offset, past.payloadLength());
        }
        at = RedundantAudio.writeOwn(payload, at, 96);
        List<RtpPacket> all = new ArrayList<>(before);
        all.add(packet);
        for (RtpPacket one : all) {
            System.arraycopy(one.getBuffer(), one.payloadAt(), payload, at, one.payloadLength());
            at += one.payloadLength();
        }
        RtpPacket redundant = rtp(packet.sequenceNumber(), packet.timestamp(), packet.ssrc(), payload, at);
        redundant.payloadType(RED);
        return redundant;
    }

    @ParameterizedTest
    @EnumSource(names = {"PCMA", "G722", "OPUS"})
    void playsWhatALaterPacketRepeatsInThePlaceOfALostOne(AudioCodec codec) {
        for (int perCent : new int[] {10, 20}) {
            long[] madeUp = new long[3];
            for (int repetitions = 0; repetitions <= 2; repetitions++) {
                float[] played = new float[1_500 * Pcm.BLOCK];
                try (AudioReceiver receiver = afterLoss(codec, perCent, repetitions, played)) {
                    madeUp[repetitions] = receiver.concealedMs();
                    assertThat(receiver.lost()).isBetween(13L * perCent, 15L * perCent);
                    assertThat(receiver.repaired())
                            .isBetween(repetitions == 0 ? 0 : 11L * perCent, repetitions == 0 ? 0 : receiver.lost());
                    assertThat(receiver.targetDelayMs()).isLessThanOrEqualTo(20.0 * repetitions + 22);
                    assertThat(Pcm.level(played, played.length)).isBetween(-15, -12);
                }
            }
            assertThat(madeUp[1]).isLessThan(madeUp[0] / 3);
            assertThat(madeUp[2]).isLessThan(madeUp[1] / 2);
        }
    }

    @Test
    void aPacketThatComesAfterItsRepetitionIsCountedAndNotPlayedAgain() {
        try (AudioReceiver receiver = receiver(AudioCodec.PCMA);
                Sender sender = new Sender(AudioCodec.PCMA, 400)) {
            receiver.formats(Map.of(96, AudioFormat.withoutParameters(AudioCodec.PCMA, 96)), OptionalInt.of(RED));
            List<Arrival> arrivals = new ArrayList<>();
            RtpPacket before = sender.next();
            for (int i = 0; i < 100; i++) {
                RtpPacket packet = sender.next();
                long at = START + i * TICK - 3_000_000;
                // Every tenth comes just after the one that repeats it, and once more as a duplicate.
                arrivals.add(new Arrival(i % 10 == 5 ? at + TICK + 1_000 : at, repeating(packet, List.of(before))));
                if (i % 10 == 5) {
                    arrivals.add(new Arrival(at + TICK + 2_000, repeating(packet, List.of(before))));
                }
                before = packet;
            }
            float[] played = play(receiver, arrivals, 100);
            assertThat(receiver.packets()).isEqualTo(100);
            assertThat(receiver.lost()).isZero();
            assertThat(receiver.late()).isZero();
            assertThat(roughness(played, 40 * Pcm.BLOCK, 98 * Pcm.BLOCK)).isLessThan(0.005);
        }
    }

    @ParameterizedTest
    @EnumSource
    void makesUpALostPacketWithoutAClick(AudioCodec codec) {
        try (AudioReceiver receiver = receiver(codec);
                Sender sender = new Sender(codec, 400)) {
            List<Arrival> arrivals = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                RtpPacket packet = sender.next();
                if (i < 100 || i % 20 != 0) {
                    arrivals.add(new Arrival(START + i * TICK - 3_000_000, packet));
                }
            }
            float[] played = play(receiver, arrivals, 200);
            assertThat(receiver.concealedMs()).isEqualTo(100);
            double steady = roughness(played, 50 * Pcm.BLOCK, 99 * Pcm.BLOCK);
            double concealed = roughness(played, 99 * Pcm.BLOCK, 200 * Pcm.BLOCK);
            assertThat(concealed).isLessThan(4 * steady + 0.01);
            for (int block = 100; block < 199; block++) {
                float[] one = Arrays.copyOfRange(played, block * Pcm.BLOCK, (block + 1) * Pcm.BLOCK);
                assertThat(Pcm.level(one, Pcm.BLOCK))
                        .as("block %d", block)
                        .isGreaterThan(codec == AudioCodec.OPUS ? -26 : -18);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = "PCMA")
    void followsASendersClock(AudioCodec codec) {
        for (int ppm : new int[] {-200, 200}) {
            try (AudioReceiver receiver = receiver(codec);
                    Sender sender = new Sender(codec, 400)) {
                List<Arrival> arrivals = new ArrayList<>();
                int ticks = 20_000;
                RtpPacket packet = sender.next();
                float[] block = new float[Pcm.BLOCK];
                long next = 0;
                double worst = 0;
                double roughest = 0;
                for (int tick = 0; tick < ticks; tick++) {
                    long now = START + tick * TICK;
                    while (START + (long) (next * TICK * (1 + ppm * 1e-6)) - 3_000_000 <= now) {
                        receiver.packet(packet, START + (long) (next * TICK * (1 + ppm * 1e-6)) - 3_000_000);
                        packet = sender.next();
                        next++;
                    }
                    receiver.play(block, now);
                    worst = Math.max(worst, receiver.delayMs(now));
                    if (tick > 10) {
                        roughest = Math.max(roughest, roughness(block, 0, Pcm.BLOCK));
                    }
                }
                assertThat(worst).isLessThan(27);
                assertThat(receiver.late()).isZero();
                assertThat(roughest).isLessThan(0.005);
                assertThat(receiver.concealedMs()).isLessThan(200);
            }
        }
    }

    @Test
    void fallsSilentInAGapAndComesBackWithoutDelay() {
        try (AudioReceiver receiver = receiver(AudioCodec.PCMA);
                Sender sender = new Sender(AudioCodec.PCMA, 400)) {
            List<Arrival> arrivals = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                if (i >= 100 && i < 200) {
                    // Discontinuous transmission: time goes on, numbers do not.
                    sender.timestamp += 160;
                } else {
                    arrivals.add(new Arrival(START + i * TICK - 3_000_000, sender.next()));
                }
            }
            float[] played = play(receiver, arrivals, 300);
            float[] gap = Arrays.copyOfRange(played, 110 * Pcm.BLOCK, 199 * Pcm.BLOCK);
            assertThat(Pcm.level(gap, gap.length)).isEqualTo(-127);
            float[] back = Arrays.copyOfRange(played, 202 * Pcm.BLOCK, 300 * Pcm.BLOCK);
            assertThat(Pcm.level(back, back.length)).isBetween(-15, -12);
            assertThat(receiver.lost()).isZero();
            assertThat(receiver.concealedMs()).isLessThanOrEqualTo(100);
            assertThat(receiver.delayMs(START + 300 * TICK)).isLessThan(24);
        }
    }

    /** With packets that say so (RFC 7587, section 3.1.3), with none, and with two at the beginning as browsers do it. */
    @Test
    void takesDiscontinuousTransmissionForSilenceAndNotForLoss() {
        for (int announced : new int[] {Integer.MAX_VALUE, 0, 1}) {
            AudioFormat format = new AudioFormat(AudioCodec.OPUS, 96, true, 0, true);
            try (AudioReceiver receiver = receiver(AudioCodec.OPUS);
                    AudioEncoder encoder = AudioEncoder.of(format)) {
                List<Arrival> arrivals = new ArrayList<>();
                int sequence = 10;
                int silentInARow = 0;
                for (int i = 0; i < 500; i++) {
                    float[] block = new float[960];
                    for (int j = 0; i % 250 < 100 && j < 960; j++) {
                        // As syllables swell: a steady tone would be taken for noise.
                        double time = (i * 960L + j) / 48_000.0;
                        block[j] = (float)
                                (0.4 * Math.sin(2 * Math.PI * 400 * time) * Math.abs(Math.sin(2 * Math.PI * 2 * time)));
                    }
                    byte[] payload = new byte[AudioEncoder.MAX_BYTES];
                    int length = encoder.encode(block, payload, 0);
                    silentInARow = length <= 2 ? silentInARow + 1 : 0;
                    if (silentInARow <= announced) {
                        arrivals.add(new Arrival(
                                START + i * TICK - 3_000_000, rtp(sequence++, i * 960L, 1, payload, length)));
                    }
                }
                float[] played = play(receiver, arrivals, 500);
                if (announced < 2) {
                    assertThat(arrivals).hasSizeLessThan(300);
                }
                assertThat(receiver.lost()).isZero();
                assertThat(receiver.late()).isZero();
                assertThat(receiver.concealedMs()).isZero();
                for (int begin : new int[] {5, 255}) {
                    float[] tone = Arrays.copyOfRange(played, begin * Pcm.BLOCK, (begin + 90) * Pcm.BLOCK);
                    assertThat(Pcm.level(tone, tone.length)).isBetween(-16, -13);
                    float[] pause = Arrays.copyOfRange(played, (begin + 130) * Pcm.BLOCK, (begin + 240) * Pcm.BLOCK);
                    assertThat(Pcm.level(pause, pause.length)).isLessThan(-70);
                }
            }
        }
    }

    @Test
    void goesOnWhenTheSourceItsNumbersOrItsClockBeginAnew() {
        try (AudioReceiver receiver = receiver(AudioCodec.PCMA);
                Sender sender = new Sender(AudioCodec.PCMA, 400)) {
            List<Arrival> arrivals = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                switch (i) {
                    case 100 -> sender.ssrc = 2;
                    case 200 -> sender.sequence += 20_000;
                    case 300 -> sender.timestamp += 1_000_000_000;
                    default -> {}
                }
                arrivals.add(new Arrival(START + i * TICK - 3_000_000, sender.next()));
            }
            float[] played = play(receiver, arrivals, 400);
            assertThat(receiver.ssrc()).isEqualTo(2);
            assertThat(receiver.delayMs(START + 400 * TICK)).isLessThan(45);
            for (int second : new int[] {110, 210, 310}) {
                float[] part = Arrays.copyOfRange(played, second * Pcm.BLOCK, (second + 80) * Pcm.BLOCK);
                assertThat(Pcm.level(part, part.length)).isBetween(-15, -12);
            }
        }
    }

    /** RFC 3550, appendix A.1. */
    @Test
    void aForgedPacketOfAnotherSourceIsNotHeard() {
        try (AudioReceiver receiver = receiver(AudioCodec.PCMA);
                Sender sender = new Sender(AudioCodec.PCMA, 400)) {
            List<Arrival> arrivals = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                arrivals.add(new Arrival(START + i * TICK - 3_000_000, sender.next()));
                if (i % 20 == 10) {
                    byte[] loud = new byte[160];
                    long forged = i < 200 ? 7 : 8 + i;
                    // Of one source now and then, and of another each time.
                    arrivals.add(new Arrival(
                            START + i * TICK - 2_000_000, rtp(40_000 + i / 20, i * 160L, forged, loud, 160)));
                }
            }
            float[] played = play(receiver, arrivals, 400);
            assertThat(receiver.ssrc()).isEqualTo(1);
            assertThat(receiver.dropped()).isEqualTo(20);
            assertThat(receiver.lost()).isZero();
            assertThat(receiver.concealedMs()).isZero();
            assertThat(Pcm.level(Arrays.copyOfRange(played, 10 * Pcm.BLOCK, played.length), 390 * Pcm.BLOCK))
                    .isBetween(-15, -12);
        }
    }

    @Test
    void catchesUpAfterTheNetworkStoodStill() {
        try (AudioReceiver receiver = receiver(AudioCodec.PCMA);
                Sender sender = new Sender(AudioCodec.PCMA, 400)) {
            List<Arrival> arrivals = new ArrayList<>();
            for (int i = 0; i < 800; i++) {
                long at = START + i * TICK - 3_000_000;
                arrivals.add(new Arrival(i >= 100 && i < 115 ? START + 115 * TICK : at, sender.next()));
            }
            play(receiver, arrivals, 800);
            assertThat(receiver.lost()).isZero();
            assertThat(receiver.delayMs(START + 800 * TICK)).isLessThan(50);
        }
    }

    /** A phone that is short of processor makes 46 packets a second for 50, whose timestamps have no gap: 2.4 s in half a minute. */
    @Test
    void hearsASenderThatFallsBehindItsClock() {
        try (AudioReceiver receiver = receiver(AudioCodec.OPUS);
                Sender sender = new Sender(AudioCodec.OPUS, 400)) {
            List<Arrival> arrivals = new ArrayList<>();
            for (int i = 0; i < 1_380; i++) {
                arrivals.add(new Arrival(START + i * TICK * 50 / 46 - 3_000_000, sender.next()));
            }
            float[] played = play(receiver, arrivals, 1_500);
            assertThat(receiver.late()).isLessThan(30);
            float[] end = Arrays.copyOfRange(played, 1_000 * Pcm.BLOCK, played.length);
            assertThat(Pcm.level(end, end.length)).isGreaterThan(-17);
        }
    }

    /** As over links that gather packets: each third takes the two before it along. */
    @ParameterizedTest
    @EnumSource(names = {"PCMA", "OPUS", "L16_32K"})
    void playsEvenSoundOfPacketsThatComeThreeAtATime(AudioCodec codec) {
        for (boolean reversed : new boolean[] {false, true}) {
            try (AudioReceiver receiver = receiver(codec);
                    Sender sender = new Sender(codec, 400)) {
                List<Arrival> arrivals = new ArrayList<>();
                for (int i = 0; i < 600; i++) {
                    long at = START + (i / 3 * 3 + 2) * TICK - 3_000_000 + (reversed ? 2 - i % 3 : i % 3) * 100_000L;
                    arrivals.add(new Arrival(at, sender.next()));
                }
                play(receiver, arrivals.subList(0, 150), 150);
                long learning = receiver.concealedMs();
                float[] played = playFrom(150, receiver, arrivals.subList(150, 600), 450);
                assertThat(receiver.lost()).isZero();
                assertThat(receiver.late()).isLessThanOrEqualTo(2);
                assertThat(receiver.concealedMs() - learning).isZero();
                assertThat(receiver.targetDelayMs()).isBetween(20.0, 60.0);
                assertThat(Pcm.level(played, played.length)).isBetween(-15, -12);
            }
        }
    }

    @Test
    void readsWhatStandsBetweenSourcesExtensionsAndPadding() {
        try (AudioReceiver receiver = receiver(AudioCodec.PCMA);
                Sender sender = new Sender(AudioCodec.PCMA, 400)) {
            List<Arrival> arrivals = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                arrivals.add(new Arrival(START + i * TICK - 3_000_000, dressed(sender.next())));
            }
            float[] played = play(receiver, arrivals, 100);
            assertThat(receiver.bytes()).isEqualTo(100 * 160);
            assertThat(receiver.concealedMs()).isZero();
            assertThat(roughness(played, 10 * Pcm.BLOCK, 100 * Pcm.BLOCK)).isLessThan(0.005);
            assertThat(Pcm.level(played, played.length)).isBetween(-15, -12);
        }
    }

    /** The same packet with two contributing sources, a header extension of two words and four bytes of padding. */
    private static RtpPacket dressed(RtpPacket plain) {
        int header = RtpPacket.FIXED_HEADER;
        byte[] bytes = new byte[plain.getLength() + 8 + 12 + 4];
        plain.readRegionToBuff(0, header, bytes);
        bytes[0] = (byte) (0x80 | 0x20 | 0x10 | 2);
        Arrays.fill(bytes, header, header + 8, (byte) 0x55);
        byte[] extension = {(byte) 0xBE, (byte) 0xDE, 0, 2, 0x31, 1, 2, 0, 0x10, 9, 0, 0};
        System.arraycopy(extension, 0, bytes, header + 8, extension.length);
        System.arraycopy(plain.getBuffer(), plain.payloadAt(), bytes, header + 20, plain.payloadLength());
        Arrays.fill(bytes, bytes.length - 4, bytes.length, (byte) 0x2A);
        bytes[bytes.length - 1] = 4;
        return new RtpPacket().wrap(bytes, 0, bytes.length);
    }

    @Test
    void whatIsNoSoundIsNotLost() {
        try (AudioReceiver receiver = receiver(AudioCodec.PCMA);
                Sender sender = new Sender(AudioCodec.PCMA, 400)) {
            for (int i = 0; i < 30; i++) {
                RtpPacket packet = sender.next();
                if (i % 10 == 5) {
                    packet.wrap(packet.getBuffer(), 0, RtpPacket.FIXED_HEADER);
                } else if (i % 10 == 6) {
                    packet.payloadType(13);
                }
                receiver.packet(packet, START + i * TICK);
            }
            assertThat(receiver.packets()).isEqualTo(30);
            assertThat(receiver.lost()).isZero();
            assertThat(receiver.dropped()).isEqualTo(3);
        }
    }

    /** Whatever comes: no exception, and time goes on. */
    @Test
    void bearsSeededGarbage() {
        Random random = new Random(3);
        for (AudioCodec codec : AudioCodec.values()) {
            try (AudioReceiver receiver = receiver(codec);
                    Sender sender = new Sender(codec, 400)) {
                float[] block = new float[Pcm.BLOCK];
                for (int i = 0; i < 1_000; i++) {
                    RtpPacket packet = sender.next();
                    byte[] payload = new byte[random.nextInt(400)];
                    random.nextBytes(payload);
                    switch (random.nextInt(6)) {
                        case 0 -> packet = rtp(random.nextInt(), random.nextLong(), 1, payload, payload.length);
                        case 1 -> packet = rtp(sender.sequence, sender.timestamp, 1, payload, payload.length);
                        case 2 -> packet.timestamp(random.nextLong());
                        case 3 -> packet.sequenceNumber(random.nextInt() & 0xFFFF);
                        case 4 -> packet.ssrc(random.nextInt(3));
                        default -> {}
                    }
                    receiver.packet(packet, START + i * TICK + random.nextInt(100_000_000));
                    receiver.play(block, START + i * TICK);
                    assertThat(block).doesNotContain(Float.NaN);
                }
                assertThat(receiver.frames()).isEqualTo(1_000);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PCMU", "PCMA"})
    void takesPacketsOfOtherLengths(AudioCodec codec) {
        for (int milliseconds : new int[] {10, 30, 40, 60}) {
            try (AudioReceiver receiver = receiver(codec)) {
                List<Arrival> arrivals = new ArrayList<>();
                int samples = 8 * milliseconds;
                G711 law = codec == AudioCodec.PCMU ? G711.MU_LAW : G711.A_LAW;
                for (int i = 0; i < 3_000 / milliseconds; i++) {
                    byte[] payload = new byte[samples];
                    for (int j = 0; j < samples; j++) {
                        payload[j] = law.code((float) (0.3 * Math.sin(2 * Math.PI * 400 * (i * samples + j) / 8_000)));
                    }
                    arrivals.add(new Arrival(
                            START + (i + 1L) * milliseconds * 1_000_000 - 3_000_000,
                            rtp(i, (long) i * samples, 1, payload, samples)));
                }
                float[] played = play(receiver, arrivals, 150);
                float[] later = Arrays.copyOfRange(played, 50 * Pcm.BLOCK, 140 * Pcm.BLOCK);
                assertThat(Pcm.level(later, later.length)).isBetween(-15, -12);
                assertThat(receiver.concealedMs()).as("%d ms", milliseconds).isLessThanOrEqualTo(40);
                assertThat(receiver.delayMs(START + 150 * TICK)).isLessThan(45);
            }
        }
    }

    /** A tone begins with the stream's first sample: what is played then says that timestamp, and from there on the next ones. */
    @ParameterizedTest
    @EnumSource(names = {"PCMA", "G722", "OPUS"})
    void saysWhichMomentOfTheSenderItPlays(AudioCodec codec) {
        try (Sender sender = new Sender(codec, 440);
                AudioReceiver receiver = receiver(codec)) {
            long first = sender.timestamp;
            float[] block = new float[Pcm.BLOCK];
            int played = 0;
            for (int tick = 0; tick < 100; tick++) {
                long now = START + tick * TICK;
                receiver.packet(sender.next(), now - 7_000_000);
                boolean heard = receiver.play(block, now);
                if (receiver.plays() && heard) {
                    assertThat(receiver.clockRate()).isEqualTo(codec.clockRate());
                    assertThat(receiver.playedTimestamp())
                            .isEqualTo(first + (long) played * codec.clockRate() / 50 & 0xFFFF_FFFFL);
                    assertThat(receiver.waited(now)).isBetween(0L, 40_000_000L);
                    played++;
                }
            }
            assertThat(played).isGreaterThan(90);
        }
    }

    /** Hears everything, in words: what was received in 20 ms, and what was not, in samples at 48 kHz. */
    private static final class Listening implements DecodedSoundListener {
        final List<String> heard = new ArrayList<>();
        int received;
        int madeUp;
        int announced;

        long packets() {
            return heard.stream()
                    .filter(word -> word.equals("tone") || word.equals("quiet"))
                    .count();
        }

        @Override
        public void received(AudioCodec codec, float[] samples, int count) {
            assertThat(count).isEqualTo(codec.sampleRate() / 50);
            received += count;
            double peak = 0;
            for (int i = 0; i < count; i++) {
                peak = Math.max(peak, Math.abs(samples[i]));
            }
            heard.add(peak > 0.2 ? "tone" : "quiet");
        }

        @Override
        public void madeUp(int samples, boolean silence) {
            madeUp += silence ? 0 : samples;
            announced += silence ? samples : 0;
            heard.add("made up");
        }

        @Override
        public void partyWasSilent() {
            heard.add("was silent");
        }

        @Override
        public void packetsWereLate() {
            heard.add("were late");
        }
    }

    @Test
    void whoListensHearsThatPacketsWereLateAndNotLost() {
        Listening listening = new Listening();
        try (AudioReceiver receiver = receiver(AudioCodec.PCMA);
                Sender sender = new Sender(AudioCodec.PCMA, 400)) {
            receiver.listener(listening);
            List<Arrival> arrivals = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                long delay = i >= 50 && i < 55 ? (55 - i) * TICK : 0;
                arrivals.add(new Arrival(START + i * TICK + delay, sender.next()));
            }
            play(receiver, arrivals, 100);
        }
        assertThat(listening.packets()).isGreaterThan(93);
        assertThat(listening.heard).containsOnlyOnce("were late").doesNotContain("was silent");
        assertThat(listening.heard.indexOf("were late")).isGreaterThan(listening.heard.indexOf("made up"));
    }

    @ParameterizedTest
    @EnumSource(
            value = AudioCodec.class,
            names = {"PCMA", "G722"})
    void whoListensHearsWhatCameAtItsOwnRateAndWhatDidNot(AudioCodec codec) {
        Listening listening = new Listening();
        try (AudioReceiver receiver = receiver(codec);
                Sender sender = new Sender(codec, 400)) {
            receiver.listener(listening);
            List<Arrival> arrivals = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                RtpPacket packet = sender.next();
                if (i < 50 || i >= 55) {
                    arrivals.add(new Arrival(START + i * TICK, packet));
                }
            }
            play(receiver, arrivals, 100);
        }
        assertThat(listening.received).isBetween(93 * codec.sampleRate() / 50, 95 * codec.sampleRate() / 50);
        assertThat(listening.madeUp).isBetween(4 * Pcm.BLOCK, 6 * Pcm.BLOCK);
        assertThat(listening.announced).isZero();
        assertThat(listening.heard).contains("tone").doesNotContain("was silent");
        assertThat(listening.heard.subList(0, 45)).doesNotContain("made up");
    }

    /** RFC 3551, section 4.5.2: the clock runs at 8 kHz. Some devices count 16,000 a second, whichever of the two they say. */
    @ParameterizedTest
    @CsvSource({"G722, 160", "G722, 320", "G722_16K, 160", "G722_16K, 320"})
    void g722IsPlayedEvenlyByWhicheverClockItIsCounted(AudioCodec said, int step) {
        try (AudioReceiver receiver = receiver(said);
                Sender sender = new Sender(said, 400)) {
            List<Arrival> arrivals = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                RtpPacket packet = sender.next();
                packet.timestamp(0xFFFF_0000L + (long) i * step & 0xFFFF_FFFFL);
                arrivals.add(new Arrival(START + i * TICK - 3_000_000, packet));
            }
            float[] played = play(receiver, arrivals, 200);
            assertThat(receiver.clockRate()).isEqualTo(50 * step);
            assertThat(receiver.concealedMs()).isLessThan(100);
            assertThat(receiver.late()).isLessThan(8);
            assertThat(receiver.delayMs(START + 200 * TICK)).isLessThan(60);
            assertThat(roughness(played, played.length / 2, played.length)).isLessThan(0.01);
        }
    }

    @Test
    void whoListensHearsThatAPauseWasMeant() {
        Listening listening = new Listening();
        try (AudioReceiver receiver = receiver(AudioCodec.PCMA);
                Sender sender = new Sender(AudioCodec.PCMA, 400)) {
            receiver.listener(listening);
            List<Arrival> arrivals = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                arrivals.add(new Arrival(START + i * TICK, sender.next()));
            }
            sender.timestamp += 50 * 160; // its numbers go on
            for (int i = 100; i < 150; i++) {
                arrivals.add(new Arrival(START + i * TICK, sender.next()));
            }
            play(receiver, arrivals, 150);
        }
        assertThat(listening.heard).containsOnlyOnce("was silent");
        assertThat(listening.heard.indexOf("was silent")).isGreaterThan(listening.heard.indexOf("made up"));
    }
}

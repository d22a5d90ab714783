package org.courtbridge.benchmarks;

import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.courtbridge.benchmarks.nightly.Figure;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.audio.AudioEncoder;
import org.courtbridge.codecs.audio.AudioFormat;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.audio.AudioPort;
import org.courtbridge.media.audio.HearingAudio;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.leg.LegMedia.ReceivedAudio;
import org.courtbridge.media.leg.LegMedia.SentAudio;
import org.courtbridge.media.transport.RtpListener;
import org.courtbridge.media.transport.RtpTransport;
import org.courtbridge.media.transport.TransportStats;

/**
 * Measures the cost of the sound of a hearing of five: CPU milliseconds per leg and second of sound, from the packet that was
 * unprotected to the one that is handed to be protected. In simulated time, on one thread; the median of some runs.
 */
public final class MixBenchmark {

    private static final int PARTIES = 5;
    private static final int SECONDS = 5;
    private static final int RUNS = 5;
    private static final int TICKS = SECONDS * 50;

    private MixBenchmark() {}

    public static void main(String[] arguments) {
        measure("pcma", AudioCodec.PCMA);
        measure("g722", AudioCodec.G722);
        measure("opus", AudioCodec.OPUS);
        measure("mixed", AudioCodec.PCMA, AudioCodec.G722, AudioCodec.OPUS, AudioCodec.PCMU, AudioCodec.OPUS);
    }

    private static void measure(String name, AudioCodec... codecs) {
        for (int speakers : new int[] {PARTIES, 1}) {
            double[] costs = new double[RUNS];
            run(speakers, codecs);
            for (int i = 0; i < RUNS; i++) {
                costs[i] = run(speakers, codecs);
            }
            Arrays.sort(costs);
            Figure.print("%s.%d-speaking.leg".formatted(name, speakers), costs[RUNS / 2], "ms/s");
        }
    }

    private static double run(int speakers, AudioCodec... codecs) {
        List<Party> parties = new ArrayList<>();
        HearingAudio audio = new HearingAudio(
                new Deaf(), new InternalErrors(InstantSource.system()), System::nanoTime, AudioEncoder::of);
        for (int i = 0; i < PARTIES; i++) {
            parties.add(new Party(i, codecs[i % codecs.length], i < speakers, audio));
        }
        audio.policy(parties.stream().map(party -> party.leg).collect(Collectors.toSet()), Set.of());
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        for (int tick = 0; tick < TICKS; tick++) {
            long now = tick * HearingAudio.TICK;
            for (Party party : parties) {
                party.port.rtp(party.packets.get(tick), now - 5_000_000);
            }
            audio.tick(now);
            for (Party party : parties) {
                party.channel.runPendingTasks();
            }
        }
        long spent = threads.getCurrentThreadCpuTime() - before;
        for (Party party : parties) {
            if (party.sent != TICKS) {
                throw new IllegalStateException("sent: " + party.sent + " (expected: " + TICKS + ")");
            }
        }
        audio.close();
        parties.forEach(Party::close);
        return spent / 1e6 / PARTIES / SECONDS;
    }

    /** Hears nothing of what people do. */
    private static final class Deaf implements HearingAudio.Listener {

        @Override
        public void activeSpeaker(Optional<LegId> leg) {}

        @Override
        public void digit(LegId leg, char digit) {}

        @Override
        public void failed(LegId leg, Throwable fault) {
            throw new IllegalStateException("leg " + leg + " has no sound", fault);
        }
    }

    /** Speaks what was coded before, and counts what it is sent. */
    private static final class Party implements RtpTransport {

        private final EmbeddedChannel channel = new EmbeddedChannel();
        private final List<RtpPacket> packets = new ArrayList<>();
        private final LegId leg;
        private final AudioPort port;
        private int sent;

        Party(int number, AudioCodec codec, boolean speaks, HearingAudio audio) {
            leg = new LegId("leg" + number);
            AudioFormat format = new AudioFormat(codec, 96, codec == AudioCodec.OPUS, 0, false);
            port = audio.add(
                    leg,
                    Optional.of(ReceivedAudio.plain(this, Map.of(96, format), Map.of())),
                    Optional.of(SentAudio.plain(this, number, format, "bench")));
            speak(format, speaks, new Random(number));
        }

        /** Noise through a resonance, up and down four times a second: as much work as speech. */
        private void speak(AudioFormat format, boolean speaks, Random random) {
            int rate = format.codec().sampleRate();
            float[] block = new float[rate / 50];
            byte[] payload = new byte[AudioEncoder.MAX_BYTES];
            double before = 0;
            double last = 0;
            try (AudioEncoder encoder = AudioEncoder.of(format)) {
                for (int tick = 0; tick < TICKS; tick++) {
                    for (int i = 0; i < block.length && speaks; i++) {
                        double time = (double) (tick * block.length + i) / rate;
                        double next = random.nextGaussian()
                                + 1.9 * Math.cos(2 * Math.PI * 500 / rate) * last
                                - 0.9025 * before;
                        before = last;
                        last = next;
                        block[i] = (float) (0.01 * next * Math.pow(Math.sin(2 * Math.PI * 2 * time), 2));
                    }
                    packets.add(packet(tick, format, payload, encoder.encode(block, payload, 0)));
                }
            }
        }

        private static RtpPacket packet(int tick, AudioFormat format, byte[] payload, int length) {
            byte[] bytes = new byte[RtpPacket.FIXED_HEADER + length];
            bytes[0] = (byte) 0x80;
            System.arraycopy(payload, 0, bytes, RtpPacket.FIXED_HEADER, length);
            RtpPacket packet = new RtpPacket().wrap(bytes, 0, bytes.length);
            packet.payloadType(format.payloadType());
            packet.sequenceNumber(tick);
            packet.timestamp((long) tick * format.codec().clockRate() / 50);
            packet.ssrc(1);
            return packet;
        }

        @Override
        public EventLoop loop() {
            return channel.eventLoop();
        }

        @Override
        public void send(RtpPacket packet) {
            sent++;
        }

        @Override
        public void listener(RtpListener listener) {
            throw new UnsupportedOperationException("the bench feeds the port itself");
        }

        @Override
        public void sendRtcp(byte[] compound, int offset, int length) {
            throw new UnsupportedOperationException("sound sends no RTCP");
        }

        @Override
        public TransportStats stats() {
            return new TransportStats(0, 0, sent, 0, 0, 0);
        }

        @Override
        public void close() {
            channel.close();
        }
    }
}

package org.courtbridge.benchmarks.verdicts;

import static org.courtbridge.benchmarks.verdicts.Expectation.ANY;
import static org.courtbridge.benchmarks.verdicts.Expectation.FAIL;
import static org.courtbridge.benchmarks.verdicts.Expectation.PASS;
import static org.courtbridge.benchmarks.verdicts.Expectation.expect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.audio.AudioFormat;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.provisioning.testcall.Check;

/** Traces of the same speech over good lines and bad ones. */
final class LineClips {

    private static final List<AudioCodec> CODECS =
            List.of(AudioCodec.PCMA, AudioCodec.G722, AudioCodec.OPUS, AudioCodec.G729);

    private static final double USUAL_ROUND_TRIP = 60;
    private static final int DYNAMIC = 96;

    private final Random random;

    LineClips(Random random) {
        this.random = random;
    }

    void write(ClipWriter writer, float[] speech, float[] clean) throws IOException {
        for (AudioCodec codec : CODECS) {
            faults(writer, speech, codec);
            normal(writer, speech, codec);
        }
        IntPredicate none = i -> false;
        List<byte[]> paused = Coded.packets(clean, new AudioFormat(AudioCodec.OPUS, DYNAMIC, false, 0, true));
        put(
                writer,
                "normal-discontinuous",
                AudioCodec.OPUS,
                paused,
                none,
                i -> 2 * random.nextDouble(),
                USUAL_ROUND_TRIP,
                expect(Check.LOSS, PASS));
    }

    private void faults(ClipWriter writer, float[] speech, AudioCodec codec) throws IOException {
        IntToDoubleFunction calm = i -> 2 * random.nextDouble();
        Map<Check, Expectation> lossy =
                expect(Check.LOSS, FAIL, Check.DROP_OUTS, ANY, Check.LONGEST_LOSS, ANY, Check.LINE_QUALITY, ANY);
        for (int percent : new int[] {7, 12, 20}) {
            put(
                    writer,
                    "fault-loss" + percent,
                    codec,
                    speech,
                    i -> random.nextDouble() * 100 < percent,
                    calm,
                    USUAL_ROUND_TRIP,
                    lossy);
        }
        Map<Check, Expectation> breaks =
                expect(Check.LONGEST_LOSS, FAIL, Check.LOSS, ANY, Check.DROP_OUTS, ANY, Check.LINE_QUALITY, ANY);
        for (int packets : new int[] {20, 50}) {
            put(
                    writer,
                    "fault-breaks" + packets,
                    codec,
                    speech,
                    i -> i % 150 >= 150 - packets,
                    calm,
                    USUAL_ROUND_TRIP,
                    breaks);
        }
        put(writer, "fault-one-break", codec, speech, i -> i >= 200 && i < 240, calm, USUAL_ROUND_TRIP, breaks);
        for (int ms : new int[] {250, 400}) {
            put(
                    writer,
                    "fault-jitter" + ms,
                    codec,
                    speech,
                    i -> false,
                    i -> ms * random.nextDouble() * 1.6,
                    USUAL_ROUND_TRIP,
                    expect(Check.JITTER, FAIL, Check.LINE_QUALITY, ANY));
        }
        for (int ms : new int[] {700, 1_500}) {
            put(
                    writer,
                    "fault-round-trip" + ms,
                    codec,
                    speech,
                    i -> false,
                    calm,
                    ms,
                    expect(Check.ROUND_TRIP, FAIL, Check.LINE_QUALITY, ANY));
        }
        if (codec == AudioCodec.PCMA || codec == AudioCodec.G729) {
            put(
                    writer,
                    "fault-quality",
                    codec,
                    speech,
                    i -> random.nextDouble() < 0.15,
                    calm,
                    500,
                    expect(
                            Check.LINE_QUALITY,
                            FAIL,
                            Check.LOSS,
                            FAIL,
                            Check.ROUND_TRIP,
                            ANY,
                            Check.DROP_OUTS,
                            ANY,
                            Check.LONGEST_LOSS,
                            ANY));
        }
        put(
                writer,
                "border-loss3",
                codec,
                speech,
                i -> i % 33 == 5,
                calm,
                USUAL_ROUND_TRIP,
                expect(Check.LOSS, ANY, Check.DROP_OUTS, ANY, Check.LINE_QUALITY, ANY));
    }

    private void normal(ClipWriter writer, float[] speech, AudioCodec codec) throws IOException {
        IntPredicate none = i -> false;
        Map<Check, Expectation> good =
                expect(Check.LOSS, PASS, Check.LONGEST_LOSS, PASS, Check.JITTER, PASS, Check.ROUND_TRIP, PASS);
        put(writer, "normal-line", codec, speech, none, i -> 2 * random.nextDouble(), USUAL_ROUND_TRIP, good);
        put(writer, "normal-jitter20", codec, speech, none, i -> 20 * random.nextDouble(), USUAL_ROUND_TRIP, good);
        put(writer, "normal-jitter40", codec, speech, none, i -> 40 * random.nextDouble(), USUAL_ROUND_TRIP, good);
        put(
                writer,
                "normal-loss-half-percent",
                codec,
                speech,
                i -> i % 200 == 77,
                i -> 5 * random.nextDouble(),
                USUAL_ROUND_TRIP,
                good);
        put(
                writer,
                "normal-one-double-loss",
                codec,
                speech,
                i -> i == 201 || i == 202,
                i -> 5 * random.nextDouble(),
                USUAL_ROUND_TRIP,
                good);
        put(writer, "normal-round-trip220", codec, speech, none, i -> 5 * random.nextDouble(), 220, good);
        put(writer, "normal-other-way", codec, speech, none, i -> i > 250 ? 70 : 10, USUAL_ROUND_TRIP, good);
    }

    private void put(
            ClipWriter writer,
            String name,
            AudioCodec codec,
            float[] speech,
            IntPredicate lost,
            IntToDoubleFunction delay,
            double roundTrip,
            Map<Check, Expectation> expected)
            throws IOException {
        put(
                writer,
                name,
                codec,
                Coded.packets(speech, AudioFormat.withoutParameters(codec, payloadType(codec))),
                lost,
                delay,
                roundTrip,
                expected);
    }

    private static int payloadType(AudioCodec codec) {
        return switch (codec) {
            case PCMU -> 0;
            case PCMA -> 8;
            case G722, G722_16K -> 9;
            case G729 -> 18;
            case OPUS, L16_8K, L16_16K, L16_32K, L16_48K -> DYNAMIC;
        };
    }

    private void put(
            ClipWriter writer,
            String name,
            AudioCodec codec,
            List<byte[]> payloads,
            IntPredicate lost,
            IntToDoubleFunction delay,
            double roundTrip,
            Map<Check, Expectation> expected)
            throws IOException {
        List<ClipWriter.Packet> packets = new ArrayList<>();
        long ssrc = random.nextInt() & 0xFFFF_FFFFL;
        int number = random.nextInt(65_536);
        for (int i = 0; i < payloads.size(); i++) {
            byte[] payload = payloads.get(i);
            boolean silent = codec == AudioCodec.OPUS && payload.length <= 2;
            if (silent) {
                continue;
            }
            byte[] bytes = new byte[RtpPacket.FIXED_HEADER + payload.length];
            bytes[0] = (byte) 0x80;
            System.arraycopy(payload, 0, bytes, RtpPacket.FIXED_HEADER, payload.length);
            RtpPacket packet = new RtpPacket().wrap(bytes, 0, bytes.length);
            packet.payloadType(payloadType(codec));
            packet.sequenceNumber(number++ & 0xFFFF);
            packet.timestamp((long) i * codec.clockRate() / 50);
            packet.ssrc(ssrc);
            if (!lost.test(i)) {
                packets.add(new ClipWriter.Packet(
                        bytes, 1_000_000_000L + i * 20_000_000L + (long) (delay.applyAsDouble(i) * 1e6)));
            }
        }
        packets.sort(Comparator.comparingLong(ClipWriter.Packet::nanoseconds));
        writer.trace(
                name + "-" + codec.name().toLowerCase(Locale.ROOT),
                packets,
                expected,
                Map.of("codec", codec.name(), "roundTripMs", roundTrip));
    }
}

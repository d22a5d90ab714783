package org.courtbridge.benchmarks.verdicts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToLongFunction;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.measure.line.LineReport;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.Outcome;
import org.courtbridge.provisioning.testcall.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictClipsTest {

    @TempDir
    Path folder;

    private final Random random = new Random(1);

    private Path label(String name, String json) throws IOException {
        return Files.writeString(folder.resolve(name + ".json"), json);
    }

    private static Outcome of(Check check, List<Verdict> verdicts) {
        return verdicts.stream()
                .filter(verdict -> verdict.check() == check)
                .findFirst()
                .orElseThrow()
                .outcome();
    }

    @Test
    void judgesSoundAsItIsInTheFile() throws IOException {
        Map<Check, Expectation> expected = new EnumMap<>(Check.class);
        expected.put(Check.NOISE, Expectation.FAIL);
        float[] noise = Waves.white(5 * Waves.RATE, -30, random);
        new ClipWriter(folder).sound("noise", new Sound(Waves.RATE, 1, Waves.pcm(noise)), expected, Map.of());
        Clip clip = Clip.read(folder.resolve("noise.json"));
        List<Verdict> verdicts = new SoundAnalysis().judge(clip);
        assertThat(of(Check.NOISE, verdicts)).isEqualTo(Outcome.FAIL);
        Tally tally = new Tally();
        tally.add(clip, verdicts);
        assertThat(tally.misses()).isEmpty();
    }

    @Test
    void judgesTracesAsSoundAndLine() throws IOException {
        float[] noise = Waves.pink(8 * Waves.RATE, -60, random);
        ClipWriter writer = new ClipWriter(folder);
        new LineClips(random).write(writer, noise, noise);
        for (AudioCodec codec : List.of(AudioCodec.PCMA, AudioCodec.G722, AudioCodec.OPUS, AudioCodec.G729)) {
            String of = "-" + codec.name().toLowerCase(Locale.ROOT) + ".json";
            Clip lossy = Clip.read(folder.resolve("fault-loss20" + of));
            assertThat(of(Check.LOSS, new LineAnalysis().judge(lossy))).isEqualTo(Outcome.FAIL);
            assertThat(of(Check.MICROPHONE, new SoundAnalysis().judge(lossy))).isEqualTo(Outcome.PASS);
            Clip good = Clip.read(folder.resolve("normal-jitter20" + of));
            assertThat(new LineAnalysis().judge(good))
                    .extracting(Verdict::outcome)
                    .doesNotContain(Outcome.FAIL);
        }
    }

    @Test
    void listsEveryMiss() throws IOException {
        Map<Check, Expectation> expected = new EnumMap<>(Check.class);
        expected.put(Check.NOISE, Expectation.PASS);
        expected.put(Check.LOSS, Expectation.FAIL);
        float[] noise = Waves.white(5 * Waves.RATE, -30, random);
        new ClipWriter(folder).sound("wrong", new Sound(Waves.RATE, 1, Waves.pcm(noise)), expected, Map.of());
        Clip clip = Clip.read(folder.resolve("wrong.json"));
        Tally tally = new Tally();
        tally.add(clip, new SoundAnalysis().judge(clip));
        assertThat(tally.misses())
                .hasSize(2)
                .anyMatch(miss -> miss.startsWith("wrong: NOISE: FAIL at -"))
                .anyMatch(miss -> miss.equals("wrong: LOSS: not judged (expected: FAIL)"));
    }

    /** @param stamp a timestamp for each packet */
    private void trace(int count, int type, int ssrc, IntToLongFunction stamp, List<ClipWriter.Packet> into) {
        for (int i = 0; i < count; i++) {
            ByteBuffer rtp = ByteBuffer.allocate(172);
            rtp.put((byte) 0x80)
                    .put((byte) type)
                    .putShort((short) i)
                    .putInt((int) stamp.applyAsLong(i))
                    .putInt(ssrc);
            for (int at = 12; at < 172; at++) {
                rtp.put((byte) random.nextInt());
            }
            into.add(new ClipWriter.Packet(rtp.array(), i * 20_000_000L));
        }
    }

    /** Timestamps a day apart are no day of sound to be made up: ten minutes are heard at most, of which the meter keeps one. */
    @Test
    void boundsWhatATraceMakesItDo() throws IOException {
        List<ClipWriter.Packet> packets = new ArrayList<>();
        trace(200, 8, 1, i -> i * 8_000L * 50, packets);
        new ClipWriter(folder).trace("leaps", packets, Map.of(), Map.of());
        long before = allocated();
        assertThat(new SoundAnalysis().judge(Clip.read(folder.resolve("leaps.json"))))
                .isNotEmpty();
        // 50 s at 8 kHz would be 800,000 bytes at once, twelve times.
        assertThat(allocated() - before).isLessThan(6_000_000);
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    /** The picture has more packets; the label says which are sound. */
    @Test
    void takesTheStreamThatTheLabelNames() throws IOException {
        List<ClipWriter.Packet> packets = new ArrayList<>();
        trace(400, 97, 1, i -> i * 160L, packets);
        trace(900, 98, 2, i -> i / 5 * 3_000L, packets);
        packets.sort(Comparator.comparingLong(ClipWriter.Packet::nanoseconds));
        ClipWriter writer = new ClipWriter(folder);
        Map<String, Map<String, Object>> labels = Map.of(
                "type", Map.of("codec", "PCMA", "payloadType", 97),
                "source", Map.of("codec", "PCMA", "ssrc", 1),
                "most", Map.of("codec", "PCMA"));
        for (Map.Entry<String, Map<String, Object>> label : labels.entrySet()) {
            writer.trace(label.getKey(), packets, Map.of(), label.getValue());
            LineReport line = new TracedSound(Clip.read(folder.resolve(label.getKey() + ".json"))).line();
            // The trace goes on for 500 packets after the sound has ceased: they are missing.
            assertThat(line.packets()).as(label.getKey()).isBetween(800L, 900L);
            assertThat(line.loss().orElseThrow() > 50).isEqualTo(!label.getKey().equals("most"));
        }
    }

    /** A fault that nobody judged is a fault that was not found, and what may be anything may be missing. */
    @Test
    void countsAFaultThatWasNotJudgedAsMissed() throws IOException {
        Map<Check, Expectation> expected = new EnumMap<>(Check.class);
        expected.put(Check.LOSS, Expectation.FAIL);
        expected.put(Check.JITTER, Expectation.ANY);
        new ClipWriter(folder).sound("still", new Sound(8_000, 1, new short[8_000]), expected, Map.of());
        Tally tally = new Tally();
        tally.add(Clip.read(folder.resolve("still.json")), List.of());
        assertThat(tally.misses()).containsExactly("still: LOSS: not judged (expected: FAIL)");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        tally.print(new PrintStream(out, true, StandardCharsets.UTF_8));
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("| LOSS | 1 | 0 | 0.0 % |");
    }

    /** Frames of MPEG audio, layer II, say rate and channels each for itself: 2.4 s at 48 kHz, then 3.6 s at 32 kHz in one channel. */
    @Test
    void followsAFormatThatChangesInTheMiddle() throws IOException {
        ByteBuffer frames = ByteBuffer.allocate(100 * 576 + 100 * 864);
        for (int i = 0; i < 200; i++) {
            int at = frames.position();
            frames.putInt(i < 100 ? 0xFFFDA400 : 0xFFFDA8C0);
            frames.position(at + (i < 100 ? 576 : 864));
        }
        Path file = Files.write(folder.resolve("changes.mp2"), frames.array());
        Sound sound = SoundFile.read(file, 0).orElseThrow();
        assertThat(sound.channels()).isEqualTo(2);
        assertThat((double) sound.length() / sound.rate()).isCloseTo(6, within(0.15));
    }

    @Test
    void hasNoSoundWhereThereIsNone() throws IOException {
        // A black picture of 1×1, as a portable pixmap.
        Path file = Files.write(folder.resolve("still.ppm"), "P6 1 1 255 \0\0\0".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < 3; i++) {
            assertThat(SoundFile.read(file, 0)).isEmpty();
        }
    }

    @Test
    void saysWhatIsWrongWithALabel() throws IOException {
        Files.write(folder.resolve("a.wav"), new byte[10]);
        Path outside = Files.write(folder.resolveSibling("outside.wav"), new byte[10]);
        Files.createSymbolicLink(folder.resolve("link.wav"), outside);
        for (String json : List.of(
                "[]",
                "{",
                "{\"expects\":{}}",
                "{\"expect\":{\"NOISES\":\"FAIL\"}}",
                "{\"expect\":{\"NOISE\":\"BAD\"}}",
                "{\"codec\":\"MP3\"}",
                "{\"probeAt\":\"soon\"}",
                "{\"seconds\":\"long\"}",
                "{\"oneOf\":[\"NOISE\"]}",
                "{\"oneOf\":[[\"NOISES\"]]}",
                "{\"expect\":7}",
                "{\"expect\":[\"NOISE\"]}",
                "{\"payloadType\":128}",
                "{\"ssrc\":\"one\"}",
                "{\"media\":\".\"}",
                "{\"media\":\"/dev/zero\"}",
                "{\"media\":\"../outside.wav\"}",
                "{\"sdp\":\"../outside.wav\"}",
                "{\"media\":\"link.wav\"}",
                "{\"media\":\"none.wav\"}")) {
            Path file = label("a", json);
            assertThatThrownBy(() -> Clip.read(file))
                    .isInstanceOf(ClipException.class)
                    .hasMessageContaining("a.json");
        }
        Files.delete(outside);
        Path alone = label("b", "{}");
        assertThatThrownBy(() -> Clip.read(alone)).hasMessageContaining("0 files named b.*");
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        byte[] junk = new byte[500];
        random.nextBytes(junk);
        Files.write(folder.resolve("c.wav"), junk);
        Files.write(folder.resolve("d.pcap"), junk);
        Clip sound = Clip.read(label("c", "{}"));
        Clip trace = Clip.read(label("d", "{}"));
        assertThatThrownBy(() -> new SoundAnalysis().judge(sound))
                .isInstanceOf(ClipException.class)
                .hasMessageContaining("c.wav");
        assertThatThrownBy(() -> new LineAnalysis().judge(trace))
                .isInstanceOf(ClipException.class)
                .hasMessageContaining("d.pcap");
    }

    @Test
    void refusesEveryTruncationOfATraceOrReadsLess() throws IOException {
        ClipWriter writer = new ClipWriter(folder);
        byte[] rtp = new byte[172];
        rtp[0] = (byte) 0x80;
        rtp[1] = 8;
        writer.trace("t", List.of(new ClipWriter.Packet(rtp, 1), new ClipWriter.Packet(rtp, 2)), Map.of(), Map.of());
        byte[] whole = Files.readAllBytes(folder.resolve("t.pcap"));
        for (int length = 0; length < whole.length; length++) {
            Path cut = Files.write(folder.resolve("cut.pcap"), Arrays.copyOf(whole, length));
            try {
                assertThat(RtpTrace.read(cut)).hasSizeLessThan(2);
            } catch (ClipException e) {
                assertThat(e).hasMessageContaining("cut.pcap");
            }
        }
        assertThat(RtpTrace.read(folder.resolve("t.pcap"))).hasSize(2);
    }

    @Test
    void missesAFaultThatNoneOfSeveralChecksFinds() throws IOException {
        float[] noise = Waves.white(5 * Waves.RATE, -30, random);
        ClipWriter writer = new ClipWriter(folder);
        Sound sound = new Sound(Waves.RATE, 1, Waves.pcm(noise));
        writer.sound("one", sound, Map.of(), Map.of("oneOf", List.of(List.of("NOISE", "HUM"))));
        writer.sound("none", sound, Map.of(), Map.of("oneOf", List.of(List.of("CLIPPING", "HUM"))));
        Tally tally = new Tally();
        for (String name : List.of("one", "none")) {
            Clip clip = Clip.read(folder.resolve(name + ".json"));
            tally.add(clip, new SoundAnalysis().judge(clip));
        }
        assertThat(tally.misses())
                .filteredOn(miss -> miss.contains("none of"))
                .containsExactly("none: none of [CLIPPING, HUM] failed (expected: FAIL of one)");
    }
}

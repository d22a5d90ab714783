package org.courtbridge.benchmarks.verdicts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.courtbridge.codecs.audio.AudioCodec;
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

    @Test
    void saysWhatIsWrongWithALabel() throws IOException {
        Files.write(folder.resolve("a.wav"), new byte[10]);
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
                "{\"media\":\"none.wav\"}")) {
            Path file = label("a", json);
            assertThatThrownBy(() -> Clip.read(file))
                    .isInstanceOf(ClipException.class)
                    .hasMessageContaining("a.json");
        }
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

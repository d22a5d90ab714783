package org.courtbridge.benchmarks.verdicts;

import static org.courtbridge.benchmarks.verdicts.Expectation.ANY;
import static org.courtbridge.benchmarks.verdicts.Expectation.FAIL;
import static org.courtbridge.benchmarks.verdicts.Expectation.NOT_PASS;
import static org.courtbridge.benchmarks.verdicts.Expectation.PASS;
import static org.courtbridge.benchmarks.verdicts.Expectation.expect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.measure.sound.Probe;
import org.courtbridge.provisioning.testcall.Check;

/** The labelled set of sound and lines: kinds of fault and of normal variation, at several strengths, through three codecs. */
public final class SoundClips {

    /** Noise of a good microphone in a quiet room, dBov. */
    private static final double MICROPHONE = -72;

    private static final double USUAL = -26;

    private static final List<AudioCodec> CODECS = List.of(AudioCodec.PCMA, AudioCodec.G722, AudioCodec.OPUS);
    private static final List<AudioCodec> NARROW = List.of(AudioCodec.PCMA, AudioCodec.G722);
    private static final List<AudioCodec> WIDE = List.of(AudioCodec.G722, AudioCodec.OPUS);

    private final Random random;
    private final Voices voices = new Voices();
    private int turn;

    public SoundClips(long seed) {
        random = new Random(seed);
    }

    /**
     * Writes all of them.
     *
     * @return how many
     */
    public int write(Path folder) throws IOException, InterruptedException {
        ClipWriter writer = new ClipWriter(folder);
        faults(writer);
        normal(writer);
        new LineClips(random).write(writer, usual(voice(), USUAL), voice());
        return writer.written();
    }

    /** Speech by the next voice. */
    private float[] voice() throws IOException, InterruptedException {
        return voices.speak(Voices.ALL.get(turn++ % Voices.ALL.size()));
    }

    private float[] woman() throws IOException, InterruptedException {
        return voices.speak(Voices.WOMEN.get(turn++ % Voices.WOMEN.size()));
    }

    /** As an open microphone has it. */
    private float[] usual(float[] speech, double level) {
        return Waves.mix(Waves.spokenAt(speech, level), Waves.pink(speech.length, MICROPHONE, random));
    }

    private float[] open(float[] sound) {
        return Waves.mix(sound, Waves.pink(sound.length, MICROPHONE, random));
    }

    private static void put(
            ClipWriter writer, String name, float[] sound, List<AudioCodec> codecs, Map<Check, Expectation> expected)
            throws IOException {
        put(writer, name, sound, codecs, expected, Map.of());
    }

    private static void put(
            ClipWriter writer,
            String name,
            float[] sound,
            List<AudioCodec> codecs,
            Map<Check, Expectation> expected,
            Map<String, Object> more)
            throws IOException {
        for (AudioCodec codec : codecs) {
            writer.sound(
                    name + "-" + codec.name().toLowerCase(Locale.ROOT), Coded.through(sound, codec), expected, more);
        }
    }

    private void faults(ClipWriter writer) throws IOException, InterruptedException {
        put(writer, "fault-muted", new float[10 * Waves.RATE], CODECS, expect(Check.MICROPHONE, FAIL));
        for (int level : new int[] {-49, -54, -60}) {
            put(
                    writer,
                    "fault-quiet" + level,
                    usual(voice(), level),
                    CODECS,
                    expect(Check.SPEECH_LEVEL, FAIL, Check.SIGNAL_TO_NOISE, ANY));
        }
        put(writer, "border-quiet-43", usual(voice(), -43), CODECS, expect(Check.SPEECH_LEVEL, ANY));
        put(
                writer,
                "fault-loud",
                Waves.clip(usual(voice(), -6), -1, 1),
                CODECS,
                expect(Check.SPEECH_TOO_LOUD, FAIL, Check.CLIPPING, ANY));
        noises(writer);
        hums(writer);
        clipping(writer);
        gaps(writer);
        rates(writer);
        channels(writer);
        echoes(writer);
    }

    private void noises(ClipWriter writer) throws IOException, InterruptedException {
        for (int level : new int[] {-39, -34, -30}) {
            float[] speech = voice();
            Map<Check, Expectation> expected =
                    expect(Check.NOISE, FAIL, Check.SIGNAL_TO_NOISE, ANY, Check.CLIPPING, ANY);
            put(
                    writer,
                    "fault-ventilation" + level,
                    Waves.mix(usual(speech, USUAL), Waves.pink(speech.length, level, random)),
                    CODECS,
                    expected);
            put(
                    writer,
                    "fault-hiss" + level,
                    Waves.mix(
                            usual(speech, USUAL),
                            Waves.at(Waves.lowPass(Waves.white(speech.length, level, random), 0.07), level)),
                    CODECS,
                    expected);
            float[] fan = Waves.mix(
                    Waves.pink(speech.length, level, random), Waves.hum(speech.length, level - 6, 87, 1, 0.6, 0.3));
            put(writer, "fault-fan" + level, Waves.mix(usual(speech, USUAL), fan), CODECS, expected);
        }
        float[] street = Waves.lowPass(Waves.pink(voice().length, -30, random), 0.02);
        put(
                writer,
                "fault-street",
                Waves.mix(usual(voice(), USUAL), street),
                CODECS,
                expect(Check.NOISE, FAIL, Check.SIGNAL_TO_NOISE, ANY, Check.HALF_RATE, ANY));
        float[] babble = new float[voice().length];
        for (String name : Voices.ALL) {
            babble = Waves.mix(babble, Waves.faster(voices.speak(name), 0.9 + 0.2 * random.nextDouble()));
        }
        // Other people's voices: between their words it is as quiet as between the speaker's.
        put(
                writer,
                "border-babble",
                Waves.mix(usual(voice(), USUAL), Waves.at(Waves.reverberate(babble, 1, 0, random), -32)),
                CODECS,
                expect(Check.NOISE, ANY, Check.SIGNAL_TO_NOISE, ANY));
        put(
                writer,
                "border-ventilation-46",
                Waves.mix(usual(voice(), USUAL), Waves.pink(20 * Waves.RATE, -46, random)),
                CODECS,
                expect(Check.NOISE, ANY));
        for (int above : new int[] {3, 4, 5}) {
            float[] speech = voice();
            // At 3 dB it may be so deep in the noise that nobody can tell that it is speech.
            boolean clear = above > 3;
            put(
                    writer,
                    (clear ? "fault" : "border") + "-buried-in-noise" + above,
                    Waves.mix(usual(speech, -50 + above), Waves.pink(speech.length, -50, random)),
                    CODECS,
                    expect(
                            Check.SIGNAL_TO_NOISE,
                            clear ? FAIL : NOT_PASS,
                            Check.NOISE,
                            ANY,
                            Check.SPEECH_LEVEL,
                            ANY,
                            Check.HALF_RATE,
                            ANY));
        }
        for (int noise : new int[] {-48, -52}) {
            float[] speech = voice();
            put(
                    writer,
                    "fault-lost-in-noise" + noise,
                    Waves.mix(usual(speech, noise + 6), Waves.pink(speech.length, noise, random)),
                    CODECS,
                    expect(
                            Check.SIGNAL_TO_NOISE,
                            NOT_PASS,
                            Check.NOISE,
                            ANY,
                            Check.SPEECH_LEVEL,
                            ANY,
                            Check.HALF_RATE,
                            ANY));
        }
    }

    private void hums(ClipWriter writer) throws IOException, InterruptedException {
        double[][] shapes = {{1, 0.4, 0.5, 0.2, 0.2}, {0.2, 1, 0.1, 0.6, 0.1, 0.4}};
        for (int level : new int[] {-42, -36}) {
            for (int mains : new int[] {50, 60}) {
                for (int shape = 0; shape < shapes.length; shape++) {
                    float[] speech = voice();
                    put(
                            writer,
                            "fault-hum%d-%s%d".formatted(mains, shape == 0 ? "mains" : "rectifier", level),
                            Waves.mix(usual(speech, USUAL), Waves.hum(speech.length, level, mains, shapes[shape])),
                            CODECS,
                            expect(Check.HUM, FAIL, Check.NOISE, ANY, Check.SIGNAL_TO_NOISE, ANY));
                }
            }
        }
        put(
                writer,
                "border-hum-52",
                Waves.mix(usual(voice(), USUAL), Waves.hum(20 * Waves.RATE, -52, 50, shapes[0])),
                CODECS,
                expect(Check.HUM, ANY, Check.NOISE, ANY));
    }

    private void clipping(ClipWriter writer) throws IOException, InterruptedException {
        for (int drive : new int[] {14, 20}) {
            Map<Check, Expectation> expected =
                    expect(Check.CLIPPING, FAIL, Check.SPEECH_TOO_LOUD, ANY, Check.NOISE, ANY);
            put(
                    writer,
                    "fault-clipped-at-full-scale" + drive,
                    Waves.overdrive(usual(voice(), USUAL), drive, 1),
                    CODECS,
                    expected);
            put(
                    writer,
                    "fault-clipped-before" + drive,
                    open(Waves.overdrive(usual(voice(), USUAL), drive, 0.35)),
                    CODECS,
                    expected);
            float[] driven = Waves.overdrive(usual(voice(), USUAL), drive, 0.5);
            // Opus makes the flat side of the weaker one uneven until nothing of it can be told.
            put(
                    writer,
                    "fault-clipped-one-side" + drive,
                    Waves.clip(Waves.gain(driven, 3), -0.25, 1),
                    drive == 14 ? NARROW : CODECS,
                    expected);
        }
        put(
                writer,
                "border-clipped6",
                Waves.overdrive(usual(voice(), USUAL), 6, 0.7),
                CODECS,
                expect(Check.CLIPPING, ANY, Check.SPEECH_TOO_LOUD, ANY));
    }

    private void gaps(ClipWriter writer) throws IOException, InterruptedException {
        double[][] kinds = {{30, 0.25}, {60, 0.4}, {120, 0.6}, {250, 1}};
        for (double[] kind : kinds) {
            float[] broken = Waves.dropOuts(
                    Waves.mix(usual(voice(), USUAL), Waves.pink(20 * Waves.RATE, -62, random)),
                    kind[0],
                    kind[1],
                    random);
            // Opus fills gaps of hardly more than one of its frames with what is beside them.
            boolean filled = kind[0] < 40;
            put(
                    writer,
                    String.format(Locale.ROOT, "fault-drop-outs%.0fms", kind[0]),
                    broken,
                    filled ? NARROW : CODECS,
                    expect(Check.DROP_OUTS, FAIL, Check.MICROPHONE, ANY));
            if (filled) {
                put(
                        writer,
                        String.format(Locale.ROOT, "border-drop-outs%.0fms", kind[0]),
                        broken,
                        List.of(AudioCodec.OPUS),
                        expect(Check.DROP_OUTS, ANY));
            }
        }
        put(
                writer,
                "border-drop-outs20ms",
                Waves.dropOuts(usual(voice(), USUAL), 20, 0.8, random),
                CODECS,
                expect(Check.DROP_OUTS, ANY));
    }

    private void rates(ClipWriter writer) throws IOException, InterruptedException {
        for (int level : new int[] {-22, -30}) {
            put(
                    writer,
                    "fault-half-rate" + level,
                    Waves.lowPass(usual(voice(), level), 3_700.0 / Waves.RATE),
                    WIDE,
                    expect(Check.HALF_RATE, FAIL));
            float[] quarter = Waves.lowPass(usual(voice(), level), 1_850.0 / Waves.RATE);
            put(writer, "fault-quarter-rate" + level, quarter, WIDE, expect(Check.HALF_RATE, FAIL));
            // G.711's own noise fills its band up to -38 dB.
            put(writer, "border-quarter-rate" + level, quarter, List.of(AudioCodec.PCMA), expect(Check.HALF_RATE, ANY));
        }
        for (int i = 0; i < 3; i++) {
            put(
                    writer,
                    "fault-twice-as-fast" + i,
                    usual(Waves.faster(woman(), 2), USUAL),
                    CODECS,
                    expect(Check.PLAYBACK_RATE, FAIL));
        }
        put(
                writer,
                "border-man-twice-as-fast",
                usual(Waves.faster(voices.speak("ru"), 2), USUAL),
                CODECS,
                expect(Check.PLAYBACK_RATE, NOT_PASS));
    }

    private void channels(ClipWriter writer) throws IOException, InterruptedException {
        float[] sound = usual(voice(), USUAL);
        float[] nothing = new float[sound.length];
        stereo(
                writer,
                "fault-left-dead",
                nothing,
                sound,
                expect(Check.CHANNEL_BALANCE, FAIL, Check.CHANNEL_PHASE, ANY));
        stereo(
                writer,
                "fault-right-dead",
                sound,
                Waves.pink(sound.length, -70, random),
                expect(Check.CHANNEL_BALANCE, FAIL, Check.CHANNEL_PHASE, ANY));
        stereo(
                writer,
                "fault-opposite-phase",
                sound,
                Waves.mix(invert(sound), Waves.pink(sound.length, MICROPHONE, random)),
                expect(Check.CHANNEL_PHASE, FAIL, Check.SPEECH_LEVEL, ANY, Check.SIGNAL_TO_NOISE, ANY));
        stereo(
                writer,
                "normal-two-channels",
                sound,
                sound,
                expect(Check.CHANNEL_BALANCE, PASS, Check.CHANNEL_PHASE, PASS));
        stereo(
                writer,
                "normal-two-microphones",
                sound,
                Waves.mix(
                        Waves.gain(Waves.reverberate(sound, 0.4, -3, random), -5),
                        Waves.pink(sound.length, MICROPHONE, random)),
                expect(Check.CHANNEL_BALANCE, PASS));
    }

    private static float[] invert(float[] sound) {
        float[] out = new float[sound.length];
        for (int i = 0; i < sound.length; i++) {
            out[i] = -sound[i];
        }
        return out;
    }

    private static void stereo(
            ClipWriter writer, String name, float[] left, float[] right, Map<Check, Expectation> expected)
            throws IOException {
        for (int factor : new int[] {1, 3}) {
            short[] l = Waves.pcm(factor == 1 ? left : Waves.decimate(left, factor));
            short[] r = Waves.pcm(factor == 1 ? right : Waves.decimate(right, factor));
            short[] both = new short[2 * l.length];
            for (int i = 0; i < l.length; i++) {
                both[2 * i] = l[i];
                both[2 * i + 1] = r[i];
            }
            writer.sound(name + "-" + Waves.RATE / factor, new Sound(Waves.RATE / factor, 2, both), expected, Map.of());
        }
    }

    private void echoes(ClipWriter writer) throws IOException, InterruptedException {
        float[] quiet = Waves.pink(7 * Waves.RATE, -65, random);
        for (int level : new int[] {-8, -18, -26}) {
            echo(writer, "fault-echo" + level, quiet, level, 120 - 5 * level, 0, expect(Check.ECHO, FAIL));
            echo(writer, "fault-echo-in-hall" + level, quiet, level, 260, 0.8, expect(Check.ECHO, FAIL));
        }
        echo(writer, "fault-echo-in-speech", usual(voice(), USUAL), -12, 340, 0, expect(Check.ECHO, FAIL));
        echo(writer, "border-echo-35", quiet, -35, 200, 0, expect(Check.ECHO, ANY));
        echo(writer, "normal-echo-cancelled", quiet, -55, 200, 0, expect(Check.ECHO, PASS));
        echo(writer, "normal-no-echo-in-speech", usual(voice(), USUAL), -120, 200, 0, expect());
    }

    private void echo(
            ClipWriter writer,
            String name,
            float[] there,
            double level,
            int ms,
            double hall,
            Map<Check, Expectation> expected)
            throws IOException {
        float[] back = new float[there.length];
        float[] probe = Probe.samples(Waves.RATE);
        System.arraycopy(probe, 0, back, Waves.RATE + ms * (Waves.RATE / 1_000), probe.length);
        if (hall > 0) {
            back = Waves.reverberate(back, hall, 0, random);
        }
        put(writer, name, Waves.mix(there, Waves.gain(back, level)), CODECS, expected, Map.of("probeAt", 1.0));
    }

    private void normal(ClipWriter writer) throws IOException, InterruptedException {
        Map<Check, Expectation> good = expect(
                Check.SPEECH_LEVEL,
                PASS,
                Check.MICROPHONE,
                PASS,
                Check.NOISE,
                PASS,
                Check.SIGNAL_TO_NOISE,
                PASS,
                Check.CLIPPING,
                PASS,
                Check.HUM,
                PASS);
        for (String name : Voices.ALL) {
            put(writer, "normal-" + name.replace('+', '-'), usual(voices.speak(name), USUAL), CODECS, good);
        }
        put(writer, "normal-quiet-speaker", usual(voice(), -37), CODECS, expect(Check.SPEECH_LEVEL, PASS));
        put(writer, "normal-loud-speaker", usual(voice(), -16), CODECS, expect(Check.SPEECH_LEVEL, PASS));
        for (int level : new int[] {-60, -54}) {
            put(
                    writer,
                    "normal-ventilation" + level,
                    Waves.mix(usual(voice(), USUAL), Waves.pink(20 * Waves.RATE, level, random)),
                    CODECS,
                    good);
        }
        int length = 20 * Waves.RATE;
        put(
                writer,
                "normal-keyboard",
                Waves.mix(usual(voice(), USUAL), Waves.knocks(length, 0.2, 4, -22, 0, random)),
                CODECS,
                expect());
        put(
                writer,
                "normal-paper",
                Waves.mix(usual(voice(), USUAL), Waves.knocks(length, 0.5, 60, -32, 0, random)),
                CODECS,
                expect());
        put(
                writer,
                "normal-door",
                Waves.mix(usual(voice(), USUAL), Waves.knocks(length, 4, 80, -8, 300, random)),
                CODECS,
                expect());
        put(
                writer,
                "normal-steps",
                Waves.mix(usual(voice(), USUAL), Waves.knocks(length, 0.6, 30, -24, 400, random)),
                CODECS,
                expect());
        for (double seconds : new double[] {0.3, 0.6, 0.9}) {
            put(
                    writer,
                    String.format(Locale.ROOT, "normal-reverberation%.1fs", seconds),
                    open(Waves.spokenAt(Waves.reverberate(voice(), seconds, -2, random), USUAL)),
                    CODECS,
                    expect(Check.SPEECH_LEVEL, PASS));
        }
        float[] speech = voice();
        float[] pauses = new float[speech.length + 6 * Waves.RATE];
        System.arraycopy(speech, 0, pauses, 0, speech.length / 2);
        System.arraycopy(
                speech,
                speech.length / 2,
                pauses,
                speech.length / 2 + 6 * Waves.RATE,
                speech.length - speech.length / 2);
        put(writer, "normal-long-pause", usual(pauses, USUAL), CODECS, good);
        float[] two = Waves.spokenAt(voices.speak("kk"), -24);
        float[] other = Waves.spokenAt(voices.speak("ru+f2"), -33);
        float[] dialogue = new float[two.length + other.length];
        System.arraycopy(two, 0, dialogue, 0, two.length);
        System.arraycopy(other, 0, dialogue, two.length, other.length);
        put(writer, "normal-two-speakers", open(dialogue), CODECS, expect(Check.SPEECH_LEVEL, PASS));
        put(
                writer,
                "normal-faint-hum",
                Waves.mix(usual(voice(), USUAL), Waves.hum(length, -64, 50, 1, 0.5, 0.5)),
                CODECS,
                good);
        put(
                writer,
                "normal-dark-voice",
                open(Waves.spokenAt(
                        Waves.mix(Waves.lowPass(voice(), 1_500.0 / Waves.RATE), Waves.gain(voice(), -18)), -30)),
                CODECS,
                expect());
        put(
                writer,
                "normal-noise-suppressed",
                Waves.gate(Waves.mix(usual(voice(), USUAL), Waves.pink(length, -50, random)), 0.02, 0.1),
                CODECS,
                expect(Check.NOISE, PASS));
        put(
                writer,
                "normal-noise-gate",
                Waves.gate(Waves.mix(usual(voice(), USUAL), Waves.pink(length, -58, random)), 0.008, 0),
                CODECS,
                expect(Check.SPEECH_LEVEL, PASS));
        put(
                writer,
                "normal-automatic-gain",
                Waves.automaticGain(Waves.mix(usual(voice(), -30), Waves.pink(length, -66, random)), -20),
                CODECS,
                expect(Check.SPEECH_LEVEL, PASS));
        put(writer, "normal-fast-speaker", usual(voices.speak("ru", 240, 50), USUAL), CODECS, expect());
        put(writer, "normal-slow-speaker", usual(voices.speak("kk", 110, 50), USUAL), CODECS, expect());
        put(writer, "normal-high-voice", usual(voices.speak("en+f4", 165, 75), USUAL), CODECS, expect());
        put(writer, "normal-deep-voice", usual(voices.speak("ru", 150, 20), USUAL), CODECS, expect());
        put(
                writer,
                "normal-nobody-speaks",
                Waves.pink(10 * Waves.RATE, -60, random),
                CODECS,
                expect(Check.MICROPHONE, PASS, Check.NOISE, PASS));
    }
}

package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.audio.AudioFormat;
import org.courtbridge.media.bridge.SimulatedHearing;
import org.courtbridge.media.bridge.SimulatedParty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that sox makes, and the voices of espeak-ng, as the sound of a trunk that has nothing else. */
class DtmfTonesIT {

    private static final String KEYS = "123A456B789C*0#D";
    private static final int[] LOW = {697, 770, 852, 941};
    private static final int[] HIGH = {1_209, 1_336, 1_477, 1_633};

    private static final String WORDS =
            "The court is in session. Please rise. Case number four thousand five hundred and one, room two hundred and"
                    + " six, the eighth of July, nineteen ninety nine. Oo, ee, aa. Noo, moo, boo. I swear to tell the truth, the whole"
                    + " truth and nothing but the truth. Who are you, where do you live, and how do you know the accused? ";

    @TempDir
    Path folder;

    /**
     * Every key, pressed for so long and with a pause as long.
     *
     * @param gain dB that sox turns it down by
     * @param noise amplitude of white noise beside it, full scale 1
     */
    @ParameterizedTest
    @CsvSource({
        "PCMU, 0.05, -1, 0",
        "PCMA, 0.05, -1, 0",
        "PCMA, 0.08, -20, 0",
        "PCMA, 0.08, -10, 0.02",
        "G722, 0.05, -1, 0",
        "G722, 0.08, -20, 0",
        "G722, 0.08, -10, 0.02"
    })
    void everyKeyThatSoxPressesIsHeardOnce(AudioCodec codec, double seconds, double gain, double noise)
            throws Exception {
        List<String> presses = new ArrayList<>();
        for (int i = 0; i < KEYS.length(); i++) {
            Path press = folder.resolve("press" + i + ".wav");
            sox(
                    codec,
                    press,
                    "synth",
                    Double.toString(seconds),
                    "sine",
                    Integer.toString(LOW[i / 4]),
                    "sine",
                    Integer.toString(HIGH[i % 4]),
                    "remix",
                    "1v0.5,2v0.5",
                    "gain",
                    Double.toString(gain),
                    "pad",
                    Double.toString(seconds),
                    "0");
            presses.add(press.toString());
        }
        Path dialled = folder.resolve("dialled.wav");
        List<String> command = new ArrayList<>(List.of("sox"));
        command.addAll(presses);
        command.addAll(List.of(dialled.toString(), "pad", "0.2", "0.5"));
        ChildProcess.run(folder, "sox", command);
        assertThat(heard(codec, noise == 0 ? dialled : noisy(dialled, codec, noise)))
                .isEqualTo(KEYS);
    }

    private void sox(AudioCodec codec, Path to, String... effects) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sox", "-D", "-r", "" + codec.sampleRate(), "-c", "2", "-n"));
        command.addAll(List.of("-b", "16", "-c", "1", to.toString()));
        command.addAll(List.of(effects));
        ChildProcess.run(folder, "sox", command);
    }

    private Path noisy(Path sound, AudioCodec codec, double amplitude) throws IOException, InterruptedException {
        Path noise = folder.resolve("noise.wav");
        sox(codec, noise, "synth", "4", "whitenoise", "remix", "1", "vol", Double.toString(amplitude));
        Path both = folder.resolve("both.wav");
        ChildProcess.run(
                folder,
                "sox",
                List.of("sox", "-m", "-v", "1", sound.toString(), "-v", "1", noise.toString(), both.toString()));
        return both;
    }

    /** Talk-off: speech has no key in it. */
    @ParameterizedTest
    @ValueSource(strings = {"en", "en+f3", "ru", "ru+f2", "kk", "en+croak", "en+whisper"})
    void voicesPressNoKeys(String voice) throws Exception {
        Path spoken = folder.resolve("spoken.wav");
        ChildProcess.run(
                folder,
                "espeak",
                List.of("espeak-ng", "-v", voice, "-s", "150", "-w", spoken.toString(), WORDS.repeat(6)));
        for (AudioCodec codec : List.of(AudioCodec.PCMA, AudioCodec.G722)) {
            Path sound = folder.resolve(codec + ".wav");
            ChildProcess.run(
                    folder,
                    "sox",
                    List.of("sox", spoken.toString(), "-r", "" + codec.sampleRate(), "-b", "16", sound.toString()));
            assertThat(heard(codec, sound)).isEmpty();
        }
    }

    /** The keys that a hearing hears in a file of sound. */
    private static String heard(AudioCodec codec, Path file) throws IOException, UnsupportedAudioFileException {
        short[] samples = samples(file);
        LongToDoubleFunction voice = n -> n < samples.length ? samples[(int) n] / 32_768.0 : 0;
        SimulatedParty trunk = new SimulatedParty(
                "trunk", AudioFormat.withoutParameters(codec, SimulatedParty.payloadType(codec)), voice);
        trunk.keysAsTones = true;
        try (SimulatedHearing hearing = new SimulatedHearing(5_000_000).with(trunk)) {
            hearing.run((int) (1_000L * samples.length / codec.sampleRate()) + 500);
            return hearing.digits.toString();
        }
    }

    private static short[] samples(Path file) throws IOException, UnsupportedAudioFileException {
        try (AudioInputStream sound = AudioSystem.getAudioInputStream(file.toFile())) {
            byte[] bytes = sound.readAllBytes();
            short[] samples = new short[bytes.length / 2];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = (short) (bytes[2 * i] & 0xFF | bytes[2 * i + 1] << 8);
            }
            return samples;
        }
    }
}

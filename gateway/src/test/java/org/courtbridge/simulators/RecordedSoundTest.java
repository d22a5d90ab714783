package org.courtbridge.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.audio.AudioDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedSoundTest {

    @TempDir
    private Path folder;

    /** A tone of half of full scale. */
    private Path wav(int rate, int channels, double seconds) throws IOException {
        byte[] samples = new byte[((int) (seconds * rate)) * 2 * channels];
        for (int i = 0; i < samples.length / 2; i++) {
            int sample = (int) (16_384 * Math.sin(2 * Math.PI * 440 * i / rate));
            samples[2 * i] = (byte) sample;
            samples[2 * i + 1] = (byte) (sample >> 8);
        }
        Path file = folder.resolve("sound.wav");
        AudioFormat format = new AudioFormat(rate, 16, channels, true, false);
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(samples), format, samples.length / format.getFrameSize()),
                AudioFileFormat.Type.WAVE,
                file.toFile());
        return file;
    }

    @Test
    void isHeardAsLoudAsItWas() throws IOException {
        RecordedSound sound = RecordedSound.read(wav(16_000, 1, 1));
        assertThat(sound.packets()).isEqualTo(50);
        double squares = 0;
        try (AudioDecoder decoder = AudioDecoder.of(AudioCodec.G722)) {
            byte[] packet = new byte[RecordedSound.BYTES_PER_PACKET + 3];
            float[] heard = new float[AudioCodec.G722.sampleRate() * AudioDecoder.MAX_MS / 1_000];
            for (int n = 0; n < 50; n++) {
                sound.packet(n, packet, 3);
                int samples = decoder.decode(packet, 3, RecordedSound.BYTES_PER_PACKET, heard);
                assertThat(samples).isEqualTo(320);
                for (int i = 0; i < samples; i++) {
                    squares += heard[i] * heard[i];
                }
            }
        }
        assertThat(10 * Math.log10(squares / 16_000)).isBetween(-9.6, -8.4);
    }

    @Test
    void theGreetingIsWhole() {
        assertThat(RecordedSound.greeting().packets()).isGreaterThan(50);
    }

    @Test
    void refusesWhatItCannotSay() throws IOException {
        Path slow = wav(8_000, 1, 1);
        assertThatThrownBy(() -> RecordedSound.read(slow)).hasMessageContaining("16 kHz");
        Path stereo = wav(16_000, 2, 1);
        assertThatThrownBy(() -> RecordedSound.read(stereo)).hasMessageContaining("one channel");
        Path nothing = wav(16_000, 1, 0.01);
        assertThatThrownBy(() -> RecordedSound.read(nothing)).hasMessageContaining("20 ms");
        Path other = Files.writeString(folder.resolve("other.wav"), "no sound at all");
        assertThatThrownBy(() -> RecordedSound.read(other)).hasMessageContaining("no WAV");
    }
}

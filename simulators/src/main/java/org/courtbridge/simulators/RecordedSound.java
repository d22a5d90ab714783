package org.courtbridge.simulators;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import javax.sound.sampled.AudioFormat.Encoding;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.audio.AudioEncoder;
import org.courtbridge.codecs.audio.AudioFormat;

/** Sound of the room's microphone, over and over, in packets of G.722 (64 kbit/s, 20 ms). */
final class RecordedSound {

    static final int BYTES_PER_PACKET = 160;

    private static final AudioFormat G722 = AudioFormat.withoutParameters(AudioCodec.G722, 9);
    private static final int SAMPLES = AudioCodec.G722.sampleRate() / 50;

    /** Octets of two minutes. */
    private static final int LONGEST_FILE = 120 * 2 * 16_000;

    private final byte[] octets;

    private RecordedSound(byte[] octets) {
        this.octets = octets;
    }

    /** A greeting in Kazakh, Russian and English. */
    static RecordedSound greeting() {
        try (InputStream in =
                Objects.requireNonNull(RecordedSound.class.getResourceAsStream("greeting.g722"), "greeting.g722")) {
            return new RecordedSound(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IOException if it cannot be read, is longer than two minutes, or no WAV of 16 bits at 16 kHz in one channel */
    static RecordedSound read(Path file) throws IOException {
        try (AudioInputStream in =
                AudioSystem.getAudioInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            javax.sound.sampled.AudioFormat format = in.getFormat();
            boolean usable = format.getEncoding().equals(Encoding.PCM_SIGNED)
                    && format.getSampleSizeInBits() == 16
                    && format.getChannels() == 1
                    && !format.isBigEndian()
                    && format.getSampleRate() == AudioCodec.G722.sampleRate();
            byte[] samples = in.readNBytes(LONGEST_FILE);
            if (!usable || samples.length == LONGEST_FILE || samples.length < 2 * SAMPLES) {
                throw new IOException(file + ": " + format + ", " + samples.length
                        + " octets (expected: one channel of 16 bits at 16 kHz, 20 ms to two minutes)");
            }
            return new RecordedSound(coded(samples));
        } catch (UnsupportedAudioFileException e) {
            throw new IOException(file + ": no WAV", e);
        }
    }

    private static byte[] coded(byte[] samples) {
        int blocks = samples.length / 2 / SAMPLES;
        byte[] coded = new byte[blocks * BYTES_PER_PACKET + AudioEncoder.MAX_BYTES];
        float[] block = new float[SAMPLES];
        try (AudioEncoder encoder = AudioEncoder.of(G722)) {
            for (int n = 0; n < blocks; n++) {
                for (int i = 0; i < SAMPLES; i++) {
                    int at = 2 * (n * SAMPLES + i);
                    block[i] = (short) (samples[at] & 0xFF | samples[at + 1] << 8) / 32_768f;
                }
                encoder.encode(block, coded, n * BYTES_PER_PACKET);
            }
        }
        return Arrays.copyOf(coded, blocks * BYTES_PER_PACKET);
    }

    int packets() {
        return octets.length / BYTES_PER_PACKET;
    }

    /** @param n 0 to {@link #packets} - 1 */
    void packet(int n, byte[] into, int at) {
        System.arraycopy(octets, n * BYTES_PER_PACKET, into, at, BYTES_PER_PACKET);
    }
}

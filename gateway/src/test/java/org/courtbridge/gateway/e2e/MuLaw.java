package org.courtbridge.gateway.e2e;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** Files of mu-law (ITU-T G.711) without a header, by the codec of the JDK. */
final class MuLaw {

    /** Samples per second. */
    static final int SAMPLE_RATE = 8_000;

    private static final AudioFormat LINEAR = new AudioFormat(SAMPLE_RATE, 16, 1, true, false);
    private static final AudioFormat CODED =
            new AudioFormat(AudioFormat.Encoding.ULAW, SAMPLE_RATE, 8, 1, 1, SAMPLE_RATE, false);

    private MuLaw() {}

    /** A party's tone. */
    static Path tone(Path folder, int party, int seconds) throws IOException {
        short[] samples = Tones.samples(party, SAMPLE_RATE, seconds);
        ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(samples);
        return Files.write(folder.resolve("tone%d.ulaw".formatted(party)), converted(bytes.array(), LINEAR, CODED));
    }

    /** The samples of the last seconds of a file that may still be growing. */
    static short[] last(Path file, int seconds) throws IOException {
        byte[] all = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        byte[] last = Arrays.copyOfRange(all, Math.max(0, all.length - seconds * SAMPLE_RATE), all.length);
        short[] samples = new short[last.length];
        ByteBuffer.wrap(converted(last, CODED, LINEAR))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer()
                .get(samples);
        return samples;
    }

    private static byte[] converted(byte[] bytes, AudioFormat from, AudioFormat to) throws IOException {
        try (AudioInputStream source = new AudioInputStream(
                        new ByteArrayInputStream(bytes), from, bytes.length / from.getFrameSize());
                AudioInputStream target = AudioSystem.getAudioInputStream(to, source)) {
            return target.readAllBytes();
        }
    }
}

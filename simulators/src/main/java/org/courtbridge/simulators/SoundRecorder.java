package org.courtbridge.simulators;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.courtbridge.codecs.audio.AudioCodec;

/**
 * Writes what the room hears to a WAV of one channel, 16 bits at 16 kHz, which may be read while it grows: its header leaves the
 * lengths open, as streams do.
 */
final class SoundRecorder implements Loudspeaker {

    private static final int HEADER = 44;
    private static final int FORMAT_SIZE = 16;
    private static final int SAMPLE_RATE = AudioCodec.G722.sampleRate();
    private static final int BYTES_PER_SAMPLE = 2;
    private static final int OPEN = -1;

    private final OutputStream out;

    private SoundRecorder(OutputStream out) {
        this.out = out;
    }

    /** @throws IOException if it cannot be written */
    static SoundRecorder to(Path wav) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.put(ascii("RIFF")).putInt(OPEN).put(ascii("WAVEfmt ")).putInt(FORMAT_SIZE);
        header.putShort((short) 1).putShort((short) 1).putInt(SAMPLE_RATE).putInt(BYTES_PER_SAMPLE * SAMPLE_RATE);
        header.putShort((short) BYTES_PER_SAMPLE).putShort((short) (8 * BYTES_PER_SAMPLE));
        header.put(ascii("data")).putInt(OPEN);
        OutputStream out = Files.newOutputStream(wav);
        out.write(header.array());
        return new SoundRecorder(out);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public synchronized void play(float[] samples, int count) {
        ByteBuffer bytes =
                ByteBuffer.allocate(BYTES_PER_SAMPLE * Math.max(0, count)).order(ByteOrder.LITTLE_ENDIAN);
        for (int n = 0; n < count; n++) {
            bytes.putShort((short) Math.clamp(Math.round(samples[n] * 32_768f), Short.MIN_VALUE, Short.MAX_VALUE));
        }
        try {
            out.write(bytes.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.courtbridge.benchmarks.verdicts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.audio.AudioDecoder;
import org.courtbridge.codecs.audio.AudioEncoder;
import org.courtbridge.codecs.audio.AudioFormat;

/** Sound through one of our codecs. */
final class Coded {

    private Coded() {}

    /** Payloads of 20 ms. */
    static List<byte[]> packets(float[] sound, AudioFormat format) {
        int rate = format.codec().sampleRate();
        float[] at = rate == Waves.RATE ? sound : Waves.decimate(sound, Waves.RATE / rate);
        float[] block = new float[rate / 50];
        byte[] payload = new byte[AudioEncoder.MAX_BYTES];
        List<byte[]> packets = new ArrayList<>();
        try (AudioEncoder encoder = AudioEncoder.of(format)) {
            for (int i = 0; i + block.length <= at.length; i += block.length) {
                System.arraycopy(at, i, block, 0, block.length);
                packets.add(Arrays.copyOf(payload, encoder.encode(block, payload, 0)));
            }
        }
        return packets;
    }

    /** There and back. */
    static Sound through(float[] sound, AudioCodec codec) {
        List<byte[]> packets = packets(sound, AudioFormat.withoutParameters(codec, 96));
        short[] pcm = new short[packets.size() * codec.sampleRate() / 50];
        float[] decoded = new float[codec.sampleRate() / 1_000 * AudioDecoder.MAX_MS];
        int filled = 0;
        try (AudioDecoder decoder = AudioDecoder.of(codec)) {
            for (byte[] packet : packets) {
                int count = decoder.decode(packet, 0, packet.length, decoded);
                for (int i = 0; i < count && filled < pcm.length; i++) {
                    pcm[filled++] = (short) Math.clamp(Math.round(decoded[i] * 32_768), -32_768, 32_767);
                }
            }
        }
        return new Sound(codec.sampleRate(), 1, pcm);
    }
}
